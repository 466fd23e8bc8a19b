/* ccp-dbus-stats.c: the counts on the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-dbus-stats"

#include "ccp-dbus-stats.h"

#include "ccp-dbus-counts.h"
#include "ccp-dbus-reply.h"
#include "ccp-dbus-summary.h"
#include "ccp-dbus-types.h"
#include "ccp-log-text.h"

/* between two signals, in milliseconds */
#define INTERVAL 500
#define MAX_SUBSCRIBERS 64

#define CCP_TYPE_STATS_OBJECT (ccp_stats_object_get_type ())

G_DECLARE_FINAL_TYPE (CcpStatsObject,
                      ccp_stats_object,
                      CCP,
                      STATS_OBJECT,
                      CcpDBusStatsSkeleton)

struct _CcpStatsObject
{
  CcpDBusStatsSkeleton parent_instance;

  CcpLedger *ledger;
  CcpDBusPublisher *publisher;
  GHashTable *subscribers; /* (element-type utf8 guint): who watches whether they leave */
  guint timer;
  gboolean changed; /* since the last signal */
};

static void ccp_stats_object_iface_init (CcpDBusStatsIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CcpStatsObject,
                               ccp_stats_object,
                               CCP_DBUS_TYPE_STATS_SKELETON,
                               G_IMPLEMENT_INTERFACE (CCP_DBUS_TYPE_STATS,
                                                      ccp_stats_object_iface_init))

/* Returns: (transfer floating) */
static GVariant *
new_totals (CcpStatsObject *self)
{
  return ccp_dbus_counts_new_totals (
      self->ledger,
      ccp_dbus_publisher_get_unpublished (self->publisher));
}

static gboolean
on_interval (gpointer data)
{
  CcpStatsObject *self = data;

  if (self->changed)
    ccp_dbus_stats_emit_changed (CCP_DBUS_STATS (self), new_totals (self));
  self->changed = FALSE;
  return G_SOURCE_CONTINUE;
}

static void
on_counted (CcpLedger *ledger, CcpLedgerEntry *entry, gpointer data)
{
  CCP_STATS_OBJECT (data)->changed = TRUE;
}

static void
start_signals (CcpStatsObject *self)
{
  if (self->timer != 0)
    return;
  self->changed = FALSE;
  self->timer = g_timeout_add (INTERVAL, on_interval, self);
  g_signal_connect (self->ledger, "started", G_CALLBACK (on_counted), self);
  g_signal_connect (self->ledger, "finished", G_CALLBACK (on_counted), self);
}

static void
stop_signals (CcpStatsObject *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->ledger, self);
}

static gboolean
remove_subscriber (CcpStatsObject *self, const char *name)
{
  gboolean removed = g_hash_table_remove (self->subscribers, name);

  if (g_hash_table_size (self->subscribers) == 0)
    stop_signals (self);
  return removed;
}

static void
on_subscriber_left (GDBusConnection *connection, const char *name, gpointer data)
{
  /* the name is that of the entry, which goes first */
  g_autofree char *copy = g_strdup (name);

  remove_subscriber (data, copy);
}

static void
unwatch (gpointer watch)
{
  g_bus_unwatch_name (GPOINTER_TO_UINT (watch));
}

static gboolean
ccp_stats_object_handle_snapshot (CcpDBusStats *stats, GDBusMethodInvocation *invocation)
{
  CcpStatsObject *self = CCP_STATS_OBJECT (stats);
  GPtrArray *series = ccp_stats_get_series (ccp_ledger_get_stats (self->ledger));

  ccp_dbus_stats_complete_snapshot (stats,
                                    invocation,
                                    ccp_dbus_counts_new_series (series),
                                    new_totals (self));
  return TRUE;
}

static gboolean
ccp_stats_object_handle_summarize (CcpDBusStats *stats,
                                   GDBusMethodInvocation *invocation,
                                   const char *name)
{
  CcpStatsObject *self = CCP_STATS_OBJECT (stats);
  CcpDBusSummaryBy by = CCP_DBUS_SUMMARY_PROVIDER;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) series = NULL;

  if (!ccp_dbus_summary_parse (name, &by, &error))
    {
      ccp_dbus_reply_error (invocation, error);
      return TRUE;
    }
  series = ccp_dbus_summary_compute (ccp_ledger_get_stats (self->ledger), by);
  ccp_dbus_stats_complete_summarize (stats,
                                     invocation,
                                     ccp_dbus_counts_new_series (series));
  return TRUE;
}

static gboolean
ccp_stats_object_handle_session (CcpDBusStats *stats,
                                 GDBusMethodInvocation *invocation,
                                 const char *id)
{
  CcpStatsObject *self = CCP_STATS_OBJECT (stats);
  const CcpSessionTotal *session = ccp_ledger_find_session (self->ledger, id);
  g_autofree char *clipped = ccp_log_text_clip_name (id);
  g_autoptr (GError) error = NULL;

  if (session != NULL)
    {
      ccp_dbus_stats_complete_session (stats,
                                       invocation,
                                       ccp_dbus_counts_new_session (session));
      return TRUE;
    }
  g_set_error (
      &error,
      CCP_ERROR,
      CCP_ERROR_NOT_FOUND,
      "session: nothing is known of \"%s\": no request of it has ended since the "
      "daemon started, or a thousand others have come after it",
      clipped);
  ccp_dbus_reply_error (invocation, error);
  return TRUE;
}

static gboolean
ccp_stats_object_handle_subscribe (CcpDBusStats *stats, GDBusMethodInvocation *invocation)
{
  CcpStatsObject *self = CCP_STATS_OBJECT (stats);
  const char *sender = g_dbus_method_invocation_get_sender (invocation);
  g_autoptr (GError) error = NULL;

  if (g_hash_table_size (self->subscribers) >= MAX_SUBSCRIBERS &&
      !g_hash_table_contains (self->subscribers, sender))
    {
      g_set_error (
          &error,
          CCP_ERROR,
          CCP_ERROR_RATE_LIMITED,
          "%d others have subscribed; it is enough to listen to the signal, which "
          "is sent to all",
          MAX_SUBSCRIBERS);
      ccp_dbus_reply_error (invocation, error);
      return TRUE;
    }
  if (!g_hash_table_contains (self->subscribers, sender))
    {
      guint watch = g_bus_watch_name_on_connection (
          g_dbus_method_invocation_get_connection (invocation),
          sender,
          G_BUS_NAME_WATCHER_FLAGS_NONE,
          NULL,
          on_subscriber_left,
          self,
          NULL);

      g_hash_table_insert (self->subscribers,
                           g_strdup (sender),
                           GUINT_TO_POINTER (watch));
    }
  start_signals (self);
  ccp_dbus_stats_complete_subscribe (stats, invocation);
  return TRUE;
}

static gboolean
ccp_stats_object_handle_unsubscribe (CcpDBusStats *stats,
                                     GDBusMethodInvocation *invocation)
{
  g_autoptr (GError) error = NULL;

  if (remove_subscriber (CCP_STATS_OBJECT (stats),
                         g_dbus_method_invocation_get_sender (invocation)))
    {
      ccp_dbus_stats_complete_unsubscribe (stats, invocation);
      return TRUE;
    }
  g_set_error_literal (&error,
                       CCP_ERROR,
                       CCP_ERROR_INVALID_REQUEST,
                       "nothing to end: the caller has not called Subscribe");
  ccp_dbus_reply_error (invocation, error);
  return TRUE;
}

static void
ccp_stats_object_finalize (GObject *object)
{
  CcpStatsObject *self = CCP_STATS_OBJECT (object);

  stop_signals (self);
  g_clear_pointer (&self->subscribers, g_hash_table_unref);
  g_clear_object (&self->ledger);
  g_clear_object (&self->publisher);

  G_OBJECT_CLASS (ccp_stats_object_parent_class)->finalize (object);
}

static void
ccp_stats_object_class_init (CcpStatsObjectClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_stats_object_finalize;
}

static void
ccp_stats_object_iface_init (CcpDBusStatsIface *iface)
{
  iface->handle_session = ccp_stats_object_handle_session;
  iface->handle_snapshot = ccp_stats_object_handle_snapshot;
  iface->handle_subscribe = ccp_stats_object_handle_subscribe;
  iface->handle_summarize = ccp_stats_object_handle_summarize;
  iface->handle_unsubscribe = ccp_stats_object_handle_unsubscribe;
}

static void
ccp_stats_object_init (CcpStatsObject *self)
{
  self->subscribers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unwatch);
}

GDBusInterfaceSkeleton *
ccp_dbus_stats_create (CcpLedger *ledger, CcpDBusPublisher *publisher)
{
  CcpStatsObject *self = NULL;

  g_return_val_if_fail (CCP_IS_LEDGER (ledger), NULL);
  g_return_val_if_fail (CCP_IS_DBUS_PUBLISHER (publisher), NULL);

  self = g_object_new (CCP_TYPE_STATS_OBJECT, NULL);
  self->ledger = g_object_ref (ledger);
  self->publisher = g_object_ref (publisher);
  return G_DBUS_INTERFACE_SKELETON (self);
}
