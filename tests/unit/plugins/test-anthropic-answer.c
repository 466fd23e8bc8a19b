/* test-anthropic-answer.c: answers that pass through, byte by byte
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>
#include <string.h>

#include "anthropic-answer.h"
#include "ccp-event-writer.h"
#include "ccp-framer.h"

#define START(model)                                                                     \
  "event: message_start\r\n"                                                             \
  "data:  { \"type\": \"message_start\", \"message\":{\"model\" : \"" model              \
  "\",\"id\":\"m\", \"usage\":{}} }\r\n\r\n"
#define REST                                                                             \
  "event: content_block_start\n"                                                         \
  "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":"               \
  "{\"type\":\"text\",\"text\":\"\"}}\n\n"                                               \
  "id: 3\rretry: 5\rdata: {\"type\":\"content_block_delta\",\rdata: \"model\":\"up\","   \
  "\"x\":\"h\xc3\xa9\xf0\x9f\x98\x80\"}\revent: content_block_delta\r\r"                 \
  "event: novelty\ndata: {\"type\":\"novelty\",\"message\":{\"model\":\"up\"}}\n\n"      \
  "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"

static CcpExchange *
create_exchange (const char *options_text)
{
  g_autoptr (CcpJson) body =
      ccp_json_new_from_text ("{\"model\":\"as\\\"ked\"}", -1, NULL);
  g_autoptr (CcpJson) options = ccp_json_new_from_text (options_text, -1, NULL);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", "up");
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);

  ccp_exchange_set_route (exchange, route);
  ccp_exchange_set_options (exchange, options);
  return exchange;
}

static void
collect (CcpFramer *framer,
         CcpFramerInput input,
         CcpExchange *exchange,
         gboolean *started,
         GByteArray *out)
{
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) converted = NULL;
  g_autoptr (GError) error = NULL;

  ccp_framer_collect (framer, input, batch, &error);
  g_assert_no_error (error);
  converted = anthropic_answer_convert_events (exchange, batch, started);
  ccp_event_writer_append (out, converted);
}

/* @cut: where the stream comes in two pieces */
static char *
convert_cut (const char *stream, gsize cut, const char *options)
{
  g_autoptr (CcpExchange) exchange = create_exchange (options);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gboolean started = FALSE;
  CcpFramer framer;

  ccp_framer_init (&framer, CCP_FRAMING_SSE, "text/event-stream");
  ccp_framer_feed (&framer, (const guint8 *) stream, cut);
  collect (&framer, CCP_FRAMER_OPEN, exchange, &started, out);
  ccp_framer_feed (&framer, (const guint8 *) stream + cut, strlen (stream) - cut);
  collect (&framer, CCP_FRAMER_ENDED, exchange, &started, out);
  ccp_framer_clear (&framer);
  return g_strndup ((const char *) out->data, out->len);
}

static void
test_T82_T83_every_cut (void)
{
  static const char stream[] = START ("up") REST;

  for (gsize cut = 0; cut <= strlen (stream); cut++)
    {
      g_autofree char *converted = convert_cut (stream, cut, "{}");

      g_assert_cmpstr (converted, ==, START ("as\\\"ked") REST);
    }
}

static void
test_model_of_the_upstream (void)
{
  static const char stream[] = START ("up") REST;
  g_autofree char *converted =
      convert_cut (stream, 5, "{\"model_in_answer\":\"upstream\"}");

  g_assert_cmpstr (converted, ==, stream);
}

static void
test_right_model_is_not_copied (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange ("{}");
  g_autoptr (CcpJson) body =
      ccp_json_new_from_text ("{ \"model\":\"as\\u0022ked\"}", -1, NULL);
  g_autoptr (CcpJson) same = anthropic_answer_convert (exchange, body, NULL);

  g_assert_true (same == body);
}

static void
test_T91_whole_answer (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange ("{}");
  g_autoptr (CcpJson) body = ccp_json_new_from_text (
      " {\"content\":[{\"model\":\"up\"}],\n \"model\" :\"up\", \"n\":1.50}",
      -1,
      NULL);
  g_autoptr (CcpJson) changed = anthropic_answer_convert (exchange, body, NULL);
  g_autofree char *text = ccp_json_to_text (changed);

  g_assert_cmpstr (text,
                   ==,
                   " {\"content\":[{\"model\":\"up\"}],\n \"model\" :\"as\\\"ked\", "
                   "\"n\":1.50}");
}

static void
test_batch_of_a_running_message_is_not_copied (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange ("{}");
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (CcpJson) data = ccp_json_new_from_text ("{\"type\":\"ping\"}", -1, NULL);
  g_autoptr (CcpEventBatch) same = NULL;
  gboolean started = TRUE;

  ccp_event_batch_take (batch, ccp_event_new ("ping", data));
  same = anthropic_answer_convert_events (exchange, batch, &started);

  g_assert_true (same == batch);
}

/* Returns: the first event of @stream, and what the pipeline is to do about it */
static CcpVerdict *
judge_first (const char *stream)
{
  g_autoptr (CcpExchange) exchange = create_exchange ("{}");
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) converted = NULL;
  CcpVerdict *verdict = NULL;
  gboolean started = FALSE;
  CcpFramer framer;

  ccp_framer_init (&framer, CCP_FRAMING_SSE, "text/event-stream");
  ccp_framer_feed (&framer, (const guint8 *) stream, strlen (stream));
  ccp_framer_collect (&framer, CCP_FRAMER_ENDED, batch, NULL);
  ccp_framer_clear (&framer);
  converted = anthropic_answer_convert_events (exchange, batch, &started);
  verdict = ccp_event_get_verdict (ccp_event_batch_get (converted, 0));
  return verdict != NULL ? ccp_verdict_ref (verdict) : NULL;
}

static void
test_T76_error_first (void)
{
#define BUSY                                                                             \
  "{\"type\":\"error\", \"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}}"
  static const char *const streams[] = {
    "event: error\ndata: " BUSY "\n\n",
    "data: " BUSY "\n\n",
    BUSY,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (streams); i++)
    {
      g_autoptr (CcpVerdict) verdict = judge_first (streams[i]);
      g_autofree char *text = NULL;
      guint status = 0;

      g_assert_nonnull (verdict);
      g_assert_cmpint (ccp_verdict_get_kind (verdict), ==, CCP_VERDICT_RETRY);
      text = ccp_json_to_text (ccp_verdict_get_answer (verdict, &status));
      g_assert_cmpstr (text, ==, BUSY);
      g_assert_cmpuint (status, ==, 503);
    }
#undef BUSY
}

static void
test_T75_error_later_passes (void)
{
  static const char stream[] = START ("up") "event: error\n"
                                            "data: {\"type\":\"error\",\"error\":{}}\n\n";
  g_autofree char *converted = convert_cut (stream, 0, "{}");

  g_assert_true (
      g_str_has_suffix (converted, "data: {\"type\":\"error\",\"error\":{}}\n\n"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/anthropic-answer/events/T82-T83-every-cut", test_T82_T83_every_cut);
  g_test_add_func ("/anthropic-answer/events/model-of-the-upstream",
                   test_model_of_the_upstream);
  g_test_add_func ("/anthropic-answer/events/batch-is-not-copied",
                   test_batch_of_a_running_message_is_not_copied);
  g_test_add_func ("/anthropic-answer/events/T76-error-first", test_T76_error_first);
  g_test_add_func ("/anthropic-answer/events/T75-error-later-passes",
                   test_T75_error_later_passes);
  g_test_add_func ("/anthropic-answer/whole/T91-model", test_T91_whole_answer);
  g_test_add_func ("/anthropic-answer/whole/right-model-is-not-copied",
                   test_right_model_is_not_copied);
  return g_test_run ();
}
