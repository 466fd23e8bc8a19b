/* ccp-json-mender.c: writes the object that broken JSON was meant to be
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-json-mender"

#include "private/ccp-json-mender.h"

#include <string.h>

#include "private/ccp-json-mender-place.h"
#include "private/ccp-json-word.h"

/* Each step takes a byte, or returns FALSE when it has changed the mode and the byte is
 * to be looked at again. */

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static gboolean
is_quote (char c)
{
  return c == '"' || c == '\'' || c == '`';
}

static void
set_mode (CcpJsonMender *self, CcpMenderMode mode)
{
  g_string_truncate (self->token, 0);
  self->mode = mode;
}

/* white space that stood behind a token, after it */
static void
replay_blanks (CcpJsonMender *self, gsize from)
{
  for (gsize i = from; i < self->token->len; i++)
    ccp_json_mender_place_blank (self, self->token->str[i]);
}

static void
begin_string (CcpJsonMender *self, char quote)
{
  ccp_json_mender_place_begin (self);
  g_string_append_c (ccp_json_mender_place_sink (self), '"');
  self->quote = quote;
  self->is_empty = TRUE;
  set_mode (self, CCP_MENDER_STRING);
}

static void
end_string (CcpJsonMender *self)
{
  g_string_append_c (ccp_json_mender_place_sink (self), '"');
  ccp_json_mender_place_end (self);
}

static void
begin_word (CcpJsonMender *self)
{
  ccp_json_mender_place_begin (self);
  set_mode (self, CCP_MENDER_WORD);
}

static gboolean
take_bracket (CcpJsonMender *self, char c)
{
  if (c == '{' || c == '[')
    ccp_json_mender_place_open (self, c);
  else if (c == '}' || c == ']')
    ccp_json_mender_place_close (self, c);
  else
    return FALSE;
  return TRUE;
}

static gboolean
step_after_end (CcpJsonMender *self, char c)
{
  if (is_blank (c))
    ccp_json_mender_place_blank (self, c);
  else
    set_mode (self, CCP_MENDER_REST);
  return TRUE;
}

static gboolean
step_between (CcpJsonMender *self, char c)
{
  if (self->step == CCP_MENDER_DONE)
    return step_after_end (self, c);
  if (take_bracket (self, c))
    return TRUE;
  if (is_blank (c))
    ccp_json_mender_place_blank (self, c);
  else if (c == ',')
    ccp_json_mender_place_comma (self);
  else if (c == ':')
    ccp_json_mender_place_colon (self);
  else if (is_quote (c))
    begin_string (self, c);
  else if (c == '/')
    set_mode (self, CCP_MENDER_SLASH);
  else if (c == '#')
    set_mode (self, CCP_MENDER_LINE_COMMENT);
  else
    {
      begin_word (self);
      return FALSE;
    }
  return TRUE;
}

static gsize
measure_word (const CcpJsonMender *self)
{
  gsize length = self->token->len;

  while (length > 0 && is_blank (self->token->str[length - 1]))
    length--;
  return length;
}

static void
end_word (CcpJsonMender *self, gboolean cut)
{
  gsize length = measure_word (self);

  if (self->is_key)
    ccp_json_word_write_string (self->token->str, length, self->held);
  else
    ccp_json_word_write (self->token->str, length, cut, self->out);
  ccp_json_mender_place_end (self);
  replay_blanks (self, length);
  set_mode (self, CCP_MENDER_BETWEEN);
}

/* A word may have spaces, quotes and slashes in it, but a number or true has none. */
static gboolean
ends_word (const CcpJsonMender *self, char c)
{
  if (c == ',' || c == '}' || c == ']' || c == '\n' || c == '\r')
    return TRUE;
  if (self->is_key)
    return c == ':';
  return (is_quote (c) || c == '/' || c == '#') &&
         ccp_json_word_is_plain (self->token->str, measure_word (self));
}

static gboolean
step_word (CcpJsonMender *self, char c)
{
  if (self->token->len > 0 && ends_word (self, c))
    {
      end_word (self, FALSE);
      return FALSE;
    }
  g_string_append_c (self->token, c);
  return TRUE;
}

static gboolean
step_string (CcpJsonMender *self, char c)
{
  if (c == self->quote)
    set_mode (self, CCP_MENDER_QUOTED);
  else if (c == '\\')
    set_mode (self, CCP_MENDER_ESCAPED);
  else
    ccp_json_word_write_char (c, ccp_json_mender_place_sink (self));
  if (c != self->quote)
    self->is_empty = FALSE;
  return TRUE;
}

/* Whether a quote ended the string if the first thing behind it, but for white space, is
 * this. Else the quote belongs to the text: models forget the backslash. */
static gboolean
follows_string (const CcpJsonMender *self, char c)
{
  if (is_quote (c))
    return self->is_empty || self->token->len > 0;
  if (self->is_key && self->token->len > 0)
    return TRUE;
  return c != '\0' && strchr (self->is_key ? ":,}/#{[" : ",}]/#", c) != NULL;
}

static void
keep_quote (CcpJsonMender *self)
{
  GString *sink = ccp_json_mender_place_sink (self);

  ccp_json_word_write_char (self->quote, sink);
  for (gsize i = 0; i < self->token->len; i++)
    ccp_json_word_write_char (self->token->str[i], sink);
  self->is_empty = FALSE;
  set_mode (self, CCP_MENDER_STRING);
}

static gboolean
step_quoted (CcpJsonMender *self, char c)
{
  if (is_blank (c))
    {
      g_string_append_c (self->token, c);
      return TRUE;
    }
  if (!follows_string (self, c))
    {
      keep_quote (self);
      return FALSE;
    }
  end_string (self);
  replay_blanks (self, 0);
  set_mode (self, CCP_MENDER_BETWEEN);
  return FALSE;
}

/* A backslash that begins no escape was meant as one: it is of a path or a pattern. */
static gboolean
step_escaped (CcpJsonMender *self, char c)
{
  GString *sink = ccp_json_mender_place_sink (self);

  if (c == 'u' || c == 'x')
    {
      self->n_digits = c == 'u' ? 4 : 2;
      set_mode (self, CCP_MENDER_DIGITS);
      return TRUE;
    }
  set_mode (self, CCP_MENDER_STRING);
  if (c == '\'' || c == '`')
    g_string_append_c (sink, c);
  else if (c != '\0' && strchr ("\"\\/bfnrt", c) != NULL)
    g_string_append_printf (sink, "\\%c", c);
  else
    {
      g_string_append (sink, "\\\\");
      return FALSE;
    }
  return TRUE;
}

static gboolean
step_digits (CcpJsonMender *self, char c)
{
  GString *sink = ccp_json_mender_place_sink (self);
  gboolean is_digit = g_ascii_isxdigit (c);

  if (is_digit)
    g_string_append_c (self->token, c);
  if (is_digit && self->token->len < self->n_digits)
    return TRUE;
  if (is_digit)
    g_string_append_printf (sink,
                            "\\u%s%s",
                            self->n_digits == 2 ? "00" : "",
                            self->token->str);
  else
    g_string_append_printf (sink,
                            "\\\\%c%s",
                            self->n_digits == 2 ? 'x' : 'u',
                            self->token->str);
  set_mode (self, CCP_MENDER_STRING);
  return is_digit;
}

static gboolean
step_slash (CcpJsonMender *self, char c)
{
  if (c == '/' || c == '*')
    {
      set_mode (self, c == '/' ? CCP_MENDER_LINE_COMMENT : CCP_MENDER_COMMENT);
      return TRUE;
    }
  begin_word (self);
  g_string_append_c (self->token, '/');
  return FALSE;
}

static gboolean
step_line_comment (CcpJsonMender *self, char c)
{
  if (c != '\n')
    return TRUE;
  set_mode (self, CCP_MENDER_BETWEEN);
  return FALSE;
}

static gboolean
step_comment (CcpJsonMender *self, char c)
{
  if (c == '*')
    set_mode (self, CCP_MENDER_COMMENT_STAR);
  else if (self->mode == CCP_MENDER_COMMENT_STAR)
    set_mode (self, c == '/' ? CCP_MENDER_BETWEEN : CCP_MENDER_COMMENT);
  return TRUE;
}

static gboolean
step (CcpJsonMender *self, char c)
{
  switch (self->mode)
    {
    case CCP_MENDER_BETWEEN:
      return step_between (self, c);
    case CCP_MENDER_WORD:
      return step_word (self, c);
    case CCP_MENDER_STRING:
      return step_string (self, c);
    case CCP_MENDER_QUOTED:
      return step_quoted (self, c);
    case CCP_MENDER_ESCAPED:
      return step_escaped (self, c);
    case CCP_MENDER_DIGITS:
      return step_digits (self, c);
    case CCP_MENDER_SLASH:
      return step_slash (self, c);
    case CCP_MENDER_LINE_COMMENT:
      return step_line_comment (self, c);
    case CCP_MENDER_COMMENT:
    case CCP_MENDER_COMMENT_STAR:
      return step_comment (self, c);
    case CCP_MENDER_REST:
      return TRUE;
    }
  g_assert_not_reached ();
}

/* Returns: how much of a string needs no look at each byte, and is written */
static gsize
take_plain (CcpJsonMender *self, const char *text, gsize length)
{
  gsize n = 0;

  while (n < length && (guchar) text[n] >= 0x20 && text[n] != '"' && text[n] != '\\' &&
         text[n] != self->quote)
    n++;
  if (n > 0)
    {
      g_string_append_len (ccp_json_mender_place_sink (self), text, (gssize) n);
      self->is_empty = FALSE;
    }
  return n;
}

/*
 * ccp_json_mender_init:
 * @self: (out caller-allocates): a mender
 *
 * Prepares to read an object.
 */
void
ccp_json_mender_init (CcpJsonMender *self)
{
  *self = (CcpJsonMender){ .step = CCP_MENDER_VALUE };
  self->open = g_string_new (NULL);
  self->held = g_string_new (NULL);
  self->token = g_string_new (NULL);
}

/*
 * ccp_json_mender_clear:
 * @self: a mender
 *
 * Frees what is in it.
 */
void
ccp_json_mender_clear (CcpJsonMender *self)
{
  g_string_free (self->open, TRUE);
  g_string_free (self->held, TRUE);
  g_string_free (self->token, TRUE);
}

/*
 * ccp_json_mender_feed:
 * @self: a mender
 * @text: more of the text, whose first byte of all is an opening brace
 * @length: its length
 * @out: where to write
 *
 * Writes what is certain so far. Text that is JSON is written as it is.
 */
void
ccp_json_mender_feed (CcpJsonMender *self, const char *text, gsize length, GString *out)
{
  gsize i = 0;

  self->out = out;
  while (i < length)
    {
      if (self->mode == CCP_MENDER_STRING)
        i += take_plain (self, text + i, length - i);
      if (i == length)
        break;
      while (!step (self, text[i]))
        ;
      i++;
    }
  self->out = NULL;
}

/*
 * ccp_json_mender_finish:
 * @self: a mender
 * @out: where to write
 *
 * Writes what is missing at the end: quotes and brackets. A name without a value is left
 * out.
 */
void
ccp_json_mender_finish (CcpJsonMender *self, GString *out)
{
  self->out = out;
  switch (self->mode)
    {
    case CCP_MENDER_STRING:
    case CCP_MENDER_QUOTED:
    case CCP_MENDER_ESCAPED:
    case CCP_MENDER_DIGITS:
      end_string (self);
      break;
    case CCP_MENDER_WORD:
      end_word (self, TRUE);
      break;
    default:
      break;
    }
  set_mode (self, CCP_MENDER_BETWEEN);
  ccp_json_mender_place_close_all (self);
  self->out = NULL;
}
