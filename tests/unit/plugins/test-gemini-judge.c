/* test-gemini-judge.c: what errors of the Gemini format mean, and what they teach
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "gemini-judge.h"

#define ERROR(code, status, message)                                                     \
  "{\"error\":{\"code\":" code ",\"message\":\"" message "\",\"status\":\"" status "\"}" \
  "}"
#define BAD(message) ERROR ("400", "INVALID_ARGUMENT", message)
#define QUOTA(id)                                                                        \
  "{\"error\":{\"code\":429,\"message\":\"quota\",\"status\":\"RESOURCE_EXHAUSTED\","    \
  "\"details\":[{\"violations\":[{\"quotaId\":\"" id                                     \
  "\"}]},{\"retryDelay\":\"34.4s\"}]}}"

typedef struct
{
  const char *name;
  guint status;
  const char *body;
  CcpVerdictKind kind;
  CcpError code;
  guint64 retry_after;
  const char *message;
} Case;

static const Case cases[] = {
  { "fine", 200, "{\"candidates\":[]}", CCP_VERDICT_FINE, 0, 0, NULL },
  { "fine-array", 200, "[{\"candidates\":[]}]", CCP_VERDICT_FINE, 0, 0, NULL },
  { "not-json", 200, NULL, CCP_VERDICT_FINE, 0, 0, NULL },
  { "key",
    400,
    "[{\"error\":{\"code\":400,\"message\":\"API key not valid.\",\"status\":"
    "\"INVALID_ARGUMENT\",\"details\":[{\"reason\":\"API_KEY_INVALID\"}]}}]",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_AUTHENTICATION,
    0,
    "API key not valid. (upstream p, HTTP 400)" },
  { "T113-too-long",
    400,
    BAD ("The input token count (30) exceeds the maximum number of tokens allowed (20)."),
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INVALID_REQUEST,
    0,
    "prompt is too long: 30 tokens > 20 maximum" },
  { "T103-quota-of-a-minute",
    429,
    QUOTA ("GenerateRequestsPerMinute"),
    CCP_VERDICT_REST,
    CCP_ERROR_RATE_LIMITED,
    34400,
    "quota (upstream p, HTTP 429)" },
  { "T103-quota-of-a-day",
    429,
    QUOTA ("GenerateRequestsPerDayPerProject"),
    CCP_VERDICT_REST,
    CCP_ERROR_RATE_LIMITED,
    3600000,
    "quota (upstream p, HTTP 429)" },
  { "unavailable",
    503,
    ERROR ("503", "UNAVAILABLE", "overloaded"),
    CCP_VERDICT_RETRY,
    CCP_ERROR_UNAVAILABLE,
    0,
    "overloaded (upstream p, HTTP 503)" },
  { "no-such-model",
    404,
    ERROR ("404", "NOT_FOUND", "no"),
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_NOT_FOUND,
    0,
    "no (upstream p, HTTP 404)" },
  { "T75-error-with-a-good-status",
    200,
    ERROR ("500", "INTERNAL", "oh"),
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INTERNAL,
    0,
    "oh (upstream p, HTTP 500)" },
  { "T124-html",
    502,
    "<html><body>Bad gateway</body></html>",
    CCP_VERDICT_RETRY,
    CCP_ERROR_UPSTREAM,
    0,
    "Bad gateway (upstream p, HTTP 502)" },
};

typedef struct
{
  const char *name;
  const char *options;
  const char *message;
  const char *lesson; /* NULL: nothing is learned */
} Lesson;

static const Lesson lessons[] = {
  { "nothing", "{}", "Invalid value at 'contents'.", NULL },
  { "minimal-thinking",
    "{}",
    "Thinking level MINIMAL is not supported for this model.",
    "{\"minimal_thinking\":false}" },
  { "budget",
    "{}",
    "The thinking budget 0 is invalid. Please choose a value between 512 and 24576.",
    "{\"least_thinking\":512,\"most_thinking\":24576,\"thinking_off\":false}" },
  { "budget-that-is-known",
    "{\"most_thinking\":24576}",
    "The thinking budget 30000 is invalid. Please choose a value between 0 and 24576.",
    NULL },
  { "no-way-to-stop",
    "{}",
    "Budget 0 is invalid. This model only works in thinking mode.",
    "{\"thinking_off\":false}" },
  { "no-thinking",
    "{}",
    "Thinking is not enabled for models/x",
    "{\"reasoning\":false}" },
  { "schema-form",
    "{}",
    "Unknown name \\\"parametersJsonSchema\\\" at 'tools[0].function_declarations[0]': "
    "Cannot find field.",
    "{\"gemini_schema\":\"openapi\"}" },
  { "ids",
    "{}",
    "Unknown name \\\"id\\\" at 'contents[1].parts[0].function_call': Cannot find field.",
    "{\"function_ids\":false}" },
  { "images-in-results",
    "{}",
    "Unknown name \\\"parts\\\" at 'contents[2].parts[0].function_response'",
    "{\"tool_images\":false}" },
  { "system",
    "{}",
    "Developer instruction is not enabled for models/gemma-3-1b-it",
    "{\"system_instruction\":false}" },
  { "format-beside-tools",
    "{}",
    "Function calling with a response mime type: 'application/json' is unsupported",
    "{\"format_with_tools\":false}" },
  { "search-beside-tools",
    "{}",
    "Tool use with function calling is unsupported",
    "{\"search_with_tools\":false}" },
  { "member",
    "{\"drop_params\":[\"topP\"]}",
    "Unknown name \\\"topK\\\" at 'generation_config': Cannot find field.",
    "{\"drop_params\":[\"topP\",\"topK\"]}" },
  { "member-that-is-dropped",
    "{\"drop_params\":[\"topK\"]}",
    "Unknown name \\\"topK\\\" at 'generation_config': Cannot find field.",
    NULL },
};

static CcpExchange *
create_exchange (const char *options_text)
{
  g_autoptr (CcpJson) body =
      ccp_json_new_from_text ("{\"model\":\"m\",\"max_tokens\":9}", -1, NULL);
  g_autoptr (CcpJson) options = ccp_json_new_from_text (options_text, -1, NULL);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", "gemini-2.5-flash");
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);

  ccp_exchange_set_route (exchange, route);
  ccp_exchange_set_options (exchange, options);
  return exchange;
}

static CcpVerdict *
judge (CcpExchange *exchange, guint status, const char *text)
{
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  g_autoptr (GBytes) body = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  g_autoptr (CcpJson) json = body != NULL ? ccp_json_new_from_bytes (body, NULL) : NULL;

  return gemini_judge_answer (exchange, status, headers, body, json);
}

static void
test_answer (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (CcpExchange) exchange = create_exchange ("{}");
  g_autoptr (CcpVerdict) verdict = judge (exchange, test->status, test->body);

  g_assert_cmpint (ccp_verdict_get_kind (verdict), ==, test->kind);
  if (test->kind == CCP_VERDICT_FINE)
    return;
  g_assert_cmpint (ccp_verdict_get_code (verdict), ==, test->code);
  g_assert_cmpuint (ccp_verdict_get_retry_after (verdict), ==, test->retry_after);
  g_assert_cmpstr (ccp_verdict_get_message (verdict), ==, test->message);
}

static void
test_lesson (gconstpointer data)
{
  const Lesson *test = data;
  g_autoptr (CcpExchange) exchange = create_exchange (test->options);
  g_autofree char *body = g_strdup_printf (BAD ("%s"), test->message);
  g_autoptr (CcpVerdict) verdict = judge (exchange, 400, body);
  g_autofree char *lesson = NULL;

  if (test->lesson == NULL)
    {
      g_assert_cmpint (ccp_verdict_get_kind (verdict), ==, CCP_VERDICT_GIVE_UP);
      return;
    }
  g_assert_cmpint (ccp_verdict_get_kind (verdict), ==, CCP_VERDICT_RETRY_CHANGED);
  lesson = ccp_json_to_text (ccp_verdict_get_settings (verdict));
  g_assert_cmpstr (lesson, ==, test->lesson);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/gemini-judge/answer/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_answer);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (lessons); i++)
    {
      g_autofree char *path = g_strconcat ("/gemini-judge/learn/", lessons[i].name, NULL);

      g_test_add_data_func (path, &lessons[i], test_lesson);
    }
  return g_test_run ();
}
