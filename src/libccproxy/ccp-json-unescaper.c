/* ccp-json-unescaper.c: reads a JSON string that comes in pieces
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-json-unescaper"

#include "ccp-json-unescaper.h"

#include <string.h>

#define REPLACEMENT 0xfffd

/* of an escape with digits: the backslash, u and four digits */
#define ESCAPE_LENGTH 6

/**
 * CcpJsonUnescaper:
 *
 * Reads what stands between the quotes of a JSON string, in pieces that may end anywhere,
 * also within an escape or between the two halves of a surrogate pair. Half a pair
 * becomes U+FFFD, and so does U+0000, which no text of a C program can have.
 */
struct _CcpJsonUnescaper
{
  gatomicrefcount references;

  GString *escape; /* as far as it has come */
  gunichar high;   /* the first half of a pair, or 0 */
};

G_DEFINE_BOXED_TYPE (CcpJsonUnescaper,
                     ccp_json_unescaper,
                     ccp_json_unescaper_ref,
                     ccp_json_unescaper_unref)

static void
put_high (CcpJsonUnescaper *self, GString *text)
{
  if (self->high != 0)
    g_string_append_unichar (text, REPLACEMENT);
  self->high = 0;
}

static void
put_unit (CcpJsonUnescaper *self, gunichar unit, GString *text)
{
  gunichar high = self->high;

  if (high != 0 && unit >= 0xdc00 && unit <= 0xdfff)
    {
      g_string_append_unichar (text, 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
      self->high = 0;
      return;
    }
  put_high (self, text);
  if (unit >= 0xd800 && unit <= 0xdbff)
    self->high = unit;
  else if (unit == 0 || (unit >= 0xdc00 && unit <= 0xdfff))
    g_string_append_unichar (text, REPLACEMENT);
  else
    g_string_append_unichar (text, unit);
}

static void
put_letter (CcpJsonUnescaper *self, char letter, GString *text)
{
  static const char letters[] = "bfnrt";
  static const char controls[] = "\b\f\n\r\t";
  const char *found = letter != '\0' ? strchr (letters, letter) : NULL;

  put_high (self, text);
  g_string_append_c (text, found != NULL ? controls[found - letters] : letter);
}

/* what looks like an escape and is none, in a string that no one has checked */
static void
put_as_it_is (CcpJsonUnescaper *self, GString *text)
{
  put_high (self, text);
  g_string_append_len (text, self->escape->str, (gssize) self->escape->len);
}

/* Returns: whether the byte belongs to the escape */
static gboolean
add_to_escape (CcpJsonUnescaper *self, char c, GString *text)
{
  gboolean is_part = self->escape->len < 2 || g_ascii_isxdigit (c);

  if (is_part)
    g_string_append_c (self->escape, c);
  if (!is_part)
    put_as_it_is (self, text);
  else if (self->escape->str[1] != 'u')
    put_letter (self, c, text);
  else if (self->escape->len < ESCAPE_LENGTH)
    return TRUE;
  else
    put_unit (self, (gunichar) g_ascii_strtoull (self->escape->str + 2, NULL, 16), text);
  g_string_truncate (self->escape, 0);
  return is_part;
}

/**
 * ccp_json_unescaper_new:
 *
 * Creates an unescaper for one string.
 *
 * Returns: (transfer full): the unescaper
 */
CcpJsonUnescaper *
ccp_json_unescaper_new (void)
{
  CcpJsonUnescaper *self = g_new0 (CcpJsonUnescaper, 1);

  g_atomic_ref_count_init (&self->references);
  self->escape = g_string_new (NULL);
  return self;
}

/**
 * ccp_json_unescaper_ref:
 * @self: an unescaper
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
CcpJsonUnescaper *
ccp_json_unescaper_ref (CcpJsonUnescaper *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ccp_json_unescaper_unref:
 * @self: (transfer full): an unescaper
 *
 * Gives a reference up.
 */
void
ccp_json_unescaper_unref (CcpJsonUnescaper *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_string_free (self->escape, TRUE);
  g_free (self);
}

/**
 * ccp_json_unescaper_feed: (skip)
 * @self: an unescaper
 * @raw: more of what stands between the quotes, UTF-8
 * @length: its length in bytes, or -1 if it is NUL-terminated
 * @text: where the text is appended
 *
 * Appends as much of the text as is certain.
 */
void
ccp_json_unescaper_feed (CcpJsonUnescaper *self,
                         const char *raw,
                         gssize length,
                         GString *text)
{
  const char *end = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (raw != NULL || length == 0);
  g_return_if_fail (text != NULL);

  end = raw + (length < 0 ? strlen (raw) : (gsize) length);
  while (raw < end)
    {
      const char *escape = NULL;

      if (self->escape->len > 0)
        {
          if (add_to_escape (self, *raw, text))
            raw++;
          continue;
        }
      escape = memchr (raw, '\\', (gsize) (end - raw));
      if (escape == NULL)
        escape = end;
      if (escape > raw)
        put_high (self, text);
      g_string_append_len (text, raw, escape - raw);
      if (escape < end)
        g_string_append_c (self->escape, '\\');
      raw = MIN (escape + 1, end);
    }
}

/**
 * ccp_json_unescaper_finish: (skip)
 * @self: an unescaper
 * @text: where the text is appended
 *
 * Ends the string. An escape that is not complete is dropped.
 */
void
ccp_json_unescaper_finish (CcpJsonUnescaper *self, GString *text)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  put_high (self, text);
  g_string_truncate (self->escape, 0);
}
