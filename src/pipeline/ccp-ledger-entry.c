/* ccp-ledger-entry.c: one exchange under way, as others see it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-ledger-entry"

#include "ccp-ledger-entry.h"

#include "private/ccp-exchange-private.h"

/* of English and of program text; only what is under way, or was cut off, is estimated */
#define BYTES_PER_TOKEN 4

#define PID_NOT_ASKED -1

enum
{
  CHANGED,
  N_SIGNALS,
};

struct _CcpLedgerEntry
{
  GObject parent_instance;

  CcpExchange *exchange;
  GCancellable *cancellable;
  gint64 started_at; /* since 1970, in microseconds */
  gint64 started;    /* monotonic, in microseconds */
  gint64 first;      /* 0 until there is one */
  gint64 ended;      /* 0 until it has */
  CcpPhase phase;
  guint attempt;     /* when the phase began */
  gsize text_length; /* bytes that passed */
  gboolean counted;  /* the provider has told the tokens of the answer */
  CcpUsage usage;    /* as it was asked for last */
  gint64 client_pid; /* or PID_NOT_ASKED */
  guint status;
  char *error_type; /* (nullable) */
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CcpLedgerEntry, ccp_ledger_entry, G_TYPE_OBJECT)

static gint64
estimate_output (CcpLedgerEntry *self)
{
  return (gint64) ((self->text_length + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN);
}

static void
emit_changed (CcpLedgerEntry *self)
{
  if (g_signal_has_handler_pending (self, signals[CHANGED], 0, FALSE))
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
ccp_ledger_entry_finalize (GObject *object)
{
  CcpLedgerEntry *self = CCP_LEDGER_ENTRY (object);

  g_clear_object (&self->exchange);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->error_type, g_free);

  G_OBJECT_CLASS (ccp_ledger_entry_parent_class)->finalize (object);
}

static void
ccp_ledger_entry_class_init (CcpLedgerEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_ledger_entry_finalize;

  signals[CHANGED] = g_signal_new ("changed",
                                   CCP_TYPE_LEDGER_ENTRY,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
}

static void
ccp_ledger_entry_init (CcpLedgerEntry *self)
{
  self->started_at = g_get_real_time ();
  self->started = g_get_monotonic_time ();
  self->client_pid = PID_NOT_ASKED;
}

CcpLedgerEntry *
ccp_ledger_entry_new (CcpExchange *exchange, GCancellable *cancellable)
{
  CcpLedgerEntry *self = NULL;

  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);

  self = g_object_new (CCP_TYPE_LEDGER_ENTRY, NULL);
  self->exchange = g_object_ref (exchange);
  self->cancellable =
      cancellable != NULL ? g_object_ref (cancellable) : g_cancellable_new ();
  self->attempt = ccp_exchange_get_attempt (exchange);
  return self;
}

CcpExchange *
ccp_ledger_entry_get_exchange (CcpLedgerEntry *self)
{
  g_return_val_if_fail (CCP_IS_LEDGER_ENTRY (self), NULL);

  return self->exchange;
}

GCancellable *
ccp_ledger_entry_get_cancellable (CcpLedgerEntry *self)
{
  g_return_val_if_fail (CCP_IS_LEDGER_ENTRY (self), NULL);

  return self->cancellable;
}

const char *
ccp_ledger_entry_get_id (CcpLedgerEntry *self)
{
  g_return_val_if_fail (CCP_IS_LEDGER_ENTRY (self), NULL);

  return ccp_exchange_get_id (self->exchange);
}

const char *
ccp_ledger_entry_get_asked_model (CcpLedgerEntry *self)
{
  g_return_val_if_fail (CCP_IS_LEDGER_ENTRY (self), NULL);

  return ccp_exchange_get_model (self->exchange);
}

gint64
ccp_ledger_entry_get_started_at (CcpLedgerEntry *self)
{
  g_return_val_if_fail (CCP_IS_LEDGER_ENTRY (self), 0);

  return self->started_at;
}

const char *
ccp_ledger_entry_get_stage (CcpLedgerEntry *self)
{
  CcpRoute *route = NULL;

  g_return_val_if_fail (CCP_IS_LEDGER_ENTRY (self), NULL);

  route = ccp_exchange_get_route (self->exchange);
  return route != NULL ? ccp_route_get_stage (route) : NULL;
}

const char *
ccp_ledger_entry_get_provider (CcpLedgerEntry *self)
{
  CcpRoute *route = NULL;

  g_return_val_if_fail (CCP_IS_LEDGER_ENTRY (self), NULL);

  route = ccp_exchange_get_route (self->exchange);
  return route != NULL ? ccp_route_get_provider (route) : NULL;
}

const char *
ccp_ledger_entry_get_model (CcpLedgerEntry *self)
{
  CcpRoute *route = NULL;

  g_return_val_if_fail (CCP_IS_LEDGER_ENTRY (self), NULL);

  route = ccp_exchange_get_route (self->exchange);
  return route != NULL ? ccp_route_get_model (route) : NULL;
}

CcpPhase
ccp_ledger_entry_get_phase (CcpLedgerEntry *self)
{
  g_return_val_if_fail (CCP_IS_LEDGER_ENTRY (self), CCP_PHASE_ROUTING);

  return self->phase;
}

guint
ccp_ledger_entry_get_attempt (CcpLedgerEntry *self)
{
  g_return_val_if_fail (CCP_IS_LEDGER_ENTRY (self), 0);

  return ccp_exchange_get_attempt (self->exchange);
}

const CcpUsage *
ccp_ledger_entry_get_usage (CcpLedgerEntry *self)
{
  g_return_val_if_fail (CCP_IS_LEDGER_ENTRY (self), NULL);

  self->usage = *ccp_exchange_get_usage (self->exchange);
  if (!self->counted && self->text_length > 0)
    self->usage.output_tokens = MAX (self->usage.output_tokens, estimate_output (self));
  return &self->usage;
}

guint
ccp_ledger_entry_get_client_pid (CcpLedgerEntry *self)
{
  g_return_val_if_fail (CCP_IS_LEDGER_ENTRY (self), 0);

  if (self->client_pid == PID_NOT_ASKED)
    self->client_pid = ccp_exchange_find_client_pid (self->exchange);
  return (guint) self->client_pid;
}

gboolean
ccp_ledger_entry_is_finished (CcpLedgerEntry *self)
{
  g_return_val_if_fail (CCP_IS_LEDGER_ENTRY (self), FALSE);

  return self->ended != 0;
}

guint
ccp_ledger_entry_get_status (CcpLedgerEntry *self)
{
  g_return_val_if_fail (CCP_IS_LEDGER_ENTRY (self), 0);

  return self->status;
}

const char *
ccp_ledger_entry_get_error_type (CcpLedgerEntry *self)
{
  g_return_val_if_fail (CCP_IS_LEDGER_ENTRY (self), NULL);

  return self->error_type;
}

gint64
ccp_ledger_entry_get_first_token (CcpLedgerEntry *self)
{
  g_return_val_if_fail (CCP_IS_LEDGER_ENTRY (self), 0);

  return self->first != 0 ? self->first - self->started : 0;
}

gint64
ccp_ledger_entry_get_duration (CcpLedgerEntry *self)
{
  g_return_val_if_fail (CCP_IS_LEDGER_ENTRY (self), 0);

  return (self->ended != 0 ? self->ended : g_get_monotonic_time ()) - self->started;
}

void
ccp_ledger_entry_cancel (CcpLedgerEntry *self)
{
  g_autoptr (GError) reason = NULL;

  g_return_if_fail (CCP_IS_LEDGER_ENTRY (self));

  if (self->ended != 0)
    return;
  reason = g_error_new_literal (CCP_ERROR,
                                CCP_ERROR_CANCELLED,
                                "The request was cancelled at ccproxyd");
  ccp_exchange_abandon (self->exchange, reason);
  g_cancellable_cancel (self->cancellable);
}

void
ccp_ledger_entry_enter (CcpLedgerEntry *self, CcpPhase phase)
{
  guint attempt;

  g_return_if_fail (CCP_IS_LEDGER_ENTRY (self));

  attempt = ccp_exchange_get_attempt (self->exchange);
  if (self->ended != 0 || (phase == self->phase && attempt == self->attempt))
    return;
  self->phase = phase;
  self->attempt = attempt;
  emit_changed (self);
}

void
ccp_ledger_entry_mark_first (CcpLedgerEntry *self)
{
  g_return_if_fail (CCP_IS_LEDGER_ENTRY (self));

  if (self->first != 0 || self->ended != 0)
    return;
  self->first = g_get_monotonic_time ();
  ccp_ledger_entry_enter (self, CCP_PHASE_STREAMING);
}

void
ccp_ledger_entry_note_text (CcpLedgerEntry *self, gsize length, gboolean counted)
{
  g_return_if_fail (CCP_IS_LEDGER_ENTRY (self));

  self->text_length = length;
  self->counted = counted;
}

void
ccp_ledger_entry_finish (CcpLedgerEntry *self, guint status, const char *error_type)
{
  g_return_if_fail (CCP_IS_LEDGER_ENTRY (self));
  g_return_if_fail (self->ended == 0);

  self->ended = g_get_monotonic_time ();
  self->status = status;
  self->error_type = g_strdup (error_type);
}
