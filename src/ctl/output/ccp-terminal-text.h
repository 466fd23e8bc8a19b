/* ccp-terminal-text.h: text as a terminal takes it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: @text without what would steer the terminal: names come from others */
char *ccp_terminal_text_make_harmless (const char *text);
/* Returns: how many columns @text takes */
guint ccp_terminal_text_measure (const char *text);
/* Returns: @text, or as much of it as fits into @columns with an ellipsis at its end */
char *ccp_terminal_text_clip (const char *text, guint columns);

G_END_DECLS
