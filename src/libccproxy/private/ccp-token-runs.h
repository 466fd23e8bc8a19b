/* ccp-token-runs.h: counts the tokens of ASCII text
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *ccp_token_runs_count (const char *text, const char *end, gint64 *tokens);

G_END_DECLS
