/* ccp-router-list.h: routers of which the first that decides wins
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

#define CCP_TYPE_ROUTER_LIST (ccp_router_list_get_type ())

G_DECLARE_FINAL_TYPE (CcpRouterList, ccp_router_list, CCP, ROUTER_LIST, GObject)

/* @routers: (element-type CcpRouter): configured, at least one */
CcpRouter *ccp_router_list_new (GPtrArray *routers);

G_END_DECLS
