/* test-upstream-judge.c: what errors of providers become, in every shape they come in
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>
#include <string.h>

typedef struct
{
  const char *name;
  guint status; /* 0: inside a stream */
  const char *body;
  CcpVerdictKind kind;
  CcpError code;
  const char *message;
} Case;

#define SAID(text) "{\"error\":{\"message\":\"" text "\"}}"

static const Case cases[] = {
  /* shapes */
  { "object",
    400,
    "{\"error\":{\"message\":\"no\",\"type\":null,\"code\":null}}",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INVALID_REQUEST,
    "no (upstream p, HTTP 400)" },
  { "error-text",
    400,
    "{\"error\":\"model 'x' not found\"}",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INVALID_REQUEST,
    "model 'x' not found (upstream p, HTTP 400)" },
  { "flat",
    400,
    "{\"object\":\"error\",\"message\":\"bad\",\"type\":\"BadRequestError\",\"code\":"
    "400}",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INVALID_REQUEST,
    "bad (upstream p, HTTP 400)" },
  { "array",
    400,
    "[{\"error\":{\"code\":400,\"message\":\"oh\",\"status\":\"INVALID_ARGUMENT\"}}]",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INVALID_REQUEST,
    "oh (upstream p, HTTP 400)" },
  { "detail-text",
    422,
    "{\"detail\":\"wrong\"}",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INVALID_REQUEST,
    "wrong (upstream p, HTTP 422)" },
  { "detail-list",
    422,
    "{\"detail\":[{\"loc\":[\"body\",\"stop\"],\"msg\":\"Extra inputs are not "
    "permitted\"}]}",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INVALID_REQUEST,
    "stop: Extra inputs are not permitted (upstream p, HTTP 422)" },
  { "detail-in-message",
    422,
    "{\"object\":\"error\",\"message\":{\"detail\":[{\"loc\":[\"body\",\"x\",0],\"msg\":"
    "\"bad\"}]}}",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INVALID_REQUEST,
    "x: bad (upstream p, HTTP 422)" },
  { "errors",
    400,
    "{\"errors\":[{\"message\":\"first\"},{\"message\":\"second\"}],\"success\":false}",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INVALID_REQUEST,
    "first (upstream p, HTTP 400)" },
  { "hidden-by-openrouter",
    400,
    "{\"error\":{\"message\":\"Provider returned "
    "error\",\"code\":400,\"metadata\":{\"raw\":"
    "\"{\\\"error\\\":{\\\"message\\\":\\\"why\\\"}}\",\"provider_name\":\"X\"}}}",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INVALID_REQUEST,
    "Provider returned error: why (upstream p, HTTP 400)" },
  { "json-text",
    400,
    "\"just words\"",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INVALID_REQUEST,
    "just words (upstream p, HTTP 400)" },
  { "json-without-words",
    400,
    "{\"a\":1}",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INVALID_REQUEST,
    "{\"a\":1} (upstream p, HTTP 400)" },
  { "T124-html",
    502,
    "<html><head><title>502</title><style>b{}</style></head><body><h1>Bad\n Gateway</h1>"
    "<!-- x --><script>1<2</script></body></html>",
    CCP_VERDICT_RETRY,
    CCP_ERROR_UPSTREAM,
    "502 Bad Gateway (upstream p, HTTP 502)" },
  { "T124-plain-text",
    500,
    "  upstream\r\n exploded ",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INTERNAL,
    "upstream exploded (upstream p, HTTP 500)" },
  { "T124-empty",
    503,
    "",
    CCP_VERDICT_RETRY,
    CCP_ERROR_UNAVAILABLE,
    "the provider gave no reason (upstream p, HTTP 503)" },
  { "stream-code-with-a-key",
    0,
    "{\"error\":{\"code\":\"invalid key sk-abcdefgh12345678\"}}",
    CCP_VERDICT_RETRY,
    CCP_ERROR_UPSTREAM,
    "invalid key [redacted] (upstream p)" },
  { "T124-code-alone",
    400,
    "{\"error\":{\"code\":\"odd\"}}",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INVALID_REQUEST,
    "{\"error\":{\"code\":\"odd\"}} (upstream p, HTTP 400)" },
  { "key-in-message",
    401,
    SAID ("Invalid key sk-abcdefgh12345"),
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_AUTHENTICATION,
    "Invalid key [redacted] (upstream p, HTTP 401)" },
  /* statuses */
  { "402", 402, SAID ("pay"), CCP_VERDICT_GIVE_UP, CCP_ERROR_BILLING, NULL },
  { "403", 403, SAID ("no"), CCP_VERDICT_GIVE_UP, CCP_ERROR_PERMISSION, NULL },
  { "T112-404", 404, SAID ("no"), CCP_VERDICT_GIVE_UP, CCP_ERROR_NOT_FOUND, NULL },
  { "405", 405, SAID ("no"), CCP_VERDICT_GIVE_UP, CCP_ERROR_INVALID_REQUEST, NULL },
  { "T112-408", 408, SAID ("slow"), CCP_VERDICT_GIVE_UP, CCP_ERROR_TIMEOUT, NULL },
  { "409", 409, SAID ("no"), CCP_VERDICT_GIVE_UP, CCP_ERROR_UNAVAILABLE, NULL },
  { "413", 413, SAID ("big"), CCP_VERDICT_GIVE_UP, CCP_ERROR_TOO_LARGE, NULL },
  { "413-context",
    413,
    SAID ("Please reduce the length of the messages or completion."),
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INVALID_REQUEST,
    "Prompt is too long" },
  { "413-per-minute",
    413,
    SAID ("Request too large on tokens per minute (TPM): Limit 6, Requested 9"),
    CCP_VERDICT_REST,
    CCP_ERROR_RATE_LIMITED,
    NULL },
  { "T102-429-without-reset",
    429,
    SAID ("slow down"),
    CCP_VERDICT_REST,
    CCP_ERROR_RATE_LIMITED,
    NULL },
  { "429-quota",
    429,
    "{\"error\":{\"message\":\"You exceeded your current quota, please check your plan\","
    "\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\"}}",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_BILLING,
    NULL },
  { "429-quota-of-google",
    429,
    "{\"error\":{\"code\":429,\"message\":\"You exceeded your current quota\",\"status\":"
    "\"RESOURCE_EXHAUSTED\"}}",
    CCP_VERDICT_REST,
    CCP_ERROR_RATE_LIMITED,
    NULL },
  { "498", 498, SAID ("flex"), CCP_VERDICT_GIVE_UP, CCP_ERROR_UNAVAILABLE, NULL },
  { "501", 501, SAID ("no"), CCP_VERDICT_GIVE_UP, CCP_ERROR_INVALID_REQUEST, NULL },
  { "T112-503-overloaded",
    503,
    SAID ("The model is overloaded."),
    CCP_VERDICT_RETRY,
    CCP_ERROR_UNAVAILABLE,
    NULL },
  { "T112-504", 504, SAID ("slow"), CCP_VERDICT_GIVE_UP, CCP_ERROR_TIMEOUT, NULL },
  { "T112-524", 524, SAID ("slow"), CCP_VERDICT_GIVE_UP, CCP_ERROR_UPSTREAM, NULL },
  { "529", 529, SAID ("busy"), CCP_VERDICT_GIVE_UP, CCP_ERROR_OVERLOADED, NULL },
  { "425", 425, SAID ("early"), CCP_VERDICT_GIVE_UP, CCP_ERROR_UNAVAILABLE, NULL },
  { "520", 520, SAID ("odd"), CCP_VERDICT_GIVE_UP, CCP_ERROR_UPSTREAM, NULL },
  { "521", 521, SAID ("down"), CCP_VERDICT_RETRY, CCP_ERROR_UPSTREAM, NULL },
  { "522", 522, SAID ("slow"), CCP_VERDICT_RETRY, CCP_ERROR_UPSTREAM, NULL },
  { "523", 523, SAID ("away"), CCP_VERDICT_RETRY, CCP_ERROR_UPSTREAM, NULL },
  { "301", 301, "", CCP_VERDICT_GIVE_UP, CCP_ERROR_UPSTREAM, NULL },
  { "302", 302, "", CCP_VERDICT_GIVE_UP, CCP_ERROR_UPSTREAM, NULL },
  { "303", 303, "", CCP_VERDICT_GIVE_UP, CCP_ERROR_UPSTREAM, NULL },
  { "304", 304, "", CCP_VERDICT_GIVE_UP, CCP_ERROR_UPSTREAM, NULL },
  /* words */
  { "bad-key-of-google",
    400,
    "{\"error\":{\"code\":400,\"message\":\"API key not valid.\",\"status\":"
    "\"INVALID_ARGUMENT\",\"details\":[{\"reason\":\"API_KEY_INVALID\"}]}}",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_AUTHENTICATION,
    NULL },
  { "model-not-found",
    400,
    "{\"error\":{\"message\":\"m\",\"code\":\"model_not_found\"}}",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_NOT_FOUND,
    NULL },
  { "llama-cpp-numbers",
    400,
    "{\"error\":{\"code\":400,\"message\":\"the request exceeds the available context "
    "size.\",\"type\":\"exceed_context_size_error\",\"n_prompt_tokens\":9000,\"n_ctx\":"
    "8192}}",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INVALID_REQUEST,
    "prompt is too long: 9000 tokens > 8192 maximum" },
  /* inside a stream */
  { "stream-rate",
    0,
    "{\"error\":{\"message\":\"Rate limit reached\",\"code\":\"rate_limit_exceeded\"}}",
    CCP_VERDICT_REST,
    CCP_ERROR_RATE_LIMITED,
    "Rate limit reached (upstream p)" },
  { "stream-numeric-code",
    0,
    "{\"choices\":[],\"error\":{\"code\":502,\"message\":\"gone\"}}",
    CCP_VERDICT_RETRY,
    CCP_ERROR_UPSTREAM,
    "gone (upstream p, HTTP 502)" },
  { "stream-status-code",
    0,
    "{\"error\":{\"message\":\"m\",\"code\":\"tool_use_failed\",\"status_code\":400}}",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INVALID_REQUEST,
    "m (upstream p, HTTP 400)" },
  { "stream-code-text",
    0,
    "{\"error\":{\"message\":\"m\",\"code\":\"503\"}}",
    CCP_VERDICT_RETRY,
    CCP_ERROR_UNAVAILABLE,
    NULL },
  { "stream-quota",
    0,
    "{\"error\":{\"message\":\"m\",\"type\":\"insufficient_quota\"}}",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_BILLING,
    NULL },
  { "stream-vllm",
    0,
    "{\"object\":\"error\",\"message\":\"cuda\",\"type\":\"InternalServerError\","
    "\"code\":"
    "500}",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INTERNAL,
    "cuda (upstream p, HTTP 500)" },
  { "stream-server-error",
    0,
    "{\"error\":{\"message\":\"m\",\"type\":\"server_error\"}}",
    CCP_VERDICT_RETRY,
    CCP_ERROR_UPSTREAM,
    NULL },
  { "stream-code-alone",
    0,
    "{\"error\":{\"code\":\"odd\"}}",
    CCP_VERDICT_RETRY,
    CCP_ERROR_UPSTREAM,
    "odd (upstream p)" },
  { "stream-text",
    0,
    "{\"error\":\"all broken\"}",
    CCP_VERDICT_RETRY,
    CCP_ERROR_UPSTREAM,
    "all broken (upstream p)" },
  { "stream-overloaded-before-any-output",
    0,
    "{\"error\":{\"message\":\"m\",\"type\":\"overloaded_error\"}}",
    CCP_VERDICT_RETRY,
    CCP_ERROR_UNAVAILABLE,
    NULL },
  { "stream-context",
    0,
    "{\"error\":{\"message\":\"m\",\"code\":\"context_length_exceeded\"}}",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INVALID_REQUEST,
    "Prompt is too long" },
};

static CcpUpstreamError *
read_error (guint status, CcpHeaders *headers, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));
  g_autoptr (CcpJson) json = ccp_json_new_from_bytes (body, NULL);

  if (status == 0)
    return ccp_upstream_error_new_from_event (json);
  return ccp_upstream_error_new (status, headers, body, json);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (CcpUpstreamError) error = read_error (test->status, NULL, test->body);
  g_autoptr (CcpVerdict) verdict =
      ccp_upstream_judge_error (error, "p", CCP_UPSTREAM_JUDGE_NONE, -1);

  g_assert_cmpint (ccp_verdict_get_kind (verdict), ==, test->kind);
  g_assert_cmpint (ccp_verdict_get_code (verdict), ==, test->code);
  g_assert_cmpuint (ccp_verdict_get_retry_after (verdict), ==, 0);
  if (test->message != NULL)
    g_assert_cmpstr (ccp_verdict_get_message (verdict), ==, test->message);
  /* T113: such a text is not the provider's, and does not name it */
  g_assert_cmpint (ccp_verdict_get_overflow (verdict),
                   ==,
                   strstr (ccp_verdict_get_message (verdict), "upstream p") == NULL);
}

static void
test_overload (void)
{
  g_autoptr (CcpUpstreamError) http = read_error (503, NULL, SAID ("overloaded"));
  g_autoptr (CcpUpstreamError) event = read_error (0, NULL, SAID ("Overloaded"));
  g_autoptr (CcpVerdict) strict =
      ccp_upstream_judge_error (http, "p", CCP_UPSTREAM_JUDGE_STRICT_OVERLOAD, -1);
  g_autoptr (CcpVerdict) begun =
      ccp_upstream_judge_error (event, "p", CCP_UPSTREAM_JUDGE_STARTED, -1);

  g_assert_cmpint (ccp_verdict_get_code (strict), ==, CCP_ERROR_OVERLOADED);
  g_assert_cmpint (ccp_verdict_get_code (begun), ==, CCP_ERROR_OVERLOADED);
}

static void
test_retry_after (void)
{
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  g_autoptr (CcpUpstreamError) with_header = NULL;
  g_autoptr (CcpUpstreamError) with_details = NULL;
  g_autoptr (CcpVerdict) limited = NULL;
  g_autoptr (CcpVerdict) unavailable = NULL;

  ccp_headers_set (headers, "retry-after", "9");
  with_header = read_error (503, headers, SAID ("try again in 2s"));
  with_details = read_error (429,
                             NULL,
                             "{\"error\":{\"message\":\"m\",\"details\":[{\"retryDelay\":"
                             "\"34.4s\"}]}}");
  unavailable = ccp_upstream_judge_error (with_header, "p", CCP_UPSTREAM_JUDGE_NONE, -1);
  limited = ccp_upstream_judge_error (with_details, "p", CCP_UPSTREAM_JUDGE_NONE, -1);

  g_assert_cmpint (ccp_verdict_get_kind (unavailable), ==, CCP_VERDICT_REST);
  g_assert_cmpuint (ccp_verdict_get_retry_after (unavailable), ==, 9000);
  g_assert_cmpuint (ccp_verdict_get_retry_after (limited), ==, 34400);
}

static void
test_no_error (void)
{
  static const char *const events[] = {
    "{\"choices\":[]}",       "{\"error\":null,\"choices\":[]}",
    "{\"error\":\"\"}",       "{\"error\":{}}",
    "{\"error\":false}",      "[]",
    "{\"object\":\"chunk\"}", "1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (events); i++)
    g_assert_null (read_error (0, NULL, events[i]));
}

static void
test_long_message (void)
{
  g_autofree char *filler = g_strnfill (20000, 'x');
  g_autofree char *body = g_strdup_printf (SAID ("\xc3\xa4 %s"), filler);
  g_autoptr (CcpUpstreamError) error = read_error (400, NULL, body);

  g_assert_cmpint (g_utf8_strlen (ccp_upstream_error_get_message (error), -1), <=, 500);
  g_assert_true (g_str_has_prefix (ccp_upstream_error_get_message (error), "\xc3\xa4 "));
}

static void
test_fields (void)
{
  g_autoptr (CcpUpstreamError) error =
      read_error (400,
                  NULL,
                  "{\"error\":{\"message\":\"M\",\"type\":\"T\",\"param\":\"stop\","
                  "\"code\":7,\"n\":3}}");

  g_assert_cmpstr (ccp_upstream_error_get_code (error), ==, "7");
  g_assert_cmpstr (ccp_upstream_error_get_kind (error), ==, "T");
  g_assert_cmpstr (ccp_upstream_error_get_param (error), ==, "stop");
  g_assert_cmpint (ccp_upstream_error_get_number (error, "n"), ==, 3);
  g_assert_cmpint (ccp_upstream_error_get_number (error, "message"), ==, -1);
  g_assert_true (ccp_upstream_error_says (error, "m\n7\nt"));
  g_assert_false (ccp_upstream_error_get_in_stream (error));
}

static void
test_answer (void)
{
  g_autoptr (CcpJson) good = ccp_json_new_from_text ("{\"choices\":[]}", -1, NULL);
  g_autoptr (CcpJson) bad = ccp_json_new_from_text (SAID ("no"), -1, NULL);
  g_autoptr (CcpUpstreamError) by_status =
      ccp_upstream_error_new_from_answer (404, NULL, NULL, good);
  g_autoptr (CcpUpstreamError) by_text =
      ccp_upstream_error_new_from_answer (200, NULL, NULL, bad);

  g_assert_cmpuint (ccp_upstream_error_get_status (by_status), ==, 404);
  g_assert_cmpstr (ccp_upstream_error_get_message (by_text), ==, "no");
  g_assert_null (ccp_upstream_error_new_from_answer (200, NULL, NULL, good));
  g_assert_null (ccp_upstream_error_new_from_answer (204, NULL, NULL, NULL));
}

static void
test_stream (void)
{
  g_autoptr (CcpJson) data = ccp_json_new_from_text ("{\"code\":\"x\"}", -1, NULL);
  g_autoptr (CcpEvent) named = ccp_event_new ("error", data);
  g_autoptr (CcpEvent) other = ccp_event_new ("ping", data);
  g_autoptr (CcpEvent) text = ccp_event_new_text ("error", "[DONE]", -1);
  g_autoptr (CcpUpstreamError) error = ccp_upstream_error_new_from_stream (named);

  g_assert_nonnull (error);
  g_assert_null (ccp_upstream_error_new_from_stream (other));
  g_assert_null (ccp_upstream_error_new_from_stream (text));
}

static void
test_fragment (void)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{}", -1, NULL);
  g_autoptr (CcpExchange) exchange =
      ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  g_autoptr (CcpVerdict) verdict =
      ccp_upstream_judge_fragment (exchange, " {\"choices\":[{");

  g_assert_cmpint (ccp_verdict_get_kind (verdict), ==, CCP_VERDICT_RETRY);
  g_assert_cmpint (ccp_verdict_get_code (verdict), ==, CCP_ERROR_UPSTREAM);
  g_assert_null (ccp_upstream_judge_fragment (exchange, "[DONE]"));
  g_assert_null (ccp_upstream_judge_fragment (exchange, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/upstream-judge/error/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/upstream-judge/error/overload", test_overload);
  g_test_add_func ("/upstream-judge/error/T101-retry-after", test_retry_after);
  g_test_add_func ("/upstream-error/new-from-event/no-error", test_no_error);
  g_test_add_func ("/upstream-error/message/long", test_long_message);
  g_test_add_func ("/upstream-error/fields/all", test_fields);
  g_test_add_func ("/upstream-error/new-from-answer/status-or-text", test_answer);
  g_test_add_func ("/upstream-error/new-from-stream/by-name", test_stream);
  g_test_add_func ("/upstream-judge/fragment/lost-json", test_fragment);
  return g_test_run ();
}
