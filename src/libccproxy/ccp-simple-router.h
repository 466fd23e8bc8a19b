/* ccp-simple-router.h: the base class of routers with plain methods
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-router.h"

G_BEGIN_DECLS

#define CCP_TYPE_SIMPLE_ROUTER (ccp_simple_router_get_type ())

CCP_AVAILABLE_IN_1_0
G_DECLARE_DERIVABLE_TYPE (CcpSimpleRouter, ccp_simple_router, CCP, SIMPLE_ROUTER, GObject)

/**
 * CcpSimpleRouterClass:
 * @configure: takes its settings
 * @route: decides where a request goes
 * @lint: says everything that is wrong with settings
 *
 * The methods that a subclass fills in.
 */
struct _CcpSimpleRouterClass
{
  /*< private >*/
  GObjectClass parent_class;

  /*< public >*/
  gboolean (*configure) (CcpSimpleRouter *self,
                         CcpJson *settings,
                         CcpCatalog *catalog,
                         GError **error);
  CcpRoute *(*route) (CcpSimpleRouter *self, CcpExchange *exchange, GError **error);
  void (*lint) (CcpSimpleRouter *self,
                CcpJson *settings,
                CcpCatalog *catalog,
                CcpFindings *findings);

  /*< private >*/
  gpointer _reserved[8];
};

CCP_AVAILABLE_IN_1_0
CcpRoute *
ccp_simple_router_route (CcpSimpleRouter *self, CcpExchange *exchange, GError **error);

G_END_DECLS
