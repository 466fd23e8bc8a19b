/* test-request-check.c: which requests are refused, and what the client is told
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#define USER "{\"role\":\"user\",\"content\":\"hi\"}"
#define BODY(rest) "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[" USER "]" rest "}"
#define MESSAGES(messages)                                                               \
  "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[" messages "]}"
#define BLOCK(block) MESSAGES (USER ",{\"role\":\"user\",\"content\":[" block "]}")

typedef struct
{
  const char *name;
  const char *body;
  const char *message; /* (nullable): NULL for a good request */
} Case;

static const Case cases[] = {
  { "good", BODY (""), NULL },
  { "no-object", "[]", "The request body should be a JSON object" },
  { "model-missing", "{}", "model: Field required" },
  { "model-kind", "{\"model\":7}", "model: Input should be a valid string" },
  { "model-blank",
    "{\"model\":\" \",\"messages\":[" USER "]}",
    "model: String should have at least 1 character" },
  { "messages-missing", "{\"model\":\"m\"}", "messages: Field required" },
  { "messages-kind",
    "{\"model\":\"m\",\"messages\":{}}",
    "messages: Input should be a valid list" },
  { "messages-empty", MESSAGES (""), "messages: at least one message is required" },
  { "max-tokens-missing",
    "{\"model\":\"m\",\"messages\":[" USER "]}",
    "max_tokens: Field required" },
  { "max-tokens-null",
    "{\"model\":\"m\",\"max_tokens\":null,\"messages\":[" USER "]}",
    "max_tokens: Input should be a valid integer" },
  { "max-tokens-fraction",
    "{\"model\":\"m\",\"max_tokens\":1.5,\"messages\":[" USER "]}",
    "max_tokens: Input should be a valid integer" },
  { "max-tokens-negative",
    "{\"model\":\"m\",\"max_tokens\":-1,\"messages\":[" USER "]}",
    "max_tokens: Input should be greater than or equal to 0" },
  { "max-tokens-zero",
    "{\"model\":\"m\",\"max_tokens\":0,\"messages\":[" USER "]}",
    NULL },
  { "message-kind", MESSAGES ("7"), "messages.0: Input should be a valid dictionary" },
  { "role-missing", MESSAGES ("{\"content\":\"x\"}"), "messages.0.role: Field required" },
  { "role-kind",
    MESSAGES ("{\"role\":1,\"content\":\"x\"}"),
    "messages.0.role: Input should be a valid string" },
  { "role-unknown",
    MESSAGES (USER ",{\"role\":\"tool\",\"content\":\"x\"}"),
    "messages.1.role: Input should be 'user', 'assistant' or 'system'" },
  { "content-missing",
    MESSAGES ("{\"role\":\"user\"}"),
    "messages.0.content: Field required" },
  { "content-kind",
    MESSAGES ("{\"role\":\"user\",\"content\":{}}"),
    "messages.0.content: Input should be a valid string or list" },
  { "content-null",
    MESSAGES ("{\"role\":\"user\",\"content\":null}"),
    "messages.0.content: Input should be a valid string or list" },
  { "system-message-without-content",
    MESSAGES (USER ",{\"role\":\"system\",\"output_config\":{\"effort\":\"low\"}}"),
    NULL },
  { "block-kind",
    BLOCK ("3"),
    "messages.1.content.0: Input should be a valid dictionary" },
  { "block-string", BLOCK ("\"hi\""), NULL },
  { "block-type-missing", BLOCK ("{}"), "messages.1.content.0.type: Field required" },
  { "block-type-unknown", BLOCK ("{\"type\":\"hologram\"}"), NULL },
  { "text-missing",
    BLOCK ("{\"type\":\"text\"}"),
    "messages.1.content.0.text: Field required" },
  { "text-second",
    BLOCK ("{\"type\":\"text\",\"text\":\"\"},{\"type\":\"text\",\"text\":1}"),
    "messages.1.content.1.text: Input should be a valid string" },
  { "image-source",
    BLOCK ("{\"type\":\"image\",\"source\":\"x\"}"),
    "messages.1.content.0.source: Input should be a valid dictionary" },
  { "tool-use-id",
    BLOCK ("{\"type\":\"tool_use\",\"name\":\"a\",\"input\":{}}"),
    "messages.1.content.0.id: Field required" },
  { "tool-use-input",
    BLOCK ("{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"a\",\"input\":\"{}\"}"),
    "messages.1.content.0.input: Input should be a valid dictionary" },
  { "T17-thinking-without-signature",
    BLOCK ("{\"type\":\"thinking\",\"thinking\":\"x\"}"),
    NULL },
  { "tool-result-id",
    BLOCK ("{\"type\":\"tool_result\",\"content\":\"x\"}"),
    "messages.1.content.0.tool_use_id: Field required" },
  { "tool-result-without-content",
    BLOCK ("{\"type\":\"tool_result\",\"tool_use_id\":\"a\"}"),
    NULL },
  { "tool-result-content-kind",
    BLOCK ("{\"type\":\"tool_result\",\"tool_use_id\":\"a\",\"content\":7}"),
    "messages.1.content.0.content: Input should be a valid string or list" },
  { "tool-result-text",
    BLOCK ("{\"type\":\"tool_result\",\"tool_use_id\":\"a\",\"content\":[\"x\",{\"type\":"
           "\"text\"}]}"),
    "messages.1.content.0.content.1.text: Field required" },
  { "T03-tool-result-without-call",
    BLOCK ("{\"type\":\"tool_result\",\"tool_use_id\":\"a\",\"content\":\"x\"}"),
    NULL },
  { "T11-system-string", BODY (",\"system\":\"\""), NULL },
  { "T11-system-empty", BODY (",\"system\":[]"), NULL },
  { "T11-system-null", BODY (",\"system\":null"), NULL },
  { "system-kind",
    BODY (",\"system\":{}"),
    "system: Input should be a valid string or list" },
  { "system-block",
    BODY (",\"system\":[{\"type\":\"text\"}]"),
    "system.0.text: Field required" },
  { "T45-unknown-fields",
    BODY (",\"context_management\":7,\"speed\":\"x\",\"mcp_servers\":[],\"zz\":{}"),
    NULL },
  { "T19-thinking-unknown-type", BODY (",\"thinking\":{\"type\":\"auto\"}"), NULL },
  { "T20-budget-too-small",
    BODY (",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":500}"),
    NULL },
  { "thinking-kind",
    BODY (",\"thinking\":true"),
    "thinking: Input should be a valid dictionary" },
  { "temperature-kind",
    BODY (",\"temperature\":\"1\""),
    "temperature: Input should be a valid number" },
  { "stream-kind",
    BODY (",\"stream\":\"yes\""),
    "stream: Input should be a valid boolean" },
  { "tool-kind", BODY (",\"tools\":[1]"), "tools.0: Input should be a valid dictionary" },
  { "tool-name-missing", BODY (",\"tools\":[{}]"), "tools.0.name: Field required" },
  { "T36-tool-names-blank", BODY (",\"tools\":[{\"name\":\"\"},{\"name\":\"\"}]"), NULL },
  { "T35-tool-schema-missing", BODY (",\"tools\":[{\"name\":\"a\"}]"), NULL },
  { "tool-schema-kind",
    BODY (",\"tools\":[{\"name\":\"a\",\"input_schema\":[]}]"),
    "tools.0.input_schema: Input should be a valid dictionary" },
  { "tool-names-twice",
    BODY (",\"tools\":[{\"name\":\"a\"},{\"name\":\"b\"},{\"name\":\"a\"}]"),
    "tools.2.name: Tool names must be unique, \"a\" is there twice" },
  { "tool-choice-kind",
    BODY (",\"tool_choice\":\"any\""),
    "tool_choice: Input should be a valid dictionary" },
  { "tool-choice-type",
    BODY (",\"tool_choice\":{\"type\":\"x\"}"),
    "tool_choice.type: Input should be 'auto', 'any', 'tool' or 'none'" },
  { "tool-choice-name",
    BODY (",\"tool_choice\":{\"type\":\"tool\"}"),
    "tool_choice.name: Field required" },
  { "tool-choice-unknown",
    BODY (",\"tools\":[{\"name\":\"a\"}],\"tool_choice\":{\"type\":\"tool\",\"name\":"
          "\"b\"}"),
    "tool_choice: Tool \"b\" is not in tools" },
  { "tool-choice-known",
    BODY (",\"tools\":[{\"name\":\"a\"}],\"tool_choice\":{\"type\":\"tool\",\"name\":"
          "\"a\"}"),
    NULL },
  { "tool-choice-in-set",
    BODY (",\"tools\":[{\"type\":\"mcp_toolset\"}],\"tool_choice\":{\"type\":\"tool\","
          "\"name\":\"b\"}"),
    NULL },
  { "T38-tool-choice-without-tools", BODY (",\"tool_choice\":{\"type\":\"any\"}"), NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) body = ccp_json_new_from_text (test->body, -1, &error);
  gboolean good;

  g_assert_no_error (error);

  good = ccp_request_check (CCP_OPERATION_MESSAGES, body, &error);

  g_assert_cmpstr (error != NULL ? error->message : NULL, ==, test->message);
  g_assert_cmpint (good, ==, test->message == NULL);
  if (error != NULL)
    g_assert_error (error, CCP_ERROR, CCP_ERROR_INVALID_REQUEST);
}

static void
test_count_tokens (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) body =
      ccp_json_new_from_text ("{\"model\":\"m\",\"messages\":[" USER "]}", -1, &error);
  gboolean good;

  g_assert_no_error (error);

  good = ccp_request_check (CCP_OPERATION_COUNT_TOKENS, body, &error);

  g_assert_no_error (error);
  g_assert_true (good);
}

static void
test_without_error (void)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{}", -1, NULL);

  g_assert_false (ccp_request_check (CCP_OPERATION_MESSAGES, body, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/request-check/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/request-check/count-tokens-needs-no-limit", test_count_tokens);
  g_test_add_func ("/request-check/error-is-optional", test_without_error);

  return g_test_run ();
}
