/* ccp-desktop-language.h: where the texts for people are in their language
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Only texts that are asked for by _ () are translated: the log stays as it is.
 * @path: (nullable): where the translations are, if they are not installed */
void ccp_desktop_language_set_up (const char *path);

G_END_DECLS
