/* ccp-log-text.c: texts of others, made fit for a line of the log
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-log-text"

#include "ccp-log-text.h"

#include <string.h>

#define MAX_LENGTH 4096
#define MAX_NAME 200
#define ELLIPSIS "…"

/* what g_utf8_get_char_validated () says of bytes that are no character */
static gboolean
is_broken (gunichar c)
{
  return c == (gunichar) -1 || c == (gunichar) -2;
}

static gboolean
is_control (gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

char *
ccp_log_text_escape (const char *text)
{
  g_autoptr (GString) line = g_string_new (NULL);
  const char *rest = text;

  g_return_val_if_fail (text != NULL, NULL);

  while (*rest != '\0' && line->len < MAX_LENGTH)
    {
      gunichar c = g_utf8_get_char_validated (rest, -1);
      const char *next = is_broken (c) ? rest + 1 : g_utf8_next_char (rest);

      if (is_broken (c))
        g_string_append_printf (line, "\\x%02x", (guchar) *rest);
      else if (is_control (c))
        g_string_append_printf (line, "\\x%02x", c);
      else
        g_string_append_len (line, rest, next - rest);
      rest = next;
    }
  if (*rest != '\0')
    g_string_append (line, ELLIPSIS);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

char *
ccp_log_text_clip (const char *text, gsize length)
{
  gsize end = length;

  g_return_val_if_fail (text != NULL, NULL);

  if (strnlen (text, length + 1) <= length)
    return g_strdup (text);
  while (end > 0 && ((guchar) text[end] & 0xc0) == 0x80)
    end--;
  return g_strdup_printf ("%.*s" ELLIPSIS, (int) end, text);
}

char *
ccp_log_text_clip_name (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  return ccp_log_text_clip (name, MAX_NAME);
}
