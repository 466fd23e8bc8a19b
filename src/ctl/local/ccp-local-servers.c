/* ccp-local-servers.c: finds the model servers on this machine
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-local-servers"

#include "ccp-local-servers.h"

#include "ccp-local-probe.h"

#define PORTS_VARIABLE "CCPROXY_LOCAL_PORTS"

/* of a program that tells nobody without a key what it is: Jan */
static const guint16 other_ports[] = { 1337 };

typedef struct
{
  GPtrArray *servers; /* (element-type CcpLocalServer) */
  guint n_pending;
} Search;

static void
free_search (gpointer data)
{
  Search *self = data;

  g_clear_pointer (&self->servers, g_ptr_array_unref);
  g_free (self);
}

static void
add_port (GArray *ports, guint16 port)
{
  for (guint i = 0; i < ports->len; i++)
    if (g_array_index (ports, guint16, i) == port)
      return;
  g_array_append_val (ports, port);
}

static void
add_usual_ports (GArray *ports)
{
  const CcpLocalKind *kind = NULL;

  for (guint i = 0; (kind = ccp_local_kind_get (i)) != NULL; i++)
    add_port (ports, kind->port);
  for (guint i = 0; i < G_N_ELEMENTS (other_ports); i++)
    add_port (ports, other_ports[i]);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const CcpLocalServer *first = *(const CcpLocalServer *const *) a;
  const CcpLocalServer *second = *(const CcpLocalServer *const *) b;

  return first->port - second->port;
}

static void
probe_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Search *self = g_task_get_task_data (task);
  g_autoptr (CcpLocalServer) server = ccp_local_probe_run_finish (result, NULL);

  if (server != NULL)
    g_ptr_array_add (self->servers, g_steal_pointer (&server));
  if (--self->n_pending > 0)
    return;
  g_ptr_array_sort (self->servers, compare);
  g_task_return_pointer (task,
                         g_steal_pointer (&self->servers),
                         (GDestroyNotify) g_ptr_array_unref);
}

GArray *
ccp_local_servers_list_ports (const char *const *environment)
{
  g_autoptr (GArray) ports = g_array_new (FALSE, FALSE, sizeof (guint16));
  const char *list = NULL;
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (environment != NULL, NULL);

  list = g_environ_getenv ((char **) environment, PORTS_VARIABLE);
  if (list == NULL)
    {
      add_usual_ports (ports);
      return g_steal_pointer (&ports);
    }
  words = g_strsplit (list, ",", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      guint64 port = 0;

      if (g_ascii_string_to_unsigned (g_strstrip (words[i]),
                                      10,
                                      1,
                                      G_MAXUINT16,
                                      &port,
                                      NULL))
        add_port (ports, (guint16) port);
    }
  return g_steal_pointer (&ports);
}

void
ccp_local_servers_find_async (GArray *ports,
                              guint milliseconds,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Search *self = NULL;

  g_return_if_fail (ports != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  self = g_new0 (Search, 1);
  self->servers = g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_local_server_free);
  g_task_set_source_tag (task, ccp_local_servers_find_async);
  g_task_set_task_data (task, self, free_search);
  self->n_pending = ports->len;
  for (guint i = 0; i < ports->len; i++)
    ccp_local_probe_run_async (g_array_index (ports, guint16, i),
                               milliseconds,
                               cancellable,
                               probe_done,
                               g_object_ref (task));
  if (ports->len == 0)
    g_task_return_pointer (task,
                           g_steal_pointer (&self->servers),
                           (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
ccp_local_servers_find_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
