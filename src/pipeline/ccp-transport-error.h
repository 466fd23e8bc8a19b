/* ccp-transport-error.h: says in one sentence why a provider could not be reached
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* How far a request has come */
typedef enum
{
  CCP_TRANSPORT_STAGE_UNCONNECTED,
  CCP_TRANSPORT_STAGE_CONNECTED,
  CCP_TRANSPORT_STAGE_HEARD, /* a part of an answer has come */
} CcpTransportStage;

GError *
ccp_transport_error_new (const GError *cause, const char *peer, CcpTransportStage stage);
gboolean ccp_transport_error_is_unconnected (const GError *error);
/* Returns: (transfer full): what @error means for the attempt of @exchange */
CcpVerdict *ccp_transport_error_judge (const GError *error, CcpExchange *exchange);

G_END_DECLS
