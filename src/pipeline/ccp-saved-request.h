/* ccp-saved-request.h: a request that somebody has kept in a file
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* Reads @text: the body of a request to the Messages API, or an object with "body" and,
 * if it likes, "method", "url" and "headers", as programs record traffic.
 * @more: (nullable): headers that it has as well, in place of its own of the same name
 * @client_keys: (element-type CcpSecret): what clients of this proxy are known by
 *
 * Returns: (transfer full) (nullable): what the front door would make of it; NULL with an
 * error if that would refuse it */
CcpExchange *ccp_saved_request_read (GBytes *text,
                                     CcpHeaders *more,
                                     GPtrArray *client_keys,
                                     GError **error);

G_END_DECLS
