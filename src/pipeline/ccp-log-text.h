/* ccp-log-text.h: texts of others, made fit for a line of the log
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes control characters and what is not UTF-8 as \xNN, so that no text can pass for
 * lines of its own or speak to a terminal. What goes beyond a few KiB is replaced by "…".
 * Returns: (transfer full) */
char *ccp_log_text_escape (const char *text);
/* Cuts @text after at most @length bytes, between two characters, and says so with "…".
 * Returns: (transfer full) */
char *ccp_log_text_clip (const char *text, gsize length);
/* Cuts @name as above, after as much as an error message has of a name that somebody
 * gave. Returns: (transfer full) */
char *ccp_log_text_clip_name (const char *name);

G_END_DECLS
