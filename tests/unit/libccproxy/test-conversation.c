/* test-conversation.c: the order into which messages are brought
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#define U(content) "{\"role\":\"user\",\"content\":" content "}"
#define A(content) "{\"role\":\"assistant\",\"content\":" content "}"
#define S(content) "{\"role\":\"system\",\"content\":" content "}"
#define TEXT(text) "{\"type\":\"text\",\"text\":\"" text "\"}"
#define CALL(id) "{\"type\":\"tool_use\",\"id\":\"" id "\",\"name\":\"n\",\"input\":{}}"
#define RESULT(id, text)                                                                 \
  "{\"type\":\"tool_result\",\"tool_use_id\":\"" id "\",\"content\":\"" text "\"}"
#define THOUGHT(text)                                                                    \
  "{\"type\":\"thinking\",\"thinking\":\"" text "\",\"signature\":\"\"}"
#define IMAGE                                                                            \
  "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\","    \
  "\"data\":\"iVBORw0KGgo=\"}}"

#define PLAIN CCP_CONVERSATION_DEFAULT
#define PLACE CCP_CONVERSATION_SYSTEM_IN_PLACE
#define KEEP CCP_CONVERSATION_KEEP_THINKING

#define MISSING "Error: [no tool result was provided]"
#define REMINDER(text) "<system-reminder>\n" text "\n</system-reminder>"

typedef struct
{
  const char *name;
  CcpConversationFlags flags;
  const char *messages;
  const char *turns; /* as describe_turn () describes them, one a line */
} Case;

static const Case cases[] = {
  { "strings-are-texts", PLAIN, U ("\"a\"") "," A ("\"b\""), "U{a}|A{b}" },
  { "neighbours-are-merged",
    PLAIN,
    U ("\"a\"") "," U ("[" TEXT ("b") "]") "," A ("\"c\"") "," A ("[" CALL ("1") "]"),
    "U{a}{b}|A{c}{call 1}|U[1 " MISSING "]" },
  { "T12-empty-texts-are-dropped",
    PLAIN,
    U ("[" TEXT ("") "," TEXT (" \\n\\u00a0") "," TEXT ("a") "]") "," A ("\"\"") "," U (
        "\"b\""),
    "U{a}{b}" },
  { "nothing-is-left", PLAIN, U ("\"\"") "," A ("[]"), "" },
  { "prefill-stays", PLAIN, U ("\"a\"") "," A ("\"{\""), "U{a}|A{{}" },
  { "T01-late-result",
    PLAIN,
    A ("[" CALL ("1") "," CALL ("2") "]") "," U (
        "[" RESULT ("1", "x") "," TEXT ("a") "]") "," U ("[" RESULT ("2", "y") "]"),
    "A{call 1}{call 2}|U[1 x][2 y]{a}" },
  { "T01-late-result-after-an-empty-answer",
    PLAIN,
    A ("[" CALL ("1") "," CALL ("2") "]") "," U ("[" RESULT ("1", "x") "]") "," A (
        "\"\"") "," U ("[" RESULT ("2", "y") "]"),
    "A{call 1}{call 2}|U[1 x][2 y]" },
  { "T02-result-then-text",
    PLAIN,
    A ("[" CALL ("1") "]") "," U ("[" TEXT ("a") "," RESULT ("1", "x") "]"),
    "A{call 1}|U[1 x]{a}" },
  { "results-are-in-the-order-of-the-calls",
    PLAIN,
    A ("[" CALL ("1") "," CALL ("2") "]") "," U (
        "[" RESULT ("2", "y") "," RESULT ("1", "x") "]"),
    "A{call 1}{call 2}|U[1 x][2 y]" },
  { "T03-result-without-call",
    PLAIN,
    U ("[" RESULT ("9", "x") "," TEXT ("a") "]"),
    "U{[orphaned tool result 9]\nx}{a}" },
  { "T03-call-without-result",
    PLAIN,
    A ("[" CALL ("1") "]") "," U ("\"stop\"") "," A ("\"ok\""),
    "A{call 1}|U[1 " MISSING "]{stop}|A{ok}" },
  { "T03-calls-at-the-end",
    PLAIN,
    U ("\"a\"") "," A ("[" CALL ("1") "]"),
    "U{a}|A{call 1}|U[1 " MISSING "]" },
  { "result-of-an-earlier-turn-is-an-orphan",
    PLAIN,
    A ("[" CALL ("1") "]") "," U ("\"a\"") "," A ("\"b\"") "," U (
        "[" RESULT ("1", "x") "]"),
    "A{call 1}|U[1 " MISSING "]{a}|A{b}|U{[orphaned tool result 1]\nx}" },
  { "second-result-is-dropped",
    PLAIN,
    A ("[" CALL ("1") "]") "," U ("[" RESULT ("1", "x") "," RESULT ("1", "y") "]"),
    "A{call 1}|U[1 x]" },
  { "same-id-in-two-turns",
    PLAIN,
    A ("[" CALL ("1") "]") "," U ("[" RESULT ("1", "x") "]") "," A (
        "[" CALL ("1") "]") "," U ("[" RESULT ("1", "y") "]"),
    "A{call 1}|U[1 x]|A{call 1}|U[1 y]" },
  { "ids-are-compared-without-escapes",
    PLAIN,
    A ("[" CALL ("a\\u002eb") "]") "," U ("[" RESULT ("a.b", "x") "]"),
    "A{call a.b}|U[a.b x]" },
  { "orphan-keeps-its-image",
    PLAIN,
    U ("[{\"type\":\"tool_result\",\"tool_use_id\":\"9\",\"content\":[" IMAGE "]}]"),
    "U{[orphaned tool result 9]\n(no output)}{image}" },
  { "result-with-image",
    PLAIN,
    A ("[" CALL ("1") "]") "," U (
        "[{\"type\":\"tool_result\",\"tool_use_id\":\"1\",\"content\":[" IMAGE
        "," TEXT ("x") "," IMAGE "]}]"),
    "A{call 1}|U[1 x +2]" },
  { "document-with-image",
    PLAIN,
    U ("[{\"type\":\"document\",\"title\":\"t\",\"source\":{\"type\":\"content\","
       "\"content\":[" TEXT ("x") "," IMAGE "]}}]"),
    "U{<document title=\"t\">\nx\n</document>}{image}" },
  { "T09-system-is-a-reminder",
    PLAIN,
    U ("\"a\"") "," S ("\"s\"") "," A ("\"b\""),
    "U{a}{" REMINDER ("s") "}|A{b}" },
  { "T09-system-in-place",
    PLACE,
    U ("\"a\"") "," S ("\"s\"") "," A ("\"b\""),
    "U{a}|S{s}|A{b}" },
  { "T09-system-with-several-texts",
    PLAIN,
    U ("\"a\"") "," S ("[" TEXT ("s") "," TEXT ("t") "]"),
    "U{a}{" REMINDER ("s\n\nt") "}" },
  { "T09-system-between-call-and-result",
    PLACE,
    A ("[" CALL ("1") "]") "," S ("\"s\"") "," U ("[" RESULT ("1", "x") "]"),
    "A{call 1}|U[1 x]|S{s}" },
  { "T09-system-between-two-results",
    PLACE,
    A ("[" CALL ("1") "," CALL ("2") "]") "," U ("[" RESULT ("1", "x") "]") "," S (
        "\"s\"") "," U ("[" RESULT ("2", "y") "," TEXT ("a") "]"),
    "A{call 1}{call 2}|U[1 x][2 y]|S{s}|U{a}" },
  { "T09-system-without-content",
    PLACE,
    U ("\"a\"") ",{\"role\":\"system\",\"output_config\":{\"effort\":\"low\"}}," S (
        "\" \"") "," U ("\"b\""),
    "U{a}{b}" },
  { "thinking-stays-with-what-follows",
    PLAIN,
    A ("[" THOUGHT ("x") "," CALL ("1") "," THOUGHT ("y") "," CALL ("2") "]"),
    "A{thinking}{call 1}{thinking}{call 2}|U[1 " MISSING "][2 " MISSING "]" },
  { "thinking-after-text-stays",
    PLAIN,
    A ("[" TEXT ("a") "," THOUGHT ("x") "]"),
    "A{a}{thinking}" },
  { "T16-thinking-alone-is-dropped",
    PLAIN,
    U ("\"a\"") "," A ("[" THOUGHT ("x") "]") "," U ("\"b\""),
    "U{a}{b}" },
  { "T16-thinking-alone-stays-if-wanted",
    KEEP,
    U ("\"a\"") "," A ("[" THOUGHT ("x") "]") "," U ("\"b\""),
    "U{a}|A{thinking}|U{b}" },
  { "T16-thinking-in-a-message-of-its-own",
    PLAIN,
    U ("\"a\"") "," A ("[" THOUGHT ("x") "]") "," A ("[" CALL ("1") "]") "," U (
        "[" RESULT ("1", "y") "]"),
    "U{a}|A{thinking}{call 1}|U[1 y]" },
  { "web-search-in-words",
    PLAIN,
    A ("[{\"type\":\"server_tool_use\",\"id\":\"s1\",\"name\":\"web_search\",\"input\":"
       "{\"query\":\"q\"}},{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"s1\","
       "\"content\":[{\"type\":\"web_search_result\",\"title\":\"t\",\"url\":\"u\"}]}]"),
    "A{[web search: q]\n- t \xe2\x80\x94 u}" },
  { "web-search-that-failed",
    PLAIN,
    A ("[{\"type\":\"server_tool_use\",\"id\":\"s1\",\"name\":\"web_search\",\"input\":"
       "{\"query\":\"q\"}},{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"s1\","
       "\"content\":{\"type\":\"web_search_tool_result_error\",\"error_code\":\"e\"}}]"),
    "A{[web search: q]\n(failed: e)}" },
  { "compaction-becomes-the-users",
    PLAIN,
    A ("[{\"type\":\"compaction\",\"content\":\"so far\"}," TEXT ("b") "]"),
    "U{so far}|A{b}" },
  { "other-blocks-are-dropped",
    PLAIN,
    U ("[{\"type\":\"container_upload\",\"file_id\":\"f\"},\"a\"]") "," A (
        "[{\"type\":\"fallback\"}]"),
    "U{a}" },
};

typedef struct
{
  const char *name;
  const char *system;
  const char *texts;
} SystemCase;

#define BILLING "x-anthropic-billing-header: cc_version=2.1; cc_entrypoint=cli;"

static const SystemCase system_cases[] = {
  { "T11-string", "\"a\"", "{a}" },
  { "T11-array", "[" TEXT ("a") "," TEXT ("b") "]", "{a}{b}" },
  { "T11-empty-string", "\"\"", "" },
  { "T11-empty-array", "[]", "" },
  { "T11-null", "null", "" },
  { "T11-blank-blocks", "[" TEXT (" ") "," TEXT ("") "]", "" },
  { "T13-billing-block", "[" TEXT (BILLING) "," TEXT ("b") "]", "{b}" },
  { "T13-billing-string", "\"" BILLING "\"", "" },
  { "T13-billing-line", "\"" BILLING "\\n\\nb \\\"c\\\"\"", "{b \\\"c\\\"}" },
};

static CcpConversation *
read_conversation (const char *text, CcpConversationFlags flags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) body = ccp_json_new_from_text (text, -1, &error);

  g_assert_no_error (error);
  return ccp_conversation_new (body, flags);
}

/* Returns: (transfer full): the text that was written, escapes resolved */
static char *
finish_string (CcpJsonWriter *writer)
{
  g_autoptr (CcpJson) document = ccp_json_writer_finish (writer);
  CcpJsonValue root;

  ccp_json_get_root (document, &root);
  return ccp_json_value_dup_string (&root, NULL);
}

static char *
describe_block (const CcpBlock *block)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  CcpJsonValue id = ccp_json_value_member (&block->value, "id");
  g_autofree char *call = ccp_json_value_dup_string (&id, NULL);

  if (block->kind == CCP_BLOCK_TOOL_USE)
    return g_strdup_printf ("call %s", call);
  if (block->kind == CCP_BLOCK_THINKING)
    return g_strdup ("thinking");
  if (block->kind == CCP_BLOCK_IMAGE)
    return g_strdup ("image");
  ccp_json_writer_begin_string (writer);
  ccp_block_append_text (block, writer);
  ccp_json_writer_end_string (writer);
  return finish_string (writer);
}

static char *
describe_result (const CcpToolResult *result)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  CcpJsonValue value = ccp_json_value_member (&result->call, "id");
  g_autofree char *id = ccp_json_value_dup_string (&value, NULL);
  g_autofree char *text = NULL;

  ccp_json_writer_begin_string (writer);
  ccp_tool_result_append_text (result, CCP_TOOL_RESULT_MARK_ERRORS, writer);
  ccp_json_writer_end_string (writer);
  text = finish_string (writer);
  if (result->n_media == 0)
    return g_strdup_printf ("[%s %s]", id, text);
  return g_strdup_printf ("[%s %s +%u]", id, text, result->n_media);
}

static void
describe_turn (const CcpTurn *turn, GString *text)
{
  g_string_append_c (text, "UAS"[turn->role]);
  for (guint i = 0; i < turn->n_results; i++)
    {
      g_autofree char *result = describe_result (&turn->results[i]);

      g_string_append (text, result);
    }
  for (guint i = 0; i < turn->n_blocks; i++)
    {
      g_autofree char *block = describe_block (&turn->blocks[i]);

      g_string_append_printf (text, "{%s}", block);
    }
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *body = g_strdup_printf ("{\"messages\":[%s]}", test->messages);
  g_autoptr (CcpConversation) conversation = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  conversation = read_conversation (body, test->flags);

  for (guint i = 0; i < ccp_conversation_get_length (conversation); i++)
    {
      CcpTurn turn;

      ccp_conversation_get_turn (conversation, i, &turn);
      if (i > 0)
        g_string_append_c (text, '|');
      describe_turn (&turn, text);
    }
  g_assert_cmpstr (text->str, ==, test->turns);
}

static void
test_system (gconstpointer data)
{
  const SystemCase *test = data;
  g_autofree char *body = g_strdup_printf ("{\"system\":%s}", test->system);
  g_autoptr (CcpConversation) conversation = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  const CcpBlock *blocks;
  guint n_blocks;

  conversation = read_conversation (body, PLAIN);

  blocks = ccp_conversation_get_system (conversation, &n_blocks);
  for (guint i = 0; i < n_blocks; i++)
    {
      gsize length;
      const char *raw = ccp_json_value_peek_raw (&blocks[i].value, &length);

      g_string_append_printf (text, "{%.*s}", (int) length - 2, raw + 1);
    }
  g_assert_cmpstr (text->str, ==, test->texts);
}

static void
test_loop_start (void)
{
  g_autoptr (CcpConversation) in_loop =
      read_conversation ("{\"messages\":[" U ("\"a\"") "," A ("[" CALL ("1") "]") "," U (
                             "[" RESULT ("1", "x") "]") "," A ("[" CALL ("2") "]") "]}",
                         PLAIN);
  g_autoptr (CcpConversation) asked =
      read_conversation ("{\"messages\":[" A ("[" CALL ("1") "]") "," U (
                             "[" RESULT ("1", "x") "," TEXT ("b") "]") "]}",
                         PLAIN);
  g_autoptr (CcpConversation) alone =
      read_conversation ("{\"messages\":[" A ("\"a\"") "]}", PLAIN);

  g_assert_cmpuint (ccp_conversation_get_loop_start (in_loop), ==, 1);
  g_assert_cmpuint (ccp_conversation_get_loop_start (asked), ==, 2);
  g_assert_cmpuint (ccp_conversation_get_loop_start (alone), ==, 0);
}

/* Appends @n blocks, each with its number */
static void
append_blocks (GString *body, const char *format, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_autoptr (GString) block = g_string_new (format);

      g_string_replace (block, "#", number, 0);
      g_string_append_printf (body, "%s%s", i > 0 ? "," : "", block->str);
    }
}

/* Work that grew with the square of the number would take minutes here */
static void
test_many_calls (void)
{
  const guint n = 100000;
  g_autoptr (GString) body = g_string_new ("{\"messages\":[{\"role\":\"assistant\","
                                           "\"content\":[");
  g_autoptr (CcpConversation) conversation = NULL;
  CcpTurn turn;

  append_blocks (body, CALL ("#"), n);
  g_string_append (body, "]},{\"role\":\"user\",\"content\":[");
  append_blocks (body, RESULT ("#", "r#"), n);
  g_string_append (body, "]}]}");

  conversation = read_conversation (body->str, PLAIN);

  ccp_conversation_get_turn (conversation, 1, &turn);
  g_assert_cmpuint (turn.n_results, ==, n);
  for (guint i = 0; i < n; i += 9999)
    {
      CcpJsonValue content = ccp_json_value_member (&turn.results[i].value, "content");
      g_autofree char *expected = g_strdup_printf ("r%u", i);

      g_assert_true (ccp_json_value_equals_string (&content, expected));
    }
}

static void
test_many_searches (void)
{
  const guint n = 100000;
  g_autoptr (GString) body = g_string_new ("{\"messages\":[{\"role\":\"assistant\","
                                           "\"content\":[");
  g_autoptr (CcpConversation) conversation = NULL;
  CcpTurn turn;

  append_blocks (body,
                 "{\"type\":\"server_tool_use\",\"id\":\"#\",\"name\":\"web_search\","
                 "\"input\":{\"query\":\"q#\"}}",
                 n);
  g_string_append_c (body, ',');
  append_blocks (body,
                 "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"#\","
                 "\"content\":[]}",
                 n);
  g_string_append (body, "]}]}");

  conversation = read_conversation (body->str, PLAIN);

  ccp_conversation_get_turn (conversation, 0, &turn);
  g_assert_cmpuint (turn.n_blocks, ==, n);
  g_assert_true (ccp_json_value_equals_string (&turn.blocks[7].detail, "q7"));
}

/* Each call of one id gets one of the results of that id, in order */
static void
test_same_id (void)
{
  g_autoptr (CcpConversation) conversation = read_conversation (
      "{\"messages\":[" A ("[" CALL ("1") "," CALL ("1") "]") "," U (
          "[" RESULT ("1", "x") "," RESULT ("1", "y") "," RESULT ("1", "z") "]") "]}",
      PLAIN);
  g_autoptr (GString) text = g_string_new (NULL);
  CcpTurn turn;

  ccp_conversation_get_turn (conversation, 1, &turn);
  describe_turn (&turn, text);
  g_assert_cmpstr (text->str, ==, "U[1 x][1 y]");
}

static void
test_check (void)
{
  g_autoptr (CcpJson) empty =
      ccp_json_new_from_text ("{\"messages\":[" U ("\" \"") "]}", -1, NULL);
  g_autoptr (CcpJson) full =
      ccp_json_new_from_text ("{\"messages\":[" U ("\"a\"") "]}", -1, NULL);
  g_autoptr (CcpConversation) nothing =
      ccp_conversation_new (empty, CCP_CONVERSATION_DEFAULT);
  g_autoptr (CcpConversation) something =
      ccp_conversation_new (full, CCP_CONVERSATION_DEFAULT);
  g_autoptr (GError) error = NULL;

  g_assert_true (ccp_conversation_check (something, &error));
  g_assert_no_error (error);
  g_assert_false (ccp_conversation_check (nothing, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_INVALID_REQUEST);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/conversation/turns/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (system_cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/conversation/system/", system_cases[i].name, NULL);

      g_test_add_data_func (path, &system_cases[i], test_system);
    }
  g_test_add_func ("/conversation/loop-start/follows-the-user", test_loop_start);
  g_test_add_func ("/conversation/turns/many-calls", test_many_calls);
  g_test_add_func ("/conversation/turns/many-searches", test_many_searches);
  g_test_add_func ("/conversation/turns/one-id-for-several-calls", test_same_id);

  g_test_add_func ("/conversation/check/wants-content", test_check);
  return g_test_run ();
}
