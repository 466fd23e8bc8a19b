/* test-anthropic-request.c: bodies that go upstream, byte by byte
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "anthropic-request.h"

#define BODY(messages) "{ \"model\":\"asked\", \"messages\":[" messages "] }"
#define SENT(messages) "{ \"model\":\"m1\", \"messages\":[" messages "] }"
#define USER "{\"role\":\"user\",\"content\":\"u\"}"
#define ASSISTANT(blocks) "{\"role\":\"assistant\",\"content\":[" blocks "]}"
#define TEXT "{\"type\":\"text\",\"text\":\"t\"}"
#define CALL "{\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"A\",\"input\":{\"n\":1.0}}"
#define RESULT                                                                           \
  "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"c\"}]}"
#define SIGNED(signature)                                                                \
  "{\"type\":\"thinking\",\"thinking\":\"so\",\"signature\":\"" signature "\"}"
#define OURS SIGNED ("ccp1:or:0badcafe:rs_1:state")
#define THEIRS SIGNED ("EqRk+\\/=")
#define UNSIGNED "{\"type\":\"thinking\",\"thinking\":\"so\"}"
#define SYSTEM(content) "{\"role\":\"system\",\"content\":" content "}"
#define REMINDER(text)                                                                   \
  "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"<system-reminder>"      \
  "\\n" text "\\n</system-reminder>\"}]}"

#define OFFICIAL "{\"url\":\"https://api.anthropic.com\"}"
#define REMIND "{\"mid_system\":\"user\"}"
#define UNSIGN "{\"foreign_thinking\":\"unsigned\"}"

typedef struct
{
  const char *name;
  const char *options;
  const char *body;
  const char *expected; /* NULL: the body itself */
} Case;

static const Case cases[] = {
  { "model-alone",
    "{}",
    "\n{ \"a\" : [1.0, 1e400 ,\"\\u00e9\\/\"],\t\"model\" :\"asked\" , "
    "\"model2\":\"asked\"}",
    "\n{ \"a\" : [1.0, 1e400 ,\"\\u00e9\\/\"],\t\"model\" :\"m1\" , "
    "\"model2\":\"asked\"}" },
  { "same-model", "{}", "{\"model\":\"m\\u0031\",\"messages\":[" USER "]}", NULL },
  { "model-twice",
    "{}",
    "{\"model\":1,\"model\":\"m1\"}",
    "{\"model\":\"m1\",\"model\":\"m1\"}" },
  { "T13-billing-header",
    "{}",
    "{\"model\":\"m1\",\"system\":[{\"type\":\"text\",\"text\":\"x-anthropic-billing-"
    "header: "
    "cc_version=1;\"}]}",
    NULL },
  { "T09-system-keeps-its-place",
    "{}",
    BODY (USER "," SYSTEM ("\"s\"") "," ASSISTANT (TEXT)),
    SENT (USER "," SYSTEM ("\"s\"") "," ASSISTANT (TEXT)) },
  { "T22-T24-own-thinking",
    OFFICIAL,
    BODY (ASSISTANT (THEIRS ",{\"type\":\"redacted_thinking\",\"data\":\"Em\"}," CALL
                            "," THEIRS)),
    SENT (ASSISTANT (THEIRS ",{\"type\":\"redacted_thinking\",\"data\":\"Em\"}," CALL
                            "," THEIRS)) },
  { "T23-display",
    "{}",
    "{\"model\":\"m1\",\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"}}",
    NULL },
  { "T21-foreign-thinking",
    "{}",
    BODY (ASSISTANT (OURS " , " TEXT "," CALL)),
    SENT (ASSISTANT (TEXT "," CALL)) },
  { "T21-foreign-between",
    "{}",
    BODY (ASSISTANT (THEIRS "," OURS "," CALL "," OURS)),
    SENT (ASSISTANT (THEIRS "," CALL)) },
  { "T21-escaped-envelope",
    "{}",
    BODY (ASSISTANT (SIGNED ("\\u0063cp1:no") "," TEXT)),
    SENT (ASSISTANT (TEXT)) },
  { "T21-redacted-envelope",
    "{}",
    BODY (ASSISTANT ("{\"type\":\"redacted_thinking\",\"data\":\"ccp1:no\"}," TEXT)),
    SENT (ASSISTANT (TEXT)) },
  { "T21-text-that-looks-like-one",
    "{}",
    BODY (
        ASSISTANT ("{\"type\":\"text\",\"text\":\"ccp1:no\",\"signature\":\"ccp1:no\"}")),
    SENT (ASSISTANT (
        "{\"type\":\"text\",\"text\":\"ccp1:no\",\"signature\":\"ccp1:no\"}")) },
  { "T16-nothing-but-foreign-thinking",
    "{}",
    BODY (USER "," ASSISTANT (OURS "," OURS) "," USER),
    SENT (USER "," USER) },
  { "empty-content-stays",
    "{}",
    BODY (USER "," ASSISTANT ("") "," USER),
    SENT (USER "," ASSISTANT ("") "," USER) },
  { "unsigned-thinking-of-others",
    "{}",
    BODY (ASSISTANT (UNSIGNED "," SIGNED ("") "," TEXT)),
    SENT (ASSISTANT (UNSIGNED "," SIGNED ("") "," TEXT)) },
  { "unsigned-thinking-to-anthropic",
    OFFICIAL,
    BODY (ASSISTANT (UNSIGNED "," SIGNED ("") "," TEXT)),
    SENT (ASSISTANT (TEXT)) },
  { "unsigned-thinking-if-told",
    "{\"url\":\"https://api.anthropic.com\",\"drop_unsigned_thinking\":false}",
    BODY (ASSISTANT (UNSIGNED "," TEXT)),
    SENT (ASSISTANT (UNSIGNED "," TEXT)) },
  { "T17-foreign-thinking-unsigned",
    UNSIGN,
    BODY (ASSISTANT (OURS "," CALL)),
    SENT (ASSISTANT (SIGNED ("") "," CALL)) },
  { "unsigned-needs-text",
    UNSIGN,
    BODY (ASSISTANT (
        "{\"type\":\"thinking\",\"thinking\":\" \",\"signature\":\"ccp1:no\"}," CALL)),
    SENT (ASSISTANT (CALL)) },
  { "T10-system-first",
    "{}",
    BODY (SYSTEM ("\"s\"") " , " USER),
    "{ \"model\":\"m1\", "
    "\"system\":[{\"type\":\"text\",\"text\":\"s\"}],\"messages\":[" USER "] }" },
  { "T10-joins-the-prompt",
    "{}",
    "{\"system\":\"p\",\"model\":\"m1\",\"messages\":[" SYSTEM (
        "[{\"type\":\"text\",\"text\":\"a\",\"cache_control\":{\"type\":\"ephemeral\"}},"
        "{\"type\":\"tool_addition\"}]") "," SYSTEM ("\"b\"") "," USER "]}",
    "{\"system\":[{\"type\":\"text\",\"text\":\"p\"},{\"type\":\"text\",\"text\":\"a\","
    "\"cache_control\":{\"type\":\"ephemeral\"}},{\"type\":\"text\",\"text\":\"b\"}],"
    "\"model\":\"m1\",\"messages\":[" USER "]}" },
  { "T10-joins-blocks",
    "{}",
    "{\"model\":\"m1\",\"messages\":[" SYSTEM (
        "\"b\"") "," USER "],\"system\":[{\"text\":\"p\",\"type\":\"text\",\"x\":1}]}",
    "{\"model\":\"m1\",\"messages\":[" USER
    "],\"system\":[{\"text\":\"p\",\"type\":\"text\",\"x\":1},{\"type\":\"text\","
    "\"text\":"
    "\"b\"}]}" },
  { "system-first-says-nothing", "{}", BODY (SYSTEM ("[]") "," USER), SENT (USER) },
  { "nothing-but-system", "{}", BODY (SYSTEM ("\"s\"")), SENT (SYSTEM ("\"s\"")) },
  { "T45-reminder",
    REMIND,
    BODY (USER "," SYSTEM ("\"a\\n\\u00e9\"") "," ASSISTANT (TEXT)),
    SENT (USER "," REMINDER ("a\\n\\u00e9") "," ASSISTANT (TEXT)) },
  { "T01-reminder-behind-results",
    REMIND,
    BODY (ASSISTANT (CALL) "," SYSTEM ("\"a\"") "," SYSTEM ("\"b\"") "," RESULT "," USER),
    SENT (ASSISTANT (CALL) "," RESULT "," REMINDER ("a") "," REMINDER ("b") "," USER) },
  { "reminder-that-says-nothing",
    REMIND,
    BODY (USER ",{\"role\":\"system\",\"output_config\":{\"effort\":\"low\"}}," USER),
    SENT (USER "," USER) },
  { "T45-reminder-for-the-beta",
    "{\"drop_betas\":[\"mid-conversation-*\"]}",
    BODY (USER "," SYSTEM ("\"a\"")),
    SENT (USER "," REMINDER ("a")) },
  { "T45-drop-fields",
    "{\"drop_fields\":[\"context_management\",\"speed\"]}",
    "{\"context_management\":{\"edits\":[]}, \"model\":\"m1\",\"speed\":null,\"x\":[{}] "
    "}",
    "{\"model\":\"m1\",\"x\":[{}] }" },
  { "T45-drop-fields-by-beta",
    "{\"drop_betas\":[\"effort-2025-11-24\",\"context-management-*\"]}",
    "{\"model\":\"m1\",\"output_config\":{\"effort\":\"low\",\"format\":{}},"
    "\"context_management\":{}}",
    "{\"model\":\"m1\",\"output_config\":{\"format\":{}}}" },
  { "T45-whole-field-by-betas",
    "{\"drop_betas\":[\"*\"]}",
    "{\"model\":\"m1\",\"output_config\":{\"effort\":\"low\",\"format\":{}},\"tools\":[]"
    "}",
    "{\"model\":\"m1\",\"tools\":[]}" },
  { "inner-field",
    "{\"drop_fields\":[\"output_config.effort\",\"metadata.user_id\"]}",
    "{\"model\":\"m1\",\"output_config\":{\"effort\":\"low\"},\"metadata\":{\"user_id\":"
    "1,\"a\":2}}",
    "{\"model\":\"m1\",\"metadata\":{\"a\":2}}" },
  { "allow-fields",
    "{\"allow_fields\":[\"tools\",\"output_config.format\"]}",
    "{\"model\":\"m1\",\"max_tokens\":1,\"stream\":true,\"messages\":[],\"tools\":[],"
    "\"tool_choice\":{},\"output_config\":{\"effort\":\"low\",\"format\":{}},\"novelty\":"
    "1}",
    "{\"model\":\"m1\",\"max_tokens\":1,\"stream\":true,\"messages\":[],\"tools\":[],"
    "\"output_config\":{\"format\":{}}}" },
  { "allow-betas",
    "{\"allow_betas\":[\"context-management-2025-06-27\"]}",
    "{\"model\":\"m1\",\"context_management\":{},\"mcp_servers\":[],\"speed\":\"fast\"}",
    "{\"model\":\"m1\",\"context_management\":{}}" },
  { "model-is-never-dropped",
    "{\"drop_fields\":[\"model\",\"messages\",\"max_tokens\"]}",
    "{\"model\":\"m1\",\"messages\":[],\"max_tokens\":1}",
    NULL },
  { "what-is-not-as-it-should-be",
    "{}",
    "{\"model\":\"m1\",\"messages\":[1,{},{\"role\":\"assistant\"},{\"role\":"
    "\"assistant\","
    "\"content\":[1,null,{\"type\":\"thinking\"}]}]}",
    NULL },
};

static CcpExchange *
create_exchange (const Case *test, const char *model)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text (test->body, -1, NULL);
  g_autoptr (CcpJson) options = ccp_json_new_from_text (test->options, -1, NULL);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", model);
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);

  g_assert_nonnull (options);
  ccp_exchange_set_route (exchange, route);
  ccp_exchange_set_options (exchange, options);
  return exchange;
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (CcpExchange) exchange = create_exchange (test, "m1");
  CcpJson *body = ccp_exchange_get_body (exchange);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) sent = anthropic_request_convert (exchange, body, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = ccp_json_to_text (sent);
  if (test->expected == NULL)
    g_assert_true (sent == body);
  else
    g_assert_cmpstr (text, ==, test->expected);
}

static void
test_T120_long_context (void)
{
  static const Case test = { "long", "{}", "{\"model\":\"asked\"}", NULL };
  g_autoptr (CcpExchange) exchange = create_exchange (&test, "m1[1M]");
  g_autoptr (CcpJson) sent =
      anthropic_request_convert (exchange, ccp_exchange_get_body (exchange), NULL);
  g_autofree char *text = ccp_json_to_text (sent);

  g_assert_cmpstr (text, ==, "{\"model\":\"m1\"}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/anthropic-request/convert/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/anthropic-request/convert/T120-long-context",
                   test_T120_long_context);
  return g_test_run ();
}
