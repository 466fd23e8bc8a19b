/* ccp-json-writer-values.c: the half of the JSON writer that writes strings, numbers and
 * copies
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-json"

#include <math.h>

#include "private/ccp-json-number.h"
#include "private/ccp-json-scan.h"
#include "private/ccp-json-writer-private.h"

static inline gboolean
is_in_string (CcpJsonWriter *self)
{
  if (G_UNLIKELY (self->failed))
    return FALSE;
  return G_LIKELY (self->expect == CCP_JSON_EXPECT_PIECE) ||
         ccp_json_writer_refuse (self, "a piece of a string");
}

static void
add_literal (CcpJsonWriter *self, const char *literal, gsize length)
{
  if (!ccp_json_writer_begin_value (self))
    return;
  ccp_json_buffer_add (&self->buffer, literal, length);
  ccp_json_writer_end_value (self);
}

/* Whether something of this depth, 0 for no container, may stand here. */
static gboolean
has_room (CcpJsonWriter *self, guint depth)
{
  if (depth > CCP_JSON_MAX_WRITTEN_DEPTH - self->depth)
    return FALSE;

  self->deepest = MAX (self->deepest, self->depth + depth);
  return TRUE;
}

static void
splice (CcpJsonWriter *self, const char *raw, gsize length, gboolean fits)
{
  self->failed |= !fits;
  if (!ccp_json_writer_begin_value (self))
    return;
  ccp_json_buffer_add (&self->buffer, raw, length);
  ccp_json_writer_end_value (self);
}

/**
 * ccp_json_writer_string:
 * @self: a writer
 * @text: a text
 *
 * Writes a string.
 */
void
ccp_json_writer_string (CcpJsonWriter *self, const char *text)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  ccp_json_writer_string_len (self, text, strlen (text));
}

/**
 * ccp_json_writer_string_len: (skip)
 * @self: a writer
 * @text: a text, in which there may be a NUL
 * @length: how many bytes it has
 *
 * Writes a string.
 */
void
ccp_json_writer_string_len (CcpJsonWriter *self, const char *text, gsize length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL || length == 0);

  if (!ccp_json_writer_begin_value (self))
    return;
  ccp_json_writer_add_quoted (self, text, length);
  ccp_json_writer_end_value (self);
}

/**
 * ccp_json_writer_int:
 * @self: a writer
 * @value: a number
 *
 * Writes an integer.
 */
void
ccp_json_writer_int (CcpJsonWriter *self, gint64 value)
{
  char digits[24];
  char *p = digits + sizeof digits;
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;

  g_return_if_fail (self != NULL);

  do
    *--p = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (value < 0)
    *--p = '-';
  add_literal (self, p, digits + sizeof digits - p);
}

/**
 * ccp_json_writer_double:
 * @self: a writer
 * @value: a number
 *
 * Writes a number, with as few digits as give the same number again. What JSON cannot
 * express, such as infinity, is written as `null`, as JavaScript does.
 */
void
ccp_json_writer_double (CcpJsonWriter *self, double value)
{
  char digits[CCP_JSON_NUMBER_SIZE];

  g_return_if_fail (self != NULL);

  if (isfinite (value))
    add_literal (self, digits, ccp_json_number_print (value, digits));
  else
    ccp_json_writer_null (self);
}

/**
 * ccp_json_writer_boolean:
 * @self: a writer
 * @value: a boolean
 *
 * Writes `true` or `false`.
 */
void
ccp_json_writer_boolean (CcpJsonWriter *self, gboolean value)
{
  g_return_if_fail (self != NULL);

  add_literal (self, value ? "true" : "false", value ? 4 : 5);
}

/**
 * ccp_json_writer_null:
 * @self: a writer
 *
 * Writes `null`.
 */
void
ccp_json_writer_null (CcpJsonWriter *self)
{
  g_return_if_fail (self != NULL);

  add_literal (self, "null", 4);
}

/**
 * ccp_json_writer_value: (skip)
 * @self: a writer
 * @value: a place in a document
 *
 * Writes a value exactly as it is written elsewhere, and `null` if there is no such
 * value.
 */
void
ccp_json_writer_value (CcpJsonWriter *self, const CcpJsonValue *value)
{
  const CcpJsonTape *tape;
  const CcpJsonNode *node;

  g_return_if_fail (self != NULL);
  g_return_if_fail (value != NULL);

  node = ccp_json_value_get_node (value);
  if (node == NULL)
    {
      ccp_json_writer_null (self);
      return;
    }

  tape = value->document->tape;
  splice (self,
          value->document->text + node->start,
          node->end - node->start,
          has_room (self, tape->depth) ||
              has_room (self, ccp_json_tape_get_depth (tape, value->index)));
}

/**
 * ccp_json_writer_document:
 * @self: a writer
 * @document: a document
 *
 * Writes a whole document exactly as it is.
 */
void
ccp_json_writer_document (CcpJsonWriter *self, CcpJson *document)
{
  const char *start;
  const char *end;

  g_return_if_fail (self != NULL);
  g_return_if_fail (document != NULL);

  start = ccp_json_scan_space (document->text, document->text + document->length);
  end = document->text + document->length;
  while (end > start && ccp_json_scan_is_space (end[-1]))
    end--;

  splice (self, start, end - start, has_room (self, ccp_json_get_depth (document)));
}

/**
 * ccp_json_writer_begin_string:
 * @self: a writer
 *
 * Begins a string that is made of pieces.
 */
void
ccp_json_writer_begin_string (CcpJsonWriter *self)
{
  g_return_if_fail (self != NULL);

  if (!ccp_json_writer_begin_value (self))
    return;
  ccp_json_buffer_add_byte (&self->buffer, '"');
  self->expect = CCP_JSON_EXPECT_PIECE;
}

/**
 * ccp_json_writer_append:
 * @self: a writer
 * @text: a text, of whole characters
 *
 * Adds text to the string that was begun.
 */
void
ccp_json_writer_append (CcpJsonWriter *self, const char *text)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  ccp_json_writer_append_len (self, text, strlen (text));
}

/**
 * ccp_json_writer_append_len: (skip)
 * @self: a writer
 * @text: a text, of whole characters, in which there may be a NUL
 * @length: how many bytes it has
 *
 * Adds text to the string that was begun.
 */
void
ccp_json_writer_append_len (CcpJsonWriter *self, const char *text, gsize length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL || length == 0);

  if (is_in_string (self))
    ccp_json_buffer_add_escaped (&self->buffer, text, length);
}

/**
 * ccp_json_writer_append_string_value: (skip)
 * @self: a writer
 * @string: a value
 *
 * Adds what is in another string, as it is written there, to the string that was begun.
 * If
 * @string is not a string, nothing is added.
 */
void
ccp_json_writer_append_string_value (CcpJsonWriter *self, const CcpJsonValue *string)
{
  const CcpJsonNode *node;

  g_return_if_fail (self != NULL);
  g_return_if_fail (string != NULL);

  if (!is_in_string (self) || !ccp_json_value_is_string (string))
    return;
  node = ccp_json_value_get_node (string);
  ccp_json_buffer_add (&self->buffer,
                       string->document->text + node->start + 1,
                       node->end - node->start - 2);
}

/**
 * ccp_json_writer_append_json: (skip)
 * @self: a writer
 * @value: a value
 *
 * Adds the JSON text of a value to the string that was begun, as it is written elsewhere
 * but without white space between its parts. This is how the arguments of a tool become a
 * string. If there is no such value, nothing is added.
 */
void
ccp_json_writer_append_json (CcpJsonWriter *self, const CcpJsonValue *value)
{
  const char *raw;
  gsize length;

  g_return_if_fail (self != NULL);
  g_return_if_fail (value != NULL);

  if (!is_in_string (self))
    return;
  raw = ccp_json_value_peek_raw (value, &length);
  if (raw != NULL)
    ccp_json_buffer_add_compact (&self->buffer, raw, length);
}

/**
 * ccp_json_writer_end_string:
 * @self: a writer
 *
 * Ends the string that was begun.
 */
void
ccp_json_writer_end_string (CcpJsonWriter *self)
{
  g_return_if_fail (self != NULL);

  if (!is_in_string (self))
    return;
  ccp_json_buffer_add_byte (&self->buffer, '"');
  ccp_json_writer_end_value (self);
}
