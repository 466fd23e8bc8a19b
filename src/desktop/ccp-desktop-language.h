/* ccp-desktop-language.h: where the texts for people are in their language
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Only texts that are asked for by _ () are translated. Answers and the log stay English
 * with all that libraries say in them: the messages of the program are of the locale C.
 * @path: (nullable): where the translations are, if they are not installed */
void ccp_desktop_language_set_up (const char *path);
/* Returns: @text in the language that the environment names */
const char *ccp_desktop_language_translate (const char *text) G_GNUC_FORMAT (1);

#define _(text) ccp_desktop_language_translate (text)

G_END_DECLS
