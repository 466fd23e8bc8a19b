/* stage-router.c: sends each request to the model that it names, or to the default
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "stage-router"

#include "stage-router.h"

#define DEFAULT_STAGE "default"
#define EXPLICIT_STAGE "explicit"

struct _StageRouter
{
  CcpSimpleRouter parent_instance;

  CcpCatalog *catalog;
  char *default_target;
};

G_DEFINE_FINAL_TYPE (StageRouter, stage_router, CCP_TYPE_SIMPLE_ROUTER)

static gboolean
stage_router_configure (CcpSimpleRouter *router,
                        CcpJson *settings,
                        CcpCatalog *catalog,
                        GError **error)
{
  StageRouter *self = STAGE_ROUTER_ROUTER (router);
  g_autoptr (CcpRoute) check = NULL;
  CcpJsonValue value;

  ccp_json_get_root (settings, &value);
  value = ccp_json_value_member (&value, DEFAULT_STAGE);
  self->catalog = ccp_catalog_ref (catalog);
  self->default_target = ccp_json_value_dup_string (&value, NULL);
  if (self->default_target == NULL)
    {
      g_set_error (
          error,
          CCP_ERROR,
          CCP_ERROR_CONFIG,
          "routing.default: name the model that gets what nothing else is set for");
      return FALSE;
    }
  check = ccp_catalog_resolve (catalog, DEFAULT_STAGE, self->default_target, error);
  if (check == NULL)
    {
      g_prefix_error (error, "routing.default: ");
      return FALSE;
    }
  return TRUE;
}

/* A model that the configuration knows is the client's own choice. Any other name, such
 * as the one that the client was built with, is no reason to refuse the request. */
static CcpRoute *
stage_router_route (CcpSimpleRouter *router, CcpExchange *exchange, GError **error)
{
  StageRouter *self = STAGE_ROUTER_ROUTER (router);
  const char *model = ccp_exchange_get_model (exchange);
  CcpRoute *route = ccp_catalog_resolve (self->catalog, EXPLICIT_STAGE, model, NULL);
  g_autofree char *reason = NULL;

  if (route != NULL)
    {
      reason = g_strdup_printf ("the client asked for \"%s\"", model);
      ccp_route_add_step (route, "model", CCP_ROUTE_MATCHED, reason);
      return route;
    }
  route = ccp_catalog_resolve (self->catalog, DEFAULT_STAGE, self->default_target, error);
  if (route == NULL)
    return NULL;
  reason = g_strdup_printf ("no model is called \"%s\"", model);
  ccp_route_add_step (route, "model", CCP_ROUTE_MISSED, reason);
  ccp_route_add_step (route, "default", CCP_ROUTE_MATCHED, "nothing else decides");
  return route;
}

static void
stage_router_finalize (GObject *object)
{
  StageRouter *self = STAGE_ROUTER_ROUTER (object);

  g_clear_pointer (&self->catalog, ccp_catalog_unref);
  g_clear_pointer (&self->default_target, g_free);

  G_OBJECT_CLASS (stage_router_parent_class)->finalize (object);
}

static void
stage_router_class_init (StageRouterClass *klass)
{
  CcpSimpleRouterClass *router_class = CCP_SIMPLE_ROUTER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = stage_router_finalize;
  router_class->configure = stage_router_configure;
  router_class->route = stage_router_route;
}

static void
stage_router_init (StageRouter *self)
{
}
