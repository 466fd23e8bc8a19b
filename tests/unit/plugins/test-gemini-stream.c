/* test-gemini-stream.c: streams of the Gemini format
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gemini-stream-cases.h"

#define SIGNED(text) "{\"text\":\"" text "\",\"thoughtSignature\":\"SIG==\"}"
#define QUIET "\"tools\":[{\"name\":\"A\"}]"
#define SEARCHING "\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}]"
#define GROUNDED                                                                         \
  "{\"candidates\":[{\"finishReason\":\"STOP\",\"groundingMetadata\":{"                  \
  "\"webSearchQueries\":[\"q\"],\"groundingChunks\":[{\"web\":{\"uri\":\"https://a\","   \
  "\"title\":\"A\"}}]}}],\"usageMetadata\":{\"promptTokenCount\":5,"                     \
  "\"toolUsePromptTokenCount\":2,\"candidatesTokenCount\":7}}"

static const Case contents[] = {
  { "text",
    NULL,
    NULL,
    { SAID ("a\xc3\xa4"), SAID ("b"), STOP },
    "text \"a\xc3\xa4"
    "b\"; end_turn 5 7" },
  { "T61-thoughts-then-text",
    NULL,
    NULL,
    { THOUGHT ("hm"), SAID ("a"), STOP },
    "thinking \"hm\" [ccp1:no]; text \"a\"; end_turn 5 7" },
  { "T71-thoughts-are-not-shown",
    NULL,
    QUIET,
    { THOUGHT ("hm"), SAID ("a"), STOP },
    "text \"a\"; end_turn 5 7" },
  { "T60-call-in-the-first-chunk",
    NULL,
    NULL,
    { CALLED ("\"name\":\"A\",\"args\":{\"x\":1}"), STOP },
    "tool A new {\"x\":1}; tool_use 5 7" },
  { "T72-stop-with-calls",
    NULL,
    NULL,
    { SAID ("t"),
      CALLED ("\"name\":\"A\""),
      CALLED ("\"name\":\"B\",\"args\":{}"),
      STOP },
    "text \"t\"; tool A new ; tool B new ; tool_use 5 7" },
  { "T34-ids",
    NULL,
    NULL,
    { CALLED ("\"name\":\"A\",\"id\":\"call-1\""),
      CALLED ("\"name\":\"A\",\"id\":\"call-1\""),
      STOP },
    "tool A call-1 ; tool A new ; tool_use 5 7" },
  { "T62-text-after-a-call",
    NULL,
    NULL,
    { CALLED ("\"name\":\"A\""), SAID ("t"), STOP },
    "tool A new ; text \"t\"; tool_use 5 7" },
  { "T70-signature-of-a-call",
    NULL,
    NULL,
    { PARTS ("{\"functionCall\":{\"name\":\"A\"},\"thoughtSignature\":\"SIG==\"}"),
      STOP },
    "thinking \"\" [ccp1:gm:@:n:SIG==]; tool A new ; tool_use 5 7" },
  { "T70-signature-of-a-call-after-thoughts",
    NULL,
    NULL,
    { THOUGHT ("hm"),
      PARTS ("{\"functionCall\":{\"name\":\"A\"},\"thought_signature\":\"SIG==\"}"),
      STOP },
    "thinking \"hm\" [ccp1:gm:@:n:SIG==]; tool A new ; tool_use 5 7" },
  { "T70-signature-of-a-call-without-thoughts-asked-for",
    NULL,
    QUIET,
    { THOUGHT ("hm"),
      PARTS ("{\"functionCall\":{\"name\":\"A\"},\"thoughtSignature\":\"SIG==\"}"),
      STOP },
    "thinking \"\" [ccp1:gm:@:n:SIG==]; tool A new ; tool_use 5 7" },
  { "T90-signature-on-text",
    NULL,
    NULL,
    { PARTS (SIGNED ("a")), SAID ("b"), STOP },
    "thinking \"\" [ccp1:gm:@:n:SIG==]; text \"ab\"; end_turn 5 7" },
  { "T90-signature-on-later-text",
    NULL,
    NULL,
    { SAID ("a"), PARTS (SIGNED ("b")), STOP },
    "text \"ab\"; thinking \"\" [ccp1:gm:@:e:SIG==]; end_turn 5 7" },
  { "T90-signature-on-empty-text",
    NULL,
    NULL,
    { SAID ("a"), PARTS (SIGNED ("")), STOP },
    "text \"a\"; thinking \"\" [ccp1:gm:@:e:SIG==]; end_turn 5 7" },
  { "T90-signature-alone",
    NULL,
    NULL,
    { SAID ("a"), PARTS ("{\"thoughtSignature\":\"SIG==\"}"), STOP },
    "text \"a\"; thinking \"\" [ccp1:gm:@:e:SIG==]; end_turn 5 7" },
  { "T90-signature-of-a-thought",
    NULL,
    NULL,
    { PARTS ("{\"text\":\"hm\",\"thought\":true,\"thoughtSignature\":\"SIG==\"}"),
      SAID ("a"),
      STOP },
    "thinking \"hm\" [ccp1:gm:@:t:SIG==]; text \"a\"; end_turn 5 7" },
  { "signatures-that-nobody-needs",
    NULL,
    QUIET,
    { PARTS ("{\"text\":\"hm\",\"thought\":true,\"thoughtSignature\":\"SIG==\"}"),
      PARTS (SIGNED ("a")),
      PARTS (SIGNED ("")),
      STOP },
    "text \"a\"; end_turn 5 7" },
  { "T90-call-in-pieces",
    NULL,
    NULL,
    { CALLED ("\"name\":\"A\",\"willContinue\":true"),
      CALLED ("\"partialArgs\":[{\"jsonPath\":\"$.a[0].b\",\"stringValue\":\"x\","
              "\"willContinue\":true}],\"willContinue\":true"),
      CALLED ("\"partialArgs\":[{\"jsonPath\":\"$.a[0].b\",\"stringValue\":\"y\"},"
              "{\"jsonPath\":\"$.a[0]['c d']\",\"numberValue\":0.5},{\"jsonPath\":"
              "\"$.n\",\"nullValue\":\"NULL_VALUE\"},{\"jsonPath\":\"$.f\",\"boolValue\":"
              "true}],\"willContinue\":true"),
      CALLED (""),
      CALLED ("\"name\":\"B\""),
      STOP },
    "tool A new {\"a\":[{\"b\":\"xy\",\"c d\":0.5}],\"n\":null,\"f\":true}; "
    "tool B new ; tool_use 5 7" },
  { "call-in-pieces-that-nobody-ends",
    NULL,
    NULL,
    { CALLED ("\"name\":\"A\",\"willContinue\":true"),
      CALLED ("\"partialArgs\":[{\"jsonPath\":\"$.a\",\"stringValue\":\"x\"},"
              "{\"jsonPath\":\"nowhere\",\"stringValue\":\"y\"},{\"jsonPath\":"
              "\"$.a.b\",\"numberValue\":1}],\"willContinue\":true"),
      SAID ("t"),
      STOP },
    "tool A new {\"a\":{\"b\":1}}; text \"t\"; tool_use 5 7" },
  { "T65-call-without-a-name",
    NULL,
    NULL,
    { CALLED ("\"args\":{\"x\":1}"), STOP },
    "tool tool_1 new {\"x\":1}; tool_use 5 7" },
  { "parts-of-googles-tools",
    NULL,
    NULL,
    { PARTS ("{\"executableCode\":{\"code\":\"c\"}},{\"codeExecutionResult\":{}},"
             "{\"toolCall\":{\"id\":\"x\"},\"thoughtSignature\":\"S\"}"),
      SAID ("a"),
      STOP },
    "text \"a\"; end_turn 5 7" },
  { "T50-search",
    NULL,
    SEARCHING,
    { SAID ("It is "), SAID ("so."), GROUNDED },
    "server_tool_use \"{\"query\":\"q\"}\"; web_search_tool_result \"\"; text \"It is "
    "so.\"; end_turn 7 7" },
  { "T50-search-beside-tools",
    NULL,
    SEARCHING ",\"tool_choice\":{\"type\":\"auto\"}",
    { SAID ("a"), STOP },
    "text \"a\"; end_turn 5 7" },
  { "T50-search-after-the-text",
    NULL,
    NULL,
    { SAID ("a"), GROUNDED },
    "text \"a\"; server_tool_use \"{\"query\":\"q\"}\"; web_search_tool_result \"\"; "
    "end_turn 7 7" },
};

static const Case ends[] = {
  { "T72-limit",
    NULL,
    NULL,
    { SAID ("a"), ENDED ("\"MAX_TOKENS\"") },
    "text \"a\"; max_tokens 5 7" },
  { "limit-while-thinking", NULL, NULL, { ENDED ("\"MAX_TOKENS\"") }, "max_tokens 5 7" },
  { "T72-safety",
    NULL,
    NULL,
    { SAID ("a"), ENDED ("\"SAFETY\"") },
    "text \"a\"; refusal 5 7" },
  { "T90-recitation", NULL, NULL, { ENDED ("\"RECITATION\"") }, "refusal 5 7" },
  { "model-armor", NULL, NULL, { ENDED ("\"MODEL_ARMOR\"") }, "refusal 5 7" },
  { "integer-stop", NULL, NULL, { SAID ("a"), ENDED ("1") }, "text \"a\"; end_turn 5 7" },
  { "integer-blocklist-of-vertex",
    "{\"vertex\":true}",
    NULL,
    { ENDED ("6") },
    "refusal 5 7" },
  { "integer-malformed-call-of-vertex",
    "{\"vertex\":true}",
    NULL,
    { ENDED ("9") },
    "error api_error \"MALFORMED_FUNCTION_CALL (upstream p)\"" },
  { "integer-refusal", NULL, NULL, { ENDED ("9") }, "refusal 5 7" },
  { "integer-zero-goes-on",
    NULL,
    NULL,
    { "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"finishReason\":0}]"
      "}",
      SAID ("b"),
      STOP },
    "text \"ab\"; end_turn 5 7" },
  { "other-with-content",
    NULL,
    NULL,
    { SAID ("a"), ENDED ("\"OTHER\"") },
    "text \"a\"; end_turn 5 7" },
  { "other-without-content",
    NULL,
    NULL,
    { ENDED ("\"OTHER\"") },
    "error api_error \"OTHER (upstream p)\"" },
  { "reason-of-tomorrow",
    NULL,
    NULL,
    { SAID ("a"), ENDED ("\"BORED\"") },
    "text \"a\"; end_turn 5 7" },
  { "unspecified",
    NULL,
    NULL,
    { SAID ("a"), ENDED ("\"FINISH_REASON_UNSPECIFIED\"") },
    "text \"a\"; end_turn 5 7" },
  { "T90-malformed-call",
    NULL,
    NULL,
    { "{\"candidates\":[{\"finishReason\":\"MALFORMED_FUNCTION_CALL\",\"finishMessage\":"
      "\"print()\"}]}" },
    "error api_error \"MALFORMED_FUNCTION_CALL: print() (upstream p)\"" },
  { "malformed-call-after-text",
    NULL,
    NULL,
    { SAID ("a"), ENDED ("\"MALFORMED_FUNCTION_CALL\"") },
    "text \"a\" ...; error api_error \"MALFORMED_FUNCTION_CALL (upstream p)\"" },
  { "unexpected-call-of-a-tool-that-is-there",
    NULL,
    NULL,
    { CALLED ("\"name\":\"A\""), ENDED ("\"UNEXPECTED_TOOL_CALL\"") },
    "tool A new ; tool_use 5 7" },
  { "unexpected-call-of-no-tool",
    NULL,
    NULL,
    { CALLED ("\"name\":\"C\""), ENDED ("\"UNEXPECTED_TOOL_CALL\"") },
    "tool C new ; error api_error \"UNEXPECTED_TOOL_CALL (upstream p)\"" },
  { "T90-blocked",
    NULL,
    NULL,
    { "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"usageMetadata\":"
      "{\"promptTokenCount\":5}}" },
    "refusal 5 0" },
  { "blocked-by-number",
    NULL,
    NULL,
    { "{\"promptFeedback\":{\"blockReason\":4},\"usageMetadata\":{\"promptTokenCount\":5}"
      "}" },
    "refusal 5 0" },
  { "T77-no-candidate",
    NULL,
    NULL,
    { "{\"usageMetadata\":{\"promptTokenCount\":5}}" },
    "error api_error \"the upstream sent no candidate and no reason for it (upstream "
    "p)\"" },
  { "T74-no-reason",
    NULL,
    NULL,
    { SAID ("a") },
    "text \"a\" ...; error api_error \"the upstream stream ended unexpectedly "
    "(upstream p)\"" },
  { "T75-error-in-the-stream",
    NULL,
    NULL,
    { SAID ("a"),
      "{\"error\":{\"code\":503,\"message\":\"The model is overloaded.\","
      "\"status\":\"UNAVAILABLE\"}}" },
    "text \"a\" ...; error overloaded_error \"The model is overloaded. (upstream p, HTTP "
    "503)\"" },
  { "T76-error-first",
    NULL,
    NULL,
    { "{\"error\":{\"code\":429,\"message\":\"slow\",\"status\":\"RESOURCE_EXHAUSTED\"}"
      "}" },
    "error rate_limit_error \"slow (upstream p, HTTP 429)\"" },
  { "error-after-the-end",
    NULL,
    NULL,
    { SAID ("a"), STOP, "{\"error\":{\"code\":500,\"message\":\"late\"}}" },
    "text \"a\"; end_turn 5 7" },
  { "T79-text-and-end-in-one",
    NULL,
    NULL,
    { "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"h\",\"thought\":true},"
      "{\"text\":\"a\"},{\"functionCall\":{\"name\":\"A\"}}]},\"finishReason\":\"STOP\"}]"
      ","
      "\"usageMetadata\":{\"promptTokenCount\":5,\"candidatesTokenCount\":7}}" },
    "thinking \"h\" [ccp1:no]; text \"a\"; tool A new ; tool_use 5 7" },
  { "wrapped-by-a-gateway",
    NULL,
    NULL,
    { "{\"response\":" SAID ("a") ",\"traceId\":\"x\"}", "{\"response\":" STOP "}" },
    "text \"a\"; end_turn 5 7" },
};

static const Case counts[] = {
  { "T81-cached",
    NULL,
    NULL,
    { SAID ("a"),
      "{\"candidates\":[{\"finishReason\":\"STOP\"}],\"usageMetadata\":"
      "{\"promptTokenCount\":10,\"cachedContentTokenCount\":4,"
      "\"candidatesTokenCount\":2,\"thoughtsTokenCount\":3}}" },
    "text \"a\"; end_turn 6 5" },
  { "T81-more-cached-than-there-is",
    NULL,
    NULL,
    { SAID ("a"),
      "{\"candidates\":[{\"finishReason\":\"STOP\"}],\"usageMetadata\":"
      "{\"promptTokenCount\":4,\"cachedContentTokenCount\":9,"
      "\"candidatesTokenCount\":2}}" },
    "text \"a\"; end_turn 0 2" },
  { "T78-the-last-one-counts",
    NULL,
    NULL,
    { "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}],\"usageMetadata\":"
      "{\"promptTokenCount\":5,\"candidatesTokenCount\":1,\"thoughtsTokenCount\":3}}",
      "{\"candidates\":[{\"finishReason\":\"STOP\"}],\"usageMetadata\":"
      "{\"promptTokenCount\":5,\"candidatesTokenCount\":4,\"trafficType\":\"X\"}}" },
    "text \"a\"; end_turn 5 7" },
  { "T78-counts-after-the-end",
    NULL,
    NULL,
    { SAID ("a"),
      "{\"candidates\":[{\"finishReason\":\"STOP\"}]}",
      "{\"usageMetadata\":{\"promptTokenCount\":5,\"candidatesTokenCount\":7}}" },
    "text \"a\"; end_turn 5 7" },
  { "only-a-total",
    NULL,
    NULL,
    { SAID ("a"),
      "{\"candidates\":[{\"finishReason\":\"STOP\"}],\"usageMetadata\":"
      "{\"promptTokenCount\":5,\"totalTokenCount\":14}}" },
    "text \"a\"; end_turn 5 9" },
};

/* a connection that breaks is no end, whatever came before */
static void
test_cut (void)
{
  const Case whole = { .chunks = { SAID ("a"), STOP } };
  const Case part = { .chunks = { SAID ("a") } };
  g_autofree char *whole_bytes = make_sse (&whole);
  g_autofree char *part_bytes = make_sse (&part);
  g_autofree char *ended =
      convert_bytes (&whole, "text/event-stream", whole_bytes, 0, CCP_FRAMER_CUT);
  g_autofree char *cut =
      convert_bytes (&part, "text/event-stream", part_bytes, 0, CCP_FRAMER_CUT);

  g_assert_cmpstr (ended, ==, "text \"a\"; end_turn 5 7");
  g_assert_true (g_str_has_prefix (cut, "text \"a\" ...; error api_error "));
}

/* what is left of a chunk is no JSON */
static void
test_fragment (void)
{
  const Case test = { .chunks = { SAID ("a"), "{\"candidates\":[{\"content\"" } };
  g_autofree char *bytes = make_sse (&test);
  g_autofree char *text =
      convert_bytes (&test, "text/event-stream", bytes, 0, CCP_FRAMER_ENDED);

  g_assert_nonnull (strstr (text, "error api_error \"the upstream sent a piece"));
}

static void
feed_chunk (GeminiStream *stream, const char *chunk, CcpEventBatch *out)
{
  g_autoptr (CcpEventBatch) in = ccp_event_batch_new ();
  g_autoptr (CcpJson) data = ccp_json_new_from_text (chunk, -1, NULL);
  g_autoptr (CcpEventBatch) converted = NULL;

  ccp_event_batch_take (in, ccp_event_new (NULL, data));
  converted = gemini_stream_feed (stream, in, CCP_TRANSFORM_NONE);
  for (guint i = 0; i < ccp_event_batch_get_length (converted); i++)
    ccp_event_batch_append (out, ccp_event_batch_get (converted, i));
}

/* a connection that stays open after the end is not waited for */
static void
test_deadline (void)
{
  const Case test = { NULL };
  g_autoptr (CcpExchange) exchange = create_exchange (&test);
  g_autoptr (GeminiStream) stream = gemini_stream_new (exchange);
  g_autoptr (CcpEventBatch) out = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) nothing = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) last = NULL;
  gint64 patient;

  feed_chunk (stream, SAID ("a"), out);
  g_assert_cmpint (gemini_stream_get_deadline (stream), ==, 0);
  feed_chunk (stream, "{\"candidates\":[{\"finishReason\":\"STOP\"}]}", out);
  patient = gemini_stream_get_deadline (stream);
  g_assert_cmpint (patient, >, g_get_monotonic_time ());
  feed_chunk (stream, "{\"usageMetadata\":{\"promptTokenCount\":5}}", out);
  g_assert_cmpint (gemini_stream_get_deadline (stream), <, patient);
  last = gemini_stream_feed (stream, nothing, CCP_TRANSFORM_TICK);

  g_assert_cmpint (gemini_stream_get_deadline (stream), ==, 0);
  g_assert_true (
      ccp_event_is (ccp_event_batch_get (last, ccp_event_batch_get_length (last) - 1),
                    "message_stop"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_cases ("content", contents, G_N_ELEMENTS (contents));
  add_cases ("end", ends, G_N_ELEMENTS (ends));
  add_cases ("counts", counts, G_N_ELEMENTS (counts));
  g_test_add_func ("/gemini-stream/end/T74-cut", test_cut);
  g_test_add_func ("/gemini-stream/end/fragment", test_fragment);
  g_test_add_func ("/gemini-stream/end/deadline", test_deadline);

  return g_test_run ();
}
