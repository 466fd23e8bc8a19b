/* fake-plugin.c: a plugin that a test has in its own process
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fake-plugin.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ccp-message-splitter.h"
#include "fake-provider.h"
#include "fake-step.h"
#include "fake-wait.h"

#define STEP_PARAMS(class)                                                               \
  "[Param " class ".name]\nType=string\n"                                                \
                  "[Param " class ".can]\nType=string\n"                                 \
                                  "[Param " class ".side]\nType=string\n"                \
                                                  "[Param " class ".at]\nType=string\n"  \
                                                                  "[Param " class        \
      ".does]\nType=string\n"                                                            \
      "[Param " class ".answer]\nType=string\n"

static const char plugin_file[] =
    "[Plugin]\nName=fake\nAbi=1\nLoader=fake\n"
    "Provides=provider:Provider;router:Router;transformer:Dialect;transformer:Step;"
    "transformer:SimpleStep;\n"
    "[Param Router.default]\nType=targets\n[Param Router.planning]\nType=targets\n"
    "[Param Router.long_context]\nType=targets\n"
    "[Param Router.longContext]\nType=targets\n[Param Router.rules]\nType=list\n"
    "[Option count_tokens]\nType=string\n"
    "[Option thinks]\nType=boolean\nDefault=true\n" STEP_PARAMS ("Step")
        STEP_PARAMS ("SimpleStep");

struct _FakeRouter
{
  GObject parent_instance;

  CcpCatalog *catalog;
  char *target;
  char **then; /* (nullable) */
  char *does;  /* (nullable) */
};

struct _FakeDialect
{
  CcpSimpleTransformer parent_instance;
};

struct _FakeLoader
{
  GObject parent_instance;
};

static void fake_router_iface_init (CcpRouterInterface *iface);
static void fake_loader_iface_init (CcpPluginLoaderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeRouter,
                               fake_router,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CCP_TYPE_ROUTER,
                                                      fake_router_iface_init))
G_DEFINE_FINAL_TYPE (FakeDialect, fake_dialect, CCP_TYPE_SIMPLE_TRANSFORMER)
G_DEFINE_FINAL_TYPE_WITH_CODE (FakeLoader,
                               fake_loader,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CCP_TYPE_PLUGIN_LOADER,
                                                      fake_loader_iface_init))

/* Returns: (nullable) */
static char *
dup_member (CcpJson *json, const char *name)
{
  CcpJsonValue value;

  ccp_json_get_root (json, &value);
  value = ccp_json_value_member (&value, name);
  return ccp_json_value_dup_string (&value, NULL);
}

/* Returns: (nullable) */
static char **
dup_list (CcpJson *json, const char *name)
{
  g_autofree char *text = dup_member (json, name);

  return text != NULL ? g_strsplit (text, " ", -1) : NULL;
}

/* Returns: (nullable): what the profile that is used has as its default */
static char *
dup_default_of_profile (CcpJson *settings)
{
  g_autofree char *profile = dup_member (settings, "profile");
  CcpJsonValue value;

  if (profile == NULL)
    return NULL;
  ccp_json_get_root (settings, &value);
  value = ccp_json_value_member (&value, "profiles");
  value = ccp_json_value_member (&value, profile);
  value = ccp_json_value_member (&value, "default");
  return ccp_json_value_dup_string (&value, NULL);
}

static gboolean
fake_router_configure (CcpRouter *router,
                       CcpJson *settings,
                       CcpCatalog *catalog,
                       GError **error)
{
  FakeRouter *self = FAKE_ROUTER (router);

  self->catalog = ccp_catalog_ref (catalog);
  self->target = dup_default_of_profile (settings);
  if (self->target == NULL)
    self->target = dup_member (settings, "default");
  self->then = dup_list (settings, "then");
  self->does = dup_member (settings, "does");
  return TRUE;
}

static CcpRoute *
resolve (FakeRouter *self, const char *target)
{
  g_autoptr (GError) error = NULL;
  CcpRoute *route = ccp_catalog_resolve (self->catalog, "default", target, &error);

  g_assert_no_error (error);
  return route;
}

static void
return_default (GTask *task)
{
  FakeRouter *self = g_task_get_source_object (task);
  CcpRoute *route = resolve (self, self->target);
  CcpRoute *last = route;

  for (guint i = 0; self->then != NULL && self->then[i] != NULL; i++)
    {
      g_autoptr (CcpRoute) next = resolve (self, self->then[i]);

      ccp_route_set_fallback (last, next);
      last = next;
    }
  g_task_return_pointer (task, route, (GDestroyNotify) ccp_route_unref);
}

static gboolean
on_delay_over (gpointer data)
{
  return_default (data);
  return G_SOURCE_REMOVE;
}

static void
fake_router_route_async (CcpRouter *router,
                         CcpExchange *exchange,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  FakeRouter *self = FAKE_ROUTER (router);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (g_strcmp0 (self->does, "wait") == 0)
    fake_wait_start (g_steal_pointer (&task));
  else if (g_strcmp0 (self->does, "fail") == 0)
    g_task_return_new_error (task, CCP_ERROR, CCP_ERROR_NOT_FOUND, "no route");
  else if (g_strcmp0 (self->does, "nothing") == 0)
    g_task_return_pointer (task, NULL, NULL);
  else if (g_strcmp0 (self->does, "stray") == 0)
    g_task_return_pointer (task,
                           ccp_route_new ("s", "nowhere", "m"),
                           (GDestroyNotify) ccp_route_unref);
  else if (g_strcmp0 (self->does, "dawdle") == 0)
    g_timeout_add_full (G_PRIORITY_DEFAULT,
                        FAKE_ROUTER_DELAY,
                        on_delay_over,
                        g_steal_pointer (&task),
                        g_object_unref);
  else
    return_default (task);
}

static CcpRoute *
fake_router_route_finish (CcpRouter *router, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_router_finalize (GObject *object)
{
  FakeRouter *self = FAKE_ROUTER (object);

  g_clear_pointer (&self->catalog, ccp_catalog_unref);
  g_clear_pointer (&self->target, g_free);
  g_clear_pointer (&self->then, g_strfreev);
  g_clear_pointer (&self->does, g_free);

  G_OBJECT_CLASS (fake_router_parent_class)->finalize (object);
}

static void
fake_router_class_init (FakeRouterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_router_finalize;
}

static void
fake_router_iface_init (CcpRouterInterface *iface)
{
  iface->configure = fake_router_configure;
  iface->route_async = fake_router_route_async;
  iface->route_finish = fake_router_route_finish;
}

static void
fake_router_init (FakeRouter *self)
{
}

static CcpSide
fake_dialect_get_side (CcpSimpleTransformer *simple)
{
  return CCP_SIDE_DIALECT;
}

static CcpJson *
fake_dialect_transform_request (CcpSimpleTransformer *simple,
                                CcpExchange *exchange,
                                CcpJson *body,
                                GError **error)
{
  return ccp_json_ref (body);
}

static CcpJson *
fake_dialect_transform_response (CcpSimpleTransformer *simple,
                                 CcpExchange *exchange,
                                 CcpJson *body,
                                 GError **error)
{
  g_autofree char *type = dup_member (body, "type");

  if (g_strcmp0 (type, "message") == 0)
    return ccp_json_ref (body);
  g_set_error (error, CCP_ERROR, CCP_ERROR_UPSTREAM, "the answer is no message");
  return NULL;
}

static CcpEvent *
judge_event (CcpEvent *event)
{
  g_autofree char *text = ccp_json_to_text (ccp_event_get_data (event));
  g_autoptr (CcpVerdict) verdict = NULL;

  if (!ccp_event_is (event, "error") || strstr (text, "again") == NULL)
    return ccp_event_ref (event);
  verdict =
      ccp_verdict_new (CCP_VERDICT_RETRY, CCP_ERROR_UNAVAILABLE, "come again later");
  return ccp_event_new_error (verdict, NULL);
}

static CcpEventBatch *
fake_dialect_transform_events (CcpSimpleTransformer *simple,
                               CcpExchange *exchange,
                               CcpEventBatch *batch,
                               CcpTransformFlags flags,
                               GError **error)
{
  g_autoptr (CcpEventBatch) changed = ccp_event_batch_new ();

  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    {
      CcpEvent *event = ccp_event_batch_get (batch, i);

      if (ccp_event_is (event, ""))
        return ccp_message_splitter_split (ccp_event_get_data (event), error);
      ccp_event_batch_take (changed, judge_event (event));
    }
  return g_steal_pointer (&changed);
}

static void
fake_dialect_class_init (FakeDialectClass *klass)
{
  CcpSimpleTransformerClass *simple = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  simple->get_side = fake_dialect_get_side;
  simple->transform_request = fake_dialect_transform_request;
  simple->transform_response = fake_dialect_transform_response;
  simple->transform_events = fake_dialect_transform_events;
}

static void
fake_dialect_init (FakeDialect *self)
{
}

static gboolean
fake_loader_load (CcpPluginLoader *loader,
                  const CcpPluginInfo *info,
                  CcpRegistrar *registrar,
                  GError **error)
{
  ccp_registrar_add (registrar, CCP_TYPE_PROVIDER, "Provider", FAKE_TYPE_PROVIDER);
  ccp_registrar_add (registrar, CCP_TYPE_ROUTER, "Router", FAKE_TYPE_ROUTER);
  ccp_registrar_add (registrar, CCP_TYPE_TRANSFORMER, "Dialect", FAKE_TYPE_DIALECT);
  ccp_registrar_add (registrar, CCP_TYPE_TRANSFORMER, "Step", FAKE_TYPE_STEP);
  ccp_registrar_add (registrar,
                     CCP_TYPE_TRANSFORMER,
                     "SimpleStep",
                     FAKE_TYPE_SIMPLE_STEP);
  return TRUE;
}

static void
fake_loader_iface_init (CcpPluginLoaderInterface *iface)
{
  iface->load = fake_loader_load;
}

static void
fake_loader_class_init (FakeLoaderClass *klass)
{
}

static void
fake_loader_init (FakeLoader *self)
{
}

CcpPluginRegistry *
fake_plugin_open (const char *folder)
{
  const char *const folders[] = { folder, NULL };
  g_autofree char *path = g_build_filename (folder, "fake.plugin", NULL);
  g_autoptr (FakeLoader) loader = g_object_new (FAKE_TYPE_LOADER, NULL);
  CcpPluginRegistry *registry = NULL;

  g_assert_true (g_file_set_contents (path, plugin_file, -1, NULL));
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  registry = ccp_plugin_registry_new (folders);
  ccp_plugin_registry_set_loader (registry, "fake", CCP_PLUGIN_LOADER (loader));
  return registry;
}
