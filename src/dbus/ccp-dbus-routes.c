/* ccp-dbus-routes.c: the routing on the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-dbus-routes"

#include "ccp-dbus-routes.h"

#include <string.h>

#include "ccp-dbus-reply.h"
#include "ccp-dbus-types.h"
#include "ccp-dbus-variant.h"
#include "ccp-saved-request.h"

#define CCP_TYPE_ROUTES_OBJECT (ccp_routes_object_get_type ())

G_DECLARE_FINAL_TYPE (CcpRoutesObject,
                      ccp_routes_object,
                      CCP,
                      ROUTES_OBJECT,
                      CcpDBusRoutesSkeleton)

struct _CcpRoutesObject
{
  CcpDBusRoutesSkeleton parent_instance;

  CcpControl *control;
};

static void ccp_routes_object_iface_init (CcpDBusRoutesIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CcpRoutesObject,
                               ccp_routes_object,
                               CCP_DBUS_TYPE_ROUTES_SKELETON,
                               G_IMPLEMENT_INTERFACE (CCP_DBUS_TYPE_ROUTES,
                                                      ccp_routes_object_iface_init))

/* one call of Explain, with what it is about until the router has decided */
typedef struct
{
  GDBusMethodInvocation *invocation;
  CcpExchange *exchange;
} Question;

/* @data: (transfer full): the question */
static void
on_routed (GObject *object, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpRoute) route =
      ccp_router_route_finish (CCP_ROUTER (object), result, &error);

  if (route == NULL)
    ccp_dbus_reply_error (g_steal_pointer (&question->invocation), error);
  else
    g_dbus_method_invocation_return_value (
        g_steal_pointer (&question->invocation),
        g_variant_new ("(@a{sv})", ccp_dbus_variant_new_decision (route)));
  g_clear_object (&question->exchange);
  g_free (question);
}

static gboolean
ccp_routes_object_handle_explain (CcpDBusRoutes *routes,
                                  GDBusMethodInvocation *invocation,
                                  const char *request)
{
  CcpRoutesObject *self = CCP_ROUTES_OBJECT (routes);
  CcpSnapshot *snapshot =
      ccp_pipeline_get_snapshot (ccp_control_get_pipeline (self->control));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = g_bytes_new (request, strlen (request));
  g_autoptr (CcpExchange) exchange = ccp_saved_request_read (
      text,
      NULL,
      ccp_config_get_client_keys (ccp_snapshot_get_config (snapshot)),
      &error);

  Question *question = NULL;

  if (exchange == NULL)
    {
      ccp_dbus_reply_error (invocation, error);
      return TRUE;
    }
  question = g_new0 (Question, 1);
  question->invocation = invocation;
  question->exchange = g_object_ref (exchange);
  ccp_router_route_async (ccp_snapshot_get_router (snapshot),
                          exchange,
                          NULL,
                          on_routed,
                          question);
  return TRUE;
}

/* answers with @error, if there is one */
static gboolean
fail (GDBusMethodInvocation *invocation, const GError *error)
{
  if (error == NULL)
    return FALSE;
  ccp_dbus_reply_error (invocation, error);
  return TRUE;
}

static gboolean
ccp_routes_object_handle_list (CcpDBusRoutes *routes, GDBusMethodInvocation *invocation)
{
  CcpRoutesObject *self = CCP_ROUTES_OBJECT (routes);
  g_autoptr (GPtrArray) stages =
      ccp_pipeline_list_stages (ccp_control_get_pipeline (self->control));
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ssas)"));

  for (guint i = 0; i < stages->len; i++)
    {
      const CcpRoutingStage *stage = g_ptr_array_index (stages, i);

      g_variant_builder_add (&list,
                             "(ss^as)",
                             stage->name,
                             ccp_routing_stage_get_origin (stage),
                             stage->targets);
    }
  ccp_dbus_routes_complete_list (routes, invocation, g_variant_builder_end (&list));
  return TRUE;
}

static gboolean
ccp_routes_object_handle_set_stage (CcpDBusRoutes *routes,
                                    GDBusMethodInvocation *invocation,
                                    const char *stage,
                                    const char *const *targets)
{
  CcpRoutesObject *self = CCP_ROUTES_OBJECT (routes);
  g_autoptr (GError) error = NULL;

  ccp_pipeline_set_stage (ccp_control_get_pipeline (self->control),
                          stage,
                          targets,
                          &error);
  if (!fail (invocation, error))
    ccp_dbus_routes_complete_set_stage (routes, invocation);
  return TRUE;
}

static gboolean
ccp_routes_object_handle_set_profile (CcpDBusRoutes *routes,
                                      GDBusMethodInvocation *invocation,
                                      const char *profile)
{
  CcpRoutesObject *self = CCP_ROUTES_OBJECT (routes);
  g_autoptr (GError) error = NULL;

  ccp_pipeline_set_profile (ccp_control_get_pipeline (self->control), profile, &error);
  if (!fail (invocation, error))
    ccp_dbus_routes_complete_set_profile (routes, invocation);
  return TRUE;
}

static gboolean
ccp_routes_object_handle_reset (CcpDBusRoutes *routes, GDBusMethodInvocation *invocation)
{
  CcpRoutesObject *self = CCP_ROUTES_OBJECT (routes);

  ccp_pipeline_reset_routing (ccp_control_get_pipeline (self->control));
  ccp_dbus_routes_complete_reset (routes, invocation);
  return TRUE;
}

static void
on_routes_changed (CcpPipeline *pipeline, const char *stage, gpointer data)
{
  ccp_dbus_routes_emit_changed (CCP_DBUS_ROUTES (data), stage != NULL ? stage : "");
}

static void
ccp_routes_object_finalize (GObject *object)
{
  CcpRoutesObject *self = CCP_ROUTES_OBJECT (object);

  g_clear_object (&self->control);

  G_OBJECT_CLASS (ccp_routes_object_parent_class)->finalize (object);
}

static void
ccp_routes_object_class_init (CcpRoutesObjectClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_routes_object_finalize;
}

static void
ccp_routes_object_iface_init (CcpDBusRoutesIface *iface)
{
  iface->handle_explain = ccp_routes_object_handle_explain;
  iface->handle_list = ccp_routes_object_handle_list;
  iface->handle_reset = ccp_routes_object_handle_reset;
  iface->handle_set_profile = ccp_routes_object_handle_set_profile;
  iface->handle_set_stage = ccp_routes_object_handle_set_stage;
}

static void
ccp_routes_object_init (CcpRoutesObject *self)
{
}

GDBusInterfaceSkeleton *
ccp_dbus_routes_create (CcpControl *control)
{
  CcpRoutesObject *self = NULL;

  g_return_val_if_fail (CCP_IS_CONTROL (control), NULL);

  self = g_object_new (CCP_TYPE_ROUTES_OBJECT, NULL);
  self->control = g_object_ref (control);
  g_signal_connect_object (ccp_control_get_pipeline (control),
                           "routes-changed",
                           G_CALLBACK (on_routes_changed),
                           self,
                           0);
  return G_DBUS_INTERFACE_SKELETON (self);
}
