/* openai-responses-response.c: converts a whole answer (protocol C.3)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-responses-response"

#include "openai-responses-response.h"

#include "openai-responses-answer.h"

static gboolean
is_response (const CcpJsonValue *root)
{
  CcpJsonValue output = ccp_json_value_member (root, "output");
  CcpJsonValue object = ccp_json_value_member (root, "object");

  return ccp_json_value_is_array (&output) ||
         ccp_json_value_equals_string (&object, "response");
}

static void
refuse (CcpExchange *exchange, GError **error)
{
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_UPSTREAM,
               "the upstream's answer has no \"output\": it is not of the OpenAI "
               "Responses format; check the provider's url and type (upstream %s)",
               ccp_exchange_get_provider_name (exchange));
}

CcpJson *
openai_responses_response_convert (CcpExchange *exchange, CcpJson *body, GError **error)
{
  g_autoptr (CcpUpstreamError) failure = ccp_upstream_error_new_from_event (body);
  OpenaiResponsesAnswer answer;
  CcpJson *message = NULL;
  CcpJsonValue root;

  ccp_json_get_root (body, &root);
  if (failure == NULL && !is_response (&root))
    {
      refuse (exchange, error);
      return NULL;
    }
  openai_responses_answer_init (&answer, exchange);
  if (failure != NULL)
    openai_responses_answer_fail (&answer, failure);
  else
    openai_responses_answer_end (&answer, &root, NULL);
  openai_responses_answer_finish (&answer);
  message = ccp_message_emitter_take_message (answer.reader.output.emitter, error);
  openai_responses_answer_clear (&answer);
  return message;
}
