/* gemini-stream.c: converts a stream of chunks (protocol D.4)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-stream"

#include "gemini-stream.h"

#include "gemini-answer.h"

struct _GeminiStream
{
  GeminiAnswer answer;
  gboolean has_events;
  CcpStreamGrace grace;
};

static gboolean
is_finished (GeminiStream *self)
{
  return ccp_message_emitter_get_finished (self->answer.emitter);
}

static void
read_text (GeminiStream *self, const char *text)
{
  g_autoptr (CcpVerdict) verdict =
      ccp_upstream_judge_fragment (self->answer.exchange, text);

  if (verdict != NULL && !gemini_answer_has_ended (&self->answer))
    gemini_answer_fail (&self->answer, verdict);
}

static void
read_event (GeminiStream *self, CcpEvent *event)
{
  self->has_events = TRUE;
  if (ccp_event_get_data (event) == NULL)
    read_text (self, ccp_event_get_text (event));
  else
    gemini_answer_read (&self->answer, ccp_event_get_data (event));
}

/* Without a reason an answer is complete only if the provider says that it has none. A
 * stream that ends by itself without a candidate is an answer as well, of a kind. */
static gboolean
is_complete (GeminiStream *self, CcpTransformFlags flags)
{
  if (gemini_answer_has_ended (&self->answer))
    return TRUE;
  if ((flags & CCP_TRANSFORM_CUT) != 0)
    return FALSE;
  return self->answer.finish.end == GEMINI_END_UNSAID ||
         (self->has_events && !self->answer.answered);
}

GeminiStream *
gemini_stream_new (CcpExchange *exchange)
{
  GeminiStream *self = g_new0 (GeminiStream, 1);

  gemini_answer_init (&self->answer, exchange);
  return self;
}

void
gemini_stream_free (GeminiStream *self)
{
  gemini_answer_clear (&self->answer);
  g_free (self);
}

CcpEventBatch *
gemini_stream_feed (GeminiStream *self, CcpEventBatch *batch, CcpTransformFlags flags)
{
  GeminiAnswer *answer = &self->answer;

  for (guint i = 0; i < ccp_event_batch_get_length (batch) && !is_finished (self); i++)
    read_event (self, ccp_event_batch_get (batch, i));
  /* nothing that could follow makes it good */
  if (!is_finished (self) && answer->finish.end == GEMINI_END_BROKEN)
    gemini_answer_finish (answer);
  if (!is_finished (self) && (flags & CCP_TRANSFORM_END) != 0 &&
      is_complete (self, flags))
    gemini_answer_finish (answer);
  if (!is_finished (self) && (flags & CCP_TRANSFORM_TICK) != 0 &&
      gemini_answer_has_ended (answer))
    gemini_answer_finish (answer);
  ccp_stream_grace_update (&self->grace,
                           !is_finished (self) && gemini_answer_has_ended (&self->answer),
                           self->answer.counted,
                           g_get_monotonic_time ());
  return ccp_message_emitter_take_events (answer->emitter);
}

gint64
gemini_stream_get_deadline (GeminiStream *self)
{
  return self->grace.deadline;
}
