/* ccp-message-end.c: why a message ended and what it cost
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-message-end"

#include "private/ccp-message-end.h"

/* the fallback where the provider does not count */
#define BYTES_PER_TOKEN 4

/* the reasons that say no more than that nothing went wrong */
static gboolean
is_weak (CcpStopReason reason)
{
  return reason == CCP_STOP_NONE || reason == CCP_STOP_END_TURN ||
         reason == CCP_STOP_TOOL_USE;
}

static gboolean
may_estimate (CcpExchange *exchange)
{
  CcpJsonValue option;

  ccp_exchange_get_option (exchange, "estimate_usage", &option);
  return ccp_json_value_get_boolean (&option, TRUE);
}

static gint64
estimate_output (CcpExchange *exchange, gsize content_size)
{
  if (content_size == 0 || !may_estimate (exchange))
    return 0;
  return MAX (1, (gint64) (content_size / BYTES_PER_TOKEN));
}

static CcpUsage
complete_usage (const CcpUsage *known, CcpExchange *exchange, gsize content_size)
{
  CcpUsage usage = *known;

  usage.cache_read_tokens = MAX (0, usage.cache_read_tokens);
  usage.cache_creation_tokens = MAX (0, usage.cache_creation_tokens);
  /* clients compute from it how full the context is: a prompt of 0 tokens is no count */
  if (usage.input_tokens < 0 ||
      (usage.input_tokens == 0 && usage.cache_read_tokens == 0 &&
       usage.cache_creation_tokens == 0))
    usage.input_tokens = ccp_message_end_estimate_input (exchange);
  if (usage.output_tokens < 0)
    usage.output_tokens = estimate_output (exchange, content_size);
  return usage;
}

/*
 * ccp_message_end_init:
 * @self: (out caller-allocates): an end
 *
 * Starts with nothing known.
 */
void
ccp_message_end_init (CcpMessageEnd *self)
{
  *self = (CcpMessageEnd){ .usage = CCP_USAGE_UNKNOWN };
}

/*
 * ccp_message_end_clear:
 * @self: an end
 *
 * Frees what is in it.
 */
void
ccp_message_end_clear (CcpMessageEnd *self)
{
  g_clear_pointer (&self->detail, g_free);
}

/*
 * ccp_message_end_set_reason:
 * @self: an end
 * @reason: why the message ended
 * @detail: (nullable): the stop sequence, or the explanation of a refusal
 *
 * Notes the reason. The last one counts, but one that says that nothing went wrong does
 * not replace one that says more: a refusal comes with the finish reason `stop`.
 */
void
ccp_message_end_set_reason (CcpMessageEnd *self, CcpStopReason reason, const char *detail)
{
  if (is_weak (reason) && !is_weak (self->reason))
    return;
  self->reason = reason;
  g_clear_pointer (&self->detail, g_free);
  if (detail != NULL)
    self->detail = g_utf8_make_valid (detail, -1);
}

/*
 * ccp_message_end_estimate_input:
 * @exchange: a request
 *
 * Estimates the tokens of the prompt for a client that must not see 0, unless the option
 * `estimate_usage` is off.
 *
 * Returns: tokens
 */
gint64
ccp_message_end_estimate_input (CcpExchange *exchange)
{
  return may_estimate (exchange) ? ccp_exchange_get_input_estimate (exchange) : 0;
}

/*
 * ccp_message_end_write:
 * @self: an end
 * @exchange: the request that is answered
 * @has_tools: whether a tool is called
 * @writer: where to
 *
 * Writes `message_delta` and `message_stop` (protocol E.6.1, E.6.2) and notes the usage
 * in @exchange. A tool that is called must be answered whatever the provider says, and
 * one that is not cannot be.
 */
void
ccp_message_end_write (CcpMessageEnd *self,
                       CcpExchange *exchange,
                       gboolean has_tools,
                       CcpMessageWriter *writer)
{
  CcpUsage usage = complete_usage (&self->usage, exchange, writer->content_size);
  CcpStopReason reason = self->reason;

  if (is_weak (reason))
    reason = has_tools ? CCP_STOP_TOOL_USE : CCP_STOP_END_TURN;
  ccp_exchange_update_usage (exchange, &usage);
  ccp_message_writer_finish (writer, reason, self->detail, &usage);
}
