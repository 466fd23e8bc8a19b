/* ccp-json5-scanner.c: the words of JSON5: space, comments, strings, names and numbers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-json5-scanner"

#include "ccp-json5-scanner.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ccp.h"

#define MAX_NUMBER 400 /* characters: no number that means something is longer */

#define LINE_SEPARATOR 0x2028
#define PARAGRAPH_SEPARATOR 0x2029
#define BYTE_ORDER_MARK 0xfeff

/* what a backslash makes of the next character */
static const struct
{
  char name;
  char meaning;
} escapes[] = { { 'b', '\b' }, { 'f', '\f' }, { 'n', '\n' },
                { 'r', '\r' }, { 't', '\t' }, { 'v', '\v' } };

static gboolean
is_at_end (const CcpJson5Scanner *self)
{
  return self->p >= self->end;
}

static gboolean
starts_with (const CcpJson5Scanner *self, const char *word)
{
  gsize length = strlen (word);

  return (gsize) (self->end - self->p) >= length && memcmp (self->p, word, length) == 0;
}

static gboolean
is_line_end (gunichar c)
{
  return c == '\n' || c == '\r' || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR;
}

static gboolean
is_space (gunichar c)
{
  return is_line_end (c) || c == '\t' || c == '\v' || c == '\f' || c == BYTE_ORDER_MARK ||
         g_unichar_type (c) == G_UNICODE_SPACE_SEPARATOR;
}

static void
skip_line (CcpJson5Scanner *self)
{
  while (!is_at_end (self) && !is_line_end (g_utf8_get_char (self->p)))
    self->p = g_utf8_next_char (self->p);
}

static gboolean
skip_comment (CcpJson5Scanner *self, GError **error)
{
  const char *start = self->p;

  self->p += 2;
  while (!is_at_end (self) && !starts_with (self, "*/"))
    self->p++;
  if (is_at_end (self))
    return ccp_json5_scanner_fail (self, start, _ ("the comment has no end"), error);
  self->p += 2;
  return TRUE;
}

/* @n_digits: of a hexadecimal number that follows */
static gboolean
read_hex (CcpJson5Scanner *self, guint n_digits, gunichar *value, GError **error)
{
  *value = 0;
  for (guint i = 0; i < n_digits; i++)
    {
      if (is_at_end (self) || !g_ascii_isxdigit (*self->p))
        return ccp_json5_scanner_fail (self,
                                       self->p,
                                       _ ("expected a hexadecimal digit"),
                                       error);
      *value = *value * 16 + (gunichar) g_ascii_xdigit_value (*self->p++);
    }
  return TRUE;
}

/* after "\u"; what is half of a character becomes the replacement character, as JSON
 * cannot have it */
static gboolean
read_unicode_escape (CcpJson5Scanner *self, GString *text, GError **error)
{
  const char *start = self->p;
  gunichar value = 0;
  gunichar low = 0;

  if (!read_hex (self, 4, &value, error))
    return FALSE;
  if (value == 0)
    return ccp_json5_scanner_fail (self,
                                   start,
                                   _ ("a text cannot have the character 0"),
                                   error);
  if (value >= 0xd800 && value < 0xdc00 && starts_with (self, "\\u"))
    {
      const char *before = self->p;

      self->p += 2;
      if (!read_hex (self, 4, &low, error))
        return FALSE;
      if (low >= 0xdc00 && low < 0xe000)
        value = 0x10000 + ((value - 0xd800) << 10) + (low - 0xdc00);
      else
        self->p = before;
    }
  g_string_append_unichar (text, value >= 0xd800 && value < 0xe000 ? 0xfffd : value);
  return TRUE;
}

/* the end of a line in the middle of a text, which is not part of it */
static void
skip_continuation (CcpJson5Scanner *self)
{
  if (starts_with (self, "\r\n"))
    self->p++;
  self->p = g_utf8_next_char (self->p);
}

static gboolean
read_hex_escape (CcpJson5Scanner *self, GString *text, GError **error)
{
  const char *start = self->p;
  gunichar value = 0;

  if (!read_hex (self, 2, &value, error))
    return FALSE;
  if (value == 0)
    return ccp_json5_scanner_fail (self,
                                   start,
                                   _ ("a text cannot have the character 0"),
                                   error);
  g_string_append_unichar (text, value);
  return TRUE;
}

/* after the backslash */
static gboolean
read_escape (CcpJson5Scanner *self, GString *text, GError **error)
{
  gunichar c = 0;

  if (is_at_end (self))
    return ccp_json5_scanner_fail (self, self->p, _ ("the text has no end"), error);
  c = g_utf8_get_char (self->p);
  if (is_line_end (c))
    {
      skip_continuation (self);
      return TRUE;
    }
  if (g_unichar_isdigit (c))
    return ccp_json5_scanner_fail (self,
                                   self->p,
                                   _ ("a backslash cannot stand before a digit"),
                                   error);
  self->p = g_utf8_next_char (self->p);
  if (c == 'u')
    return read_unicode_escape (self, text, error);
  if (c == 'x')
    return read_hex_escape (self, text, error);
  for (guint i = 0; i < G_N_ELEMENTS (escapes); i++)
    if (c == (guchar) escapes[i].name)
      {
        g_string_append_c (text, escapes[i].meaning);
        return TRUE;
      }
  g_string_append_unichar (text, c);
  return TRUE;
}

static gboolean
can_begin_name (gunichar c)
{
  return c == '$' || c == '_' || g_unichar_isalpha (c);
}

static gboolean
can_continue_name (gunichar c)
{
  return can_begin_name (c) || g_unichar_isalnum (c) || g_unichar_ismark (c) ||
         c == 0x200c || c == 0x200d;
}

static gsize
measure_number (const CcpJson5Scanner *self)
{
  const char *p = self->p;

  while (p < self->end && (g_ascii_isalnum (*p) || *p == '.' ||
                           ((*p == '+' || *p == '-') && (p[-1] == 'e' || p[-1] == 'E'))))
    p++;
  return (gsize) (p - self->p);
}

/* @digits: after "0x" */
static JsonNode *
create_hex (const char *digits, gboolean is_negative)
{
  char *rest = NULL;
  guint64 value = g_ascii_strtoull (digits, &rest, 16);

  if (*digits == '\0' || *rest != '\0' || !g_ascii_isxdigit (*digits) ||
      value > G_MAXINT64)
    return NULL;
  return json_node_init_int (json_node_alloc (),
                             is_negative ? -(gint64) value : (gint64) value);
}

static gboolean
is_decimal (const char *word)
{
  gsize whole = strspn (word, "0123456789");
  gsize fraction = 0;
  const char *p = word + whole;

  if (whole > 1 && *word == '0')
    return FALSE;
  if (*p == '.')
    {
      fraction = strspn (++p, "0123456789");
      p += fraction;
    }
  if (whole + fraction == 0)
    return FALSE;
  if (*p == 'e' || *p == 'E')
    {
      p += p[1] == '+' || p[1] == '-' ? 2 : 1;
      if (!g_ascii_isdigit (*p))
        return FALSE;
      p += strspn (p, "0123456789");
    }
  return *p == '\0';
}

static JsonNode *
create_decimal (const char *word, gboolean is_negative)
{
  guint64 whole = 0;
  double value = 0;

  if (!is_decimal (word))
    return NULL;
  if (g_ascii_string_to_unsigned (word, 10, 0, G_MAXINT64, &whole, NULL))
    return json_node_init_int (json_node_alloc (),
                               is_negative ? -(gint64) whole : (gint64) whole);
  value = g_ascii_strtod (word, NULL);
  if (!isfinite (value))
    return NULL;
  return json_node_init_double (json_node_alloc (), is_negative ? -value : value);
}

void
ccp_json5_scanner_init (CcpJson5Scanner *self, const char *text, gsize length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  self->start = text;
  self->p = text;
  self->end = text + length;
}

gboolean
ccp_json5_scanner_fail (CcpJson5Scanner *self,
                        const char *place,
                        const char *expected,
                        GError **error)
{
  guint line = 1;
  const char *line_start = self->start;

  for (const char *p = self->start; p < place; p++)
    if (*p == '\n' || (*p == '\r' && (p + 1 == self->end || p[1] != '\n')))
      {
        line++;
        line_start = p + 1;
      }
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_JSON,
               "%u:%ld: %s",
               line,
               line_start < place ? g_utf8_strlen (line_start, place - line_start) + 1
                                  : 1,
               expected);
  return FALSE;
}

gboolean
ccp_json5_scanner_skip_space (CcpJson5Scanner *self, GError **error)
{
  while (!is_at_end (self))
    {
      if (starts_with (self, "//"))
        skip_line (self);
      else if (starts_with (self, "/*"))
        {
          if (!skip_comment (self, error))
            return FALSE;
        }
      else if (is_space (g_utf8_get_char (self->p)))
        self->p = g_utf8_next_char (self->p);
      else
        break;
    }
  return TRUE;
}

char *
ccp_json5_scanner_read_string (CcpJson5Scanner *self, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *start = self->p;
  char quote = *self->p++;

  while (!is_at_end (self) && *self->p != quote)
    {
      const char *next = g_utf8_next_char (self->p);

      if (*self->p == '\n' || *self->p == '\r')
        break;
      if (*self->p == '\\')
        {
          self->p = next;
          if (!read_escape (self, text, error))
            return NULL;
          continue;
        }
      g_string_append_len (text, self->p, next - self->p);
      self->p = next;
    }
  if (!ccp_json5_scanner_accept (self, quote))
    {
      ccp_json5_scanner_fail (self, start, _ ("the text has no end in its line"), error);
      return NULL;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
ccp_json5_scanner_read_identifier (CcpJson5Scanner *self, GError **error)
{
  g_autoptr (GString) name = g_string_new (NULL);

  while (!is_at_end (self))
    {
      gunichar c = g_utf8_get_char (self->p);

      if (starts_with (self, "\\u"))
        {
          self->p += 2;
          if (!read_unicode_escape (self, name, error))
            return NULL;
          continue;
        }
      if (name->len == 0 ? !can_begin_name (c) : !can_continue_name (c))
        break;
      g_string_append_unichar (name, c);
      self->p = g_utf8_next_char (self->p);
    }
  if (name->len == 0)
    {
      ccp_json5_scanner_fail (self, self->p, _ ("expected a key"), error);
      return NULL;
    }
  return g_string_free (g_steal_pointer (&name), FALSE);
}

JsonNode *
ccp_json5_scanner_read_number (CcpJson5Scanner *self, GError **error)
{
  const char *start = self->p;
  gboolean is_negative = *start == '-';
  g_autofree char *word = NULL;
  JsonNode *node = NULL;
  gsize length = 0;

  if (*start == '-' || *start == '+')
    self->p++;
  length = measure_number (self);
  word = g_strndup (self->p, MIN (length, MAX_NUMBER + 1));
  self->p += length;
  if (length > 0 && length <= MAX_NUMBER)
    node = g_str_has_prefix (word, "0x") || g_str_has_prefix (word, "0X")
               ? create_hex (word + 2, is_negative)
               : create_decimal (word, is_negative);
  if (node == NULL)
    ccp_json5_scanner_fail (self, start, _ ("expected a number that is finite"), error);
  return node;
}

gboolean
ccp_json5_scanner_accept (CcpJson5Scanner *self, char character)
{
  if (is_at_end (self) || *self->p != character)
    return FALSE;
  self->p++;
  return TRUE;
}

char
ccp_json5_scanner_peek (CcpJson5Scanner *self)
{
  return is_at_end (self) ? '\0' : *self->p;
}
