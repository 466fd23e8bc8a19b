/* gemini-answer.c: what chunks of a stream and whole answers have in common (protocol
 * D.4, E.6)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-answer"

#include "gemini-answer.h"

#include "gemini-judge.h"
#include "gemini-settings.h"

static gboolean
is_finished (GeminiAnswer *self)
{
  return ccp_message_emitter_get_finished (self->emitter);
}

static void
replace_string (char **field, const CcpJsonValue *value)
{
  g_autofree char *text = ccp_json_value_dup_string (value, NULL);

  if (text == NULL || *text == '\0')
    return;
  g_free (*field);
  *field = g_steal_pointer (&text);
}

static void
read_candidate (GeminiAnswer *self, const CcpJsonValue *candidate)
{
  CcpJsonValue reason = ccp_json_value_member (candidate, "finishReason");
  CcpJsonValue message = ccp_json_value_member (candidate, "finishMessage");
  GeminiFinish finish = gemini_finish_parse (&reason, self->vertex);

  self->answered = TRUE;
  /* what has failed without a word may still get a status of its own */
  if (finish.end < GEMINI_END_OTHER || gemini_content_has_said (self->content))
    ccp_message_emitter_start (self->emitter);
  gemini_content_read (self->content, candidate);
  replace_string (&self->finish_message, &message);
  if (finish.end > self->finish.end)
    self->finish = finish;
}

static void
read_usage (GeminiAnswer *self, const CcpJsonValue *metadata)
{
  CcpUsage usage;

  if (!gemini_usage_read (&self->usage, metadata))
    return;
  self->counted = TRUE;
  usage = gemini_usage_to_common (&self->usage);
  ccp_message_emitter_usage (self->emitter, &usage);
}

static void
read_feedback (GeminiAnswer *self, const CcpJsonValue *feedback)
{
  CcpJsonValue message = ccp_json_value_member (feedback, "blockReasonMessage");
  g_autofree char *reason = gemini_finish_dup_block_reason (feedback, self->vertex);

  if (reason == NULL)
    return;
  g_free (self->block_reason);
  self->block_reason = g_steal_pointer (&reason);
  replace_string (&self->block_reason, &message);
}

/* Returns: whether the chunk reported an error, which ends the answer */
static gboolean
read_error (GeminiAnswer *self, const CcpJsonValue *chunk)
{
  CcpJsonValue member = ccp_json_value_member (chunk, "error");
  g_autoptr (CcpJson) document = NULL;
  g_autoptr (CcpUpstreamError) error = NULL;
  g_autoptr (CcpVerdict) verdict = NULL;

  if (!ccp_json_value_exists (&member))
    return FALSE;
  document = ccp_json_new_from_value (chunk);
  error = ccp_upstream_error_new_from_event (document);
  /* what goes wrong after the end of an answer does not make it incomplete */
  if (error == NULL || gemini_answer_has_ended (self))
    return FALSE;
  verdict = gemini_judge_error (self->exchange,
                                error,
                                ccp_message_emitter_get_started (self->emitter));
  gemini_answer_fail (self, verdict);
  return TRUE;
}

static void
read_chunk (GeminiAnswer *self, const CcpJsonValue *given)
{
  CcpJsonValue inner = ccp_json_value_member (given, "response");
  CcpJsonValue chunk = ccp_json_value_is_object (&inner) ? inner : *given;
  CcpJsonValue usage = ccp_json_value_member (&chunk, "usageMetadata");
  CcpJsonValue feedback = ccp_json_value_member (&chunk, "promptFeedback");
  CcpJsonValue candidates = ccp_json_value_member (&chunk, "candidates");
  CcpJsonValue candidate = CCP_JSON_VALUE_NONE;

  if (read_error (self, given))
    return;
  read_usage (self, &usage);
  read_feedback (self, &feedback);
  if (ccp_json_value_is_array (&candidates))
    candidate = ccp_json_value_element (&candidates, 0);
  if (ccp_json_value_is_object (&candidate))
    read_candidate (self, &candidate);
}

static void
fail_at_end (GeminiAnswer *self, const char *what)
{
  gboolean started = ccp_message_emitter_get_started (self->emitter);
  g_autoptr (CcpVerdict) verdict =
      gemini_judge_end (self->exchange, what, self->finish_message, started);

  gemini_answer_fail (self, verdict);
}

/* Returns: whether the provider's reason is one that makes a message of what came */
static gboolean
is_good (GeminiAnswer *self)
{
  switch (self->finish.end)
    {
    case GEMINI_END_OTHER:
      return gemini_content_has_said (self->content);
    case GEMINI_END_CALLS:
      return gemini_content_has_good_calls (self->content);
    case GEMINI_END_BROKEN:
      return FALSE;
    default:
      return TRUE;
    }
}

static void
stop (GeminiAnswer *self)
{
  const char *detail = self->finish_message;

  switch (self->finish.end)
    {
    case GEMINI_END_LIMIT:
      ccp_message_emitter_stop (self->emitter, CCP_STOP_MAX_TOKENS, NULL);
      break;
    case GEMINI_END_REFUSED:
      ccp_message_emitter_stop (self->emitter,
                                CCP_STOP_REFUSAL,
                                detail != NULL ? detail : self->finish.word);
      break;
    default:
      ccp_message_emitter_stop (self->emitter, CCP_STOP_END_TURN, NULL);
      break;
    }
}

void
gemini_answer_init (GeminiAnswer *self, CcpExchange *exchange)
{
  *self = (GeminiAnswer){ .exchange = g_object_ref (exchange),
                          .usage = GEMINI_USAGE_UNKNOWN };
  self->emitter = ccp_message_emitter_new (exchange);
  self->content = gemini_content_new (exchange, self->emitter);
  self->vertex = gemini_settings_is_vertex (exchange);
}

void
gemini_answer_clear (GeminiAnswer *self)
{
  g_clear_pointer (&self->content, gemini_content_free);
  g_clear_object (&self->emitter);
  g_clear_object (&self->exchange);
  g_clear_pointer (&self->finish_message, g_free);
  g_clear_pointer (&self->block_reason, g_free);
}

void
gemini_answer_read (GeminiAnswer *self, CcpJson *document)
{
  CcpJsonValue root;
  CcpJsonValue chunk;
  CcpJsonIter iter;

  ccp_json_get_root (document, &root);
  if (!ccp_json_value_is_array (&root))
    {
      read_chunk (self, &root);
      return;
    }
  ccp_json_iter_init (&iter, &root);
  while (!is_finished (self) && ccp_json_iter_next (&iter, NULL, &chunk))
    read_chunk (self, &chunk);
}

gboolean
gemini_answer_has_ended (GeminiAnswer *self)
{
  return self->finish.end > GEMINI_END_UNSAID ||
         (self->block_reason != NULL && !self->answered);
}

void
gemini_answer_finish (GeminiAnswer *self)
{
  CcpUsage usage = CCP_USAGE_UNKNOWN;

  if (!self->answered && self->block_reason == NULL)
    {
      fail_at_end (self, "the upstream sent no candidate and no reason for it");
      return;
    }
  if (!is_good (self))
    {
      fail_at_end (self, self->finish.word != NULL ? self->finish.word : "OTHER");
      return;
    }
  usage.web_searches = gemini_content_finish (self->content);
  if (usage.web_searches > 0)
    ccp_message_emitter_usage (self->emitter, &usage);
  if (self->answered)
    stop (self);
  else
    ccp_message_emitter_stop (self->emitter, CCP_STOP_REFUSAL, self->block_reason);
  ccp_message_emitter_finish (self->emitter);
}

void
gemini_answer_fail (GeminiAnswer *self, CcpVerdict *verdict)
{
  ccp_message_emitter_fail (self->emitter, verdict);
}
