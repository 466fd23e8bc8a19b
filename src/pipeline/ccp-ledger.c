/* ccp-ledger.c: the exchanges under way, and what all of them took and cost
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-ledger"

#include "ccp-ledger.h"

#include "ccp-cost.h"

enum
{
  STARTED,
  FINISHED,
  N_SIGNALS,
};

struct _CcpLedger
{
  GObject parent_instance;

  gint64 since;       /* since 1970, in microseconds */
  GPtrArray *entries; /* (element-type CcpLedgerEntry) */
  CcpStats *stats;
  CcpSessionTotals *sessions;
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CcpLedger, ccp_ledger, G_TYPE_OBJECT)

static void
emit (CcpLedger *self, guint signal, CcpLedgerEntry *entry)
{
  if (g_signal_has_handler_pending (self, signals[signal], 0, FALSE))
    g_signal_emit (self, signals[signal], 0, entry);
}

static void
count (CcpLedger *self, CcpLedgerEntry *entry)
{
  CcpExchange *exchange = ccp_ledger_entry_get_exchange (entry);
  const CcpUsage *usage = ccp_ledger_entry_get_usage (entry);
  g_autofree char *session = ccp_exchange_dup_session_id (exchange);
  CcpStatsSample sample = {
    .provider = ccp_ledger_entry_get_provider (entry),
    .model = ccp_ledger_entry_get_model (entry),
    .stage = ccp_ledger_entry_get_stage (entry),
    .error_type = ccp_ledger_entry_get_error_type (entry),
    .retries = ccp_ledger_entry_get_attempt (entry) - 1,
    .usage = usage,
    .cost = ccp_cost_compute (ccp_exchange_get_facts (exchange), usage),
    .first_token = ccp_ledger_entry_get_first_token (entry),
    .duration = ccp_ledger_entry_get_duration (entry),
  };

  ccp_stats_count (self->stats, &sample);
  if (session != NULL)
    ccp_session_totals_count (self->sessions, session, &sample);
}

static void
ccp_ledger_finalize (GObject *object)
{
  CcpLedger *self = CCP_LEDGER (object);

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->stats, ccp_stats_free);
  g_clear_pointer (&self->sessions, ccp_session_totals_free);

  G_OBJECT_CLASS (ccp_ledger_parent_class)->finalize (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name,
                       CCP_TYPE_LEDGER,
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       1,
                       CCP_TYPE_LEDGER_ENTRY);
}

static void
ccp_ledger_class_init (CcpLedgerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_ledger_finalize;

  signals[STARTED] = add_signal ("started");
  signals[FINISHED] = add_signal ("finished");
}

static void
ccp_ledger_init (CcpLedger *self)
{
  self->since = g_get_real_time ();
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  self->stats = ccp_stats_new ();
  self->sessions = ccp_session_totals_new ();
}

CcpLedger *
ccp_ledger_new (void)
{
  return g_object_new (CCP_TYPE_LEDGER, NULL);
}

CcpLedgerEntry *
ccp_ledger_open (CcpLedger *self, CcpExchange *exchange, GCancellable *cancellable)
{
  CcpLedgerEntry *entry = NULL;

  g_return_val_if_fail (CCP_IS_LEDGER (self), NULL);
  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);

  entry = ccp_ledger_entry_new (exchange, cancellable);
  g_ptr_array_add (self->entries, g_object_ref (entry));
  emit (self, STARTED, entry);
  return entry;
}

void
ccp_ledger_close (CcpLedger *self,
                  CcpLedgerEntry *entry,
                  guint status,
                  const char *error_type)
{
  g_autoptr (CcpLedgerEntry) closed = NULL;
  guint index = 0;

  g_return_if_fail (CCP_IS_LEDGER (self));
  g_return_if_fail (CCP_IS_LEDGER_ENTRY (entry));
  g_return_if_fail (g_ptr_array_find (self->entries, entry, &index));

  closed = g_object_ref (entry);
  g_ptr_array_remove_index_fast (self->entries, index);
  ccp_ledger_entry_finish (entry, status, error_type);
  if (ccp_exchange_get_operation (ccp_ledger_entry_get_exchange (entry)) ==
      CCP_OPERATION_MESSAGES)
    count (self, entry);
  emit (self, FINISHED, entry);
}

GPtrArray *
ccp_ledger_get_entries (CcpLedger *self)
{
  g_return_val_if_fail (CCP_IS_LEDGER (self), NULL);

  return self->entries;
}

CcpLedgerEntry *
ccp_ledger_find (CcpLedger *self, const char *id)
{
  g_return_val_if_fail (CCP_IS_LEDGER (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      CcpLedgerEntry *entry = g_ptr_array_index (self->entries, i);

      if (g_str_equal (ccp_ledger_entry_get_id (entry), id))
        return entry;
    }
  return NULL;
}

guint
ccp_ledger_get_in_flight (CcpLedger *self)
{
  g_return_val_if_fail (CCP_IS_LEDGER (self), 0);

  return self->entries->len;
}

gint64
ccp_ledger_get_since (CcpLedger *self)
{
  g_return_val_if_fail (CCP_IS_LEDGER (self), 0);

  return self->since;
}

CcpStats *
ccp_ledger_get_stats (CcpLedger *self)
{
  g_return_val_if_fail (CCP_IS_LEDGER (self), NULL);

  return self->stats;
}

const CcpSessionTotal *
ccp_ledger_find_session (CcpLedger *self, const char *id)
{
  g_return_val_if_fail (CCP_IS_LEDGER (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return ccp_session_totals_find (self->sessions, id);
}
