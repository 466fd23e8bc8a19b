/* gemini-response.h: converts a whole answer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* Returns: (transfer full): a message, or NULL with an error of the domain CCP_ERROR */
CcpJson *gemini_response_convert (CcpExchange *exchange, CcpJson *body, GError **error);

G_END_DECLS
