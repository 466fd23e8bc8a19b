/* ccp-route-header.h: the header of an answer that says which way its request went
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-reply.h"

G_BEGIN_DECLS

#define CCP_ROUTE_HEADER "x-ccproxy-route"

/* Makes "stage=S; rule=R; provider=P; model=M; target=N/M; attempt=N; tokens=N": in
 * ASCII, what is none of letters, digits and a few signs as %XX (case T126).
 * @decision: the route whose chain @exchange goes along
 * @target: how far it is, from 1 on; @n_targets: how long the chain is */
char *ccp_route_header_format (CcpExchange *exchange,
                               CcpRoute *decision,
                               guint target,
                               guint n_targets);

G_END_DECLS
