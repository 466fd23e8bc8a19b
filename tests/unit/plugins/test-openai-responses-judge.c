/* test-openai-responses-judge.c: what refusals teach, and what the client is told
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "openai-responses-judge.h"

#define SAID(text)                                                                       \
  "{\"error\":{\"message\":\"" text "\",\"type\":\"invalid_request_error\"}}"
#define NAMED(param, text)                                                               \
  "{\"error\":{\"message\":\"" text                                                      \
  "\",\"type\":\"invalid_request_error\",\"param\":\"" param "\"}}"
#define FAILED(error)                                                                    \
  "{\"object\":\"response\",\"status\":\"failed\",\"error\":" error "}"

typedef struct
{
  const char *name;
  const char *options; /* NULL: none */
  guint status;
  const char *body;
  const char *settings; /* NULL: nothing is learned */
} Case;

static const Case cases[] = {
  { "temperature",
    NULL,
    400,
    NAMED ("temperature",
           "Unsupported parameter: 'temperature' is not supported with this model."),
    "{\"drop_params\":[\"temperature\"]}" },
  { "adds-to-what-was-dropped",
    "{\"drop_params\":[\"temperature\"]}",
    400,
    NAMED ("top_p", "Unsupported parameter: 'top_p'"),
    "{\"drop_params\":[\"temperature\",\"top_p\"]}" },
  { "dropped-before",
    "{\"drop_params\":[\"temperature\"]}",
    400,
    NAMED ("temperature", "Unsupported parameter: 'temperature'"),
    NULL },
  { "max-output-tokens",
    NULL,
    400,
    SAID ("Unsupported parameter: max_output_tokens"),
    "{\"drop_params\":[\"max_output_tokens\"]}" },
  { "unknown-member-of-a-strict-server",
    NULL,
    422,
    "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"include\"],\"msg\":"
    "\"Extra inputs are not permitted\"}]}",
    "{\"drop_params\":[\"include\"]}" },
  { "encryption-that-is-not-there",
    NULL,
    400,
    NAMED ("include", "Encrypted content is not supported with this model."),
    "{\"drop_params\":[\"include\"]}" },
  { "summary-for-those-who-are-known",
    NULL,
    400,
    NAMED ("reasoning.summary",
           "Your organization must be verified to generate reasoning summaries."),
    "{\"reasoning_summary\":\"none\"}" },
  { "summary-was-given-up",
    "{\"reasoning_summary\":\"none\"}",
    400,
    NAMED ("reasoning.summary", "Your organization must be verified."),
    NULL },
  { "effort-of-another-model",
    NULL,
    400,
    NAMED ("reasoning.effort",
           "Unsupported value: 'minimal' is not supported with the 'gpt-5.1' model. "
           "Supported values are: 'none', 'low', 'medium', and 'high'."),
    "{\"reasoning_efforts\":[\"none\",\"low\",\"medium\",\"high\"]}" },
  { "effort-that-no-list-helped",
    "{\"reasoning_efforts\":[\"low\"]}",
    400,
    NAMED ("reasoning.effort",
           "Unsupported value: 'low' is not supported. Supported values are: 'high'."),
    "{\"drop_params\":[\"reasoning\"]}" },
  { "model-that-does-not-reason",
    NULL,
    400,
    NAMED ("reasoning.effort",
           "Unsupported parameter: 'reasoning.effort' is not supported with this model."),
    "{\"drop_params\":[\"reasoning\"]}" },
  { "reasoning-of-another-organisation",
    NULL,
    400,
    "{\"error\":{\"message\":\"The encrypted content gAAA... could not be verified.\","
    "\"code\":\"invalid_encrypted_content\"}}",
    "{\"reasoning_replay\":\"none\"}" },
  { "reasoning-that-nothing-follows",
    NULL,
    400,
    NAMED ("input",
           "Item 'rs_1' of type 'reasoning' was provided without its required following "
           "item."),
    "{\"reasoning_replay\":\"none\"}" },
  { "reasoning-that-was-not-kept",
    NULL,
    404,
    NAMED ("input",
           "Item with id 'rs_1' not found. Items are not persisted when `store` is set "
           "to false."),
    "{\"reasoning_replay\":\"none\"}" },
  { "replay-was-given-up",
    "{\"reasoning_replay\":\"none\"}",
    400,
    SAID ("invalid_encrypted_content"),
    NULL },
  { "output-limit",
    NULL,
    400,
    NAMED ("max_output_tokens",
           "Invalid 'max_output_tokens': integer above maximum value. Expected a value "
           "<= 16384, but got 32000 instead."),
    "{\"max_output\":16384}" },
  { "role",
    NULL,
    400,
    SAID ("Unexpected message role: developer is not supported"),
    "{\"mid_system\":\"user\"}" },
  { "web-search",
    NULL,
    400,
    NAMED ("tools", "Hosted tool 'web_search' is not supported with this model."),
    "{\"web_search\":\"off\"}" },
  { "other-refusal", NULL, 400, SAID ("Invalid schema for function 'x'"), NULL },
  { "not-a-refusal", NULL, 400, SAID ("temperature must be between 0 and 2"), NULL },
  { "status-of-another-kind", NULL, 500, SAID ("'temperature' is not supported"), NULL },
};

static CcpExchange *
create_exchange (const char *options_text)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text (
      "{\"model\":\"m\",\"max_tokens\":32000,\"messages\":[],\"tools\":[{\"type\":"
      "\"web_search_20250305\",\"name\":\"web_search\"}]}",
      -1,
      NULL);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", "m1");
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);

  ccp_exchange_set_route (exchange, route);
  if (options_text != NULL)
    {
      g_autoptr (CcpJson) options = ccp_json_new_from_text (options_text, -1, NULL);

      ccp_exchange_set_options (exchange, options);
    }
  return exchange;
}

static CcpVerdict *
judge (const char *options, guint status, const char *text)
{
  g_autoptr (CcpExchange) exchange = create_exchange (options);
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));
  g_autoptr (CcpJson) json = ccp_json_new_from_bytes (body, NULL);

  return openai_responses_judge_answer (exchange, status, NULL, body, json);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (CcpVerdict) verdict = judge (test->options, test->status, test->body);
  CcpJson *settings = ccp_verdict_get_settings (verdict);
  g_autofree char *text = settings != NULL ? ccp_json_to_text (settings) : NULL;

  g_assert_cmpstr (text, ==, test->settings);
  g_assert_cmpint (ccp_verdict_get_kind (verdict) == CCP_VERDICT_RETRY_CHANGED,
                   ==,
                   test->settings != NULL);
  g_assert_nonnull (strstr (ccp_verdict_get_message (verdict), " (upstream p, HTTP "));
}

typedef struct
{
  const char *name;
  guint status;
  const char *body;
  CcpVerdictKind kind;
  CcpError code;
  const char *message;
} AnswerCase;

static const AnswerCase answer_cases[] = {
  { "good", 200, "{\"status\":\"completed\",\"output\":[]}", CCP_VERDICT_FINE },
  { "stream", 200, "data: {}", CCP_VERDICT_FINE },
  { "incomplete", 200, "{\"status\":\"incomplete\",\"output\":[]}", CCP_VERDICT_FINE },
  { "T75-failed",
    200,
    FAILED ("{\"code\":\"server_error\",\"message\":\"m\"}"),
    CCP_VERDICT_RETRY,
    CCP_ERROR_UPSTREAM,
    "m (upstream p)" },
  { "T75-failed-without-a-reason",
    200,
    FAILED ("null"),
    CCP_VERDICT_RETRY,
    CCP_ERROR_UPSTREAM,
    "the upstream could not finish its answer and does not say why (upstream p)" },
  { "T75-error-with-a-good-status",
    200,
    "{\"error\":{\"message\":\"m\",\"code\":402}}",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_BILLING,
    "m (upstream p, HTTP 402)" },
  { "prompt-that-is-refused",
    200,
    FAILED ("{\"code\":\"invalid_prompt\",\"message\":\"m\"}"),
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INVALID_REQUEST,
    "m (upstream p)" },
  { "image-that-is-refused",
    200,
    FAILED ("{\"code\":\"image_too_large\",\"message\":\"m\"}"),
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INVALID_REQUEST,
    "m (upstream p)" },
  { "rate-limit",
    200,
    FAILED ("{\"code\":\"rate_limit_exceeded\",\"message\":\"m\"}"),
    CCP_VERDICT_REST,
    CCP_ERROR_RATE_LIMITED,
    "m (upstream p)" },
  { "T113-context-window",
    400,
    "{\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"Your input exceeds "
    "the context window of this model.\"}}",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INVALID_REQUEST,
    "Prompt is too long" },
  { "T124-html",
    502,
    "<html><body><h1>502 Bad Gateway</h1></body></html>",
    CCP_VERDICT_RETRY,
    CCP_ERROR_UPSTREAM,
    "502 Bad Gateway (upstream p, HTTP 502)" },
  { "T124-nothing",
    503,
    "",
    CCP_VERDICT_RETRY,
    CCP_ERROR_UNAVAILABLE,
    "the provider gave no reason (upstream p, HTTP 503)" },
};

static void
test_answer (gconstpointer data)
{
  const AnswerCase *test = data;
  g_autoptr (CcpVerdict) verdict = judge (NULL, test->status, test->body);

  g_assert_cmpint (ccp_verdict_get_kind (verdict), ==, test->kind);
  if (test->kind == CCP_VERDICT_FINE)
    return;
  g_assert_cmpint (ccp_verdict_get_code (verdict), ==, test->code);
  g_assert_cmpstr (ccp_verdict_get_message (verdict), ==, test->message);
}

/* Once something has gone to the client, it cannot be tried again */
static void
test_started (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange (NULL);
  g_autoptr (CcpJson) data = ccp_json_new_from_text (
      "{\"type\":\"error\",\"code\":\"invalid_encrypted_content\",\"message\":\"m\"}",
      -1,
      NULL);
  g_autoptr (CcpUpstreamError) error = ccp_upstream_error_new_from_event (data);
  g_autoptr (CcpVerdict) before = openai_responses_judge_error (exchange, error, FALSE);
  g_autoptr (CcpVerdict) after = openai_responses_judge_error (exchange, error, TRUE);

  g_assert_cmpint (ccp_verdict_get_kind (before), ==, CCP_VERDICT_RETRY_CHANGED);
  g_assert_cmpint (ccp_verdict_get_kind (after), ==, CCP_VERDICT_GIVE_UP);
  g_assert_cmpint (ccp_verdict_get_code (after), ==, CCP_ERROR_INVALID_REQUEST);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/openai-responses-quirks/learn/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (answer_cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/openai-responses-judge/answer/", answer_cases[i].name, NULL);

      g_test_add_data_func (path, &answer_cases[i], test_answer);
    }
  g_test_add_func ("/openai-responses-judge/error/not-again-once-started", test_started);
  return g_test_run ();
}
