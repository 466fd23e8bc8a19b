/* ccp-connection-table.c: all connections that are open
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-connection-table"

#include "ccp-connection-table.h"

#include <sys/socket.h>

#include "ccp-request-log.h"
#include "ccp-socket-owners.h"

/* deadlines need not be kept more exactly */
#define SWEEP_INTERVAL (100 * 1000)

typedef struct
{
  CcpConnection *connection;
  GList link; /* in waiting, while it waits for a request */
  gboolean waits;
} Entry;

struct _CcpConnectionTable
{
  GObject parent_instance;

  CcpServerSettings *settings;
  CcpConnectionCheckFunc check;
  CcpConnectionFunc dispatch;
  gpointer user_data;

  GHashTable *entries; /* (element-type GSocketAddress Entry): by identity */
  GQueue waiting;      /* (element-type Entry): the one that may go first at the head */
  GPtrArray *drains;   /* (element-type GTask): who waits until there are none */
  GSource *timer;
  CcpSocketOwners clients;
};

G_DEFINE_FINAL_TYPE (CcpConnectionTable, ccp_connection_table, G_TYPE_OBJECT)

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_clear_object (&entry->connection);
  g_free (entry);
}

static gboolean
is_waiting (CcpConnectionState state)
{
  return state == CCP_CONNECTION_IDLE || state == CCP_CONNECTION_HEAD ||
         state == CCP_CONNECTION_LINGER;
}

static void
set_waits (CcpConnectionTable *self, Entry *entry, gboolean waits)
{
  if (entry->waits == waits)
    return;
  entry->waits = waits;
  if (waits)
    g_queue_push_tail_link (&self->waiting, &entry->link);
  else
    g_queue_unlink (&self->waiting, &entry->link);
}

static void
arm (CcpConnectionTable *self, gint64 deadline)
{
  gint64 armed = g_source_get_ready_time (self->timer);

  if (deadline > 0 && (armed < 0 || deadline < armed))
    g_source_set_ready_time (self->timer, deadline);
}

static void
finish_drains (CcpConnectionTable *self)
{
  g_autoptr (GPtrArray) drains = NULL;

  if (self->drains->len == 0 || g_hash_table_size (self->entries) > 0)
    return;
  drains = g_steal_pointer (&self->drains);
  self->drains = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < drains->len; i++)
    g_task_return_boolean (g_ptr_array_index (drains, i), TRUE);
}

static CcpRefusal *
on_check (CcpConnection *connection, const CcpRequestHead *head, GObject *owner)
{
  CcpConnectionTable *self = CCP_CONNECTION_TABLE (owner);

  return self->check (connection, head, self->user_data);
}

static void
on_dispatch (CcpConnection *connection, GObject *owner)
{
  CcpConnectionTable *self = CCP_CONNECTION_TABLE (owner);

  self->dispatch (connection, self->user_data);
}

static void
on_changed (CcpConnection *connection, GObject *owner)
{
  CcpConnectionTable *self = CCP_CONNECTION_TABLE (owner);
  GSocketAddress *remote = ccp_connection_get_remote_address (connection);
  Entry *entry = g_hash_table_lookup (self->entries, remote);
  CcpConnectionState state = ccp_connection_get_state (connection);

  if (entry == NULL)
    return;
  set_waits (self, entry, is_waiting (state));
  if (state == CCP_CONNECTION_CLOSED)
    {
      g_hash_table_remove (self->entries, remote);
      finish_drains (self);
    }
  else
    arm (self, ccp_connection_get_deadline (connection));
}

static guint
on_find_process (gulong inode, GObject *owner)
{
  return ccp_socket_owners_find (&CCP_CONNECTION_TABLE (owner)->clients, inode);
}

static const CcpConnectionHooks hooks = {
  on_check,
  on_dispatch,
  on_changed,
  on_find_process,
};

static GPtrArray *
list_connections (CcpConnectionTable *self)
{
  GPtrArray *connections = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    g_ptr_array_add (connections, g_object_ref (((Entry *) entry)->connection));
  return connections;
}

static gboolean
on_timer (gpointer data)
{
  CcpConnectionTable *self = data;
  g_autoptr (GPtrArray) connections = list_connections (self);
  gint64 now = g_get_monotonic_time ();

  g_source_set_ready_time (self->timer, -1);
  for (guint i = 0; i < connections->len; i++)
    {
      CcpConnection *connection = g_ptr_array_index (connections, i);
      gint64 deadline = ccp_connection_get_deadline (connection);

      if (deadline > 0 && deadline <= now)
        {
          ccp_connection_expire (connection);
          deadline = ccp_connection_get_deadline (connection);
        }
      if (deadline > 0)
        arm (self, MAX (deadline, now + SWEEP_INTERVAL));
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch_timer (GSource *source, GSourceFunc callback, gpointer data)
{
  return callback (data);
}

static GSourceFuncs timer_funcs = { .dispatch = dispatch_timer };

/* nobody reads the request: the connection is to be gone before it is one of ours */
static void
turn_away (GSocket *socket)
{
  g_autoptr (CcpRefusal) refusal = ccp_refusal_new (529, "Too many connections are open");
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *id = ccp_id_new ("req_");

  ccp_request_log_write (NULL, g_get_monotonic_time (), id, refusal);
  ccp_refusal_append_reply (refusal, id, FALSE, bytes);
  send (g_socket_get_fd (socket), bytes->data, bytes->len, MSG_NOSIGNAL | MSG_DONTWAIT);
  g_socket_close (socket, NULL);
}

static gboolean
make_room (CcpConnectionTable *self)
{
  Entry *oldest = NULL;

  if (g_hash_table_size (self->entries) < self->settings->max_connections)
    return TRUE;
  oldest = g_queue_peek_head (&self->waiting);
  if (oldest == NULL)
    return FALSE;
  ccp_connection_close (oldest->connection, CCP_DEPARTURE_ENDED);
  return TRUE;
}

static void
ccp_connection_table_dispose (GObject *object)
{
  CcpConnectionTable *self = CCP_CONNECTION_TABLE (object);

  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);

  G_OBJECT_CLASS (ccp_connection_table_parent_class)->dispose (object);
}

static void
ccp_connection_table_finalize (GObject *object)
{
  CcpConnectionTable *self = CCP_CONNECTION_TABLE (object);

  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_pointer (&self->drains, g_ptr_array_unref);
  g_clear_pointer (&self->settings, ccp_server_settings_unref);

  G_OBJECT_CLASS (ccp_connection_table_parent_class)->finalize (object);
}

static void
ccp_connection_table_class_init (CcpConnectionTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ccp_connection_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = ccp_connection_table_finalize;
}

static void
ccp_connection_table_init (CcpConnectionTable *self)
{
  self->drains = g_ptr_array_new_with_free_func (g_object_unref);
  self->entries = g_hash_table_new_full (NULL, NULL, NULL, free_entry);
  g_queue_init (&self->waiting);
  self->timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_callback (self->timer, on_timer, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

CcpConnectionTable *
ccp_connection_table_new (CcpServerSettings *settings,
                          CcpConnectionCheckFunc check,
                          CcpConnectionFunc dispatch,
                          gpointer user_data)
{
  CcpConnectionTable *self = NULL;

  g_return_val_if_fail (settings != NULL, NULL);

  self = g_object_new (CCP_TYPE_CONNECTION_TABLE, NULL);
  self->settings = ccp_server_settings_ref (settings);
  self->check = check;
  self->dispatch = dispatch;
  self->user_data = user_data;
  return self;
}

void
ccp_connection_table_set_settings (CcpConnectionTable *self, CcpServerSettings *settings)
{
  g_return_if_fail (CCP_IS_CONNECTION_TABLE (self));
  g_return_if_fail (settings != NULL);

  ccp_server_settings_ref (settings);
  g_clear_pointer (&self->settings, ccp_server_settings_unref);
  self->settings = settings;
}

void
ccp_connection_table_add (CcpConnectionTable *self, GSocket *socket)
{
  g_autoptr (CcpConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  Entry *entry = NULL;

  g_return_if_fail (CCP_IS_CONNECTION_TABLE (self));
  g_return_if_fail (G_IS_SOCKET (socket));

  if (!make_room (self))
    {
      turn_away (socket);
      return;
    }
  connection =
      ccp_connection_new (socket, self->settings, &hooks, G_OBJECT (self), &error);
  if (connection == NULL)
    {
      g_debug ("a client left at once: %s", error->message);
      return;
    }
  entry = g_new0 (Entry, 1);
  entry->connection = g_object_ref (connection);
  entry->link.data = entry;
  g_hash_table_insert (self->entries,
                       ccp_connection_get_remote_address (connection),
                       entry);
  set_waits (self, entry, TRUE);
  arm (self, ccp_connection_get_deadline (connection));
  ccp_connection_start (connection);
}

CcpConnection *
ccp_connection_table_lookup (CcpConnectionTable *self, GSocketAddress *remote)
{
  Entry *entry = NULL;

  g_return_val_if_fail (CCP_IS_CONNECTION_TABLE (self), NULL);

  entry = g_hash_table_lookup (self->entries, remote);
  return entry != NULL ? entry->connection : NULL;
}

guint
ccp_connection_table_get_length (CcpConnectionTable *self)
{
  g_return_val_if_fail (CCP_IS_CONNECTION_TABLE (self), 0);

  return g_hash_table_size (self->entries);
}

void
ccp_connection_table_drain (CcpConnectionTable *self, GTask *task)
{
  g_autoptr (GPtrArray) connections = NULL;

  g_return_if_fail (CCP_IS_CONNECTION_TABLE (self));
  g_return_if_fail (G_IS_TASK (task));

  g_ptr_array_add (self->drains, task);
  connections = list_connections (self);
  for (guint i = 0; i < connections->len; i++)
    ccp_connection_close_soon (g_ptr_array_index (connections, i));
  finish_drains (self);
}

void
ccp_connection_table_close (CcpConnectionTable *self)
{
  g_autoptr (GPtrArray) connections = NULL;

  g_return_if_fail (CCP_IS_CONNECTION_TABLE (self));

  connections = list_connections (self);
  for (guint i = 0; i < connections->len; i++)
    ccp_connection_close (g_ptr_array_index (connections, i), CCP_DEPARTURE_ENDED);
}
