/* reasoning-events.c: the events of the blocks that this plugin makes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "reasoning-events"

#include "reasoning-events.h"

#include <string.h>

static CcpJsonWriter *
begin_event (const char *name, gint64 index)
{
  CcpJsonWriter *writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, name);
  ccp_json_writer_key (writer, "index");
  ccp_json_writer_int (writer, index);
  return writer;
}

static void
end_event (CcpEventBatch *out, const char *name, CcpJsonWriter *writer)
{
  g_autoptr (CcpJson) data = NULL;

  ccp_json_writer_end_object (writer);
  data = ccp_json_writer_finish (writer);
  if (data != NULL)
    ccp_event_batch_take (out, ccp_event_new (name, data));
}

static void
write_type (CcpJsonWriter *writer, const char *type)
{
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, type);
}

static void
add_delta (CcpEventBatch *out,
           gint64 index,
           const char *type,
           const char *member,
           const char *text,
           gsize length)
{
  g_autoptr (CcpJsonWriter) writer = begin_event ("content_block_delta", index);

  ccp_json_writer_key (writer, "delta");
  ccp_json_writer_begin_object (writer);
  write_type (writer, type);
  ccp_json_writer_key (writer, member);
  ccp_json_writer_string_len (writer, text, length);
  ccp_json_writer_end_object (writer);
  end_event (out, "content_block_delta", writer);
}

static gboolean
is_index (const CcpJsonValue *value, gint64 index)
{
  gint64 number = -1;

  return ccp_json_value_get_int (value, &number) && number == index;
}

static CcpJson *
create_number (gint64 number)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_int (writer, number);
  return ccp_json_writer_finish (writer);
}

static void
splice_index (CcpJsonSplice *splice, const CcpJsonValue *value, gint64 index)
{
  g_autoptr (CcpJson) number = NULL;

  if (is_index (value, index))
    return;
  number = create_number (index);
  ccp_json_splice_replace (splice, value, number);
}

static void
splice_text (CcpJsonSplice *splice, const CcpJsonValue *block)
{
  CcpJsonValue text = ccp_json_value_member (block, "text");

  if (ccp_json_value_is_string (&text) && !ccp_json_value_is_empty_string (&text))
    ccp_json_splice_replace_string (splice, &text, "");
}

static void
add_changed (CcpEventBatch *out, CcpEvent *event, CcpJson *data)
{
  if (data == NULL || data == ccp_event_get_data (event))
    ccp_event_batch_append (out, event);
  else
    ccp_event_batch_take (out, ccp_event_new_changed (event, data));
}

void
reasoning_events_add_thinking (CcpEventBatch *out, gint64 index)
{
  g_autoptr (CcpJsonWriter) writer = begin_event ("content_block_start", index);

  ccp_json_writer_key (writer, "content_block");
  ccp_json_writer_begin_object (writer);
  write_type (writer, "thinking");
  ccp_json_writer_key (writer, "thinking");
  ccp_json_writer_string (writer, "");
  ccp_json_writer_key (writer, "signature");
  ccp_json_writer_string (writer, "");
  ccp_json_writer_end_object (writer);
  end_event (out, "content_block_start", writer);
}

void
reasoning_events_add_text_delta (CcpEventBatch *out,
                                 gint64 index,
                                 const char *text,
                                 gsize length)
{
  add_delta (out, index, "text_delta", "text", text, length);
}

void
reasoning_events_add_thinking_delta (CcpEventBatch *out,
                                     gint64 index,
                                     const char *text,
                                     gsize length)
{
  add_delta (out, index, "thinking_delta", "thinking", text, length);
}

/* What was thought is all there is to send back. */
void
reasoning_events_add_signature (CcpEventBatch *out, gint64 index)
{
  g_autofree char *signature = ccp_signature_make_readable ();

  add_delta (out, index, "signature_delta", "signature", signature, strlen (signature));
}

void
reasoning_events_add_stop (CcpEventBatch *out, gint64 index)
{
  g_autoptr (CcpJsonWriter) writer = begin_event ("content_block_stop", index);

  end_event (out, "content_block_stop", writer);
}

void
reasoning_events_add_moved (CcpEventBatch *out, gint64 index, CcpEvent *event)
{
  g_autoptr (CcpJsonSplice) splice = NULL;
  g_autoptr (CcpJson) data = NULL;
  CcpJsonValue value;

  ccp_json_get_root (ccp_event_get_data (event), &value);
  value = ccp_json_value_member (&value, "index");
  if (!ccp_json_value_exists (&value) || is_index (&value, index))
    {
      ccp_event_batch_append (out, event);
      return;
    }
  splice = ccp_json_splice_new (ccp_event_get_data (event));
  splice_index (splice, &value, index);
  data = ccp_json_splice_finish (splice);
  add_changed (out, event, data);
}

/* changes are made from front to back, and the members may stand in any order */
void
reasoning_events_add_emptied (CcpEventBatch *out, gint64 index, CcpEvent *start)
{
  g_autoptr (CcpJsonSplice) splice = ccp_json_splice_new (ccp_event_get_data (start));
  g_autoptr (CcpJson) data = NULL;
  CcpJsonValue root;
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_get_root (ccp_event_get_data (start), &root);
  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      if (ccp_json_value_equals_string (&name, "index"))
        splice_index (splice, &value, index);
      else if (ccp_json_value_equals_string (&name, "content_block"))
        splice_text (splice, &value);
    }
  data = ccp_json_splice_finish (splice);
  add_changed (out, start, data);
}
