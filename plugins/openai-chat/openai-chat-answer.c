/* openai-chat-answer.c: what chunks of a stream and whole answers have in common
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-answer"

#include "openai-chat-answer.h"

#include "openai-chat-finish.h"
#include "openai-chat-judge.h"
#include "openai-chat-usage.h"

static gboolean
has_members (const CcpJsonValue *value)
{
  return ccp_json_value_is_object (value) && ccp_json_value_get_length (value) > 0;
}

/* A "message" instead of a "delta" is a whole answer: as a stream's last chunk it repeats
 * what was streamed */
static void
read_content (OpenaiChatAnswer *self, const CcpJsonValue *choice)
{
  CcpJsonValue delta = ccp_json_value_member (choice, "delta");
  CcpJsonValue message = ccp_json_value_member (choice, "message");

  if (has_members (&delta))
    openai_chat_choice_read (self->choice, &delta, FALSE);
  if (!has_members (&message) || openai_chat_choice_count_pieces (self->choice) > 0)
    return;
  openai_chat_choice_read (self->choice, &message, TRUE);
  self->whole = TRUE;
}

/* Ends the message as a verdict has it: "fine" is for a limit that was used up */
static void
fail (OpenaiChatAnswer *self, CcpVerdict *verdict)
{
  if (ccp_verdict_get_kind (verdict) == CCP_VERDICT_FINE)
    {
      self->reason = CCP_STOP_MAX_TOKENS;
      openai_chat_answer_finish (self);
      return;
    }
  openai_chat_choice_flush (self->choice);
  ccp_message_emitter_fail (self->emitter, verdict);
}

static void
fail_at_end (OpenaiChatAnswer *self, const CcpJsonValue *choice)
{
  gboolean started = ccp_message_emitter_get_started (self->emitter);
  g_autoptr (CcpVerdict) verdict =
      openai_chat_judge_choice (self->exchange, choice, started);

  fail (self, verdict);
}

/* vLLM and SGLang say which sequence ended the text */
static void
read_matched (OpenaiChatAnswer *self, const CcpJsonValue *choice)
{
  static const char *const names[] = { "stop_reason", "matched_stop" };

  for (gsize i = 0; i < G_N_ELEMENTS (names) && self->matched == NULL; i++)
    {
      CcpJsonValue value = ccp_json_value_member (choice, names[i]);
      g_autofree char *matched = ccp_json_value_dup_string (&value, NULL);

      if (openai_chat_choice_has_stop (self->choice, matched))
        self->matched = g_steal_pointer (&matched);
    }
}

static void
read_end (OpenaiChatAnswer *self, const CcpJsonValue *choice)
{
  CcpJsonValue word = ccp_json_value_member (choice, "finish_reason");

  if (!ccp_json_value_is_string (&word) || ccp_json_value_is_empty_string (&word))
    return;
  self->ended = TRUE;
  self->reason = openai_chat_finish_parse (&word).reason;
  read_matched (self, choice);
}

static void
read_choice (OpenaiChatAnswer *self, const CcpJsonValue *choice)
{
  gboolean failed = openai_chat_judge_is_failed (choice);

  if (!failed)
    ccp_message_emitter_start (self->emitter);
  read_content (self, choice);
  if (failed)
    fail_at_end (self, choice);
  else
    read_end (self, choice);
}

void
openai_chat_answer_init (OpenaiChatAnswer *self, CcpExchange *exchange)
{
  *self = (OpenaiChatAnswer){ .exchange = g_object_ref (exchange) };
  self->emitter = ccp_message_emitter_new (exchange);
  self->choice = openai_chat_choice_new (exchange, self->emitter);
}

void
openai_chat_answer_clear (OpenaiChatAnswer *self)
{
  g_clear_pointer (&self->choice, openai_chat_choice_free);
  g_clear_object (&self->emitter);
  g_clear_object (&self->exchange);
  g_clear_pointer (&self->matched, g_free);
}

void
openai_chat_answer_read (OpenaiChatAnswer *self, CcpJson *document)
{
  CcpJsonValue root;
  CcpJsonValue choices;
  CcpUsage usage;

  ccp_json_get_root (document, &root);
  if (openai_chat_usage_read (&root, &usage))
    {
      self->counted = TRUE;
      ccp_message_emitter_usage (self->emitter, &usage);
    }
  choices = ccp_json_value_member (&root, "choices");
  if (ccp_json_value_is_array (&choices) && ccp_json_value_get_length (&choices) > 0)
    {
      CcpJsonValue choice = ccp_json_value_element (&choices, 0);

      read_choice (self, &choice);
    }
}

void
openai_chat_answer_fail (OpenaiChatAnswer *self, CcpUpstreamError *error)
{
  gboolean started = ccp_message_emitter_get_started (self->emitter);
  g_autoptr (CcpVerdict) verdict =
      openai_chat_judge_error (self->exchange, error, started);

  fail (self, verdict);
}

void
openai_chat_answer_finish (OpenaiChatAnswer *self)
{
  const char *refusal = openai_chat_choice_get_refusal (self->choice);
  const char *matched = NULL;

  openai_chat_choice_flush (self->choice);
  matched = openai_chat_choice_get_matched (self->choice);
  if (matched == NULL && self->reason == CCP_STOP_END_TURN)
    matched = self->matched;
  if (matched != NULL)
    ccp_message_emitter_stop (self->emitter, CCP_STOP_SEQUENCE, matched);
  else if (refusal != NULL)
    ccp_message_emitter_stop (self->emitter, CCP_STOP_REFUSAL, refusal);
  else
    ccp_message_emitter_stop (self->emitter, self->reason, NULL);
  ccp_message_emitter_finish (self->emitter);
}
