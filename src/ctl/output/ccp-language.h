/* ccp-language.h: the language in which the program speaks
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes it from the environment, and is called once, before anything is said.
 * CCPROXY_LOCALE_PATH is where the translations are, if they are not installed. */
void ccp_language_set_up (void);

G_END_DECLS
