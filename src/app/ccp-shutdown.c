/* ccp-shutdown.c: how the daemon ends
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-shutdown"

#include "ccp-shutdown.h"

#include <glib-unix.h>

#define DRAIN_TIMEOUT 30000
/* how long what is cut off may take to end, in milliseconds */
#define CUT_TIMEOUT 2000
/* how often the service manager hears what the drain waits for, in seconds */
#define STATUS_INTERVAL 1

struct _CcpShutdown
{
  GObject parent_instance;

  CcpServiceManager *manager;
  CcpServer *server; /* (nullable) */
  guint drain_timeout;
  guint interrupt;
  guint terminate;
  guint timeout; /* of the drain, or of cutting it short */
  guint status;
  guint told; /* requests under way, in the status */
  GCancellable *over;
  gboolean draining;
  gboolean cutting;
};

enum
{
  SIGNAL_DRAINING,
  SIGNAL_OVER,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CcpShutdown, ccp_shutdown, G_TYPE_OBJECT)

static guint
count_requests (CcpShutdown *self)
{
  return self->server != NULL ? ccp_server_get_in_flight (self->server) : 0;
}

static void
end (CcpShutdown *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_handle_id (&self->status, g_source_remove);
  g_cancellable_cancel (self->over);
  g_signal_emit (self, signals[SIGNAL_OVER], 0);
}

/* this object may be gone when the drain was cancelled */
static void
on_drained (GObject *object, GAsyncResult *result, gpointer data)
{
  if (ccp_server_drain_finish (CCP_SERVER (object), result, NULL))
    end (CCP_SHUTDOWN (data));
}

static gboolean
on_cut_over (gpointer data)
{
  CcpShutdown *self = data;

  self->timeout = 0;
  end (self);
  return G_SOURCE_REMOVE;
}

/* ends what is under way; the drain is over when it has ended */
static void
cut (CcpShutdown *self)
{
  if (!self->cutting)
    {
      self->cutting = TRUE;
      g_clear_handle_id (&self->timeout, g_source_remove);
      self->timeout = g_timeout_add (CUT_TIMEOUT, on_cut_over, self);
    }
  if (self->server != NULL)
    ccp_server_close (self->server);
}

static gboolean
on_drain_over (gpointer data)
{
  CcpShutdown *self = data;

  self->timeout = 0;
  cut (self);
  return G_SOURCE_REMOVE;
}

static char *
describe (guint n_requests)
{
  return g_strdup_printf ("draining, %u request%s under way",
                          n_requests,
                          n_requests == 1 ? "" : "s");
}

static gboolean
on_status (gpointer data)
{
  CcpShutdown *self = data;
  guint n_requests = count_requests (self);
  g_autofree char *status = NULL;

  if (n_requests == self->told)
    return G_SOURCE_CONTINUE;
  self->told = n_requests;
  status = describe (n_requests);
  ccp_service_manager_set_status (self->manager, status);
  return G_SOURCE_CONTINUE;
}

static void
announce (CcpShutdown *self)
{
  g_autofree char *status = NULL;

  self->told = count_requests (self);
  status = describe (self->told);
  ccp_service_manager_stopping (self->manager, status, self->drain_timeout + CUT_TIMEOUT);
  self->status = g_timeout_add_seconds (STATUS_INTERVAL, on_status, self);
}

static void
begin (CcpShutdown *self)
{
  self->draining = TRUE;
  announce (self);
  g_signal_emit (self, signals[SIGNAL_DRAINING], 0);
  if (self->server == NULL)
    {
      end (self);
      return;
    }
  self->timeout = g_timeout_add (self->drain_timeout, on_drain_over, self);
  ccp_server_drain_async (self->server, self->over, on_drained, self);
}

/* the first signal lets what is under way end, the second does not wait for it */
static gboolean
on_signal (gpointer data)
{
  CcpShutdown *self = data;

  if (self->draining)
    cut (self);
  else
    ccp_shutdown_drain (self);
  return G_SOURCE_CONTINUE;
}

static void
ccp_shutdown_finalize (GObject *object)
{
  CcpShutdown *self = CCP_SHUTDOWN (object);

  g_clear_handle_id (&self->interrupt, g_source_remove);
  g_clear_handle_id (&self->terminate, g_source_remove);
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_handle_id (&self->status, g_source_remove);
  g_cancellable_cancel (self->over);
  g_clear_object (&self->over);
  g_clear_object (&self->server);
  g_clear_object (&self->manager);

  G_OBJECT_CLASS (ccp_shutdown_parent_class)->finalize (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name,
                       CCP_TYPE_SHUTDOWN,
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       0);
}

static void
ccp_shutdown_class_init (CcpShutdownClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_shutdown_finalize;

  signals[SIGNAL_DRAINING] = add_signal ("draining");
  signals[SIGNAL_OVER] = add_signal ("over");
}

static void
ccp_shutdown_init (CcpShutdown *self)
{
  self->drain_timeout = DRAIN_TIMEOUT;
  self->over = g_cancellable_new ();
  self->interrupt = g_unix_signal_add (SIGINT, on_signal, self);
  self->terminate = g_unix_signal_add (SIGTERM, on_signal, self);
}

CcpShutdown *
ccp_shutdown_new (CcpServiceManager *manager)
{
  CcpShutdown *self = NULL;

  g_return_val_if_fail (CCP_IS_SERVICE_MANAGER (manager), NULL);

  self = g_object_new (CCP_TYPE_SHUTDOWN, NULL);
  self->manager = g_object_ref (manager);
  return self;
}

void
ccp_shutdown_set_server (CcpShutdown *self, CcpServer *server)
{
  g_return_if_fail (CCP_IS_SHUTDOWN (self));
  g_return_if_fail (CCP_IS_SERVER (server));

  g_set_object (&self->server, server);
}

void
ccp_shutdown_set_timeout (CcpShutdown *self, guint milliseconds)
{
  g_return_if_fail (CCP_IS_SHUTDOWN (self));

  self->drain_timeout = milliseconds;
}

void
ccp_shutdown_drain (CcpShutdown *self)
{
  g_return_if_fail (CCP_IS_SHUTDOWN (self));

  if (self->draining)
    return;
  begin (self);
  if (self->told > 0)
    g_message ("ending when %u request%s answered; once more to end at once",
               self->told,
               self->told == 1 ? " is" : "s are");
}

void
ccp_shutdown_quit (CcpShutdown *self)
{
  g_return_if_fail (CCP_IS_SHUTDOWN (self));

  if (!self->draining)
    begin (self);
  if (!g_cancellable_is_cancelled (self->over))
    cut (self);
}

gboolean
ccp_shutdown_get_draining (CcpShutdown *self)
{
  g_return_val_if_fail (CCP_IS_SHUTDOWN (self), FALSE);

  return self->draining;
}
