/* ccp-client-credentials.h: what a client is known by elsewhere
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* Takes out of @headers, which a client sent, what it is known by.
 * @client_keys: (element-type CcpSecret): what clients of this proxy are known by
 *
 * Returns: (transfer full) (nullable): x-api-key and authorization, without those that
 * are client keys: they are between the client and this proxy */
CcpHeaders *ccp_client_credentials_take (CcpHeaders *headers, GPtrArray *client_keys);

G_END_DECLS
