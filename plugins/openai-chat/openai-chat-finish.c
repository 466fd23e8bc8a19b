/* openai-chat-finish.c: why a provider says that an answer ended (protocol E.6.1)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-finish"

#include "openai-chat-finish.h"

typedef struct
{
  const char *word;
  OpenaiChatFinish finish;
} Meaning;

static const Meaning meanings[] = {
  { "length", { .reason = CCP_STOP_MAX_TOKENS } },
  { "model_length", { .reason = CCP_STOP_MAX_TOKENS } },
  { "max_tokens", { .reason = CCP_STOP_MAX_TOKENS } },
  { "content_filter", { .reason = CCP_STOP_REFUSAL } },
  { "content-filter", { .reason = CCP_STOP_REFUSAL } },
  { "sensitive", { .reason = CCP_STOP_REFUSAL } },
  { "safety", { .reason = CCP_STOP_REFUSAL } },
  { "recitation", { .reason = CCP_STOP_REFUSAL } },
  { "prohibited_content", { .reason = CCP_STOP_REFUSAL } },
  { "refusal", { .reason = CCP_STOP_REFUSAL } },
  { "model_context_window_exceeded", { .reason = CCP_STOP_CONTEXT_WINDOW } },
  { "insufficient_system_resource", { .failed = TRUE, .code = CCP_ERROR_OVERLOADED } },
  { "error", { .failed = TRUE, .code = CCP_ERROR_UPSTREAM } },
  { "network_error", { .failed = TRUE, .code = CCP_ERROR_UPSTREAM } },
  { "abort", { .failed = TRUE, .code = CCP_ERROR_UPSTREAM } },
};

/* Whether it ended for a tool is better known from the answer itself, so that "stop",
 * "tool_calls" and whatever word comes next year are all the same. */
OpenaiChatFinish
openai_chat_finish_parse (const CcpJsonValue *finish_reason)
{
  g_autofree char *word = ccp_json_value_dup_string (finish_reason, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (meanings) && word != NULL; i++)
    if (g_ascii_strcasecmp (word, meanings[i].word) == 0)
      return meanings[i].finish;
  return (OpenaiChatFinish){ .reason = CCP_STOP_END_TURN };
}
