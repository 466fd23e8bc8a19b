/* test-openai-chat-judge.c: what refusals teach, and what the client is told
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "openai-chat-judge.h"

#define SAID(text)                                                                       \
  "{\"error\":{\"message\":\"" text "\",\"type\":\"invalid_request_error\"}}"
#define NAMED(param, text)                                                               \
  "{\"error\":{\"message\":\"" text "\",\"param\":\"" param                              \
  "\",\"code\":\"unsupported_parameter\"}}"

typedef struct
{
  const char *name;
  const char *options; /* NULL: none */
  guint status;
  const char *body;
  const char *settings; /* NULL: nothing is learned */
} Case;

static const Case cases[] = {
  { "max-completion-tokens",
    NULL,
    400,
    NAMED ("max_tokens",
           "Unsupported parameter: 'max_tokens' is not supported with this model. Use "
           "'max_completion_tokens' instead."),
    "{\"max_tokens_field\":\"max_completion_tokens\"}" },
  { "max-completion-tokens-was-tried",
    "{\"max_tokens_field\":\"max_completion_tokens\"}",
    400,
    NAMED ("max_tokens", "Unsupported parameter: 'max_tokens' is not supported"),
    NULL },
  { "max-tokens",
    NULL,
    422,
    "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"max_completion_"
    "tokens\"],"
    "\"msg\":\"Extra inputs are not permitted\"}]}",
    "{\"max_tokens_field\":\"max_tokens\"}" },
  { "temperature",
    NULL,
    400,
    NAMED ("temperature",
           "Unsupported value: 'temperature' does not support 0.2 with this model. Only "
           "the default (1) value is supported."),
    "{\"drop_params\":[\"temperature\"]}" },
  { "adds-to-what-was-dropped",
    "{\"drop_params\":[\"temperature\",\"user\"]}",
    400,
    SAID ("Unrecognized request argument supplied: stream_options"),
    "{\"drop_params\":[\"temperature\",\"user\",\"stream_options\"]}" },
  { "dropped-before",
    "{\"drop_params\":[\"temperature\"]}",
    400,
    SAID ("Unsupported parameter: 'temperature'"),
    NULL },
  { "reasoning-effort",
    NULL,
    400,
    SAID ("Unrecognized request argument supplied: reasoning_effort"),
    "{\"drop_params\":[\"reasoning_effort\"]}" },
  { "top-p",
    NULL,
    400,
    SAID ("`temperature` and `top_p` cannot both be specified for this model"),
    "{\"drop_params\":[\"temperature\"]}" },
  { "stop",
    NULL,
    400,
    NAMED ("stop", "Unsupported parameter: 'stop' is not supported with this model."),
    "{\"stop\":false}" },
  { "stop-was-given-up",
    "{\"stop\":false}",
    400,
    SAID ("'stop' is not supported"),
    NULL },
  { "parallel-tool-calls",
    NULL,
    400,
    NAMED ("parallel_tool_calls",
           "Unsupported parameter: 'parallel_tool_calls' is not supported."),
    "{\"drop_params\":[\"parallel_tool_calls\"]}" },
  { "tool-choice",
    NULL,
    400,
    SAID ("deepseek-reasoner does not support this tool_choice"),
    "{\"drop_params\":[\"tool_choice\"]}" },
  { "tool-choice-is-not-tool-choices",
    NULL,
    400,
    SAID ("unsupported: xtool_choice2"),
    NULL },
  { "output-limit",
    NULL,
    400,
    SAID ("max_tokens is too large: 64000. This model supports at most 16,384 completion "
          "tokens, whereas you provided 64000."),
    "{\"max_output\":16384}" },
  { "output-limit-of-deepseek",
    NULL,
    400,
    SAID ("Invalid max_tokens value, the valid range of max_tokens is [1, 8192]"),
    "{\"max_output\":8192}" },
  { "output-limit-of-groq",
    NULL,
    400,
    SAID ("`max_tokens` must be less than or equal to `32768`, the maximum value for "
          "`max_tokens` is less than the `context_window` for this model"),
    "{\"max_output\":32768}" },
  { "output-limit-is-kept",
    "{\"max_output\":8192}",
    400,
    SAID ("the valid range of max_tokens is [1, 8192]"),
    NULL },
  { "replay-of-everything",
    NULL,
    400,
    SAID ("The `reasoning_content` in the thinking mode must be passed back to the API."),
    "{\"reasoning_replay\":\"reasoning_content\",\"reasoning_replay_scope\":\"all\"}" },
  { "replay-of-the-turn",
    NULL,
    400,
    SAID (
        "Missing `reasoning_content` field in the assistant message at message index 3"),
    "{\"reasoning_replay\":\"reasoning_content\",\"reasoning_replay_scope\":"
    "\"current\"}" },
  { "stop-as-a-name",
    NULL,
    400,
    SAID ("Argument not supported on this model: stop"),
    "{\"stop\":false}" },
  { "stop-as-a-word", NULL, 400, SAID ("not supported: please stop asking"), NULL },
  { "user-as-a-word", NULL, 400, SAID ("Unknown model user-model"), NULL },
  { "part-of-another-parameter",
    NULL,
    400,
    NAMED ("messages[0].user", "Unknown parameter: 'messages[0].user'."),
    NULL },
  { "other-refusal", NULL, 400, SAID ("Invalid schema for function 'x'"), NULL },
  { "not-a-refusal", NULL, 400, SAID ("temperature must be between 0 and 2"), NULL },
  { "status-of-another-kind", NULL, 500, SAID ("'temperature' is not supported"), NULL },
};

static CcpExchange *
create_exchange (const char *options_text)
{
  g_autoptr (CcpJson) body =
      ccp_json_new_from_text ("{\"model\":\"m\",\"max_tokens\":32000,\"messages\":[]}",
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

  return openai_chat_judge_answer (exchange, status, NULL, body, json);
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

static void
test_fine (void)
{
  g_autoptr (CcpVerdict) answer = judge (NULL, 200, "{\"choices\":[]}");
  g_autoptr (CcpVerdict) stream = judge (NULL, 200, "data: {}");

  g_assert_cmpint (ccp_verdict_get_kind (answer), ==, CCP_VERDICT_FINE);
  g_assert_cmpint (ccp_verdict_get_kind (stream), ==, CCP_VERDICT_FINE);
}

static void
test_error_with_good_status (void)
{
  g_autoptr (CcpVerdict) verdict =
      judge (NULL, 200, "{\"error\":{\"message\":\"m\",\"code\":402}}");

  g_assert_cmpint (ccp_verdict_get_kind (verdict), ==, CCP_VERDICT_GIVE_UP);
  g_assert_cmpint (ccp_verdict_get_code (verdict), ==, CCP_ERROR_BILLING);
}

typedef struct
{
  const char *name;
  const char *choice;
  CcpVerdictKind kind;
  CcpError code;
  guint64 retry_after;
  const char *message;
} ChoiceCase;

static const ChoiceCase choice_cases[] = {
  { "error-with-reason",
    "{\"message\":{\"content\":\"half\"},\"finish_reason\":\"error\",\"error\":{"
    "\"message\":\"slow down, retry in 7s\",\"code\":429}}",
    CCP_VERDICT_REST,
    CCP_ERROR_RATE_LIMITED,
    7000,
    "slow down, retry in 7s (upstream p, HTTP 429)" },
  { "error-without-reason",
    "{\"message\":{\"content\":\"\"},\"finish_reason\":null,"
    "\"error\":{\"message\":\"no money\",\"code\":402}}",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_BILLING,
    0,
    "no money (upstream p, HTTP 402)" },
  { "reason-alone",
    "{\"message\":{\"content\":\"\"},\"finish_reason\":\"error\"}",
    CCP_VERDICT_RETRY,
    CCP_ERROR_UPSTREAM,
    0,
    "the upstream ended its answer with \"error\" (upstream p)" },
  { "no-resources",
    "{\"message\":{},\"finish_reason\":\"insufficient_system_resource\"}",
    CCP_VERDICT_RETRY,
    CCP_ERROR_UNAVAILABLE,
    0,
    "the upstream ended its answer with \"insufficient_system_resource\" (upstream p)" },
  { "good-in-spite-of-an-error",
    "{\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\",\"error\":{\"code\":1}}",
    CCP_VERDICT_FINE },
  { "good",
    "{\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\",\"error\":null}",
    CCP_VERDICT_FINE },
};

static void
test_choice (gconstpointer data)
{
  const ChoiceCase *test = data;
  g_autofree char *body = g_strdup_printf ("{\"choices\":[%s]}", test->choice);
  g_autoptr (CcpVerdict) verdict = judge (NULL, 200, body);

  g_assert_cmpint (ccp_verdict_get_kind (verdict), ==, test->kind);
  if (test->kind == CCP_VERDICT_FINE)
    return;
  g_assert_cmpint (ccp_verdict_get_code (verdict), ==, test->code);
  g_assert_cmpuint (ccp_verdict_get_retry_after (verdict), ==, test->retry_after);
  g_assert_cmpstr (ccp_verdict_get_message (verdict), ==, test->message);
}

static void
test_no_tokens_left (void)
{
  g_autoptr (CcpVerdict) verdict =
      judge (NULL,
             400,
             SAID ("Could not finish the message because max_tokens or model output "
                   "limit was reached. Please try again with higher max_tokens."));

  g_assert_cmpint (ccp_verdict_get_kind (verdict), ==, CCP_VERDICT_FINE);
}

static void
test_strict_overload (void)
{
  g_autoptr (CcpVerdict) lenient = judge (NULL, 503, SAID ("overloaded"));
  g_autoptr (CcpVerdict) strict =
      judge ("{\"strict_overload\":true}", 503, SAID ("overloaded"));

  g_assert_cmpint (ccp_verdict_get_code (lenient), ==, CCP_ERROR_UNAVAILABLE);
  g_assert_cmpint (ccp_verdict_get_code (strict), ==, CCP_ERROR_OVERLOADED);
}

static void
test_asked_for (void)
{
  static const char body[] =
      SAID ("This model's maximum context length is 40960 tokens and "
            "your request has 20000 input tokens");
  g_autoptr (CcpVerdict) verdict = judge (NULL, 400, body);
  g_autoptr (CcpVerdict) capped = judge ("{\"max_output\":30000}", 400, body);

  g_assert_nonnull (strstr (ccp_verdict_get_message (verdict), "20000 + 32000 > 40960"));
  g_assert_nonnull (strstr (ccp_verdict_get_message (capped), "20000 + 30000 > 40960"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/openai-chat-quirks/learn/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (choice_cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/openai-chat-judge/answer/T112-", choice_cases[i].name, NULL);

      g_test_add_data_func (path, &choice_cases[i], test_choice);
    }
  g_test_add_func ("/openai-chat-judge/answer/fine", test_fine);
  g_test_add_func ("/openai-chat-judge/answer/T112-error-with-good-status",
                   test_error_with_good_status);
  g_test_add_func ("/openai-chat-judge/answer/T43-no-tokens-left", test_no_tokens_left);
  g_test_add_func ("/openai-chat-judge/answer/strict-overload", test_strict_overload);
  g_test_add_func ("/openai-chat-judge/answer/T113-what-was-asked-for", test_asked_for);
  return g_test_run ();
}
