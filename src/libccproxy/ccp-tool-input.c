/* ccp-tool-input.c: the arguments of a tool call, as they arrive and as an object
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-tool-input"

#include "private/ccp-tool-input.h"

#include "ccp-json-repair.h"
#include "ccp-json-writer.h"
#include "private/ccp-json-buffer.h"
#include "private/ccp-json-string.h"
#include "private/ccp-json-tape.h"

static gboolean
is_blank (gunichar c)
{
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static void
step_in_string (CcpToolInputScanner *self, gunichar c)
{
  if (self->escaped)
    self->escaped = FALSE;
  else if (c == '\\')
    self->escaped = TRUE;
  else if (c == '"')
    self->in_string = FALSE;
}

/* JSON has none of them outside of strings, so it cannot be told what is one */
static gboolean
is_foreign (gunichar c)
{
  return c == '\'' || c == '`' || c == '/' || c == '#';
}

static void
step (CcpToolInputScanner *self, gunichar c)
{
  if (self->in_string)
    step_in_string (self, c);
  else if (c == '"')
    self->in_string = TRUE;
  else if (is_foreign (c))
    self->broken = TRUE;
  else if (c == '{' || c == '[')
    self->depth++;
  else if ((c == '}' || c == ']') && self->depth > 0)
    self->complete = --self->depth == 0 && !self->broken;
}

static CcpJson *
wrap_value (const CcpJsonValue *value)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "value");
  ccp_json_writer_value (writer, value);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

static CcpJson *
wrap_raw (const char *raw, gsize length)
{
  static const char start[] = "{\"" CCP_JSON_RAW_ARGUMENTS "\":\"";
  static const char end[] = "\"}";
  CcpJsonBuffer buffer = { 0 };

  ccp_json_buffer_add (&buffer, start, sizeof start - 1);
  ccp_json_buffer_add (&buffer, raw, length);
  ccp_json_buffer_add (&buffer, end, sizeof end - 1);
  return ccp_json_new_known (ccp_json_buffer_steal (&buffer), 1);
}

static CcpJson *
create_empty (void)
{
  return ccp_json_new_known (g_bytes_new_static ("{}", 2), 1);
}

/* some models put the object into a string once more */
static CcpJson *
unwrap_string (const CcpJsonValue *string)
{
  gsize length = 0;
  g_autofree char *text = ccp_json_value_dup_string (string, &length);
  g_autoptr (CcpJson) inner = ccp_json_new_from_text (text, length, NULL);
  CcpJsonValue root = CCP_JSON_VALUE_NONE;

  if (inner != NULL)
    ccp_json_get_root (inner, &root);
  return ccp_json_value_is_object (&root) ? g_steal_pointer (&inner)
                                          : wrap_value (string);
}

/*
 * ccp_tool_input_scan:
 * @self: a scanner, all zero at the start
 * @raw: more of the arguments
 * @length: its length
 *
 * Goes on to the end of @raw or of the object, after which `complete` is set. What is no
 * JSON has no end: a brace may be within what was meant as a string.
 *
 * Returns: how many bytes of @raw belong to the object
 */
gsize
ccp_tool_input_scan (CcpToolInputScanner *self, const char *raw, gsize length)
{
  const char *end = raw + length;
  const char *p = raw;

  while (p < end && !self->complete)
    if (*p == '\\')
      step (self, ccp_json_string_next (&p, end));
    else
      step (self, (guint8) *p++);
  return p - raw;
}

/*
 * ccp_tool_input_skip_blank:
 * @raw: what stands between the quotes of a JSON string
 * @length: its length
 *
 * Looks for the first character that is no white space.
 *
 * Returns: its offset, @length if there is none
 */
gsize
ccp_tool_input_skip_blank (const char *raw, gsize length)
{
  const char *end = raw + length;
  const char *p = raw;

  while (p < end)
    {
      const char *next = p;

      if (!is_blank (ccp_json_string_next (&next, end)))
        break;
      p = next;
    }
  return p - raw;
}

/*
 * ccp_tool_input_to_object:
 * @raw: arguments, as they stand between the quotes of a JSON string
 * @length: their length
 *
 * Makes the input of a tool of whatever the model wrote (protocol E.6.8): a client must
 * get an object, and the model is told by the tool what is wrong with it.
 *
 * Returns: (transfer full): an object
 */
CcpJson *
ccp_tool_input_to_object (const char *raw, gsize length)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (CcpJson) json = NULL;
  CcpJsonValue root;

  if (ccp_tool_input_skip_blank (raw, length) == length)
    return create_empty ();
  ccp_json_string_decode (raw, length, text);
  json = ccp_json_new_from_text (text->str, text->len, NULL);
  if (json == NULL)
    return wrap_raw (raw, length);

  ccp_json_get_root (json, &root);
  switch (ccp_json_value_get_kind (&root))
    {
    case CCP_JSON_OBJECT:
      return g_steal_pointer (&json);
    case CCP_JSON_NULL:
      return create_empty ();
    case CCP_JSON_STRING:
      return unwrap_string (&root);
    default:
      return wrap_value (&root);
    }
}
