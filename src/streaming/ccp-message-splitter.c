/* ccp-message-splitter.c: makes a stream of events of a whole message
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-message-splitter"

#include "ccp-message-splitter.h"

#include "ccp-message-check.h"
#include "private/ccp-message-writer.h"

/* what is not known before the end, and so is not in message_start */
static const char *const end_members[] = {
  "stop_reason",
  "stop_sequence",
  "stop_details",
  "container",
};

static gboolean
belongs_to_end (const CcpJsonValue *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (end_members); i++)
    if (ccp_json_value_equals_string (name, end_members[i]))
      return TRUE;
  return FALSE;
}

static void
write_type (CcpJsonWriter *writer, const char *type)
{
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, type);
}

static void
write_null (CcpJsonWriter *writer, const char *key)
{
  ccp_json_writer_key (writer, key);
  ccp_json_writer_null (writer);
}

static void
write_start_members (CcpJsonWriter *writer, const CcpJsonValue *message)
{
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  ccp_json_iter_init (&iter, message);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      if (belongs_to_end (&name) || ccp_json_value_equals_string (&name, "content"))
        continue;
      ccp_json_writer_key_value (writer, &name);
      ccp_json_writer_value (writer, &value);
    }
}

static void
send (CcpMessageWriter *events, const char *name, CcpJsonWriter *writer)
{
  g_autoptr (CcpJson) data = ccp_json_writer_finish (writer);

  if (data != NULL)
    ccp_message_writer_event (events, name, data);
}

static void
send_start (CcpMessageWriter *events, const CcpJsonValue *message)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  write_type (writer, "message_start");
  ccp_json_writer_key (writer, "message");
  ccp_json_writer_begin_object (writer);
  write_start_members (writer, message);
  ccp_json_writer_key (writer, "content");
  ccp_json_writer_begin_array (writer);
  ccp_json_writer_end_array (writer);
  write_null (writer, "stop_reason");
  write_null (writer, "stop_sequence");
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);
  send (events, "message_start", writer);
}

static void
send_blocks (CcpMessageWriter *events, const CcpJsonValue *message)
{
  CcpJsonValue content = ccp_json_value_member (message, "content");
  CcpJsonIter iter;
  CcpJsonValue block;

  ccp_json_iter_init (&iter, &content);
  while (ccp_json_iter_next (&iter, NULL, &block))
    ccp_message_writer_block (events, &block);
}

static void
send_end (CcpMessageWriter *events, const CcpJsonValue *message)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  CcpJsonValue usage = ccp_json_value_member (message, "usage");

  ccp_json_writer_begin_object (writer);
  write_type (writer, "message_delta");
  ccp_json_writer_key (writer, "delta");
  ccp_json_writer_begin_object (writer);
  for (gsize i = 0; i < G_N_ELEMENTS (end_members); i++)
    {
      CcpJsonValue value = ccp_json_value_member (message, end_members[i]);

      if (!ccp_json_value_exists (&value) && i > 1)
        continue;
      ccp_json_writer_key (writer, end_members[i]);
      ccp_json_writer_value (writer, &value);
    }
  ccp_json_writer_end_object (writer);
  ccp_json_writer_key (writer, "usage");
  ccp_json_writer_value (writer, &usage);
  ccp_json_writer_end_object (writer);
  send (events, "message_delta", writer);

  ccp_json_writer_begin_object (writer);
  write_type (writer, "message_stop");
  ccp_json_writer_end_object (writer);
  send (events, "message_stop", writer);
}

/*
 * ccp_message_splitter_split:
 * @message: a whole message of the Messages API
 * @error: why it is none
 *
 * Makes the stream that would have brought @message.
 *
 * Returns: (transfer full): the events from `message_start` to `message_stop`, or %NULL
 * with @error set
 */
CcpEventBatch *
ccp_message_splitter_split (CcpJson *message, GError **error)
{
  CcpMessageWriter events;
  CcpEventBatch *batch = NULL;
  CcpJsonValue root;

  g_return_val_if_fail (message != NULL, NULL);

  if (!ccp_message_check (message, error))
    return NULL;
  ccp_json_get_root (message, &root);
  ccp_message_writer_init (&events);
  send_start (&events, &root);
  send_blocks (&events, &root);
  send_end (&events, &root);
  batch = ccp_message_writer_take (&events);
  ccp_message_writer_clear (&events);
  return batch;
}
