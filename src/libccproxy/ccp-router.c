/* ccp-router.c: decides which provider and model gets a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-router"

#include "ccp-router.h"

#include "private/ccp-simple-call.h"

/**
 * CcpRouter:
 *
 * Decides which provider and model gets a request.
 *
 * A configuration may name more than one. Each is asked in turn until one decides; a
 * router whose `route_finish` gives %NULL without an error has nothing to say of the
 * request. An error ends it for all of them.
 */
G_DEFINE_INTERFACE (CcpRouter, ccp_router, G_TYPE_OBJECT)

/*
 * What bindings override is the method of the same name of CcpSimpleRouter: with both in
 * the typelib, Python could not tell which one is meant.
 */
/**
 * CcpRouterInterface::configure: (skip)
 */
/**
 * CcpRouterInterface::lint: (skip)
 */

static gboolean
default_configure (CcpRouter *self,
                   CcpJson *settings,
                   CcpCatalog *catalog,
                   GError **error)
{
  return TRUE;
}

static void
default_lint (CcpRouter *self,
              CcpJson *settings,
              CcpCatalog *catalog,
              CcpFindings *findings)
{
}

static void
ccp_router_default_init (CcpRouterInterface *iface)
{
  iface->configure = default_configure;
  iface->lint = default_lint;
}

/**
 * ccp_router_configure:
 * @self: a router
 * @settings: the `routing` section of the configuration, an object
 * @catalog: the providers and models that there are
 * @error: what is wrong
 *
 * Gives the router its settings, once, before anything else is called.
 *
 * Returns: %FALSE with @error set if it cannot work with them
 */
gboolean
ccp_router_configure (CcpRouter *self,
                      CcpJson *settings,
                      CcpCatalog *catalog,
                      GError **error)
{
  g_return_val_if_fail (CCP_IS_ROUTER (self), FALSE);
  g_return_val_if_fail (settings != NULL, FALSE);
  g_return_val_if_fail (catalog != NULL, FALSE);

  return CCP_ROUTER_GET_IFACE (self)->configure (self, settings, catalog, error);
}

/**
 * ccp_router_route_async:
 * @self: a router
 * @exchange: the context of the request
 * @cancellable: (nullable): ends the work
 * @callback: (scope async): called when it is done
 * @user_data: (closure): for @callback
 *
 * Starts to decide where a request goes.
 */
void
ccp_router_route_async (CcpRouter *self,
                        CcpExchange *exchange,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (CCP_IS_ROUTER (self));
  g_return_if_fail (CCP_IS_EXCHANGE (exchange));

  CCP_ROUTER_GET_IFACE (self)->route_async (self,
                                            exchange,
                                            cancellable,
                                            callback,
                                            user_data);
}

/**
 * ccp_router_route_finish:
 * @self: a router
 * @result: what the callback was given
 * @error: why it failed
 *
 * Gets what [method@Router.route_async] has found.
 *
 * Returns: (transfer full): the decision, or %NULL with @error set if no provider may
 * have it
 */
CcpRoute *
ccp_router_route_finish (CcpRouter *self, GAsyncResult *result, GError **error)
{
  GError *reason = NULL;
  CcpRoute *route = NULL;

  g_return_val_if_fail (CCP_IS_ROUTER (self), NULL);
  g_return_val_if_fail (G_IS_ASYNC_RESULT (result), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  route = CCP_ROUTER_GET_IFACE (self)->route_finish (self, result, &reason);
  if (route == NULL)
    ccp_simple_call_fail (self, "route", reason, error);
  return route;
}

/**
 * ccp_router_lint:
 * @self: a router, which need not be configured
 * @settings: the `routing` section of the configuration, an object
 * @catalog: the providers and models that there are
 * @findings: takes what is found
 *
 * Has the router say everything that is wrong with settings, and what of them can have no
 * effect. What [method@Router.configure] would refuse is an error; of all else it warns.
 */
void
ccp_router_lint (CcpRouter *self,
                 CcpJson *settings,
                 CcpCatalog *catalog,
                 CcpFindings *findings)
{
  g_return_if_fail (CCP_IS_ROUTER (self));
  g_return_if_fail (settings != NULL);
  g_return_if_fail (catalog != NULL);
  g_return_if_fail (findings != NULL);

  CCP_ROUTER_GET_IFACE (self)->lint (self, settings, catalog, findings);
}
