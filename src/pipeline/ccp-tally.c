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

  CcpExchange *exchange;
  gint64 started;     /* monotonic, in microseconds */
  gint64 first;       /* 0 until there is one */
  CcpRoute *decision; /* (nullable): where the chain begins */
  guint target;
  guint n_targets;
  gboolean finished;
};

G_DEFINE_FINAL_TYPE (CcpTally, ccp_tally, G_TYPE_OBJECT)

static void
write_line (CcpTally *self, guint status, const char *error_type, const char *error)
{
  CcpRequestLine line = {
    .id = ccp_exchange_get_id (self->exchange),
    .asked = ccp_exchange_get_model (self->exchange),
    .route = ccp_exchange_get_route (self->exchange),
    .rule = self->decision != NULL ? ccp_route_get_rule (self->decision) : NULL,
    .target = self->target,
    .n_targets = self->n_targets,
    .status = status,
    .error_type = error_type,
    .error = error,
    .usage = ccp_exchange_get_usage (self->exchange),
    .first_token = self->first != 0 ? self->first - self->started : 0,
    .duration = g_get_monotonic_time () - self->started,
  };

  /* all others are for messages, so their lines need not say it */
  if (ccp_exchange_get_operation (self->exchange) == CCP_OPERATION_COUNT_TOKENS)
    {
      line.method = "POST";
      line.path = "/v1/messages/count_tokens";
    }
  ccp_request_line_write (&line, G_LOG_LEVEL_MESSAGE);
}

static void
write_abandoned (CcpTally *self)
{
  const GError *reason = ccp_exchange_get_abandoned (self->exchange);

  if (reason == NULL)
    write_line (self, STATUS_CLIENT_LEFT, NULL, "nobody waits for the answer any more");
  else
    write_line (self,
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

  if (!self->finished)
    write_abandoned (self);
  g_clear_object (&self->exchange);
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
  self->started = g_get_monotonic_time ();
}

CcpTally *
ccp_tally_new (CcpExchange *exchange)
{
  CcpTally *self = NULL;

  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);

  self = g_object_new (CCP_TYPE_TALLY, NULL);
  self->exchange = g_object_ref (exchange);
  return self;
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
ccp_tally_mark_first (CcpTally *self)
{
  g_return_if_fail (CCP_IS_TALLY (self));

  if (self->first == 0)
    self->first = g_get_monotonic_time ();
}

void
ccp_tally_finish (CcpTally *self, guint status, CcpJson *error)
{
  g_autofree char *type = NULL;
  g_autofree char *message = NULL;

  g_return_if_fail (CCP_IS_TALLY (self));

  if (self->finished)
    return;
  self->finished = TRUE;
  if (error != NULL)
    {
      type = dup_error_member (error, "type");
      message = dup_error_member (error, "message");
    }
  write_line (self, status, type, message);
}
