/* ccp-desktop-language.c: where the texts for people are in their language
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-desktop"

#include "config.h"

#include "ccp-desktop-language.h"

#include <libintl.h>
#include <locale.h>

/* Returns: (transfer none): NULL if the environment names none that there is */
static locale_t
get_locale (void)
{
  static gsize initialized = 0;
  static locale_t locale = NULL;

  if (g_once_init_enter (&initialized))
    {
      locale = newlocale (LC_CTYPE_MASK | LC_MESSAGES_MASK, "", NULL);
      g_once_init_leave (&initialized, 1);
    }
  return locale;
}

void
ccp_desktop_language_set_up (const char *path)
{
  bindtextdomain (GETTEXT_PACKAGE, path != NULL ? path : CCP_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
}

const char *
ccp_desktop_language_translate (const char *text)
{
  locale_t locale = get_locale ();
  locale_t before = NULL;
  const char *translated = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (locale == NULL)
    return text;
  before = uselocale (locale);
  translated = dgettext (GETTEXT_PACKAGE, text);
  uselocale (before);
  return translated;
}
