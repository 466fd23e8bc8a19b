/* ccp-html-text.c: what a person would read of an HTML page, or of any other text
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-html-text"

#include "private/ccp-html-text.h"

#include <string.h>

static gboolean
begins_with (const char *p, const char *end, const char *prefix)
{
  gsize length = strlen (prefix);

  return (gsize) (end - p) >= length && g_ascii_strncasecmp (p, prefix, length) == 0;
}

static gboolean
looks_like_html (const char *p, const char *end)
{
  while (p < end && g_ascii_isspace (*p))
    p++;
  return begins_with (p, end, "<!doctype") || begins_with (p, end, "<html") ||
         begins_with (p, end, "<head") || begins_with (p, end, "<body") ||
         begins_with (p, end, "<h1") || begins_with (p, end, "<title");
}

static const char *
find (const char *p, const char *end, const char *needle)
{
  for (; p < end; p++)
    if (begins_with (p, end, needle))
      return p;
  return end;
}

/* Returns where the text goes on after the tag or comment at p */
static const char *
skip_markup (const char *p, const char *end)
{
  static const char *const hidden[][2] = {
    { "<script", "</script" },
    { "<style", "</style" },
    { "<!--", "-->" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (hidden); i++)
    if (begins_with (p, end, hidden[i][0]))
      {
        p = find (p, end, hidden[i][1]);
        break;
      }
  while (p < end && *p != '>')
    p++;
  return p < end ? p + 1 : end;
}

static void
append_character (GString *out, char c)
{
  if (g_ascii_isspace (c))
    {
      if (out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }
  else if ((guchar) c >= 0x20 && c != 0x7f)
    g_string_append_c (out, c);
}

/* The text of a page without its tags, or any other text, with white space run together
 * and cut to @max_characters. Always valid UTF-8. */
char *
ccp_html_text_extract (const char *text, gsize length, glong max_characters)
{
  const char *end = text + length;
  gboolean html = looks_like_html (text, end);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *valid = NULL;

  /* a character has at most four bytes: what is beyond cannot be shown */
  for (const char *p = text; p < end && out->len < (gsize) max_characters * 4 + 4;)
    if (html && *p == '<')
      {
        p = skip_markup (p, end);
        append_character (out, ' ');
      }
    else
      append_character (out, *p++);
  valid = g_utf8_make_valid (out->str, (gssize) out->len);
  g_strchomp (valid);
  return g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), max_characters));
}
