/* fuzz-gemini-stream.c: any bytes as a stream of the Gemini format, server-sent events or
 * an array. What comes out must be a stream that the guard has no fault to find with.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-framer.h"
#include "ccp-message-collector.h"
#include "ccp-stream-guard.h"
#include "fuzz-target.h"
#include "gemini-exchange.h"
#include "gemini-stream.h"

#define HEAD_SIZE 2

/* bits of the first byte, beside those of gemini_exchange_create () */
#define WITH_TICKS 16
#define CUT 32
#define AS_JSON 64

typedef struct
{
  CcpFramer framer;
  GeminiStream *stream;
  CcpStreamGuard *guard;
  CcpMessageCollector *collector;
} Pipe;

static void
pass_on (Pipe *pipe, CcpEventBatch *framed, CcpTransformFlags flags)
{
  g_autoptr (CcpEventBatch) converted = gemini_stream_feed (pipe->stream, framed, flags);
  g_autoptr (CcpEventBatch) passed = ccp_stream_guard_filter (pipe->guard, converted);

  g_assert (ccp_event_batch_get_length (passed) ==
            ccp_event_batch_get_length (converted));
  for (guint i = 0; i < ccp_event_batch_get_length (passed); i++)
    g_assert (ccp_event_batch_get (passed, i) == ccp_event_batch_get (converted, i));
  ccp_message_collector_add (pipe->collector, passed);
}

static gboolean
frame (Pipe *pipe, CcpFramerInput input, CcpTransformFlags flags)
{
  g_autoptr (CcpEventBatch) framed = ccp_event_batch_new ();
  g_autoptr (GError) error = NULL;
  gboolean good = ccp_framer_collect (&pipe->framer, input, framed, &error);

  if (!good || input != CCP_FRAMER_OPEN)
    flags |= CCP_TRANSFORM_END;
  if (!good || input == CCP_FRAMER_CUT)
    flags |= CCP_TRANSFORM_CUT;
  pass_on (pipe, framed, flags);
  return good;
}

static void
run (Pipe *pipe, const uint8_t *data, size_t size, gsize step, guint8 choices)
{
  while (size > 0)
    {
      gsize length = MIN (size, step);
      gboolean ticks =
          gemini_stream_get_deadline (pipe->stream) != 0 && (choices & WITH_TICKS) != 0;

      ccp_framer_feed (&pipe->framer, data, length);
      if (!frame (pipe, CCP_FRAMER_OPEN, ticks ? CCP_TRANSFORM_TICK : CCP_TRANSFORM_NONE))
        return;
      data += length;
      size -= length;
    }
  frame (pipe,
         (choices & CUT) != 0 ? CCP_FRAMER_CUT : CCP_FRAMER_ENDED,
         CCP_TRANSFORM_NONE);
}

/* Whatever came in, it ends well or with an error that says what went wrong */
static void
finish (Pipe *pipe)
{
  g_autoptr (CcpEventBatch) end = ccp_stream_guard_finish (pipe->guard, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) message = NULL;

  ccp_message_collector_add (pipe->collector, end);
  message = ccp_message_collector_finish (pipe->collector, &error);
  if (message != NULL)
    g_assert (ccp_stream_guard_check_message (message, &error));
  else
    g_assert (error != NULL && g_utf8_validate (error->message, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (CcpExchange) exchange = NULL;
  Pipe pipe = { 0 };

  if (size < HEAD_SIZE)
    return 0;
  exchange = gemini_exchange_create (data[0]);
  ccp_framer_init (&pipe.framer,
                   CCP_FRAMING_AUTO,
                   (data[0] & AS_JSON) != 0 ? "application/json" : "text/event-stream");
  pipe.stream = gemini_stream_new (exchange);
  pipe.guard = ccp_stream_guard_new (exchange);
  pipe.collector = ccp_message_collector_new ();

  run (&pipe, data + HEAD_SIZE, size - HEAD_SIZE, (gsize) data[1] + 1, data[0]);
  finish (&pipe);

  ccp_framer_clear (&pipe.framer);
  gemini_stream_free (pipe.stream);
  g_object_unref (pipe.guard);
  g_object_unref (pipe.collector);
  return 0;
}
