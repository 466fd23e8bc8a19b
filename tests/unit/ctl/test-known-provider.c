/* test-known-provider.c: which preset knows a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-known-provider.h"

typedef struct
{
  const char *name;
  const char *type;
  const char *url;
  const char *provider;
  const char *preset; /* (nullable) */
  gboolean is_same;
} Case;

static const Case cases[] = {
  { "endpoint",
    "openai-chat",
    "https://openrouter.ai/api/v1/chat/completions",
    "x",
    "openrouter",
    TRUE },
  { "base", "openai-chat", "https://api.deepseek.com", "x", "deepseek", TRUE },
  { "slash", "openai-chat", "https://api.deepseek.com/", "x", "deepseek", TRUE },
  { "capitals-in-the-host",
    "openai-chat",
    "https://API.DeepSeek.com/chat/completions",
    "x",
    "deepseek",
    TRUE },
  { "other-path",
    "openai-chat",
    "https://api.deepseek.com/v1/chat/completions",
    "x",
    "deepseek",
    FALSE },
  { "by-dialect",
    "anthropic",
    "https://api.deepseek.com/anthropic/v1/messages",
    "x",
    "deepseek-anthropic",
    TRUE },
  { "by-other-dialect",
    "openai-responses",
    "https://api.openai.com/v1/responses",
    "x",
    "openai",
    TRUE },
  { "gemini",
    "gemini",
    "https://generativelanguage.googleapis.com/v1beta/models/",
    "x",
    "gemini",
    TRUE },
  { "mirror",
    "openai-chat",
    "https://api.moonshot.cn/v1/chat/completions",
    "x",
    "moonshot",
    FALSE },
  { "port-of-ollama",
    "openai-chat",
    "http://localhost:11434/v1/chat/completions",
    "x",
    "ollama",
    TRUE },
  { "port-of-many",
    "openai-chat",
    "http://localhost:8080/v1/chat/completions",
    "x",
    NULL,
    FALSE },
  { "port-of-many-and-a-name",
    "openai-chat",
    "http://[::1]:8080/v1/chat/completions",
    "LLaMA.cpp",
    "llama-cpp",
    TRUE },
  { "not-in-the-clear", "openai-chat", "http://api.deepseek.com", "x", NULL, FALSE },
  { "other-port", "openai-chat", "https://api.deepseek.com:8443", "x", NULL, FALSE },
  { "query",
    "openai-chat",
    "https://api.deepseek.com/chat/completions?a=b",
    "x",
    "deepseek",
    FALSE },
  { "user",
    "openai-chat",
    "https://me@api.deepseek.com/chat/completions",
    "x",
    "deepseek",
    FALSE },
  { "variable", "openai-chat", "https://${HOST}/v1", "x", NULL, FALSE },
  { "no-url", "openai-chat", "deepseek", "x", NULL, FALSE },
  { "stranger", "openai-chat", "https://deepseek.com.example/v1", "x", NULL, FALSE },
};

static void
test_find (gconstpointer data)
{
  const Case *test = data;
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (CcpPresetStore) presets =
      ccp_preset_store_new ((const char *const *) environment);
  gboolean is_same = FALSE;

  const CcpPreset *preset =
      ccp_known_provider_find (presets, test->type, test->url, test->provider, &is_same);

  g_assert_cmpstr (preset != NULL ? preset->name : NULL, ==, test->preset);
  g_assert_cmpint (is_same, ==, test->is_same);
}

static void
test_is_local (void)
{
  g_assert_true (ccp_known_provider_is_local ("http://localhost:1"));
  g_assert_true (ccp_known_provider_is_local ("http://127.3.2.1/v1"));
  g_assert_true (ccp_known_provider_is_local ("http://[::1]:80/"));
  g_assert_false (ccp_known_provider_is_local ("http://localhost.example/"));
  g_assert_false (ccp_known_provider_is_local ("nothing"));
  g_assert_false (ccp_known_provider_is_local (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/known-provider/find/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_find);
    }
  g_test_add_func ("/known-provider/is-local/loopback-alone", test_is_local);
  return g_test_run ();
}
