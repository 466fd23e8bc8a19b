/* ccp-upstream-response.h: a provider's HTTP answer, with its body still to be read
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-headers.h"

G_BEGIN_DECLS

#define CCP_TYPE_UPSTREAM_RESPONSE (ccp_upstream_response_get_type ())

CCP_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (CcpUpstreamResponse,
                      ccp_upstream_response,
                      CCP,
                      UPSTREAM_RESPONSE,
                      GObject)

CCP_AVAILABLE_IN_1_0
CcpUpstreamResponse *
ccp_upstream_response_new (guint status, CcpHeaders *headers, GInputStream *body);
CCP_AVAILABLE_IN_1_0
guint ccp_upstream_response_get_status (CcpUpstreamResponse *self);
CCP_AVAILABLE_IN_1_0
CcpHeaders *ccp_upstream_response_get_headers (CcpUpstreamResponse *self);
CCP_AVAILABLE_IN_1_0
GInputStream *ccp_upstream_response_get_body (CcpUpstreamResponse *self);

G_END_DECLS
