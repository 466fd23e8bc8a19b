/* ccp-url-pattern.h: which URLs a plugin speaks to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @pattern: with * for any text and ? for one character; case does not matter before the
 * path of a URL
 * Returns: how well it matches: 0 for not at all, else more with every literal character
 */
guint ccp_url_pattern_match (const char *pattern, const char *url);

G_END_DECLS
