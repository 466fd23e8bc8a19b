/* ccp-tally.c: what one exchange took and cost, noted once at its end
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-tally"

#include "ccp-tally.h"

#include "ccp-request-line.h"
#include "private/ccp-exchange-private.h"

/* nginx's number for a client that closed the request */
#define STATUS_CLIENT_LEFT 499

struct _CcpTally
{
  GObject parent_instance;

  CcpLedger *ledger;
  CcpLedgerEntry *entry;
  CcpRoute *decision; /* (nullable): where the chain begins */
  guint target;
  guint n_targets;
};

G_DEFINE_FINAL_TYPE (CcpTally, ccp_tally, G_TYPE_OBJECT)

static void
close_entry (CcpTally *self, guint status, const char *error_type, const char *error)
{
  CcpExchange *exchange = ccp_ledger_entry_get_exchange (self->entry);
  CcpRequestLine line = {
    .id = ccp_exchange_get_id (exchange),
    .asked = ccp_exchange_get_model (exchange),
    .route = ccp_exchange_get_route (exchange),
    .rule = self->decision != NULL ? ccp_route_get_rule (self->decision) : NULL,
    .target = self->target,
    .n_targets = self->n_targets,
    .status = status,
    .error_type = error_type,
    .error = error,
    .usage = ccp_ledger_entry_get_usage (self->entry),
    .first_token = ccp_ledger_entry_get_first_token (self->entry),
    .duration = ccp_ledger_entry_get_duration (self->entry),
  };

  /* all others are for messages, so their lines need not say it */
  if (ccp_exchange_get_operation (exchange) == CCP_OPERATION_COUNT_TOKENS)
    {
      line.method = "POST";
      line.path = "/v1/messages/count_tokens";
    }
  ccp_request_line_write (&line, G_LOG_LEVEL_MESSAGE);
  ccp_ledger_close (self->ledger, self->entry, status, error_type);
}

static void
close_abandoned (CcpTally *self)
{
  const GError *reason =
      ccp_exchange_get_abandoned (ccp_ledger_entry_get_exchange (self->entry));

  if (reason == NULL)
    close_entry (self, STATUS_CLIENT_LEFT, NULL, "nobody waits for the answer any more");
  else
    close_entry (self,
                 ccp_error_get_http_status (ccp_error_code_of (reason)),
                 NULL,
                 reason->message);
}

/* Returns: (nullable) */
static char *
dup_error_member (CcpJson *body, const char *name)
{
  CcpJsonValue value;

  ccp_json_get_root (body, &value);
  value = ccp_json_value_member (&value, "error");
  value = ccp_json_value_member (&value, name);
  return ccp_json_value_dup_string (&value, NULL);
}

static void
ccp_tally_finalize (GObject *object)
{
  CcpTally *self = CCP_TALLY (object);

  if (!ccp_ledger_entry_is_finished (self->entry))
    close_abandoned (self);
  g_clear_object (&self->entry);
  g_clear_object (&self->ledger);
  g_clear_pointer (&self->decision, ccp_route_unref);

  G_OBJECT_CLASS (ccp_tally_parent_class)->finalize (object);
}

static void
ccp_tally_class_init (CcpTallyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_tally_finalize;
}

static void
ccp_tally_init (CcpTally *self)
{
}

CcpTally *
ccp_tally_new (CcpLedger *ledger, CcpExchange *exchange, GCancellable *cancellable)
{
  CcpTally *self = NULL;

  g_return_val_if_fail (CCP_IS_LEDGER (ledger), NULL);
  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);

  self = g_object_new (CCP_TYPE_TALLY, NULL);
  self->ledger = g_object_ref (ledger);
  self->entry = ccp_ledger_open (ledger, exchange, cancellable);
  return self;
}

CcpLedgerEntry *
ccp_tally_get_entry (CcpTally *self)
{
  g_return_val_if_fail (CCP_IS_TALLY (self), NULL);

  return self->entry;
}

void
ccp_tally_set_target (CcpTally *self, CcpRoute *decision, guint target, guint n_targets)
{
  CcpRoute *old = NULL;

  g_return_if_fail (CCP_IS_TALLY (self));
  g_return_if_fail (decision != NULL);

  old = self->decision;
  self->decision = ccp_route_ref (decision);
  self->target = target;
  self->n_targets = n_targets;
  g_clear_pointer (&old, ccp_route_unref);
}

void
ccp_tally_finish (CcpTally *self, guint status, CcpJson *error)
{
  g_autofree char *type = NULL;
  g_autofree char *message = NULL;

  g_return_if_fail (CCP_IS_TALLY (self));

  if (ccp_ledger_entry_is_finished (self->entry))
    return;
  if (error != NULL)
    {
      type = dup_error_member (error, "type");
      message = dup_error_member (error, "message");
    }
  close_entry (self, status, type, message);
}
