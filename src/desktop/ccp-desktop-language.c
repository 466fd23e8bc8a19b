/* ccp-desktop-language.c: where the texts for people are in their language
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-desktop"

#include "config.h"

#include "ccp-desktop-language.h"

#include <libintl.h>

void
ccp_desktop_language_set_up (const char *path)
{
  bindtextdomain (GETTEXT_PACKAGE, path != NULL ? path : CCP_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
}
