/* anthropic-request.h: makes of the client's request the one that goes upstream
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* Returns: (transfer full): @body itself if nothing has to be changed; else all its bytes
 * but for the places that are */
CcpJson *anthropic_request_convert (CcpExchange *exchange, CcpJson *body, GError **error);

G_END_DECLS
