/* openai-chat-response.c: converts a whole answer (protocol B.2)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-response"

#include "openai-chat-response.h"

#include "openai-chat-answer.h"
#include "openai-chat-finish.h"

static CcpJsonValue
find_choice (CcpJson *body)
{
  CcpJsonValue root;
  CcpJsonValue choices;

  ccp_json_get_root (body, &root);
  choices = ccp_json_value_member (&root, "choices");
  return ccp_json_value_is_array (&choices) ? ccp_json_value_element (&choices, 0)
                                            : CCP_JSON_VALUE_NONE;
}

/* An answer may be good in spite of an "error" beside it */
static gboolean
is_good (const CcpJsonValue *choice)
{
  CcpJsonValue word = ccp_json_value_member (choice, "finish_reason");

  return ccp_json_value_is_string (&word) && !openai_chat_finish_parse (&word).failed;
}

static void
refuse (CcpExchange *exchange, GError **error)
{
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_UPSTREAM,
               "the upstream's answer has no \"choices\": it is not of the OpenAI Chat "
               "format; check the provider's url and type (upstream %s)",
               ccp_exchange_get_provider_name (exchange));
}

CcpJson *
openai_chat_response_convert (CcpExchange *exchange, CcpJson *body, GError **error)
{
  g_autoptr (CcpUpstreamError) failure = ccp_upstream_error_new_from_event (body);
  CcpJsonValue choice = find_choice (body);
  OpenaiChatAnswer answer;
  CcpJson *message = NULL;

  if (failure == NULL && !ccp_json_value_is_object (&choice))
    {
      refuse (exchange, error);
      return NULL;
    }
  openai_chat_answer_init (&answer, exchange);
  if (failure != NULL && !is_good (&choice))
    openai_chat_answer_fail (&answer, failure);
  else
    openai_chat_answer_read (&answer, body);
  if (!ccp_message_emitter_get_finished (answer.emitter))
    openai_chat_answer_finish (&answer);
  message = ccp_message_emitter_take_message (answer.emitter, error);
  openai_chat_answer_clear (&answer);
  return message;
}
