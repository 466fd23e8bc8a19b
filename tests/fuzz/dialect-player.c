/* dialect-player.c: plays what a fuzzer makes up to a dialect, and looks at what comes
 * out
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "dialect-player.h"

#include "ccp-framer.h"
#include "ccp-message-collector.h"
#include "ccp-stream-guard.h"

#define MAX_TEXT 4000

/* bits of the choices, beside those that the exchange is made of */
#define TICKS (1 << 5)
#define IS_CUT (1 << 6)

static const guint statuses[] = { 200, 400, 413, 422, 429, 500, 503, 529, 302, 404 };

typedef struct
{
  CcpExchange *exchange;
  CcpFramer framer;
  CcpSimpleTransformer *transformer;
  CcpStreamGuard *guard;
  CcpMessageCollector *collector;
} Pipe;

static void
pass_on (Pipe *pipe, CcpEventBatch *framed, CcpTransformFlags flags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpEventBatch) converted =
      ccp_simple_transformer_transform_events (pipe->transformer,
                                               pipe->exchange,
                                               framed,
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

static gboolean
frame (Pipe *pipe, gboolean at_end, CcpTransformFlags flags)
{
  g_autoptr (CcpEventBatch) framed = ccp_event_batch_new ();
  g_autoptr (GError) error = NULL;
  gboolean good = ccp_framer_collect (&pipe->framer, at_end, framed, &error);

  if (!good || at_end)
    flags |= CCP_TRANSFORM_END;
  if (!good)
    flags |= CCP_TRANSFORM_CUT;
  pass_on (pipe, framed, flags);
  return good;
}

static gboolean
waits (Pipe *pipe)
{
  return ccp_transformer_get_deadline (CCP_TRANSFORMER (pipe->transformer)) != 0;
}

static void
run (Pipe *pipe, const uint8_t *data, size_t size, gsize step, guint8 choices)
{
  g_autoptr (CcpEventBatch) nothing = ccp_event_batch_new ();

  while (size > 0)
    {
      gsize length = MIN (size, step);

      ccp_framer_feed (&pipe->framer, data, length);
      if (!frame (pipe,
                  FALSE,
                  waits (pipe) && (choices & TICKS) != 0 ? CCP_TRANSFORM_TICK
                                                         : CCP_TRANSFORM_NONE))
        return;
      data += length;
      size -= length;
    }
  if ((choices & IS_CUT) == 0)
    frame (pipe, TRUE, CCP_TRANSFORM_NONE);
  else
    pass_on (pipe, nothing, CCP_TRANSFORM_END | CCP_TRANSFORM_CUT);
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

static void
check_text (const char *text)
{
  g_assert (text != NULL && *text != '\0');
  g_assert (g_utf8_validate (text, -1, NULL));
  g_assert (strlen (text) < MAX_TEXT);
}

static void
check_verdict (CcpVerdict *verdict)
{
  CcpJsonValue root;

  g_assert (verdict != NULL);
  if (ccp_verdict_get_kind (verdict) == CCP_VERDICT_FINE)
    return;
  check_text (ccp_verdict_get_message (verdict));
  if (ccp_verdict_get_settings (verdict) == NULL)
    return;
  ccp_json_get_root (ccp_verdict_get_settings (verdict), &root);
  g_assert (ccp_json_value_is_object (&root) && ccp_json_value_get_length (&root) > 0);
}

static void
check_answer (const DialectPlayer *self, CcpExchange *exchange, CcpJson *json)
{
  g_autoptr (CcpSimpleTransformer) transformer = g_object_new (self->transformer, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) message =
      ccp_simple_transformer_transform_response (transformer, exchange, json, &error);

  g_assert ((message == NULL) == (error != NULL));
  if (message != NULL)
    g_assert (ccp_stream_guard_check_message (message, &error));
  else
    {
      g_assert (error->domain == CCP_ERROR);
      check_text (error->message);
    }
}

static void
ignore_log (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  g_assert ((level & (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) == 0);
}

static GLogWriterOutput
ignore_structured_log (GLogLevelFlags level,
                       const GLogField *fields,
                       gsize n_fields,
                       gpointer data)
{
  ignore_log (NULL, level, NULL, NULL);
  return G_LOG_WRITER_HANDLED;
}

void
dialect_player_stream (const DialectPlayer *self,
                       CcpExchange *exchange,
                       const uint8_t *data,
                       size_t size)
{
  Pipe pipe = { .exchange = exchange };

  ccp_framer_init (&pipe.framer, CCP_FRAMING_AUTO, "text/event-stream");
  pipe.transformer = g_object_new (self->transformer, NULL);
  pipe.guard = ccp_stream_guard_new (exchange);
  pipe.collector = ccp_message_collector_new ();

  run (&pipe,
       data + DIALECT_PLAYER_HEAD_SIZE,
       size - DIALECT_PLAYER_HEAD_SIZE,
       (gsize) data[1] + 1,
       data[0]);
  finish (&pipe);

  ccp_framer_clear (&pipe.framer);
  g_object_unref (pipe.transformer);
  g_object_unref (pipe.guard);
  g_object_unref (pipe.collector);
}

void
dialect_player_answer (const DialectPlayer *self,
                       CcpExchange *exchange,
                       const uint8_t *data,
                       size_t size)
{
  guint status = statuses[data[1] % G_N_ELEMENTS (statuses)];
  g_autoptr (CcpSimpleProvider) provider = g_object_new (self->provider, NULL);
  g_autoptr (GBytes) body = g_bytes_new_static (data + DIALECT_PLAYER_HEAD_SIZE,
                                                size - DIALECT_PLAYER_HEAD_SIZE);
  g_autoptr (CcpJson) json = ccp_json_new_from_bytes (body, NULL);
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  g_autoptr (CcpVerdict) verdict =
      ccp_simple_provider_judge (provider, exchange, status, headers, body, json, NULL);

  check_verdict (verdict);
  if (json != NULL)
    check_answer (self, exchange, json);
}

void
dialect_player_silence_logs (void)
{
  g_log_set_default_handler (ignore_log, NULL);
  g_log_set_writer_func (ignore_structured_log, NULL, NULL);
}
