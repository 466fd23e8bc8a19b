/* ccp-router-list.c: routers of which the first that decides wins
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-router-list"

#include "ccp-router-list.h"

struct _CcpRouterList
{
  GObject parent_instance;

  GPtrArray *routers; /* (element-type CcpRouter) */
};

typedef struct
{
  CcpExchange *exchange;
  guint index; /* of the router that is asked */
} Question;

static void ccp_router_list_iface_init (CcpRouterInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CcpRouterList,
                               ccp_router_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CCP_TYPE_ROUTER,
                                                      ccp_router_list_iface_init))

static void
free_question (gpointer data)
{
  Question *question = data;

  g_clear_object (&question->exchange);
  g_free (question);
}

static void
refuse (GTask *task)
{
  g_task_return_new_error (task,
                           CCP_ERROR,
                           CCP_ERROR_NOT_FOUND,
                           "none of the routers of routing.router decides where this "
                           "request goes; stage-router as the last one always does");
}

/* Passes on to the next router what this one has nothing to say of; an error ends it. */
static void
on_routed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CcpRouterList *self = g_task_get_source_object (task);
  Question *question = g_task_get_task_data (task);
  CcpRouter *router = CCP_ROUTER (object);
  GError *error = NULL;
  CcpRoute *route = CCP_ROUTER_GET_IFACE (router)->route_finish (router, result, &error);

  if (error != NULL)
    return g_task_return_error (task, error);
  if (route != NULL)
    return g_task_return_pointer (task, route, (GDestroyNotify) ccp_route_unref);
  if (++question->index == self->routers->len)
    return refuse (task);
  ccp_router_route_async (g_ptr_array_index (self->routers, question->index),
                          question->exchange,
                          g_task_get_cancellable (task),
                          on_routed,
                          g_object_ref (task));
}

static void
route_async (CcpRouter *router,
             CcpExchange *exchange,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  CcpRouterList *self = CCP_ROUTER_LIST (router);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, route_async);
  question->exchange = g_object_ref (exchange);
  g_task_set_task_data (task, question, free_question);
  ccp_router_route_async (g_ptr_array_index (self->routers, 0),
                          exchange,
                          cancellable,
                          on_routed,
                          g_object_ref (task));
}

static CcpRoute *
route_finish (CcpRouter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ccp_router_list_finalize (GObject *object)
{
  CcpRouterList *self = CCP_ROUTER_LIST (object);

  g_clear_pointer (&self->routers, g_ptr_array_unref);

  G_OBJECT_CLASS (ccp_router_list_parent_class)->finalize (object);
}

static void
ccp_router_list_iface_init (CcpRouterInterface *iface)
{
  iface->route_async = route_async;
  iface->route_finish = route_finish;
}

static void
ccp_router_list_class_init (CcpRouterListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_router_list_finalize;
}

static void
ccp_router_list_init (CcpRouterList *self)
{
}

CcpRouter *
ccp_router_list_new (GPtrArray *routers)
{
  CcpRouterList *self = NULL;

  g_return_val_if_fail (routers != NULL && routers->len > 0, NULL);

  self = g_object_new (CCP_TYPE_ROUTER_LIST, NULL);
  self->routers = g_ptr_array_ref (routers);
  return CCP_ROUTER (self);
}
