/* ccp-json-word.c: what a value without quotes means where JSON was meant
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-json-word"

#include "private/ccp-json-word.h"

#include <string.h>

typedef struct
{
  const char *word;
  const char *meaning;
} Literal;

/* of JSON, Python and JavaScript; the first three may be cut off at the end */
static const Literal literals[] = {
  { "true", "true" },      { "false", "false" }, { "null", "null" },
  { "True", "true" },      { "TRUE", "true" },   { "False", "false" },
  { "FALSE", "false" },    { "None", "null" },   { "NULL", "null" },
  { "undefined", "null" }, { "NaN", "null" },    { "Infinity", "null" },
  { "-Infinity", "null" },
};

#define N_CUT_LITERALS 3

static gsize
count_digits (const char *p, const char *end)
{
  const char *start = p;

  while (p < end && g_ascii_isdigit (*p))
    p++;
  return (gsize) (p - start);
}

/* Returns: (nullable): what follows the exponent, or NULL if it has no digits */
static const char *
skip_exponent (const char *p, const char *end)
{
  gsize digits = 0;

  if (p == end || (*p != 'e' && *p != 'E'))
    return p;
  p++;
  if (p < end && (*p == '+' || *p == '-'))
    p++;
  digits = count_digits (p, end);
  return digits > 0 ? p + digits : NULL;
}

static gboolean
is_number (const char *p, const char *end)
{
  gsize whole = 0;
  gsize fraction = 0;

  if (p < end && *p == '-')
    p++;
  whole = count_digits (p, end);
  if (whole == 0 || (whole > 1 && *p == '0'))
    return FALSE;
  p += whole;
  if (p < end && *p == '.')
    {
      fraction = count_digits (p + 1, end);
      if (fraction == 0)
        return FALSE;
      p += 1 + fraction;
    }
  p = skip_exponent (p, end);
  return p == end;
}

/* Returns: (transfer full): a number of JSON5 or Python as JSON has it: without a plus,
 * and with digits on both sides of the point */
static GString *
straighten_number (const char *word, gsize length)
{
  GString *number = g_string_new_len (word, (gssize) length);
  gsize first = 0;
  char *point = NULL;

  if (*number->str == '+')
    g_string_erase (number, 0, 1);
  first = *number->str == '-' ? 1 : 0;
  point = strchr (number->str, '.');
  if (point != NULL && !g_ascii_isdigit (point[1]))
    g_string_insert_c (number, point + 1 - number->str, '0');
  if (number->str[first] == '.')
    g_string_insert_c (number, (gssize) first, '0');
  return number;
}

static const Literal *
find_literal (const char *word, gsize length, gboolean cut)
{
  for (guint i = 0; i < G_N_ELEMENTS (literals); i++)
    {
      gsize whole = strlen (literals[i].word);
      gboolean is_whole =
          length == whole || (cut && i < N_CUT_LITERALS && length > 0 && length < whole);

      if (is_whole && strncmp (literals[i].word, word, length) == 0)
        return &literals[i];
    }
  return NULL;
}

static gboolean
write_hex (const char *word, gsize length, GString *out)
{
  g_autofree char *text = g_strndup (word, length);
  guint64 value = 0;

  if (length < 3 || text[0] != '0' || (text[1] != 'x' && text[1] != 'X') ||
      !g_ascii_string_to_unsigned (text + 2, 16, 0, G_MAXINT64, &value, NULL))
    return FALSE;
  g_string_append_printf (out, "%" G_GUINT64_FORMAT, value);
  return TRUE;
}

static gboolean
write_number (const char *word, gsize length, GString *out)
{
  GString *number = NULL;
  gboolean good = FALSE;

  if (is_number (word, word + length))
    {
      g_string_append_len (out, word, (gssize) length);
      return TRUE;
    }
  if (memchr (word, '\0', length) != NULL)
    return FALSE;
  number = straighten_number (word, length);
  good = is_number (number->str, number->str + number->len);
  if (good)
    g_string_append_len (out, number->str, (gssize) number->len);
  g_string_free (number, TRUE);
  return good || write_hex (word, length, out);
}

/*
 * ccp_json_word_is_plain:
 * @word: a word
 * @length: its length
 *
 * Returns: whether it is a value of strict JSON, so that nothing need be guessed
 */
gboolean
ccp_json_word_is_plain (const char *word, gsize length)
{
  const Literal *literal = find_literal (word, length, FALSE);

  if (literal != NULL)
    return literal->word == literal->meaning ||
           g_str_equal (literal->word, literal->meaning);
  return is_number (word, word + length);
}

/*
 * ccp_json_word_write:
 * @word: a word, not empty
 * @length: its length
 * @cut: whether the text ended with it, so that the rest of it may be missing
 * @out: where to write
 *
 * Writes the value that a word without quotes stands for: itself if it is JSON, the same
 * in JSON if it is JSON5 or Python, else a string.
 */
void
ccp_json_word_write (const char *word, gsize length, gboolean cut, GString *out)
{
  const Literal *literal = find_literal (word, length, cut);

  if (literal != NULL)
    g_string_append (out, literal->meaning);
  else if (!write_number (word, length, out))
    ccp_json_word_write_string (word, length, out);
}

/*
 * ccp_json_word_write_string:
 * @text: a text
 * @length: its length
 * @out: where to write
 *
 * Writes a string with its quotes.
 */
void
ccp_json_word_write_string (const char *text, gsize length, GString *out)
{
  g_string_append_c (out, '"');
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '\\')
        g_string_append_c (out, '\\');
      ccp_json_word_write_char (text[i], out);
    }
  g_string_append_c (out, '"');
}

/*
 * ccp_json_word_write_char:
 * @c: a byte of a string, not a backslash
 * @out: where to write
 *
 * Writes a byte as it may stand between the quotes of a JSON string.
 */
void
ccp_json_word_write_char (char c, GString *out)
{
  static const char controls[] = "\b\f\n\r\t";
  static const char letters[] = "bfnrt";
  const char *control = NULL;

  if ((guchar) c >= 0x20)
    {
      if (c == '"')
        g_string_append_c (out, '\\');
      g_string_append_c (out, c);
      return;
    }
  control = c != '\0' ? strchr (controls, c) : NULL;
  if (control != NULL)
    g_string_append_printf (out, "\\%c", letters[control - controls]);
  else
    g_string_append_printf (out, "\\u%04x", (guint) (guchar) c);
}
