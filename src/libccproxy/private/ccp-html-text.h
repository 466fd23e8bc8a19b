/* ccp-html-text.h: what a person would read of an HTML page
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *ccp_html_text_extract (const char *text, gsize length, glong max_characters);

G_END_DECLS
