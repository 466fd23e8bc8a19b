/* test-body-config.c: what the configuration's author is told, and what other names mean
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "body-fixture.h"
#include "edit-config-check.h"

#define CHAT "openai-chat.AnthropicToOpenAI"
#define ANTHROPIC "anthropic.AnthropicToAnthropic"

/* line 7 is the entry, which begins in column 11 */
#define ENTRY(entry)                                                                     \
  "providers:\n"                                                                         \
  "  - name: p\n"                                                                        \
  "    type: openai-chat\n"                                                              \
  "    url: http://127.0.0.1:9/v1\n"                                                     \
  "    transformers:\n"                                                                  \
  "      request:\n"                                                                     \
  "        - " entry "\n"
#define PLACE "providers[0].transformers.request[0]"

typedef struct
{
  const char *name;
  const char *yaml;
  const char *expected;
} Case;

static const Case cases[] = {
  { "good", ENTRY ("{class: body.MaxTokens, params: {max: 8, default: 8}}"), "" },
  { "max-tokens/nothing",
    ENTRY ("body.MaxTokens"),
    "7:11: " PLACE ": body.MaxTokens: expected max, default, or both" },
  { "max-tokens/two-names",
    ENTRY ("{class: body.MaxTokens, params: {max: 8, max_tokens: 9}}"),
    "7:64: " PLACE ".params.max_tokens: expected either max or max_tokens, got 9" },
  { "max-tokens/default-above-max",
    ENTRY ("{class: body.MaxTokens, params: {max: 8, default: 9}}"),
    "7:61: " PLACE ".params.default: expected no more than max, got 9" },
  { "max-tokens/none-at-all",
    ENTRY ("{class: body.MaxTokens, params: {max: 0}}"),
    "7:49: " PLACE ".params.max: expected a whole number from 1 on, got \"0\"" },
  { "rename-max-tokens/unknown-name",
    ENTRY ("{class: body.RenameMaxTokens, params: {to: max_output_tokens}}"),
    "7:54: " PLACE ".params.to: expected one of max_completion_tokens, max_tokens, got "
    "\"max_output_tokens\"" },
  { "sampling/nothing",
    ENTRY ("body.Sampling"),
    "7:11: " PLACE ": body.Sampling: expected at least one of temperature, "
    "max_temperature, top_p, top_k, repetition_penalty, max_tokens" },
  { "sampling/temperature-above-max",
    ENTRY ("{class: body.Sampling, params: {temperature: 1, max_temperature: 0.5}}"),
    "7:56: " PLACE ".params.temperature: expected no more than max_temperature, got 1" },
  { "sampling/too-hot",
    ENTRY ("{class: body.Sampling, params: {temperature: 3}}"),
    "7:56: " PLACE ".params.temperature: expected 0..2, got \"3\"" },
  { "merge-params/nothing",
    ENTRY ("body.MergeParams"),
    "7:11: " PLACE
    ": \"params\" is missing: What is added, such as {provider: {sort: price}}" },
  { "merge-params/stream",
    ENTRY ("{class: body.MergeParams, params: {params: {seed: 1, stream: true}}}"),
    "7:72: " PLACE
    ".params.params.stream: the client says this in each request, it cannot be merged" },
  { "merge-params/stream-of-alias",
    ENTRY ("[customparams, {stream: true}]"),
    "7:35: " PLACE
    "[1].stream: the client says this in each request, it cannot be merged" },
  { "remove-params/no-path",
    ENTRY ("{class: body.RemoveParams, params: {paths: [/a, temperature]}}"),
    "7:59: " PLACE
    ".params.paths[1]: expected a path such as /a/b or $.a.b, got \"temperature\"" },
  { "remove-params/no-paths",
    ENTRY ("{class: body.RemoveParams, params: {paths: []}}"),
    "7:54: " PLACE ".params.paths: expected 1 to 64 paths" },
  { "remove-params/all",
    ENTRY ("{class: body.RemoveParams, params: {paths: $}}"),
    "7:54: " PLACE
    ".params.paths: expected a path to something in the document, got \"$\"" },
  { "remove-params/behind-the-last",
    ENTRY ("{class: body.RemoveParams, params: {paths: [/a/-]}}"),
    "7:55: " PLACE
    ".params.paths[0]: expected a path to something in the document, got \"/a/-\"" },
  { "clean-cache/misspelt",
    ENTRY ("{class: body.CleanCache, params: {except_model: x}}"),
    "7:45: " PLACE
    ".params.except_model: unknown param; did you mean \"except_models\"?" },
  { "stream-options/takes-none",
    ENTRY ("{class: body.StreamOptions, params: {include_usage: true}}"),
    "7:48: " PLACE ".params.include_usage: unknown param; there are none" },
  { "misspelt-alias",
    ENTRY ("cleancahce"),
    "7:11: " PLACE
    ": there is no transformer \"cleancahce\"; did you mean \"cleancache\"?" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *lines = edit_config_check (c->yaml);

  g_assert_cmpstr (lines, ==, c->expected);
}

/* as claude-code-router has them, with its option names */
typedef struct
{
  const char *alias;
  const char *params;
  const char *model;
  const char *dialect;
  const char *document;
  const char *expected;
} AliasCase;

static const AliasCase alias_cases[] = {
  { "maxtoken",
    "{'max_tokens':65536}",
    "m",
    CHAT,
    "{'max_tokens':128000}",
    "{'max_tokens':65536}" },
  { "maxcompletiontokens",
    "{}",
    "m",
    CHAT,
    "{'max_tokens':5}",
    "{'max_completion_tokens':5}" },
  { "sampling",
    "{'max_tokens':100,'temperature':0.5,'top_p':0.8,'top_k':20,"
    "'repetition_penalty':1.05}",
    "m",
    CHAT,
    "{'max_tokens':200,'temperature':1}",
    "{'max_tokens':100,'temperature':0.5,'top_p':0.8,'top_k':20}" },
  { "customparams",
    "{'temperature':0.1,'chat_template_kwargs':{'enable_thinking':false}}",
    "m",
    CHAT,
    "{'temperature':1,'chat_template_kwargs':{'x':1}}",
    "{'temperature':1,'chat_template_kwargs':{'x':1,'enable_thinking':false}}" },
  { "customparams", "{}", "m", CHAT, "{'a':1}", "{'a':1}" },
  { "streamoptions",
    "{}",
    "m",
    CHAT,
    "{'stream':true}",
    "{'stream':true,'stream_options':{'include_usage':true}}" },
  { "cleancache",
    "{}",
    "claude-x",
    ANTHROPIC,
    "{'system':[{'text':'a','cache_control':{'type':'ephemeral'}}]}",
    "{'system':[{'text':'a'}]}" },
  { "deepseek", "{}", "m", CHAT, "{'max_tokens':32000}", "{'max_tokens':8192}" },
  { "openrouter",
    "{'provider':{'only':['moonshotai/fp8']}}",
    "moonshotai/kimi-k2",
    CHAT,
    "{'messages':[{'cache_control':{'type':'ephemeral'}}]}",
    "{'messages':[{}],'provider':{'only':['moonshotai/fp8']}}" },
  { "openrouter",
    "{}",
    "anthropic/Claude-Sonnet-4",
    CHAT,
    "{'messages':[{'cache_control':{'type':'ephemeral'}}]}",
    "{'messages':[{'cache_control':{'type':'ephemeral'}}]}" },
  { "vercel",
    "{'providerOptions':{'gateway':{'order':['a']}}}",
    "m",
    CHAT,
    "{'messages':[{'cache_control':{'type':'ephemeral'}}]}",
    "{'messages':[{}],'providerOptions':{'gateway':{'order':['a']}}}" },
  { "groq",
    "{}",
    "m",
    CHAT,
    "{'messages':[{'cache_control':{'type':'ephemeral'}}]}",
    "{'messages':[{}]}" },
  { "cerebras",
    "{}",
    "m",
    CHAT,
    "{'reasoning':{'effort':'high'},'a':1,'reasoning_effort':'high'}",
    "{'a':1}" },
};

static void
test_alias (gconstpointer data)
{
  const AliasCase *c = data;
  const char *paths[] = { g_getenv ("CCPROXY_PLUGIN_PATH"), NULL };
  g_autoptr (CcpPluginRegistry) registry = ccp_plugin_registry_new (paths);
  g_autoptr (CcpJson) params = body_fixture_parse (c->params);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpTransformer) transformer =
      ccp_plugin_registry_create_transformer (registry, c->alias, params, &error);
  g_autoptr (CcpExchange) exchange =
      body_fixture_create_exchange (CCP_OPERATION_MESSAGES, c->model, c->dialect, "{}");
  g_autoptr (CcpJson) document = body_fixture_parse (c->document);
  g_autofree char *text = NULL;
  gboolean is_same = FALSE;

  g_assert_no_error (error);
  text = body_fixture_run (CCP_SIMPLE_TRANSFORMER (transformer),
                           exchange,
                           document,
                           &is_same);
  g_assert_cmpstr (text, ==, c->expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/body-config/check/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (alias_cases); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/body-config/alias/%s/%u", alias_cases[i].alias, i);

      g_test_add_data_func (path, &alias_cases[i], test_alias);
    }
  return g_test_run ();
}
