/* ccp-session-pool.c: the idle connections to one origin
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-session-pool"

#include "ccp-session-pool.h"

#define MAX_IDLE 128

typedef struct
{
  CcpUpstreamConnection *connection;
  gint64 since; /* monotonic, microseconds */
} Idle;

struct _CcpSessionPool
{
  GObject parent_instance;

  GProxyResolver *proxies;   /* (nullable) */
  GTlsDatabase *authorities; /* (nullable) */
  GArray *idle;              /* (element-type Idle), the last one used is the last */
  guint idle_limit;          /* milliseconds */
  GSource *sweep;            /* (nullable): runs while there are idle connections */
};

enum
{
  SIGNAL_RESUMED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CcpSessionPool, ccp_session_pool, G_TYPE_OBJECT)

static void
clear_idle (gpointer data)
{
  Idle *idle = data;

  g_clear_pointer (&idle->connection, ccp_upstream_connection_free);
}

static void
stop_sweep (CcpSessionPool *self)
{
  if (self->sweep != NULL)
    g_source_destroy (self->sweep);
  g_clear_pointer (&self->sweep, g_source_unref);
}

static gboolean
on_sweep (gpointer user_data)
{
  CcpSessionPool *self = user_data;
  gint64 oldest = g_get_monotonic_time () - (gint64) self->idle_limit * 1000;
  guint expired = 0;

  while (expired < self->idle->len &&
         g_array_index (self->idle, Idle, expired).since <= oldest)
    expired++;
  if (expired > 0)
    g_array_remove_range (self->idle, 0, expired);

  if (self->idle->len > 0)
    return G_SOURCE_CONTINUE;
  g_clear_pointer (&self->sweep, g_source_unref);
  return G_SOURCE_REMOVE;
}

static void
start_sweep (CcpSessionPool *self)
{
  if (self->sweep != NULL)
    return;
  self->sweep = g_timeout_source_new (MAX (self->idle_limit / 2, 1));
  g_source_set_callback (self->sweep, on_sweep, self, NULL);
  g_source_attach (self->sweep, g_main_context_get_thread_default ());
}

static void
ccp_session_pool_finalize (GObject *object)
{
  CcpSessionPool *self = CCP_SESSION_POOL (object);

  stop_sweep (self);
  g_clear_pointer (&self->idle, g_array_unref);
  g_clear_object (&self->proxies);
  g_clear_object (&self->authorities);

  G_OBJECT_CLASS (ccp_session_pool_parent_class)->finalize (object);
}

static void
ccp_session_pool_class_init (CcpSessionPoolClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_session_pool_finalize;
  signals[SIGNAL_RESUMED] = g_signal_new ("resumed",
                                          CCP_TYPE_SESSION_POOL,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          1,
                                          G_TYPE_UINT);
}

static void
ccp_session_pool_init (CcpSessionPool *self)
{
  self->idle = g_array_new (FALSE, FALSE, sizeof (Idle));
  g_array_set_clear_func (self->idle, clear_idle);
}

/* @idle_limit is in milliseconds */
CcpSessionPool *
ccp_session_pool_new (GProxyResolver *proxies,
                      GTlsDatabase *authorities,
                      guint idle_limit)
{
  CcpSessionPool *self = g_object_new (CCP_TYPE_SESSION_POOL, NULL);

  g_set_object (&self->proxies, proxies);
  g_set_object (&self->authorities, authorities);
  self->idle_limit = idle_limit;
  return self;
}

CcpUpstreamConnection *
ccp_session_pool_take (CcpSessionPool *self)
{
  CcpUpstreamConnection *connection = NULL;

  g_return_val_if_fail (CCP_IS_SESSION_POOL (self), NULL);

  if (self->idle->len == 0)
    return ccp_session_pool_take_fresh (self);
  connection =
      g_steal_pointer (&g_array_index (self->idle, Idle, self->idle->len - 1).connection);
  g_array_set_size (self->idle, self->idle->len - 1);
  return connection;
}

/* One that was never used: what is idle may all have been closed by the provider. */
CcpUpstreamConnection *
ccp_session_pool_take_fresh (CcpSessionPool *self)
{
  g_return_val_if_fail (CCP_IS_SESSION_POOL (self), NULL);

  return ccp_upstream_connection_new (self->proxies, self->authorities);
}

/* @connection: (transfer full): stands ready for another request */
void
ccp_session_pool_give_back (CcpSessionPool *self, CcpUpstreamConnection *connection)
{
  Idle idle = { connection, g_get_monotonic_time () };

  g_return_if_fail (CCP_IS_SESSION_POOL (self));
  g_return_if_fail (connection != NULL);

  ccp_upstream_connection_set_used (connection);
  if (self->idle->len == MAX_IDLE)
    g_array_remove_index (self->idle, 0);
  g_array_append_val (self->idle, idle);
  start_sweep (self);
}

void
ccp_session_pool_drop_idle (CcpSessionPool *self)
{
  g_return_if_fail (CCP_IS_SESSION_POOL (self));

  stop_sweep (self);
  g_array_set_size (self->idle, 0);
}

void
ccp_session_pool_note_resume (CcpSessionPool *self, guint patience)
{
  g_return_if_fail (CCP_IS_SESSION_POOL (self));

  ccp_session_pool_drop_idle (self);
  g_signal_emit (self, signals[SIGNAL_RESUMED], 0, patience);
}

gboolean
ccp_session_pool_is_suspect (CcpSessionPool *self, CcpUpstreamConnection *connection)
{
  g_return_val_if_fail (CCP_IS_SESSION_POOL (self), FALSE);
  g_return_val_if_fail (connection != NULL, FALSE);

  /* behind a proxy there is another connection */
  return self->proxies != NULL || !ccp_upstream_connection_is_loopback (connection);
}

guint
ccp_session_pool_count_idle (CcpSessionPool *self)
{
  g_return_val_if_fail (CCP_IS_SESSION_POOL (self), 0);

  return self->idle->len;
}
