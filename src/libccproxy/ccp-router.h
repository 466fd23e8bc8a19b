/* ccp-router.h: decides which provider and model gets a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-catalog.h"
#include "ccp-exchange.h"
#include "ccp-findings.h"
#include "ccp-route.h"

G_BEGIN_DECLS

#define CCP_TYPE_ROUTER (ccp_router_get_type ())

CCP_AVAILABLE_IN_1_0
G_DECLARE_INTERFACE (CcpRouter, ccp_router, CCP, ROUTER, GObject)

/**
 * CcpRouterInterface:
 * @configure: takes its settings
 * @route_async: starts to decide where a request goes
 * @route_finish: gets the decision
 * @lint: says everything that is wrong with settings
 *
 * The methods of a router.
 */
struct _CcpRouterInterface
{
  /*< private >*/
  GTypeInterface parent_iface;

  /*< public >*/
  gboolean (*configure) (CcpRouter *self,
                         CcpJson *settings,
                         CcpCatalog *catalog,
                         GError **error);
  void (*route_async) (CcpRouter *self,
                       CcpExchange *exchange,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  CcpRoute *(*route_finish) (CcpRouter *self, GAsyncResult *result, GError **error);
  void (*lint) (CcpRouter *self,
                CcpJson *settings,
                CcpCatalog *catalog,
                CcpFindings *findings);

  /*< private >*/
  gpointer _reserved[8];
};

CCP_AVAILABLE_IN_1_0
gboolean ccp_router_configure (CcpRouter *self,
                               CcpJson *settings,
                               CcpCatalog *catalog,
                               GError **error);
CCP_AVAILABLE_IN_1_0
void ccp_router_route_async (CcpRouter *self,
                             CcpExchange *exchange,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
CCP_AVAILABLE_IN_1_0
CcpRoute *ccp_router_route_finish (CcpRouter *self, GAsyncResult *result, GError **error);
CCP_AVAILABLE_IN_1_0
void ccp_router_lint (CcpRouter *self,
                      CcpJson *settings,
                      CcpCatalog *catalog,
                      CcpFindings *findings);

G_END_DECLS
