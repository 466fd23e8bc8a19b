/* transcript.h: what a stream of the Messages API says, on one line that a test can
 * compare
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* Returns: (transfer full): such as
 * `thinking "hm" [ccp1:rc]; text "Hi"; tool Bash call_1 {"a":1}; tool_use 5 7`, where the
 * numbers at the end are tokens in and out, or `…; error api_error "why"`. An id that was
 * made up is shown as `new`, and `...` follows a block that was left open. */
char *transcript_render (CcpEventBatch *batch);

G_END_DECLS
