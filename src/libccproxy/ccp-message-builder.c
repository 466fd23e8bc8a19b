/* ccp-message-builder.c: makes the whole message of the events of a stream
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-message-builder"

#include "private/ccp-message-builder.h"

#include "ccp-json-writer.h"
#include "private/ccp-built-block.h"

static CcpJsonValue
get_member (CcpJson *data, const char *name)
{
  CcpJsonValue root;

  ccp_json_get_root (data, &root);
  return ccp_json_value_member (&root, name);
}

static void
add_start (CcpMessageBuilder *self, CcpJson *data)
{
  CcpJsonValue message = get_member (data, "message");
  CcpJsonValue usage = ccp_json_value_member (&message, "usage");

  ccp_merged_object_add (&self->message, data, &message);
  ccp_merged_object_add (&self->usage, data, &usage);
}

static void
add_block_delta (CcpMessageBuilder *self, CcpJson *data)
{
  CcpJsonValue delta = get_member (data, "delta");

  if (self->blocks->len == 0)
    return;
  ccp_built_block_add (g_ptr_array_index (self->blocks, self->blocks->len - 1), &delta);
}

static void
add_message_delta (CcpMessageBuilder *self, CcpJson *data)
{
  CcpJsonValue delta = get_member (data, "delta");
  CcpJsonValue usage = get_member (data, "usage");

  ccp_merged_object_add (&self->message, data, &delta);
  ccp_merged_object_add (&self->usage, data, &usage);
}

static void
add_event (CcpMessageBuilder *self, CcpEvent *event)
{
  CcpJson *data = ccp_event_get_data (event);

  if (data == NULL)
    return;
  if (ccp_event_is (event, "content_block_delta"))
    add_block_delta (self, data);
  else if (ccp_event_is (event, "content_block_start"))
    g_ptr_array_add (self->blocks, ccp_built_block_new (data));
  else if (ccp_event_is (event, "message_start"))
    add_start (self, data);
  else if (ccp_event_is (event, "message_delta"))
    add_message_delta (self, data);
  else if (ccp_event_is (event, "message_stop"))
    self->complete = TRUE;
}

static void
write_content (CcpMessageBuilder *self, CcpJsonWriter *writer)
{
  ccp_json_writer_key (writer, "content");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < self->blocks->len; i++)
    ccp_built_block_write (g_ptr_array_index (self->blocks, i), writer);
  ccp_json_writer_end_array (writer);
}

/*
 * ccp_message_builder_init:
 * @self: (out caller-allocates): a builder
 *
 * Prepares to build a message.
 */
void
ccp_message_builder_init (CcpMessageBuilder *self)
{
  *self = (CcpMessageBuilder){ 0 };
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_built_block_free);
}

/*
 * ccp_message_builder_clear:
 * @self: a builder
 *
 * Frees what is in it.
 */
void
ccp_message_builder_clear (CcpMessageBuilder *self)
{
  ccp_merged_object_clear (&self->message);
  ccp_merged_object_clear (&self->usage);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
}

/*
 * ccp_message_builder_add:
 * @self: a builder
 * @batch: events of the Messages API
 *
 * Adds events.
 */
void
ccp_message_builder_add (CcpMessageBuilder *self, CcpEventBatch *batch)
{
  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    add_event (self, ccp_event_batch_get (batch, i));
}

/*
 * ccp_message_builder_finish:
 * @self: a builder
 *
 * Writes the message.
 *
 * Returns: (transfer full) (nullable): the message, or %NULL if it has not come to its
 * end or is too large
 */
CcpJson *
ccp_message_builder_finish (CcpMessageBuilder *self)
{
  static const char *const others[] = { "content", "usage", NULL };
  g_autoptr (CcpJsonWriter) writer = NULL;

  if (ccp_merged_object_is_empty (&self->message) || !self->complete)
    return NULL;
  writer = ccp_json_writer_new ();
  ccp_json_writer_begin_object (writer);
  ccp_merged_object_write (&self->message, writer, others);
  write_content (self, writer);
  ccp_json_writer_key (writer, "usage");
  ccp_json_writer_begin_object (writer);
  ccp_merged_object_write (&self->usage, writer, NULL);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}
