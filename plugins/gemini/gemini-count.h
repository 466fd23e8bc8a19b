/* gemini-count.h: asks how many tokens a request has
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* @body: a request of the Gemini format. Returns: (transfer full) (nullable): the
 * question, NULL if it is nested too deep */
CcpJson *gemini_count_make_request (CcpJson *body, const char *model, gboolean vertex);
/* Returns: (transfer full): the answer as the Messages API has it, or NULL with an error
 * of the domain CCP_ERROR */
CcpJson *gemini_count_convert (CcpJson *body, GError **error);

G_END_DECLS
