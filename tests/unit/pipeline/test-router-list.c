/* test-router-list.c: which of several routers decides
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-router-list.h"

#include <string.h>

/* Decides as its script says: "-" is nothing, "!" an error, all else the model. */
#define SCRIPTED_TYPE_ROUTER (scripted_router_get_type ())
G_DECLARE_FINAL_TYPE (ScriptedRouter, scripted_router, SCRIPTED, ROUTER, CcpSimpleRouter)

struct _ScriptedRouter
{
  CcpSimpleRouter parent_instance;

  char *script;
};

G_DEFINE_FINAL_TYPE (ScriptedRouter, scripted_router, CCP_TYPE_SIMPLE_ROUTER)

static CcpRoute *
scripted_router_route (CcpSimpleRouter *router, CcpExchange *exchange, GError **error)
{
  ScriptedRouter *self = SCRIPTED_ROUTER (router);

  if (g_str_equal (self->script, "-"))
    return NULL;
  if (!g_str_equal (self->script, "!"))
    return ccp_route_new ("default", "p", self->script);
  g_set_error (error, CCP_ERROR, CCP_ERROR_OVERLOADED, "refused");
  return NULL;
}

static void
scripted_router_finalize (GObject *object)
{
  ScriptedRouter *self = SCRIPTED_ROUTER (object);

  g_clear_pointer (&self->script, g_free);

  G_OBJECT_CLASS (scripted_router_parent_class)->finalize (object);
}

static void
scripted_router_class_init (ScriptedRouterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = scripted_router_finalize;
  CCP_SIMPLE_ROUTER_CLASS (klass)->route = scripted_router_route;
}

static void
scripted_router_init (ScriptedRouter *self)
{
}

typedef struct
{
  const char *name;
  const char *scripts; /* with " " between */
  const char *model;   /* (nullable) */
  const char *part;    /* of the error */
} Case;

static const Case cases[] = {
  { "one", "a", "a", NULL },
  { "first-that-decides", "a b", "a", NULL },
  { "next-where-the-first-does-not", "- - b c", "b", NULL },
  { "error-ends-it", "- ! c", NULL, "refused" },
  { "none", "- -", NULL, "none of the routers" },
};

static void
on_done (GObject *object, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
test_route (gconstpointer data)
{
  const Case *c = data;
  g_auto (GStrv) scripts = g_strsplit (c->scripts, " ", -1);
  g_autoptr (GPtrArray) routers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{}", -1, NULL);
  g_autoptr (CcpExchange) exchange =
      ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  g_autoptr (CcpRouter) list = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpRoute) route = NULL;

  for (guint i = 0; scripts[i] != NULL; i++)
    {
      ScriptedRouter *router = g_object_new (SCRIPTED_TYPE_ROUTER, NULL);

      router->script = g_strdup (scripts[i]);
      g_ptr_array_add (routers, router);
    }
  list = ccp_router_list_new (routers);
  ccp_router_route_async (list, exchange, NULL, on_done, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  route = ccp_router_route_finish (list, result, &error);

  g_assert_cmpstr (route != NULL ? ccp_route_get_model (route) : NULL, ==, c->model);
  g_assert_true ((error != NULL) == (c->part != NULL));
  if (c->part != NULL)
    g_assert_nonnull (strstr (error->message, c->part));
}

/* For who asks only one router, a router that does not decide is at fault. */
static void
test_alone (void)
{
  g_autoptr (ScriptedRouter) router = g_object_new (SCRIPTED_TYPE_ROUTER, NULL);
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{}", -1, NULL);
  g_autoptr (CcpExchange) exchange =
      ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  router->script = g_strdup ("-");
  ccp_router_route_async (CCP_ROUTER (router), exchange, NULL, on_done, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_null (ccp_router_route_finish (CCP_ROUTER (router), result, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_PLUGIN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/router-list/route/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_route);
    }
  g_test_add_func ("/router-list/route/alone", test_alone);

  return g_test_run ();
}
