/* test-redact.c: keys that providers quote do not get through
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

typedef struct
{
  const char *name;
  const char *text;
  const char *expected;
} Case;

static const Case cases[] = {
  { "openai-key",
    "Incorrect API key provided: sk-proj-abcdEFGH1234. You can find your key at x",
    "Incorrect API key provided: [redacted] You can find your key at x" },
  { "bare-key", "bad sk-ant-api03-AbCdEf_123 here", "bad [redacted] here" },
  { "google-key", "key AIzaSyA1234567890abcdef used", "key [redacted] used" },
  { "query",
    "POST https://h/v1?key=abc123&alt=sse failed",
    "POST https://h/v1?key=[redacted]&alt=sse failed" },
  { "user-in-url", "see https://me:secret@h.example/x", "see https://h.example/x" },
  { "bearer", "header Bearer abcdef123456 refused", "header Bearer [redacted] refused" },
  { "long-and-random",
    "token 0123456789abcdef0123456789abcdef is unknown",
    "token [redacted] is unknown" },
  { "plain", "The model `gpt-4.1-nano` does not exist", NULL },
  { "long-tool-name",
    "unknown tool mcp__plugin_playwright__browser_take_screenshot",
    NULL },
  { "numbers", "Limit 30000, Requested 40000. maximum context length is 128000", NULL },
  { "key-parameter", "Unknown parameter: 'prompt_cache_key'.", NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *redacted = ccp_redact_text (test->text);

  g_assert_cmpstr (redacted, ==, test->expected != NULL ? test->expected : test->text);
}

static void
test_invalid_utf8 (void)
{
  g_autofree char *redacted = ccp_redact_text ("a\xff sk-12345678901");

  g_assert_cmpstr (redacted, ==, "a\xef\xbf\xbd [redacted]");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/redact/text/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/redact/text/invalid-utf-8", test_invalid_utf8);
  return g_test_run ();
}
