/* openai-responses-answer.c: what streams and whole answers have in common
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-responses-answer"

#include "openai-responses-answer.h"

#include "openai-responses-judge.h"
#include "openai-responses-status.h"
#include "openai-responses-usage.h"

static CcpMessageEmitter *
get_emitter (const OpenaiResponsesAnswer *self)
{
  return self->reader.output.emitter;
}

void
openai_responses_answer_init (OpenaiResponsesAnswer *self, CcpExchange *exchange)
{
  *self = (OpenaiResponsesAnswer){ .exchange = g_object_ref (exchange) };
  openai_responses_reader_init (&self->reader, exchange);
}

void
openai_responses_answer_clear (OpenaiResponsesAnswer *self)
{
  openai_responses_reader_clear (&self->reader);
  g_clear_object (&self->exchange);
}

gboolean
openai_responses_answer_is_finished (const OpenaiResponsesAnswer *self)
{
  return ccp_message_emitter_get_finished (get_emitter (self));
}

void
openai_responses_answer_reject (OpenaiResponsesAnswer *self, CcpVerdict *verdict)
{
  openai_responses_output_flush (&self->reader.output);
  ccp_message_emitter_fail (get_emitter (self), verdict);
}

void
openai_responses_answer_end (OpenaiResponsesAnswer *self,
                             const CcpJsonValue *response,
                             const char *event)
{
  OpenaiResponsesStatus status = openai_responses_status_read (response, event);
  CcpJsonValue output = ccp_json_value_member (response, "output");
  CcpUsage usage;

  if (openai_responses_usage_read (response, &usage))
    ccp_message_emitter_usage (get_emitter (self), &usage);
  if (status.failed)
    {
      gboolean started = ccp_message_emitter_get_started (get_emitter (self));
      g_autoptr (CcpVerdict) verdict =
          openai_responses_judge_response (self->exchange, response, started);

      openai_responses_answer_reject (self, verdict);
      return;
    }
  openai_responses_reader_complete (&self->reader, &output);
  self->ended = TRUE;
  self->reason = status.reason;
}

void
openai_responses_answer_fail (OpenaiResponsesAnswer *self, CcpUpstreamError *error)
{
  gboolean started = ccp_message_emitter_get_started (get_emitter (self));
  g_autoptr (CcpVerdict) verdict =
      openai_responses_judge_error (self->exchange, error, started);

  openai_responses_answer_reject (self, verdict);
}

void
openai_responses_answer_finish (OpenaiResponsesAnswer *self)
{
  openai_responses_output_flush (&self->reader.output);
  openai_responses_output_stop (&self->reader.output, self->reason);
  ccp_message_emitter_finish (get_emitter (self));
}
