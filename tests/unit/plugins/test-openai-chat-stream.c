/* test-openai-chat-stream.c: beginnings, ends, counts and errors of streams (protocol
 * B.4)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "openai-chat-cases.h"

static const Case cases[] = {
  { "done-missing", NULL, { TEXT ("Hi"), STOP }, "text \"Hi\"; end_turn 5 7" },
  { "done-as-event", NULL, { TEXT ("Hi"), STOP, "[DONE]" }, "text \"Hi\"; end_turn 5 7" },
  { "T74-end-without-reason", NULL, { TEXT ("Hi") }, "text \"Hi\" ..." },
  { "T74-reason-without-counts",
    NULL,
    { TEXT ("Hi, you there"), FINISH ("stop") },
    "text \"Hi, you there\"; end_turn 64 3" },
  { "T77-nothing", NULL, { NULL }, "" },
  { "counts-with-the-reason",
    NULL,
    { TEXT ("a"),
      "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{"
      "\"prompt_tokens\":5,\"completion_tokens\":7}}" },
    "text \"a\"; end_turn 5 7" },
  { "T78-counts-in-every-chunk",
    NULL,
    { "{\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":{\"prompt_tokens\":5,"
      "\"completion_tokens\":1}}",
      "{\"choices\":[{\"delta\":{\"content\":\"b\"}}],\"usage\":null}",
      STOP },
    "text \"ab\"; end_turn 5 7" },
  { "counts-of-groq",
    NULL,
    { TEXT ("a"),
      "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"x_groq\":{\"usage\":{"
      "\"prompt_tokens\":3,\"completion_tokens\":4}}}" },
    "text \"a\"; end_turn 3 4" },
  { "counts-of-moonshot",
    NULL,
    { TEXT ("a"),
      "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\",\"usage\":{"
      "\"prompt_tokens\":3,\"completion_tokens\":4}}]}" },
    "text \"a\"; end_turn 3 4" },
  { "choices-empty-or-absent",
    NULL,
    { "{\"choices\":[],\"prompt_filter_results\":[]}",
      "{\"id\":\"x\"}",
      "[]",
      "1",
      TEXT ("a"),
      STOP },
    "text \"a\"; end_turn 5 7" },
  { "delta-null-or-absent",
    NULL,
    { "{\"choices\":[{\"delta\":null}]}",
      "{\"choices\":[{}]}",
      "{\"choices\":[null]}",
      TEXT ("a"),
      STOP },
    "text \"a\"; end_turn 5 7" },
  { "last-chunk-repeats-as-message",
    NULL,
    { TEXT ("Hi"),
      "{\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}",
      USAGE },
    "text \"Hi\"; end_turn 5 7" },
  { "T86-whole-answer-as-one-chunk",
    NULL,
    { "{\"object\":\"chat.completion\",\"choices\":[{\"message\":{\"content\":\"Hi\","
      "\"reasoning_content\":\"hm\"},\"finish_reason\":\"stop\"}],\"usage\":{"
      "\"prompt_tokens\":5,\"completion_tokens\":7}}" },
    "thinking \"hm\" [ccp1:rc]; text \"Hi\"; end_turn 5 7" },
  { "whole-answer-without-a-reason",
    NULL,
    { "{\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"\"}],"
      "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":7}}" },
    "text \"Hi\"; end_turn 5 7" },
  { "content-null-or-empty",
    NULL,
    { DELTA ("\"content\":null"), TEXT (""), TEXT ("a"), STOP },
    "text \"a\"; end_turn 5 7" },
  { "T72-stop-with-calls",
    NULL,
    { CALL (
          "\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"A\",\"arguments\":\"{}\"}"),
      STOP },
    "tool A a {}; tool_use 5 7" },
  { "T72-calls-without-any",
    NULL,
    { TEXT ("a"), FINISH ("tool_calls"), USAGE },
    "text \"a\"; end_turn 5 7" },
  { "T72-length",
    NULL,
    { TEXT ("a"), FINISH ("length"), USAGE },
    "text \"a\"; max_tokens 5 7" },
  { "T72-model-length",
    NULL,
    { TEXT ("a"), FINISH ("model_length"), USAGE },
    "text \"a\"; max_tokens 5 7" },
  { "T72-content-filter",
    NULL,
    { TEXT ("a"), FINISH ("content_filter"), USAGE },
    "text \"a\"; refusal 5 7" },
  { "T72-sensitive",
    NULL,
    { TEXT ("a"), FINISH ("sensitive"), USAGE },
    "text \"a\"; refusal 5 7" },
  { "T72-context-window",
    NULL,
    { TEXT ("a"), FINISH ("model_context_window_exceeded"), USAGE },
    "text \"a\"; model_context_window_exceeded 5 7" },
  { "reason-of-next-year",
    NULL,
    { TEXT ("a"), FINISH ("eos_token"), USAGE },
    "text \"a\"; end_turn 5 7" },
  { "reason-empty-is-none",
    NULL,
    { FINISH (""), TEXT ("a"), FINISH (""), STOP },
    "text \"a\"; end_turn 5 7" },
  { "T72-stop-sequence-that-vllm-names",
    NULL,
    { TEXT ("a"),
      "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\",\"stop_reason\":\"END\"}]}",
      USAGE },
    "text \"a\"; stop_sequence \"END\" 5 7" },
  { "stop-token-that-vllm-names",
    NULL,
    { TEXT ("a"),
      "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\",\"stop_reason\":128001}]}",
      USAGE },
    "text \"a\"; end_turn 5 7" },
  { "failure-as-a-reason",
    NULL,
    { TEXT ("a"), FINISH ("insufficient_system_resource") },
    "text \"a\" ...; error overloaded_error \"the upstream ended its answer with "
    "\"insufficient_system_resource\" (upstream p)\"" },
  { "failure-as-a-reason-at-once",
    NULL,
    { FINISH ("insufficient_system_resource") },
    "error api_error \"the upstream ended its answer with "
    "\"insufficient_system_resource\" (upstream p)\"" },
  { "failure-inside-of-the-choice",
    NULL,
    { TEXT ("a"),
      "{\"choices\":[{\"delta\":{},\"finish_reason\":\"error\",\"error\":{\"code\":502,"
      "\"message\":\"gone\"}}]}" },
    "text \"a\" ...; error api_error \"gone (upstream p, HTTP 502)\"" },
  { "T75-error-object",
    NULL,
    { TEXT ("a"), "{\"error\":{\"message\":\"m\",\"type\":\"server_error\"}}" },
    "text \"a\" ...; error api_error \"m (upstream p)\"" },
  { "T75-error-of-vllm",
    NULL,
    { TEXT ("a"),
      "{\"object\":\"error\",\"message\":\"m\",\"type\":\"x\",\"param\":null,\"code\":"
      "400}" },
    "text \"a\" ...; error invalid_request_error \"m (upstream p, HTTP 400)\"" },
  { "T75-error-text",
    NULL,
    { TEXT ("a"), "{\"error\":\"m\"}" },
    "text \"a\" ...; error api_error \"m (upstream p)\"" },
  { "T75-overloaded",
    NULL,
    { TEXT ("a"), "{\"error\":{\"message\":\"Overloaded\",\"type\":\"server_error\"}}" },
    "text \"a\" ...; error overloaded_error \"Overloaded (upstream p)\"" },
  { "T76-error-first",
    NULL,
    { "{\"error\":{\"message\":\"Overloaded\",\"type\":\"overloaded_error\"}}" },
    "error api_error \"Overloaded (upstream p)\"" },
  { "error-null-in-every-chunk",
    NULL,
    { "{\"error\":null,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}", STOP },
    "text \"a\"; end_turn 5 7" },
  { "error-after-the-reason",
    NULL,
    { TEXT ("a"),
      FINISH ("length"),
      "{\"error\":{\"code\":400,\"message\":\"Token limit reached\"},\"choices\":[{"
      "\"delta\":{\"content\":\"\"}}],\"usage\":{\"prompt_tokens\":5,"
      "\"completion_tokens\":7}}" },
    "text \"a\"; max_tokens 5 7" },
  { "T43-no-tokens-left",
    NULL,
    { "{\"error\":{\"message\":\"Could not finish the message because max_tokens or "
      "model "
      "output limit was reached.\",\"type\":\"invalid_request_error\"}}" },
    "max_tokens 64 0" },
  { "content-after-the-reason",
    NULL,
    { TEXT ("a"), FINISH ("stop"), TEXT ("b"), USAGE },
    "text \"ab\"; end_turn 5 7" },
  { "content-after-reason-and-counts",
    NULL,
    { TEXT ("a"), FINISH ("stop"), USAGE, TEXT ("b") },
    "text \"ab\"; end_turn 5 7" },
  { "lines-that-are-not-json",
    NULL,
    { "ping", TEXT ("a"), "keep-alive", STOP },
    "text \"a\"; end_turn 5 7" },
  { "rest-of-a-chunk",
    NULL,
    { TEXT ("a"), "{\"choices\":[{\"del" },
    "text \"a\" ...; error api_error \"the upstream sent a piece of its answer that is "
    "not JSON (upstream p)\"" },
  { "no-reason-but-counts-at-the-end",
    NULL,
    { TEXT ("a"), TEXT (""), USAGE },
    "text \"a\"; end_turn 5 7" },
  { "no-reason-but-call-and-counts-at-the-end",
    NULL,
    { CALL (
          "\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"A\",\"arguments\":\"{}\"}"),
      "{\"choices\":[{\"delta\":{\"content\":\"\"}}],\"usage\":{\"prompt_tokens\":5,"
      "\"completion_tokens\":7}}" },
    "tool A a {}; tool_use 5 7" },
  { "T74-no-reason-and-counts-all-along",
    NULL,
    { "{\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":{\"prompt_tokens\":5,"
      "\"completion_tokens\":1}}",
      "{\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}" },
    "text \"a\" ..." },
  { "T81-more-cached-than-there-is",
    NULL,
    { TEXT ("a"),
      FINISH ("stop"),
      "{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":7,"
      "\"prompt_tokens_details\":{\"cached_tokens\":160}}}" },
    "text \"a\"; end_turn 0 7" },
};

typedef struct
{
  CcpExchange *exchange;
  OpenaiChatStream *stream;
  CcpEventBatch *out;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->exchange = create_exchange (NULL);
  self->stream = openai_chat_stream_new (self->exchange);
  self->out = ccp_event_batch_new ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  openai_chat_stream_free (self->stream);
  ccp_event_batch_unref (self->out);
  g_object_unref (self->exchange);
}

static void
feed_text (Fixture *self, const char *text, CcpTransformFlags flags)
{
  g_autoptr (CcpEventBatch) in = ccp_event_batch_new ();

  if (text != NULL)
    ccp_event_batch_take (in, create_event (text));
  feed (self->stream, in, flags, self->out);
}

static void
assert_transcript (Fixture *self, const char *expected)
{
  g_autofree char *transcript = transcript_render (self->out);

  g_assert_cmpstr (transcript, ==, expected);
}

static void
test_grace (Fixture *self, gconstpointer data)
{
  gint64 now = g_get_monotonic_time ();

  feed_text (self, TEXT ("a"), CCP_TRANSFORM_NONE);
  g_assert_cmpint (openai_chat_stream_get_deadline (self->stream), ==, 0);
  feed_text (self, FINISH ("stop"), CCP_TRANSFORM_NONE);
  g_assert_cmpint (openai_chat_stream_get_deadline (self->stream),
                   >=,
                   now + 2 * G_USEC_PER_SEC);

  feed_text (self, NULL, CCP_TRANSFORM_TICK);

  assert_transcript (self, "text \"a\"; end_turn 64 1");
  g_assert_cmpint (openai_chat_stream_get_deadline (self->stream), ==, 0);
}

static void
test_short_grace (Fixture *self, gconstpointer data)
{
  feed_text (self, TEXT ("a"), CCP_TRANSFORM_NONE);
  feed_text (self, FINISH ("stop"), CCP_TRANSFORM_NONE);
  feed_text (self, USAGE, CCP_TRANSFORM_NONE);

  g_assert_cmpint (openai_chat_stream_get_deadline (self->stream),
                   <=,
                   g_get_monotonic_time () + G_USEC_PER_SEC / 4);
  feed_text (self, NULL, CCP_TRANSFORM_TICK);
  assert_transcript (self, "text \"a\"; end_turn 5 7");
}

static void
test_grace_ends (Fixture *self, gconstpointer data)
{
  gint64 deadline;

  feed_text (self, TEXT ("a"), CCP_TRANSFORM_NONE);
  feed_text (self, FINISH ("stop"), CCP_TRANSFORM_NONE);
  deadline = openai_chat_stream_get_deadline (self->stream);
  g_usleep (2000);
  feed_text (self, "{\"choices\":[]}", CCP_TRANSFORM_NONE);
  g_assert_cmpint (openai_chat_stream_get_deadline (self->stream), ==, deadline);

  feed_text (self, USAGE, CCP_TRANSFORM_NONE);
  g_assert_cmpint (openai_chat_stream_get_deadline (self->stream), <, deadline);
  deadline = openai_chat_stream_get_deadline (self->stream);
  g_usleep (2000);
  feed_text (self, USAGE, CCP_TRANSFORM_NONE);
  g_assert_cmpint (openai_chat_stream_get_deadline (self->stream), ==, deadline);
}

static void
test_cut_after_reason (Fixture *self, gconstpointer data)
{
  feed_text (self, TEXT ("a"), CCP_TRANSFORM_NONE);
  feed_text (self, FINISH ("stop"), CCP_TRANSFORM_NONE);
  feed_text (self, NULL, CCP_TRANSFORM_END | CCP_TRANSFORM_CUT);

  assert_transcript (self, "text \"a\"; end_turn 64 1");
}

static void
test_cut_after_counts (Fixture *self, gconstpointer data)
{
  feed_text (self, TEXT ("a"), CCP_TRANSFORM_NONE);
  feed_text (self, USAGE, CCP_TRANSFORM_NONE);
  feed_text (self, NULL, CCP_TRANSFORM_END | CCP_TRANSFORM_CUT);

  assert_transcript (self, "text \"a\" ...");
}

static void
test_nothing_after_stop_sequence (Fixture *self, gconstpointer data)
{
  g_autoptr (CcpJson) options = ccp_json_new_from_text ("{\"stop\":false}", -1, NULL);
  g_autoptr (OpenaiChatStream) stream = NULL;
  g_autoptr (CcpEventBatch) in = ccp_event_batch_new ();
  guint n_events;

  ccp_exchange_set_options (self->exchange, options);
  stream = openai_chat_stream_new (self->exchange);
  ccp_event_batch_take (in, create_event (TEXT ("a END b")));
  feed (stream, in, CCP_TRANSFORM_NONE, self->out);
  n_events = ccp_event_batch_get_length (self->out);
  feed (stream, in, CCP_TRANSFORM_END, self->out);

  assert_transcript (self, "text \"a \"; stop_sequence \"END\" 64 1");
  g_assert_cmpuint (ccp_event_batch_get_length (self->out), ==, n_events);
}

static void
test_error_event_name (Fixture *self, gconstpointer data)
{
  g_autoptr (CcpJson) error = ccp_json_new_from_text ("{\"message\":\"m\"}", -1, NULL);
  g_autoptr (CcpEventBatch) in = ccp_event_batch_new ();

  ccp_event_batch_take (in, ccp_event_new ("error", error));
  feed (self->stream, in, CCP_TRANSFORM_NONE, self->out);

  assert_transcript (self, "error api_error \"m (upstream p)\"");
}

static void
test_verdict (Fixture *self, gconstpointer data)
{
  CcpVerdict *verdict = NULL;

  feed_text (self,
             "{\"error\":{\"message\":\"slow down, try again in 3s\",\"code\":429}}",
             CCP_TRANSFORM_NONE);
  verdict = ccp_event_get_verdict (ccp_event_batch_get (self->out, 0));

  g_assert_cmpint (ccp_verdict_get_kind (verdict), ==, CCP_VERDICT_REST);
  g_assert_cmpint (ccp_verdict_get_code (verdict), ==, CCP_ERROR_RATE_LIMITED);
  g_assert_cmpuint (ccp_verdict_get_retry_after (verdict), ==, 3000);
}

#define ADD(name, function)                                                              \
  g_test_add ("/openai-chat-stream/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_cases (cases, G_N_ELEMENTS (cases));
  ADD ("deadline/grace-after-reason", test_grace);
  ADD ("deadline/short-grace-after-counts", test_short_grace);
  ADD ("deadline/what-follows-does-not-put-it-off", test_grace_ends);
  ADD ("feed/T74-cut-after-reason", test_cut_after_reason);
  ADD ("feed/T74-cut-after-counts", test_cut_after_counts);
  ADD ("feed/E67-nothing-after-stop-sequence", test_nothing_after_stop_sequence);
  ADD ("feed/error-event-by-name", test_error_event_name);
  ADD ("feed/T101-error-carries-verdict", test_verdict);
  return g_test_run ();
}
