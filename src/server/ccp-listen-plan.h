/* ccp-listen-plan.h: another set of addresses to listen on, made ready
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-listener.h"

G_BEGIN_DECLS

/* Sockets that are new listen already and nobody accepts there; those that are not needed
 * any more still accept. */
typedef struct _CcpListenPlan CcpListenPlan;

/* @addresses: (nullable) (element-type utf8): as ccp_listen_address_parse () takes them;
 * NULL if all stays
 *
 * Returns: (transfer full) (nullable): what there is to do; NULL with an error if one of
 * them cannot be listened on. Nothing has changed then. */
CcpListenPlan *
ccp_listen_plan_new (CcpListener *listener, GPtrArray *addresses, GError **error);
/* a plan that is not carried out leaves nothing behind */
void ccp_listen_plan_free (CcpListenPlan *self);
/* Returns: (transfer none) (element-type GSocketAddress): all addresses */
GPtrArray *ccp_listen_plan_get_addresses (CcpListenPlan *self);
void ccp_listen_plan_carry_out (CcpListenPlan *self, CcpListener *listener);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpListenPlan, ccp_listen_plan_free)

G_END_DECLS
