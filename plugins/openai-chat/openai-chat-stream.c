/* openai-chat-stream.c: converts a stream of chunks (protocol B.3, B.4)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-stream"

#include "openai-chat-stream.h"

#include "openai-chat-answer.h"

struct _OpenaiChatStream
{
  OpenaiChatAnswer answer;
  gboolean done;              /* "[DONE]" came as an event */
  gboolean uncounted_content; /* content came before any token counts */
  gboolean counts_last;       /* no content came after the first token counts */
  CcpStreamGrace grace;
};

static gboolean
is_finished (OpenaiChatStream *self)
{
  return ccp_message_emitter_get_finished (self->answer.emitter);
}

static gboolean
is_stopped (OpenaiChatStream *self)
{
  return openai_chat_choice_get_matched (self->answer.choice) != NULL;
}

static void
read_text (OpenaiChatStream *self, const char *text)
{
  OpenaiChatAnswer *answer = &self->answer;
  g_autoptr (CcpVerdict) verdict = ccp_upstream_judge_fragment (answer->exchange, text);

  if (text == NULL)
    return;
  while (g_ascii_isspace (*text))
    text++;
  if (g_str_has_prefix (text, "[DONE]"))
    self->done = TRUE;
  if (verdict == NULL || answer->ended)
    return;
  openai_chat_choice_flush (answer->choice);
  ccp_message_emitter_fail (answer->emitter, verdict);
}

/* Notes what tells a stream that is complete without a reason from one that was cut */
static void
note_counts (OpenaiChatStream *self, gboolean has_content, gboolean first_counts)
{
  if (has_content)
    {
      self->uncounted_content |= !self->answer.counted;
      self->counts_last = FALSE;
    }
  else if (first_counts)
    self->counts_last = TRUE;
}

static void
read_event (OpenaiChatStream *self, CcpEvent *event)
{
  OpenaiChatAnswer *answer = &self->answer;
  guint n_before = openai_chat_choice_count_pieces (answer->choice);
  gboolean had_counts = answer->counted;
  g_autoptr (CcpUpstreamError) error = NULL;

  if (ccp_event_get_data (event) == NULL)
    {
      read_text (self, ccp_event_get_text (event));
      return;
    }
  error = ccp_upstream_error_new_from_stream (event);
  /* what goes wrong after the end of an answer does not make it incomplete */
  if (error != NULL && !answer->ended)
    {
      openai_chat_answer_fail (answer, error);
      return;
    }
  openai_chat_answer_read (answer, ccp_event_get_data (event));
  note_counts (self,
               openai_chat_choice_count_pieces (answer->choice) > n_before,
               answer->counted && !had_counts);
}

/* A few providers never say why an answer ended. Their counts, sent apart and at the very
 * end, show that it did: a stream that was cut does not get that far. Counts that come
 * with every chunk show nothing. */
static gboolean
is_complete (OpenaiChatStream *self, CcpTransformFlags flags)
{
  if (self->answer.ended || self->answer.whole)
    return TRUE;
  if ((flags & CCP_TRANSFORM_CUT) != 0)
    return FALSE;
  return self->done || (self->counts_last && self->uncounted_content);
}

static void
handle_end (OpenaiChatStream *self, CcpTransformFlags flags)
{
  if (is_complete (self, flags))
    openai_chat_answer_finish (&self->answer);
  else
    openai_chat_choice_flush (self->answer.choice);
}

OpenaiChatStream *
openai_chat_stream_new (CcpExchange *exchange)
{
  OpenaiChatStream *self = g_new0 (OpenaiChatStream, 1);

  openai_chat_answer_init (&self->answer, exchange);
  return self;
}

void
openai_chat_stream_free (OpenaiChatStream *self)
{
  openai_chat_answer_clear (&self->answer);
  g_free (self);
}

CcpEventBatch *
openai_chat_stream_feed (OpenaiChatStream *self,
                         CcpEventBatch *batch,
                         CcpTransformFlags flags,
                         GError **error)
{
  for (guint i = 0; i < ccp_event_batch_get_length (batch) && !is_finished (self); i++)
    {
      read_event (self, ccp_event_batch_get (batch, i));
      if (is_stopped (self))
        openai_chat_answer_finish (&self->answer);
    }
  if (!is_finished (self) && (flags & CCP_TRANSFORM_END) != 0)
    handle_end (self, flags);
  if (!is_finished (self) && (flags & CCP_TRANSFORM_TICK) != 0 && self->answer.ended)
    openai_chat_answer_finish (&self->answer);
  ccp_stream_grace_update (&self->grace,
                           !is_finished (self) && self->answer.ended,
                           self->answer.counted,
                           g_get_monotonic_time ());
  return ccp_message_emitter_take_events (self->answer.emitter);
}

gint64
openai_chat_stream_get_deadline (OpenaiChatStream *self)
{
  return self->grace.deadline;
}
