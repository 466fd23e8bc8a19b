/* ccp-language.c: the language in which the program speaks
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "config.h"

#include "ccp-language.h"

#include <libintl.h>
#include <locale.h>

void
ccp_language_set_up (void)
{
  const char *path = g_getenv ("CCPROXY_LOCALE_PATH");

  setlocale (LC_ALL, "");
  /* numbers are written as in JSON and YAML, so that what is shown can be typed */
  setlocale (LC_NUMERIC, "C");
  bindtextdomain (GETTEXT_PACKAGE, path != NULL ? path : CCP_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
