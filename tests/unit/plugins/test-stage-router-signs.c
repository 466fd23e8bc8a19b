/* test-stage-router-signs.c: what is told apart by the headers and the body of a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "stage-router-signs.h"

#define NL "\\n"
#define CLIENT "user-agent: claude-cli/2.1.0 (external, cli)"
#define SAY(role, text) "{\"role\":\"" role "\",\"content\":\"" text "\"}"
#define BLOCKS(role, blocks) "{\"role\":\"" role "\",\"content\":[" blocks "]}"
#define TEXT(text) "{\"type\":\"text\",\"text\":\"" text "\"}"
#define RESULT(content)                                                                  \
  "{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":" content "}"
#define REMINDER(text) "<system-reminder>" NL text NL "</system-reminder>"
#define IMAGE                                                                            \
  "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://a/b.png\"}}"
#define CALL "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"Read\",\"input\":{}}"
#define TOOLS "\"tools\":[{\"name\":\"Read\",\"input_schema\":{}}],"
#define BODY(messages) "{" TOOLS "\"messages\":[" messages "]}"
#define PLAN "Plan mode is active. Write nothing."
#define LEFT "## Exited Plan Mode" NL NL "Go on."

typedef struct
{
  const char *name;
  const char *headers; /* (nullable): one, as "name: value" */
  const char *body;
  const char *signs; /* with " " between */
} Case;

static const Case cases[] = {
  { "nothing", NULL, "{}", "" },
  { "no-object", NULL, "[1]", "" },
  { "parts-of-other-types",
    NULL,
    "{\"messages\":{\"a\":1},\"system\":4,\"tools\":\"x\",\"thinking\":[]}",
    "" },
  { "main", CLIENT, BODY (SAY ("user", "hi")), "" },

  { "web-search",
    NULL,
    "{\"tools\":[{\"name\":\"web_search\",\"type\":\"web_search_20250305\"}]}",
    "web_search" },
  { "web-search-of-the-client-is-no-sign",
    NULL,
    "{\"tools\":[{\"name\":\"WebSearch\"},{\"name\":\"web_search\"}]}",
    "" },

  { "subagent-by-header",
    "X-Claude-Code-Agent-Id: a1",
    BODY (SAY ("user", "hi")),
    "subagent" },
  { "subagent-by-billing",
    NULL,
    "{\"system\":[" TEXT (
        "x-anthropic-billing-header: cc_version=1; cc_is_subagent=true;") "]}",
    "subagent" },
  { "subagent-by-billing-in-a-string",
    NULL,
    "{\"system\":\"x-anthropic-billing-header: cc_is_subagent=true;\"}",
    "subagent" },
  { "billing-of-the-main-conversation",
    NULL,
    "{\"system\":[" TEXT ("x-anthropic-billing-header: cc_version=1;") "]}",
    "" },
  { "subagent-in-prose-is-no-sign",
    NULL,
    "{\"system\":[" TEXT ("Say cc_is_subagent=true") "]}",
    "" },
  { "subagent-of-older-clients",
    NULL,
    "{\"system\":[" TEXT ("You are the CLI.") "," TEXT (
        "You are an agent for Claude Code, do it.") "]}",
    "subagent" },

  { "T116-background",
    CLIENT,
    "{\"messages\":[" SAY ("user", "name it") "]}",
    "background" },
  { "T116-background-by-x-app",
    "x-app: cli",
    "{\"messages\":[" SAY ("user", "a") "]}",
    "background" },
  { "T116-background-with-notice",
    CLIENT,
    "{\"tools\":[],\"thinking\":{\"type\":\"disabled\"},\"messages\":[" SAY (
        "user",
        "a") "," SAY ("system", "b") "]}",
    "background" },
  { "T116-background-title",
    CLIENT,
    "{\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"format\":{\"type\":"
    "\"json_schema\","
    "\"schema\":{\"properties\":{\"title\":{\"type\":\"string\"}}}}},"
    "\"messages\":[" SAY ("user", "a") "]}",
    "background thinking:default" },
  { "T116-background-needs-the-client",
    NULL,
    "{\"messages\":[" SAY ("user", "a") "]}",
    "" },
  { "T116-background-has-no-tools", CLIENT, BODY (SAY ("user", "a")), "" },
  { "T116-background-does-not-think",
    CLIENT,
    "{\"thinking\":{\"type\":\"adaptive\"},\"messages\":[" SAY ("user", "a") "]}",
    "thinking:default" },
  { "T116-background-is-one-message",
    CLIENT,
    "{\"messages\":[" SAY ("user", "a") "," SAY ("assistant", "b") "," SAY ("user",
                                                                            "c") "]}",
    "" },
  { "T116-small-model-of-older-clients-is-no-sign",
    CLIENT,
    "{\"model\":\"claude-3-5-haiku-20241022\"," TOOLS
    "\"messages\":[" SAY ("user", "a") "]}",
    "" },

  { "plan-in-a-notice",
    NULL,
    BODY (SAY ("user", "a") "," SAY ("system", "Skills" NL NL PLAN)),
    "planning" },
  { "plan-in-a-notice-of-blocks",
    NULL,
    BODY (SAY ("user", "a") "," BLOCKS ("system", TEXT (PLAN))),
    "planning" },
  { "plan-of-older-clients",
    NULL,
    BODY (BLOCKS ("user", TEXT (REMINDER (PLAN)) "," TEXT ("do it"))),
    "planning" },
  { "plan-still-active",
    NULL,
    BODY (SAY ("user", "a") "," SAY ("system", "Plan mode still active (see above).")),
    "planning" },
  { "plan-left",
    NULL,
    BODY (SAY ("system", PLAN) "," BLOCKS ("user", RESULT ("\"" LEFT "\""))),
    "" },
  { "plan-left-by-notice",
    NULL,
    BODY (SAY ("system", PLAN) "," SAY ("system", LEFT)),
    "" },
  { "plan-left-by-reminder",
    NULL,
    BODY (BLOCKS ("user", TEXT (REMINDER (PLAN))) "," BLOCKS ("user",
                                                              TEXT (REMINDER (LEFT)))),
    "" },
  { "plan-left-in-another-wording",
    NULL,
    BODY (SAY ("system", PLAN) "," SAY ("system", "You have exited plan mode. Go.")),
    "" },
  { "plan-approved",
    NULL,
    BODY (
        SAY ("system",
             PLAN) "," BLOCKS ("user", RESULT ("\"User has approved your plan. Go.\""))),
    "" },
  { "plan-approved-in-blocks",
    NULL,
    BODY (SAY ("system", PLAN) "," BLOCKS (
        "user",
        RESULT ("[" TEXT ("User has approved your plan. Go.") "]"))),
    "" },
  { "plan-entered-by-tool",
    NULL,
    BODY (BLOCKS ("user", RESULT ("\"Entered plan mode. Look around.\""))),
    "planning" },
  { "plan-entered-again",
    NULL,
    BODY (SAY ("system", PLAN) "," SAY ("system", LEFT) "," SAY ("system", PLAN)),
    "planning" },
  { "plan-and-end-in-one-text", NULL, BODY (SAY ("system", PLAN NL NL LEFT)), "" },
  { "plan-in-the-users-words-is-no-sign", NULL, BODY (SAY ("user", PLAN)), "" },
  { "plan-in-a-file-is-no-sign",
    NULL,
    BODY (BLOCKS ("user", RESULT ("\"" PLAN "\""))),
    "" },
  { "plan-in-a-reminder-behind-a-result",
    NULL,
    BODY (BLOCKS ("user", RESULT ("\"ok" NL REMINDER (PLAN) "\""))),
    "planning" },
  { "plan-within-a-line-is-no-sign", NULL, BODY (SAY ("system", "It says: " PLAN)), "" },
  { "plan-left-within-a-line-is-no-sign",
    NULL,
    BODY (SAY ("system", PLAN) "," BLOCKS ("user", RESULT ("\"12: " LEFT "\""))),
    "planning" },
  { "plan-left-by-a-reminder-behind-a-prompt",
    NULL,
    BODY (SAY ("system", PLAN) "," SAY ("user", "go on" NL REMINDER (LEFT))),
    "" },
  { "plan-in-a-reminder-behind-a-prompt",
    NULL,
    BODY (SAY ("user", "go on" NL REMINDER (PLAN))),
    "planning" },
  { "plan-left-in-the-users-words-is-no-sign",
    NULL,
    BODY (SAY ("system", PLAN) "," SAY ("user", LEFT)),
    "planning" },
  { "plan-behind-an-escaped-backslash", NULL, BODY (SAY ("system", "a\\\\n" PLAN)), "" },

  { "T119-disabled", NULL, "{\"thinking\":{\"type\":\"disabled\"}}", "" },
  { "T119-adaptive", NULL, "{\"thinking\":{\"type\":\"adaptive\"}}", "thinking:default" },
  { "T119-effort",
    NULL,
    "{\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"max\"}}",
    "thinking:max" },
  { "T119-effort-without-thinking",
    NULL,
    "{\"output_config\":{\"effort\":\"max\"}}",
    "" },
  { "T119-budget",
    NULL,
    "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":31999}}",
    "thinking:high budget:31999" },
  { "T119-T20-budget-below-what-is-allowed",
    NULL,
    "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":500}}",
    "thinking:low budget:500" },
  { "T119-T19-no-budget",
    NULL,
    "{\"thinking\":{\"type\":\"enabled\"}}",
    "thinking:default" },
  { "T119-T19-type-of-tomorrow",
    NULL,
    "{\"thinking\":{\"type\":\"auto\"}}",
    "thinking:default" },
  { "T119-keyword-in-a-notice",
    NULL,
    BODY (SAY ("user", "a") "," SAY (
        "system",
        "The user included the keyword \\\"ultrathink\\\", so think.")),
    "deep" },
  { "T119-keyword-in-the-prompt",
    NULL,
    BODY (SAY ("user", "please Ultrathink it")),
    "deep" },
  { "T119-keyword-while-tools-run",
    NULL,
    BODY (SAY ("user", "ultrathink") "," BLOCKS ("assistant",
                                                 CALL) "," BLOCKS ("user",
                                                                   RESULT ("\"x\""))),
    "deep" },
  { "T119-keyword-of-an-earlier-prompt",
    NULL,
    BODY (SAY ("user", "ultrathink") "," SAY ("assistant", "b") "," SAY ("user", "c")),
    "" },
  { "T119-keyword-in-a-result-is-no-sign",
    NULL,
    BODY (BLOCKS ("user", RESULT ("\"ultrathink\""))),
    "" },
  { "T119-keyword-in-a-description-is-no-sign",
    NULL,
    BODY (SAY ("system", "skills: ultrathink")),
    "" },

  { "image", NULL, BODY (BLOCKS ("user", TEXT ("see") "," IMAGE)), "image images:1" },
  { "image-in-a-result",
    NULL,
    BODY (SAY ("user", "look") "," BLOCKS ("assistant",
                                           CALL) "," BLOCKS ("user",
                                                             RESULT ("[" IMAGE "]"))),
    "image images:1" },
  { "image-while-tools-run",
    NULL,
    BODY (BLOCKS ("user", TEXT ("see") "," IMAGE) "," BLOCKS (
        "assistant",
        CALL) "," BLOCKS ("user", RESULT ("\"x\""))),
    "image images:1" },
  { "image-of-an-earlier-prompt",
    NULL,
    BODY (BLOCKS ("user", TEXT ("see") "," IMAGE) "," SAY ("assistant",
                                                           "b") "," SAY ("user", "c")),
    "images:1" },
  { "image-before-a-reminder",
    NULL,
    BODY (BLOCKS ("user", TEXT ("see") "," IMAGE) "," BLOCKS (
        "assistant",
        CALL) "," BLOCKS ("user", RESULT ("\"x\"") "," TEXT (REMINDER ("b")))),
    "image images:1" },
};

static void
add_sign (GString *string, gboolean is_there, const char *name)
{
  if (!is_there)
    return;
  if (string->len > 0)
    g_string_append_c (string, ' ');
  g_string_append (string, name);
}

static char *
describe (const StageRouterSigns *signs)
{
  GString *string = g_string_new (NULL);
  const char *effort = ccp_thinking_level_get_effort (signs->depth);
  g_autofree char *depth =
      g_strconcat ("thinking:", effort != NULL ? effort : "default", NULL);
  g_autofree char *budget = g_strdup_printf ("budget:%" G_GINT64_FORMAT, signs->budget);
  g_autofree char *images = g_strdup_printf ("images:%u", signs->turns.n_images);

  add_sign (string, signs->web_search != NULL, "web_search");
  add_sign (string, signs->subagent != NULL, "subagent");
  add_sign (string, signs->background != NULL, "background");
  add_sign (string, signs->planning != NULL, "planning");
  add_sign (string, signs->image != NULL, "image");
  add_sign (string, signs->is_thinking, depth);
  add_sign (string, signs->budget != 0, budget);
  add_sign (string, signs->turns.is_deep, "deep");
  add_sign (string, signs->turns.n_images > 0, images);
  return g_string_free (string, FALSE);
}

static CcpHeaders *
create_headers (const char *line)
{
  CcpHeaders *headers = ccp_headers_new ();
  g_auto (GStrv) parts = g_strsplit (line != NULL ? line : "", ": ", 2);

  if (line != NULL)
    ccp_headers_append (headers, parts[0], parts[1]);
  return headers;
}

static void
test_read (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (CcpHeaders) headers = create_headers (c->headers);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) body = ccp_json_new_from_text (c->body, -1, &error);
  g_autoptr (CcpExchange) exchange = NULL;
  g_autofree char *found = NULL;
  StageRouterSigns signs;

  g_assert_no_error (error);
  exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, headers, body);

  stage_router_signs_read (&signs, exchange);

  found = describe (&signs);
  g_assert_cmpstr (found, ==, c->signs);
}

/* A text in which looking for each sign would take minutes if it went through the whole.
 */
static void
test_large (void)
{
  g_autoptr (GString) body = g_string_new ("[{\"role\":\"user\",\"content\":\"");
  g_autoptr (CcpJson) json = NULL;
  CcpJsonValue messages;
  StageRouterTurns turns;

  for (guint i = 0; i < 100000; i++)
    g_string_append (body, "Plan mode is active" NL);
  g_string_append (body, "\"}]");
  json = ccp_json_new_from_text (body->str, -1, NULL);
  ccp_json_get_root (json, &messages);

  stage_router_turns_read (&turns, &messages);

  g_assert_cmpuint (turns.n_prompts, ==, 1);
  g_assert_false (turns.is_planning);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/stage-router-signs/read/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_read);
    }
  g_test_add_func ("/stage-router-signs/large/plan-mode-in-a-prompt", test_large);
  return g_test_run ();
}
