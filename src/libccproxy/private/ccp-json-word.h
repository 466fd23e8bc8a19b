/* ccp-json-word.h: what a value without quotes means where JSON was meant
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean ccp_json_word_is_plain (const char *word, gsize length);
void ccp_json_word_write (const char *word, gsize length, gboolean cut, GString *out);
void ccp_json_word_write_string (const char *text, gsize length, GString *out);
void ccp_json_word_write_char (char c, GString *out);

G_END_DECLS
