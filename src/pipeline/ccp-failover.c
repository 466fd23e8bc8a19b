/* ccp-failover.c: the way of a run along the chain of its route
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-failover"

#include "ccp-failover.h"

#include "ccp-failover-policy.h"
#include "ccp-log-text.h"
#include "ccp-route-header.h"

/* bytes of a name that are shown */
#define MAX_NAME 128

static guint
count (CcpRoute *route)
{
  guint length = 0;

  for (; route != NULL; route = ccp_route_get_fallback (route))
    length++;
  return length;
}

/* A window that is not known was smaller than the conversation. */
static void
note_overflow (CcpFailover *self, CcpExchange *exchange)
{
  gint64 window =
      ccp_target_picker_find_window (&self->picker, ccp_exchange_get_route (exchange));

  if (window == 0)
    window = ccp_token_estimate_body (ccp_exchange_get_body (exchange));
  self->overflowed = MAX (self->overflowed, window);
}

static void
tell (CcpFailover *self, CcpVerdict *verdict, CcpAttempt *attempt, CcpExchange *exchange)
{
  g_clear_pointer (&self->told, ccp_verdict_unref);
  g_clear_pointer (&self->headers, ccp_headers_unref);
  self->told = ccp_verdict_ref (verdict);
  self->headers = ccp_headers_new ();
  ccp_attempt_pass_headers (attempt, exchange, self->headers);
}

static char *
describe (CcpRoute *route)
{
  g_autofree char *name = g_strdup_printf ("%s/%s",
                                           ccp_route_get_provider (route),
                                           ccp_route_get_model (route));
  g_autofree char *escaped = ccp_log_text_escape (name);

  return ccp_log_text_clip (escaped, MAX_NAME);
}

/* what the provider says may quote the prompt */
static void
log_change (CcpFailover *self, CcpVerdict *verdict, CcpExchange *exchange, CcpRoute *next)
{
  CcpError code = ccp_verdict_get_code (verdict);
  g_autofree char *from = describe (ccp_exchange_get_route (exchange));
  g_autofree char *to = describe (next);

  g_message ("%s: %s failed (%s), going on with %s, target %u of %u",
             ccp_exchange_get_id (exchange),
             from,
             ccp_verdict_get_overflow (verdict) ? "the conversation is too long for it"
                                                : ccp_error_get_api_type (code),
             to,
             self->position,
             self->length);
}

static void
log_beginning (CcpFailover *self, CcpExchange *exchange, CcpRoute *route)
{
  g_autofree char *name = describe (route);

  g_info ("%s: begins with %s, target %u of %u: those before it are paused, out of "
          "reach, rest or keep failing",
          ccp_exchange_get_id (exchange),
          name,
          self->position,
          self->length);
}

/* What a transformer answered itself has nothing to do with targets. */
static CcpFailoverKind
judge (CcpVerdict *verdict, CcpAttempt *attempt, CcpExchange *exchange)
{
  gboolean own_credentials = attempt != NULL && ccp_attempt_has_own_credentials (attempt);

  if (ccp_exchange_get_answer (exchange) != NULL)
    return CCP_FAILOVER_STOP;
  return ccp_failover_policy_judge (verdict, own_credentials);
}

/* what ends the chain before its end is the reason itself */
static gboolean
is_to_be_told (CcpFailover *self,
               CcpVerdict *verdict,
               CcpFailoverKind kind,
               CcpRoute *next)
{
  if (self->told == NULL || kind == CCP_FAILOVER_STOP)
    return TRUE;
  if (kind == CCP_FAILOVER_LARGER && next == NULL)
    return TRUE;
  return ccp_failover_policy_says_more (verdict, self->told);
}

void
ccp_failover_init (CcpFailover *self, CcpRoute *route)
{
  g_return_if_fail (route != NULL);

  *self = (CcpFailover){
    .first = ccp_route_ref (route),
    .position = 1,
    .length = count (route),
  };
}

void
ccp_failover_clear (CcpFailover *self)
{
  g_clear_pointer (&self->first, ccp_route_unref);
  ccp_target_picker_clear (&self->picker);
  g_clear_pointer (&self->told, ccp_verdict_unref);
  g_clear_pointer (&self->headers, ccp_headers_unref);
}

gboolean
ccp_failover_begin (CcpFailover *self, CcpSnapshot *snapshot, CcpExchange *exchange)
{
  CcpRoute *route = NULL;

  g_return_val_if_fail (self->first != NULL, FALSE);

  ccp_target_picker_init (&self->picker, snapshot, self->first);
  route = ccp_target_picker_next (&self->picker, 0);
  if (route == NULL)
    {
      self->told = ccp_target_picker_refuse (&self->picker);
      return FALSE;
    }
  self->position = self->picker.position;
  if (self->position > 1)
    log_beginning (self, exchange, route);
  ccp_exchange_set_route (exchange, route);
  return TRUE;
}

gboolean
ccp_failover_go_on (CcpFailover *self,
                    CcpVerdict *verdict,
                    CcpAttempt *attempt,
                    CcpExchange *exchange)
{
  CcpFailoverKind kind = judge (verdict, attempt, exchange);
  CcpRoute *next = NULL;

  if (kind == CCP_FAILOVER_LARGER)
    note_overflow (self, exchange);
  if (kind != CCP_FAILOVER_STOP)
    next = ccp_target_picker_next (&self->picker, self->overflowed);
  if (is_to_be_told (self, verdict, kind, next))
    tell (self, verdict, attempt, exchange);
  if (next == NULL)
    return FALSE;
  self->position = self->picker.position;
  log_change (self, verdict, exchange, next);
  ccp_exchange_set_route (exchange, next);
  ccp_exchange_set_attempt (exchange, ccp_exchange_get_attempt (exchange) + 1);
  return TRUE;
}

char *
ccp_failover_describe (const CcpFailover *self, CcpExchange *exchange)
{
  g_return_val_if_fail (self->first != NULL, NULL);

  return ccp_route_header_format (exchange, self->first, self->position, self->length);
}

void
ccp_failover_mark_reply (CcpFailover *self, CcpExchange *exchange, CcpReply *reply)
{
  g_autofree char *header = NULL;

  g_return_if_fail (CCP_IS_REPLY (reply));

  if (self->first == NULL)
    return;
  header = ccp_failover_describe (self, exchange);
  ccp_headers_set (ccp_reply_get_headers (reply), CCP_ROUTE_HEADER, header);
}

void
ccp_failover_pass_headers (CcpFailover *self,
                           CcpAttempt *attempt,
                           CcpExchange *exchange,
                           CcpReply *reply)
{
  CcpHeaders *passed = ccp_reply_get_headers (reply);

  if (ccp_reply_get_status (reply) < 400 || self->headers == NULL)
    {
      ccp_attempt_pass_headers (attempt, exchange, passed);
      return;
    }
  for (guint i = 0; i < ccp_headers_get_length (self->headers); i++)
    if (ccp_headers_get (passed, ccp_headers_get_name (self->headers, i)) == NULL)
      ccp_headers_append (passed,
                          ccp_headers_get_name (self->headers, i),
                          ccp_headers_get_value (self->headers, i));
}
