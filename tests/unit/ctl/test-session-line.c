/* test-session-line.c: what a session of Claude Code runs on, and what it cost, in a line
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-session-line.h"

#define INPUT                                                                            \
  "{\"session_id\":\"s-1\",\"model\":{\"id\":\"claude-opus-4-8\",\"display_name\":"      \
  "\"Opus 4.8\"},\"cost\":{\"total_cost_usd\":1.5}}"

typedef struct
{
  const char *name;
  const char *input; /* (nullable) */
  CcpSessionLineState state;
  const char *stats; /* (nullable): a GVariant as text */
  const char *line;
  const char *json;
} Case;

static const Case cases[] = {
  { "known",
    INPUT,
    CCP_SESSION_LINE_KNOWN,
    "{'stage': <'planning'>, 'provider': <'openrouter'>, 'model': <'z-ai/glm-5'>, "
    "'requests': <uint64 3>, 'input_tokens': <uint64 300>, 'output_tokens': <uint64 20>, "
    "'cache_read_tokens': <uint64 12000>, 'cost': <0.5>}",
    "z-ai/glm-5 · openrouter · planning · $0.50 · 12.3 k in, 20 out",
    "{\"session\":\"s-1\",\"asked\":\"Opus 4.8\",\"state\":\"known\",\"model\":"
    "\"z-ai/glm-5\",\"provider\":\"openrouter\",\"stage\":\"planning\",\"requests\":3,"
    "\"input_tokens\":300,\"output_tokens\":20,\"cache_read_tokens\":12000,"
    "\"cache_creation_tokens\":0,\"cost\":0.5}" },
  { "price-not-known",
    INPUT,
    CCP_SESSION_LINE_KNOWN,
    "{'stage': <''>, 'provider': <'local'>, 'model': <'qwen'>, 'requests': <uint64 1>, "
    "'input_tokens': <uint64 5>, 'output_tokens': <uint64 2>}",
    "qwen · local · 5 in, 2 out",
    "{\"session\":\"s-1\",\"asked\":\"Opus 4.8\",\"state\":\"known\",\"model\":\"qwen\","
    "\"provider\":\"local\",\"stage\":\"\",\"requests\":1,\"input_tokens\":5,"
    "\"output_tokens\":2,\"cache_read_tokens\":0,\"cache_creation_tokens\":0,"
    "\"cost\":null}" },
  { "no-answer-yet",
    INPUT,
    CCP_SESSION_LINE_UNKNOWN,
    NULL,
    "Opus 4.8 · through the proxy, no answer yet",
    "{\"session\":\"s-1\",\"asked\":\"Opus 4.8\",\"state\":\"unknown\"}" },
  { "no-daemon",
    "{\"model\":{\"id\":\"claude\\nopus\"}}",
    CCP_SESSION_LINE_ABSENT,
    NULL,
    "claude?opus · the proxy does not run",
    "{\"session\":null,\"asked\":\"claude\\nopus\",\"state\":\"absent\"}" },
  { "steers-the-terminal",
    "{\"model\":{\"id\":\"\\u001b[2Jm\"}}",
    CCP_SESSION_LINE_ABSENT,
    NULL,
    "?[2Jm · the proxy does not run",
    "{\"session\":null,\"asked\":\"\\u001b[2Jm\",\"state\":\"absent\"}" },
  { "steers-the-terminal-from-the-bus",
    NULL,
    CCP_SESSION_LINE_KNOWN,
    "{'model': <'\\u001b]0;m\\u0007'>, 'provider': <'p'>}",
    "?]0;m? · p · 0 in, 0 out",
    "{\"session\":null,\"asked\":null,\"state\":\"known\",\"model\":"
    "\"\\u001b]0;m\\u0007\",\"provider\":\"p\",\"stage\":\"\",\"requests\":0,"
    "\"input_tokens\":0,\"output_tokens\":0,\"cache_read_tokens\":0,"
    "\"cache_creation_tokens\":0,\"cost\":null}" },
  { "no-input",
    NULL,
    CCP_SESSION_LINE_SILENT,
    NULL,
    "the proxy cannot be asked",
    "{\"session\":null,\"asked\":null,\"state\":\"silent\"}" },
  { "other-input",
    "{\"model\":\"text\",\"session_id\":7}",
    CCP_SESSION_LINE_ABSENT,
    NULL,
    "the proxy does not run",
    "{\"session\":null,\"asked\":null,\"state\":\"absent\"}" },
};

static CcpJson *
parse (const char *text)
{
  return text != NULL ? ccp_json_new_from_text (text, -1, NULL) : NULL;
}

static GVariant *
parse_stats (const char *text)
{
  return text != NULL ? g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL)
                      : NULL;
}

static void
test_format (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (CcpJson) input = parse (test->input);
  g_autoptr (GVariant) stats = parse_stats (test->stats);
  g_autofree char *line = ccp_session_line_format (input, test->state, stats);

  g_assert_cmpstr (line, ==, test->line);
}

static void
test_to_json (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (CcpJson) input = parse (test->input);
  g_autoptr (GVariant) stats = parse_stats (test->stats);
  g_autoptr (CcpJson) json = ccp_session_line_to_json (input, test->state, stats);
  g_autofree char *text = ccp_json_to_text (json);

  g_assert_cmpstr (text, ==, test->json);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = g_strconcat ("/session-line/format/", cases[i].name, NULL);
      g_autofree char *json = g_strconcat ("/session-line/to-json/", cases[i].name, NULL);

      g_test_add_data_func (line, &cases[i], test_format);
      g_test_add_data_func (json, &cases[i], test_to_json);
    }
  return g_test_run ();
}
