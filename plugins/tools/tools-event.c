/* tools-event.c: reads and makes the events of blocks
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "tools-event"

#include "tools-event.h"

static CcpJsonWriter *
begin (const char *type, gint64 index)
{
  CcpJsonWriter *writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, type);
  ccp_json_writer_key (writer, "index");
  ccp_json_writer_int (writer, index);
  return writer;
}

static void
begin_member (CcpJsonWriter *writer, const char *name, const char *type)
{
  ccp_json_writer_key (writer, name);
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, type);
}

static void
put (CcpEventBatch *out, const char *name, CcpJsonWriter *writer)
{
  g_autoptr (CcpJson) data = NULL;

  ccp_json_writer_end_object (writer);
  data = ccp_json_writer_finish (writer);
  if (data != NULL)
    ccp_event_batch_take (out, ccp_event_new (name, data));
}

CcpJsonValue
tools_event_get_root (CcpEvent *event)
{
  CcpJson *data = ccp_event_get_data (event);
  CcpJsonValue root = CCP_JSON_VALUE_NONE;

  if (data != NULL)
    ccp_json_get_root (data, &root);
  return root;
}

CcpJsonValue
tools_event_get (CcpEvent *event, const char *member, const char *name)
{
  CcpJsonValue root = tools_event_get_root (event);
  CcpJsonValue value = ccp_json_value_member (&root, member);

  return ccp_json_value_member (&value, name);
}

gint64
tools_event_get_index (CcpEvent *event)
{
  CcpJsonValue root = tools_event_get_root (event);
  CcpJsonValue value = ccp_json_value_member (&root, "index");
  gint64 index = -1;

  return ccp_json_value_get_int (&value, &index) ? index : -1;
}

gboolean
tools_event_begins_tool (CcpEvent *event)
{
  CcpJsonValue type = tools_event_get (event, "content_block", "type");

  return ccp_event_is (event, "content_block_start") &&
         ccp_json_value_equals_string (&type, "tool_use");
}

void
tools_event_put_text_start (CcpEventBatch *out, gint64 index)
{
  g_autoptr (CcpJsonWriter) writer = begin ("content_block_start", index);

  begin_member (writer, "content_block", "text");
  ccp_json_writer_key (writer, "text");
  ccp_json_writer_string (writer, "");
  ccp_json_writer_end_object (writer);
  put (out, "content_block_start", writer);
}

void
tools_event_put_stop (CcpEventBatch *out, gint64 index)
{
  g_autoptr (CcpJsonWriter) writer = begin ("content_block_stop", index);

  put (out, "content_block_stop", writer);
}

void
tools_event_put_delta (CcpEventBatch *out,
                       gint64 index,
                       const char *type,
                       const char *member,
                       const GString *text)
{
  g_autoptr (CcpJsonWriter) writer = NULL;

  if (text->len == 0)
    return;
  writer = begin ("content_block_delta", index);
  begin_member (writer, "delta", type);
  ccp_json_writer_key (writer, member);
  ccp_json_writer_string_len (writer, text->str, text->len);
  ccp_json_writer_end_object (writer);
  put (out, "content_block_delta", writer);
}
