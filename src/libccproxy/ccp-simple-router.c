/* ccp-simple-router.c: the base class of routers with plain methods
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-simple-router"

#include "ccp-simple-router.h"

#include "private/ccp-simple-call.h"

static void ccp_simple_router_iface_init (CcpRouterInterface *iface);

/**
 * CcpSimpleRouter:
 *
 * A router whose methods do their work before they return.
 *
 * A `route` that returns nothing and sets no error leaves the request to the next router
 * of the configuration; where there is none, that is taken as a fault of the plugin, as
 * it is with the other methods.
 */
G_DEFINE_ABSTRACT_TYPE_WITH_CODE (CcpSimpleRouter,
                                  ccp_simple_router,
                                  G_TYPE_OBJECT,
                                  G_IMPLEMENT_INTERFACE (CCP_TYPE_ROUTER,
                                                         ccp_simple_router_iface_init))

#define CLASS_OF(self) CCP_SIMPLE_ROUTER_GET_CLASS (self)

static gboolean
configure (CcpRouter *router, CcpJson *settings, CcpCatalog *catalog, GError **error)
{
  CcpSimpleRouter *self = CCP_SIMPLE_ROUTER (router);
  g_autoptr (GError) reason = NULL;

  if (CLASS_OF (self)->configure == NULL)
    return TRUE;
  if (CLASS_OF (self)->configure (self, settings, catalog, &reason))
    return TRUE;
  ccp_simple_call_fail (self, "configure", g_steal_pointer (&reason), error);
  return FALSE;
}

/* Returns: (nullable): without an error as well */
static CcpRoute *
call_route (CcpSimpleRouter *self, CcpExchange *exchange, GError **error)
{
  return CLASS_OF (self)->route != NULL ? CLASS_OF (self)->route (self, exchange, error)
                                        : NULL;
}

static void
route_async (CcpRouter *self,
             CcpExchange *exchange,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  CcpRoute *found = NULL;

  g_task_set_source_tag (task, route_async);
  found = call_route (CCP_SIMPLE_ROUTER (self), exchange, &error);
  if (found == NULL && error == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else
    ccp_simple_call_return (task, found, (GDestroyNotify) ccp_route_unref, error);
}

static CcpRoute *
route_finish (CcpRouter *self, GAsyncResult *result, GError **error)
{
  return ccp_simple_call_finish (self, result, error);
}

static void
lint (CcpRouter *router, CcpJson *settings, CcpCatalog *catalog, CcpFindings *findings)
{
  CcpSimpleRouter *self = CCP_SIMPLE_ROUTER (router);

  if (CLASS_OF (self)->lint != NULL)
    CLASS_OF (self)->lint (self, settings, catalog, findings);
}

static void
ccp_simple_router_iface_init (CcpRouterInterface *iface)
{
  iface->configure = configure;
  iface->lint = lint;
  iface->route_async = route_async;
  iface->route_finish = route_finish;
}

static void
ccp_simple_router_class_init (CcpSimpleRouterClass *klass)
{
}

static void
ccp_simple_router_init (CcpSimpleRouter *self)
{
}

/**
 * ccp_simple_router_route: (virtual route)
 * @self: a router
 * @exchange: the context of the request
 * @error: why it failed
 *
 * Decides where a request goes. The method may return %NULL without an error: the request
 * is not for this router, and the next one of `routing.router` is asked. For the caller
 * of this function, who asks nobody else, that is an error.
 *
 * Returns: (transfer full): the decision, or %NULL with @error set if no provider may
 * have it
 */
CcpRoute *
ccp_simple_router_route (CcpSimpleRouter *self, CcpExchange *exchange, GError **error)
{
  g_autoptr (GError) reason = NULL;
  CcpRoute *found = NULL;

  g_return_val_if_fail (CCP_IS_SIMPLE_ROUTER (self), NULL);
  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);

  found = call_route (self, exchange, &reason);
  if (found == NULL)
    ccp_simple_call_fail (self, "route", g_steal_pointer (&reason), error);
  return found;
}
