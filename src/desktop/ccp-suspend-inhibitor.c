/* ccp-suspend-inhibitor.c: no sleep while an answer is under way
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-suspend-inhibitor"

#include "ccp-suspend-inhibitor.h"

/* milliseconds */
#define DEFAULT_DELAY 2000

struct _CcpSuspendInhibitor
{
  GObject parent_instance;

  CcpLedger *ledger;
  CcpSleepLock *lock;
  guint delay; /* milliseconds */
  gboolean enabled;
  gboolean is_taken;
  guint timer; /* until there is something to decide, or 0 */
};

G_DEFINE_FINAL_TYPE (CcpSuspendInhibitor, ccp_suspend_inhibitor, G_TYPE_OBJECT)

/* Returns: for how long the oldest exchange has been under way, in milliseconds */
static gint64
find_longest (CcpSuspendInhibitor *self)
{
  GPtrArray *entries = ccp_ledger_get_entries (self->ledger);
  gint64 longest = 0;

  for (guint i = 0; i < entries->len; i++)
    longest =
        MAX (longest, ccp_ledger_entry_get_duration (g_ptr_array_index (entries, i)));
  return longest / G_TIME_SPAN_MILLISECOND;
}

/* what is not over by then is decided anew */
static void decide (CcpSuspendInhibitor *self);

static gboolean
on_timer (gpointer data)
{
  CcpSuspendInhibitor *self = data;

  self->timer = 0;
  decide (self);
  return G_SOURCE_REMOVE;
}

static void
wait (CcpSuspendInhibitor *self, guint milliseconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (milliseconds, on_timer, self);
}

static void
decide (CcpSuspendInhibitor *self)
{
  gboolean is_busy = ccp_ledger_get_in_flight (self->ledger) > 0;
  gint64 longest = 0;

  if (self->is_taken && !is_busy)
    {
      self->is_taken = FALSE;
      ccp_sleep_lock_release (self->lock);
    }
  if (self->is_taken || !is_busy || !self->enabled)
    return;
  longest = find_longest (self);
  if (longest < self->delay)
    {
      wait (self, self->delay - (guint) longest);
      return;
    }
  self->is_taken = TRUE;
  ccp_sleep_lock_take (self->lock);
}

static void
on_started (CcpSuspendInhibitor *self)
{
  if (self->enabled && !self->is_taken && self->timer == 0)
    wait (self, self->delay);
}

static void
on_finished (CcpSuspendInhibitor *self)
{
  if (self->is_taken && ccp_ledger_get_in_flight (self->ledger) == 0)
    wait (self, self->delay);
}

static void
ccp_suspend_inhibitor_finalize (GObject *object)
{
  CcpSuspendInhibitor *self = CCP_SUSPEND_INHIBITOR (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->ledger);
  g_clear_object (&self->lock);

  G_OBJECT_CLASS (ccp_suspend_inhibitor_parent_class)->finalize (object);
}

static void
ccp_suspend_inhibitor_class_init (CcpSuspendInhibitorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_suspend_inhibitor_finalize;
}

static void
ccp_suspend_inhibitor_init (CcpSuspendInhibitor *self)
{
  self->enabled = TRUE;
}

CcpSuspendInhibitor *
ccp_suspend_inhibitor_new (CcpLedger *ledger, CcpSleepLock *lock, guint delay)
{
  CcpSuspendInhibitor *self = NULL;

  g_return_val_if_fail (CCP_IS_LEDGER (ledger), NULL);
  g_return_val_if_fail (CCP_IS_SLEEP_LOCK (lock), NULL);

  self = g_object_new (CCP_TYPE_SUSPEND_INHIBITOR, NULL);
  self->ledger = g_object_ref (ledger);
  self->lock = g_object_ref (lock);
  self->delay = delay != 0 ? delay : DEFAULT_DELAY;
  g_signal_connect_object (ledger,
                           "started",
                           G_CALLBACK (on_started),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ledger,
                           "finished",
                           G_CALLBACK (on_finished),
                           self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
ccp_suspend_inhibitor_set_enabled (CcpSuspendInhibitor *self, gboolean enabled)
{
  g_return_if_fail (CCP_IS_SUSPEND_INHIBITOR (self));

  if (enabled == self->enabled)
    return;
  self->enabled = enabled;
  if (enabled)
    {
      decide (self);
      return;
    }
  g_clear_handle_id (&self->timer, g_source_remove);
  self->is_taken = FALSE;
  ccp_sleep_lock_release (self->lock);
}
