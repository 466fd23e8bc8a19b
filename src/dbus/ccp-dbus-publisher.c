/* ccp-dbus-publisher.c: the exchanges under way on the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-dbus-publisher"

#include "ccp-dbus-publisher.h"

#include "ccp-dbus-branch.h"
#include "ccp-dbus-bucket.h"
#include "ccp-dbus-exchange.h"
#include "ccp-dbus-names.h"
#include "ccp-dbus-path.h"

/* Most exchanges are over before it matters which process they are for, and to find that
 * out takes time: those that are not are looked at so often (in milliseconds), so many at
 * a time. */
#define CLIENT_INTERVAL 250
#define CLIENTS_AT_A_TIME 8

enum
{
  SIGNAL_STARTED,
  SIGNAL_FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

struct _CcpDBusPublisher
{
  GObject parent_instance;

  CcpLedger *ledger;
  GDBusObjectManagerServer *server;
  CcpDBusBranch *branch; /* (nullable): it is stopped */
  CcpDBusBucket bucket;
  guint64 unpublished;
  GQueue
      clients; /* (element-type utf8): ids of exchanges whose client is not known yet */
  guint timer;
};

G_DEFINE_FINAL_TYPE (CcpDBusPublisher, ccp_dbus_publisher, G_TYPE_OBJECT)

static void
emit (CcpDBusPublisher *self, guint signal, CcpLedgerEntry *entry)
{
  g_autofree char *path =
      ccp_dbus_path_build (CCP_DBUS_EXCHANGES, ccp_ledger_entry_get_id (entry));

  g_signal_emit (self, signals[signal], 0, entry, path);
}

static gboolean
on_clients (gpointer data)
{
  CcpDBusPublisher *self = data;

  for (guint n = 0; n < CLIENTS_AT_A_TIME && !g_queue_is_empty (&self->clients);)
    {
      g_autofree char *id = g_queue_pop_head (&self->clients);
      GDBusInterfaceSkeleton *exchange = ccp_dbus_branch_find (self->branch, id);

      if (exchange == NULL)
        continue;
      ccp_dbus_exchange_find_client (exchange);
      n++;
    }
  if (!g_queue_is_empty (&self->clients))
    return G_SOURCE_CONTINUE;
  self->timer = 0;
  return G_SOURCE_REMOVE;
}

static void
on_started (CcpLedger *ledger, CcpLedgerEntry *entry, gpointer data)
{
  CcpDBusPublisher *self = data;
  const char *id = ccp_ledger_entry_get_id (entry);
  g_autoptr (GDBusInterfaceSkeleton) exchange = NULL;

  if (!ccp_dbus_bucket_take (&self->bucket, 1, g_get_monotonic_time ()))
    {
      self->unpublished++;
      return;
    }
  exchange = ccp_dbus_exchange_create (entry);
  ccp_dbus_branch_add (self->branch, id, exchange);
  g_queue_push_tail (&self->clients, g_strdup (id));
  if (self->timer == 0)
    self->timer = g_timeout_add (CLIENT_INTERVAL, on_clients, self);
  emit (self, SIGNAL_STARTED, entry);
}

static void
on_finished (CcpLedger *ledger, CcpLedgerEntry *entry, gpointer data)
{
  CcpDBusPublisher *self = data;
  const char *id = ccp_ledger_entry_get_id (entry);

  if (ccp_dbus_branch_find (self->branch, id) == NULL)
    return;
  emit (self, SIGNAL_FINISHED, entry);
  ccp_dbus_branch_remove (self->branch, id);
}

static void
ccp_dbus_publisher_dispose (GObject *object)
{
  ccp_dbus_publisher_stop (CCP_DBUS_PUBLISHER (object));

  G_OBJECT_CLASS (ccp_dbus_publisher_parent_class)->dispose (object);
}

static void
ccp_dbus_publisher_finalize (GObject *object)
{
  CcpDBusPublisher *self = CCP_DBUS_PUBLISHER (object);

  g_clear_object (&self->ledger);
  g_clear_object (&self->server);

  G_OBJECT_CLASS (ccp_dbus_publisher_parent_class)->finalize (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name,
                       CCP_TYPE_DBUS_PUBLISHER,
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       2,
                       CCP_TYPE_LEDGER_ENTRY,
                       G_TYPE_STRING);
}

static void
ccp_dbus_publisher_class_init (CcpDBusPublisherClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ccp_dbus_publisher_dispose;
  G_OBJECT_CLASS (klass)->finalize = ccp_dbus_publisher_finalize;

  signals[SIGNAL_STARTED] = add_signal ("started");
  signals[SIGNAL_FINISHED] = add_signal ("finished");
}

static void
ccp_dbus_publisher_init (CcpDBusPublisher *self)
{
  g_queue_init (&self->clients);
}

CcpDBusPublisher *
ccp_dbus_publisher_new (CcpLedger *ledger, GDBusObjectManagerServer *server)
{
  CcpDBusPublisher *self = NULL;

  g_return_val_if_fail (CCP_IS_LEDGER (ledger), NULL);
  g_return_val_if_fail (G_IS_DBUS_OBJECT_MANAGER_SERVER (server), NULL);

  self = g_object_new (CCP_TYPE_DBUS_PUBLISHER, NULL);
  self->ledger = g_object_ref (ledger);
  self->server = g_object_ref (server);
  return self;
}

void
ccp_dbus_publisher_start (CcpDBusPublisher *self)
{
  GPtrArray *entries = NULL;

  g_return_if_fail (CCP_IS_DBUS_PUBLISHER (self));
  g_return_if_fail (self->branch == NULL);

  self->branch = ccp_dbus_branch_new (self->server, CCP_DBUS_EXCHANGES);
  ccp_dbus_bucket_init (&self->bucket,
                        CCP_DBUS_PUBLISHER_RATE,
                        CCP_DBUS_PUBLISHER_RATE,
                        g_get_monotonic_time ());
  entries = ccp_ledger_get_entries (self->ledger);
  for (guint i = 0; i < entries->len; i++)
    on_started (self->ledger, g_ptr_array_index (entries, i), self);
  g_signal_connect (self->ledger, "started", G_CALLBACK (on_started), self);
  g_signal_connect (self->ledger, "finished", G_CALLBACK (on_finished), self);
}

void
ccp_dbus_publisher_stop (CcpDBusPublisher *self)
{
  g_return_if_fail (CCP_IS_DBUS_PUBLISHER (self));

  if (self->branch == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->ledger, self);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_queue_clear_full (&self->clients, g_free);
  g_clear_pointer (&self->branch, ccp_dbus_branch_free);
}

guint64
ccp_dbus_publisher_get_unpublished (CcpDBusPublisher *self)
{
  g_return_val_if_fail (CCP_IS_DBUS_PUBLISHER (self), 0);

  return self->unpublished;
}
