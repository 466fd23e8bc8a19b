/* ccp-access-policy.h: who may ask at all
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-request-head.h"
#include "ccp-server-settings.h"

G_BEGIN_DECLS

/* @local: the address at which the connection was accepted.
 * NULL, or why the request is refused before its body is read. */
CcpRefusal *ccp_access_policy_check (CcpServerSettings *settings,
                                     GSocketAddress *local,
                                     const CcpRequestHead *head);

G_END_DECLS
