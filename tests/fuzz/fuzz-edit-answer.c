/* fuzz-edit-answer.c: any params (one line) on any events (a line each). What comes out
 * must be a stream, and a message, that the guard has no fault to find with.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-message-collector.h"
#include "ccp-stream-guard.h"
#include "edit-answer.h"
#include "edit-exchange.h"
#include "fuzz-target.h"

typedef struct
{
  CcpSimpleTransformer *answer;
  CcpExchange *exchange;
  CcpStreamGuard *guard;
  CcpMessageCollector *collector;
} Pipe;

static void
feed (Pipe *pipe, CcpEventBatch *batch, CcpTransformFlags flags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpEventBatch) converted =
      ccp_simple_transformer_transform_events (pipe->answer,
                                               pipe->exchange,
                                               batch,
                                               flags,
                                               &error);
  g_autoptr (CcpEventBatch) passed = NULL;

  g_assert (converted != NULL && error == NULL);
  passed = ccp_stream_guard_filter (pipe->guard, converted);
  g_assert (ccp_event_batch_get_length (passed) ==
            ccp_event_batch_get_length (converted));
  for (guint i = 0; i < ccp_event_batch_get_length (passed); i++)
    g_assert (ccp_event_batch_get (passed, i) == ccp_event_batch_get (converted, i));
  ccp_message_collector_add (pipe->collector, passed);
}

static void
feed_line (Pipe *pipe, const char *line)
{
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (CcpJson) json = ccp_json_new_from_text (line, -1, NULL);

  if (json != NULL)
    ccp_event_batch_take (batch, ccp_event_new ("", json));
  else
    ccp_event_batch_take (batch, ccp_event_new_text ("", line, -1));
  feed (pipe, batch, CCP_TRANSFORM_NONE);
}

static void
finish (Pipe *pipe)
{
  g_autoptr (CcpEventBatch) nothing = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) end = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) message = NULL;

  feed (pipe, nothing, CCP_TRANSFORM_END);
  end = ccp_stream_guard_finish (pipe->guard, NULL);
  ccp_message_collector_add (pipe->collector, end);
  message = ccp_message_collector_finish (pipe->collector, &error);
  if (message != NULL)
    g_assert (ccp_stream_guard_check_message (message, &error));
  else
    g_assert (error != NULL && g_utf8_validate (error->message, -1, NULL));
}

static void
convert_whole (Pipe *pipe, const char *line)
{
  g_autoptr (CcpJson) json = ccp_json_new_from_text (line, -1, NULL);
  g_autoptr (CcpJson) message = NULL;
  g_autoptr (GError) error = NULL;

  if (json == NULL)
    return;
  message = ccp_simple_transformer_transform_response (pipe->answer,
                                                       pipe->exchange,
                                                       json,
                                                       &error);
  g_assert ((message == NULL) == (error != NULL));
  if (message != NULL)
    g_assert (ccp_stream_guard_check_message (message, &error));
}

static void
run (Pipe *pipe, const char *text, size_t size)
{
  gboolean is_first = TRUE;

  while (size > 0)
    {
      g_autofree char *line = edit_exchange_take_line (&text, &size);

      if (is_first)
        convert_whole (pipe, line);
      is_first = FALSE;
      feed_line (pipe, line);
    }
  finish (pipe);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;
  g_autofree char *params = NULL;
  Pipe pipe = { 0 };

  if (size > EDIT_MAX_SIZE)
    return 0;
  params = edit_exchange_take_line (&text, &size);
  pipe.answer =
      params != NULL ? edit_exchange_configure (EDIT_TYPE_ANSWER, params) : NULL;
  if (pipe.answer == NULL)
    return 0;
  pipe.exchange = edit_exchange_create ();
  pipe.guard = ccp_stream_guard_new (pipe.exchange);
  pipe.collector = ccp_message_collector_new ();
  run (&pipe, text, size);
  g_object_unref (pipe.collector);
  g_object_unref (pipe.guard);
  g_object_unref (pipe.exchange);
  g_object_unref (pipe.answer);
  return 0;
}
