/* ccp-local-probe.c: asks what listens on a port of this machine whether it is a model
 * server
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-local-probe"

#include "ccp-local-probe.h"

#include "ccp-loopback-get.h"

#define MODELS_PATH "/v1/models"

typedef struct
{
  CcpLocalServer *server; /* (nullable): given away */
  CcpTransport *transport;
  GCancellable *cancellable; /* fires when there has been time enough */
  guint timer;
  guint kind; /* which it is asked about */
} Probe;

static void
free_probe (gpointer data)
{
  Probe *self = data;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->transport);
  g_clear_pointer (&self->server, ccp_local_server_free);
  g_free (self);
}

static gboolean
end_time (gpointer data)
{
  Probe *self = data;

  self->timer = 0;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static Probe *
create_probe (guint16 port, guint milliseconds, GCancellable *outer)
{
  Probe *self = g_new0 (Probe, 1);

  self->server = ccp_local_server_new (port);
  self->cancellable = g_cancellable_new ();
  self->timer = g_timeout_add (milliseconds, end_time, self);
  if (outer == NULL)
    return self;
  g_signal_connect_object (outer,
                           "cancelled",
                           G_CALLBACK (g_cancellable_cancel),
                           self->cancellable,
                           G_CONNECT_SWAPPED);
  if (g_cancellable_is_cancelled (outer))
    g_cancellable_cancel (self->cancellable);
  return self;
}

static void
finish (GTask *task)
{
  Probe *self = g_task_get_task_data (task);

  g_task_return_pointer (task,
                         g_steal_pointer (&self->server),
                         (GDestroyNotify) ccp_local_server_free);
}

/* asks about the next kind that its list of models does not tell; whatever goes wrong
 * says no more than that it is none of that kind */
static void
ask_kind_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Probe *self = g_task_get_task_data (task);
  const CcpLocalKind *kind = ccp_local_kind_get (self->kind);
  g_autoptr (CcpJson) answer = ccp_loopback_get_finish (result, NULL);

  if (answer != NULL && ccp_local_kind_fits (kind, answer))
    {
      self->server->kind = kind;
      finish (task);
      return;
    }
  do
    kind = ccp_local_kind_get (++self->kind);
  while (kind != NULL && kind->path == NULL);
  if (kind == NULL || g_cancellable_is_cancelled (self->cancellable))
    finish (task);
  else
    ccp_loopback_get_async (self->transport,
                            self->server->port,
                            kind->path,
                            self->cancellable,
                            ask_kind_done,
                            g_steal_pointer (&task));
}

static void
ask_first_kind (GTask *task)
{
  Probe *self = g_task_get_task_data (task);
  const CcpLocalKind *kind = ccp_local_kind_get (0);

  while (kind->path == NULL)
    kind = ccp_local_kind_get (++self->kind);
  ccp_loopback_get_async (self->transport,
                          self->server->port,
                          kind->path,
                          self->cancellable,
                          ask_kind_done,
                          g_object_ref (task));
}

static void
ask_models_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Probe *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CcpJson) models = ccp_loopback_get_finish (result, &error);

  if (models == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->server->models = ccp_local_kind_list_models (models);
  if (self->server->models == NULL)
    {
      g_task_return_new_error (task,
                               CCP_ERROR,
                               CCP_ERROR_NOT_FOUND,
                               /* lint: allow translations: nobody is shown it */
                               "it has no list of models");
      return;
    }
  self->server->kind = ccp_local_kind_find (models);
  if (self->server->kind != NULL)
    finish (task);
  else
    ask_first_kind (task);
}

void
ccp_local_probe_run_async (guint16 port,
                           guint milliseconds,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Probe *self = create_probe (port, milliseconds, cancellable);
  GError *error = NULL;

  g_task_set_source_tag (task, ccp_local_probe_run_async);
  g_task_set_task_data (task, self, free_probe);
  self->transport = ccp_loopback_get_create_transport (port, milliseconds, &error);
  if (self->transport == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  ccp_loopback_get_async (self->transport,
                          port,
                          MODELS_PATH,
                          self->cancellable,
                          ask_models_done,
                          g_steal_pointer (&task));
}

CcpLocalServer *
ccp_local_probe_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
