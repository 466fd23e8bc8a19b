/* ccp-terminal-text.c: text as a terminal takes it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-terminal-text"

#include "ccp-terminal-text.h"

#define ELLIPSIS "…"

static guint
measure_char (gunichar c)
{
  return g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
}

char *
ccp_terminal_text_make_harmless (const char *text)
{
  g_autofree char *valid = NULL;
  GString *harmless = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, -1);
  harmless = g_string_new (NULL);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (harmless, g_unichar_iscntrl (c) ? '?' : c);
    }
  return g_string_free (harmless, FALSE);
}

guint
ccp_terminal_text_measure (const char *text)
{
  guint width = 0;

  g_return_val_if_fail (text != NULL, 0);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += measure_char (g_utf8_get_char (p));
  return width;
}

char *
ccp_terminal_text_clip (const char *text, guint columns)
{
  const char *end = text;
  guint taken = 0;

  g_return_val_if_fail (text != NULL, NULL);

  if (ccp_terminal_text_measure (text) <= columns)
    return g_strdup (text);
  if (columns == 0)
    return g_strdup ("");
  for (; *end != '\0'; end = g_utf8_next_char (end))
    {
      taken += measure_char (g_utf8_get_char (end));
      if (taken > columns - 1)
        break;
    }
  return g_strdup_printf ("%.*s" ELLIPSIS, (int) (end - text), text);
}
