/* ccp-message-builder.c: makes the whole message of the events of a stream
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-message-builder"

#include "private/ccp-message-builder.h"

#include "ccp-json-writer.h"
#include "private/ccp-built-block.h"

typedef struct
{
  CcpJsonValue name;
  CcpJsonValue value;
} Member;

static CcpJsonValue
get_member (CcpJson *data, const char *name)
{
  CcpJsonValue root;

  ccp_json_get_root (data, &root);
  return ccp_json_value_member (&root, name);
}

/* @places: (element-type utf8 guint): where in @members a name stands, counted from 1 */
static void
collect_members (GArray *members, GHashTable *places, const CcpJsonValue *object)
{
  CcpJsonIter iter;
  Member member;

  if (!ccp_json_value_is_object (object))
    return;
  ccp_json_iter_init (&iter, object);
  while (ccp_json_iter_next (&iter, &member.name, &member.value))
    {
      g_autofree char *name = ccp_json_value_dup_string (&member.name, NULL);
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, name));

      if (place > 0)
        {
          g_array_index (members, Member, place - 1).value = member.value;
          continue;
        }
      g_array_append_val (members, member);
      g_hash_table_insert (places,
                           g_steal_pointer (&name),
                           GUINT_TO_POINTER (members->len));
    }
}

/* Returns: (transfer full): @older with what @newer says otherwise or adds */
static CcpJson *
merge (CcpJson *older, const CcpJsonValue *newer)
{
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (Member));
  g_autoptr (GHashTable) places =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  CcpJsonValue root = CCP_JSON_VALUE_NONE;

  if (older != NULL)
    ccp_json_get_root (older, &root);
  collect_members (members, places, &root);
  collect_members (members, places, newer);

  ccp_json_writer_begin_object (writer);
  for (guint i = 0; i < members->len; i++)
    {
      const Member *member = &g_array_index (members, Member, i);

      ccp_json_writer_key_value (writer, &member->name);
      ccp_json_writer_value (writer, &member->value);
    }
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

static void
update (CcpJson **document, const CcpJsonValue *newer)
{
  g_autoptr (CcpJson) merged = merge (*document, newer);

  if (merged == NULL)
    return;
  g_clear_pointer (document, ccp_json_unref);
  *document = g_steal_pointer (&merged);
}

static void
add_start (CcpMessageBuilder *self, CcpJson *data)
{
  CcpJsonValue message = get_member (data, "message");
  CcpJsonValue usage = ccp_json_value_member (&message, "usage");

  update (&self->message, &message);
  update (&self->usage, &usage);
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

  update (&self->message, &delta);
  update (&self->usage, &usage);
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

static void
write_members (CcpMessageBuilder *self, CcpJsonWriter *writer)
{
  CcpJsonValue root;
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  ccp_json_get_root (self->message, &root);
  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      if (ccp_json_value_equals_string (&name, "content") ||
          ccp_json_value_equals_string (&name, "usage"))
        continue;
      ccp_json_writer_key_value (writer, &name);
      ccp_json_writer_value (writer, &value);
    }
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
  g_clear_pointer (&self->message, ccp_json_unref);
  g_clear_pointer (&self->usage, ccp_json_unref);
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
  g_autoptr (CcpJsonWriter) writer = NULL;

  if (self->message == NULL || !self->complete)
    return NULL;
  writer = ccp_json_writer_new ();
  ccp_json_writer_begin_object (writer);
  write_members (self, writer);
  write_content (self, writer);
  ccp_json_writer_key (writer, "usage");
  ccp_json_writer_document (writer, self->usage);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}
