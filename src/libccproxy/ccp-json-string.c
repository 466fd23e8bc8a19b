/* ccp-json-string.c: reads what stands between the quotes of a JSON string
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-json"

#include "private/ccp-json-string.h"

#include <string.h>

#define REPLACEMENT 0xfffd

static gunichar
read_hex (const char *digits)
{
  gunichar value = 0;

  for (guint i = 0; i < 4; i++)
    value = value << 4 | (gunichar) g_ascii_xdigit_value (digits[i]);
  return value;
}

static gunichar
read_unicode_escape (const char **raw, const char *end)
{
  gunichar high = read_hex (*raw);
  gunichar low;

  *raw += 4;
  if (high < 0xd800 || high > 0xdfff)
    return high;
  if (high > 0xdbff || end - *raw < 6 || (*raw)[0] != '\\' || (*raw)[1] != 'u')
    return REPLACEMENT;

  low = read_hex (*raw + 2);
  if (low < 0xdc00 || low > 0xdfff)
    return REPLACEMENT;

  *raw += 6;
  return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

static gunichar
read_escape (const char **raw, const char *end)
{
  char letter = **raw;

  (*raw)++;
  switch (letter)
    {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'u':
      return read_unicode_escape (raw, end);
    default:
      return (guchar) letter;
    }
}

/*
 * ccp_json_string_next:
 * @raw: (inout): a place in the content of a valid string, not its end
 * @end: the end of the content
 *
 * Reads one character and goes on to the next.
 *
 * Returns: a character, U+FFFD for an escape that is half of a surrogate pair
 */
gunichar
ccp_json_string_next (const char **raw, const char *end)
{
  gunichar character;

  g_assert (*raw < end);

  if (**raw == '\\')
    {
      (*raw)++;
      return read_escape (raw, end);
    }

  character = g_utf8_get_char (*raw);
  *raw = g_utf8_next_char (*raw);
  return character;
}

/*
 * ccp_json_string_decode:
 * @raw: the content of a valid string
 * @length: how many bytes it has
 * @out: where to put it
 *
 * Appends the string with its escapes resolved.
 */
void
ccp_json_string_decode (const char *raw, gsize length, GString *out)
{
  const char *end = raw + length;

  while (raw < end)
    {
      const char *escape = memchr (raw, '\\', end - raw);

      if (escape != raw)
        {
          g_string_append_len (out, raw, (escape != NULL ? escape : end) - raw);
          raw = escape != NULL ? escape : end;
        }
      else
        g_string_append_unichar (out, ccp_json_string_next (&raw, end));
    }
}

/*
 * ccp_json_string_skip_prefix:
 * @raw: the content of a valid string
 * @end: its end
 * @prefix: what it may begin with
 * @length: how many bytes @prefix has
 *
 * Compares without decoding into memory.
 *
 * Returns: (nullable): the content after @prefix, or %NULL if it begins differently
 */
const char *
ccp_json_string_skip_prefix (const char *raw,
                             const char *end,
                             const char *prefix,
                             gsize length)
{
  while (length > 0)
    {
      char bytes[6];
      gsize n;

      if (raw == end)
        return NULL;

      n = (gsize) g_unichar_to_utf8 (ccp_json_string_next (&raw, end), bytes);
      if (n > length || memcmp (bytes, prefix, n) != 0)
        return NULL;

      prefix += n;
      length -= n;
    }
  return raw;
}

/* What Unicode calls white space; GLib leaves some control characters out. */
static gboolean
is_white_space (gunichar character)
{
  return g_unichar_isspace (character) || character == 0x0b ||
         (character >= 0x1c && character <= 0x1f) || character == 0x85;
}

/*
 * ccp_json_string_is_blank:
 * @raw: the content of a valid string
 * @length: how many bytes it has
 *
 * Tells whether there is nothing in it but white space.
 *
 * Returns: whether it is blank
 */
gboolean
ccp_json_string_is_blank (const char *raw, gsize length)
{
  const char *end = raw + length;

  while (raw < end)
    if (!is_white_space (ccp_json_string_next (&raw, end)))
      return FALSE;
  return TRUE;
}

/*
 * ccp_json_string_dup_without_nul:
 * @raw: the content of a valid string
 * @length: how many bytes it has
 *
 * Decodes for those who take a NUL for the end: it becomes U+FFFD.
 *
 * Returns: (transfer full): the string
 */
char *
ccp_json_string_dup_without_nul (const char *raw, gsize length)
{
  const char *end = raw + length;
  GString *out = g_string_sized_new (length + 1);

  ccp_json_string_decode (raw, length, out);
  if (strlen (out->str) == out->len)
    return g_string_free (out, FALSE);

  g_string_truncate (out, 0);
  while (raw < end)
    {
      gunichar character = ccp_json_string_next (&raw, end);

      g_string_append_unichar (out, character != 0 ? character : REPLACEMENT);
    }
  return g_string_free (out, FALSE);
}
