/* ccp-message-writer-blocks.c: writes a block that is there as a whole
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-message-writer"

#include "ccp-json-writer.h"
#include "private/ccp-message-writer.h"

/* a member that is empty when the block starts and is filled by deltas */
typedef struct
{
  const char *type;
  const char *member;
  const char *empty;
} Filled;

static const Filled filled[] = {
  { "text", "text", "\"\"" },         { "text", "citations", "[]" },
  { "thinking", "thinking", "\"\"" }, { "thinking", "signature", "\"\"" },
  { "tool_use", "input", "{}" },      { "server_tool_use", "input", "{}" },
  { "mcp_tool_use", "input", "{}" },
};

static const Filled *
find_filled (const CcpJsonValue *type, const CcpJsonValue *member)
{
  for (gsize i = 0; i < G_N_ELEMENTS (filled); i++)
    if (ccp_json_value_equals_string (type, filled[i].type) &&
        ccp_json_value_equals_string (member, filled[i].member))
      return &filled[i];
  return NULL;
}

static void
write_empty (CcpJsonWriter *writer, const char *json)
{
  g_autoptr (CcpJson) empty = ccp_json_new_from_text (json, -1, NULL);

  ccp_json_writer_document (writer, empty);
}

static void
write_members (CcpJsonWriter *writer, const CcpJsonValue *block, const CcpJsonValue *type)
{
  CcpJsonValue signature = ccp_json_value_member (block, "signature");
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  ccp_json_iter_init (&iter, block);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      const Filled *found = find_filled (type, &name);

      ccp_json_writer_key_value (writer, &name);
      if (found != NULL && ccp_json_value_get_kind (&value) != CCP_JSON_NULL)
        write_empty (writer, found->empty);
      else
        ccp_json_writer_value (writer, &value);
    }
  if (ccp_json_value_equals_string (type, "thinking") &&
      !ccp_json_value_exists (&signature))
    {
      ccp_json_writer_key (writer, "signature");
      ccp_json_writer_string (writer, "");
    }
}

/* Returns: FALSE for a block that is nested too deep to be put into an event */
static gboolean
send_start (CcpMessageWriter *self, const CcpJsonValue *block, const CcpJsonValue *type)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) data = NULL;

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, "content_block_start");
  ccp_json_writer_key (writer, "index");
  ccp_json_writer_int (writer, self->index);
  ccp_json_writer_key (writer, "content_block");
  ccp_json_writer_begin_object (writer);
  write_members (writer, block, type);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);

  data = ccp_json_writer_finish (writer);
  if (data == NULL)
    return FALSE;
  ccp_message_writer_event (self, "content_block_start", data);
  return TRUE;
}

static void
send_string (CcpMessageWriter *self,
             CcpDeltaKind kind,
             const CcpJsonValue *block,
             const char *member)
{
  CcpJsonValue value = ccp_json_value_member (block, member);
  gsize length = 0;
  const char *raw = ccp_json_value_peek_raw (&value, &length);

  if (ccp_json_value_is_string (&value) && length > 2)
    ccp_message_writer_delta (self, kind, raw + 1, length - 2);
}

static void
send_input (CcpMessageWriter *self, const CcpJsonValue *block)
{
  CcpJsonValue input = ccp_json_value_member (block, "input");
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) string = NULL;
  const char *raw = NULL;
  gsize length = 0;

  if (ccp_json_value_get_length (&input) == 0)
    return;
  ccp_json_writer_begin_string (writer);
  ccp_json_writer_append_json (writer, &input);
  ccp_json_writer_end_string (writer);
  string = ccp_json_writer_finish (writer);
  if (string == NULL)
    return;
  raw = ccp_json_peek (string, &length);
  ccp_message_writer_delta (self, CCP_DELTA_INPUT, raw + 1, length - 2);
}

static void
send_citation (CcpMessageWriter *self, const CcpJsonValue *citation)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) data = NULL;

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, "content_block_delta");
  ccp_json_writer_key (writer, "index");
  ccp_json_writer_int (writer, self->index);
  ccp_json_writer_key (writer, "delta");
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, "citations_delta");
  ccp_json_writer_key (writer, "citation");
  ccp_json_writer_value (writer, citation);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);

  data = ccp_json_writer_finish (writer);
  if (data != NULL)
    ccp_message_writer_event (self, "content_block_delta", data);
}

static void
send_citations (CcpMessageWriter *self, const CcpJsonValue *block)
{
  CcpJsonValue citations = ccp_json_value_member (block, "citations");
  CcpJsonIter iter;
  CcpJsonValue citation;

  if (!ccp_json_value_is_array (&citations))
    return;
  ccp_json_iter_init (&iter, &citations);
  while (ccp_json_iter_next (&iter, NULL, &citation))
    send_citation (self, &citation);
}

/*
 * ccp_message_writer_block:
 * @self: a writer
 * @block: a content block
 *
 * Writes a whole block: what a client expects in deltas comes in deltas, each other
 * member and each other type of block is complete from the start (protocol A.7).
 */
void
ccp_message_writer_block (CcpMessageWriter *self, const CcpJsonValue *block)
{
  CcpJsonValue type = ccp_json_value_member (block, "type");

  if (!send_start (self, block, &type))
    return;
  if (ccp_json_value_equals_string (&type, "text"))
    {
      send_string (self, CCP_DELTA_TEXT, block, "text");
      send_citations (self, block);
    }
  else if (ccp_json_value_equals_string (&type, "thinking"))
    {
      send_string (self, CCP_DELTA_THINKING, block, "thinking");
      send_string (self, CCP_DELTA_SIGNATURE, block, "signature");
    }
  else if (ccp_json_value_equals_string (&type, "tool_use") ||
           ccp_json_value_equals_string (&type, "server_tool_use") ||
           ccp_json_value_equals_string (&type, "mcp_tool_use"))
    send_input (self, block);
  ccp_message_writer_end_block (self);
}
