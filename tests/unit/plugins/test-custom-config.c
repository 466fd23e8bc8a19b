/* test-custom-config.c: what the configuration's author is told about custom providers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "edit-config-check.h"

#define PROVIDER(url, options)                                                           \
  "providers:\n"                                                                         \
  "  - name: p\n"                                                                        \
  "    type: custom\n"                                                                   \
  "    url: " url "\n"                                                                   \
  "    options: {" options "}\n"
#define LOCAL(options) PROVIDER ("'http://127.0.0.1/v1/{model}'", options)
#define ANSWER(params)                                                                   \
  PROVIDER ("http://127.0.0.1/", "")                                                     \
  "    transformers:\n"                                                                  \
  "      response:\n"                                                                    \
  "        - class: edit.Answer\n"                                                       \
  "          params: {" params "}\n"

typedef struct
{
  const char *name;
  const char *yaml;
  const char *expected;
} Case;

static const Case cases[] = {
  { "good",
    LOCAL ("method: PUT, auth: x-key, auth_scheme: Key, framing: json-array, "
           "headers: {x-a: 1, x-b: '${KEY}'}, stream_url: 'http://127.0.0.1/s', "
           "dialect: openai-chat.AnthropicToOpenAI, max_tokens_field: max_tokens"),
    "" },
  { "model-options-of-the-dialect",
    LOCAL ("dialect: openai-chat.AnthropicToOpenAI") "models:\n"
                                                     "  - {id: x, provider: p, options: "
                                                     "{max_tokens_field: max_tokens}}\n"
                                                     "  - {id: y, provider: p, options: "
                                                     "{max_tokens_feld: max_tokens}}\n",
    "8:36: models[1].options.max_tokens_feld: unknown option; did you mean "
    "\"max_tokens_field\"?" },
  { "options-of-no-dialect",
    LOCAL ("max_tokens_field: max_tokens"),
    "5:15: providers[0].options.max_tokens_field: unknown option; known here: method, "
    "stream_url, headers, auth, auth_scheme, framing, dialect" },
  { "wrong-value-for-the-dialect",
    LOCAL ("dialect: openai-chat.AnthropicToOpenAI, max_tokens_field: some"),
    "5:73: providers[0].options.max_tokens_field: expected one of auto, max_tokens, "
    "max_completion_tokens, got \"some\"" },
  { "unknown-dialect",
    LOCAL ("dialect: openai-chat.AnthropicToOpenAl"),
    "5:24: providers[0].options.dialect: the plugin \"openai-chat\" has no transformer "
    "\"AnthropicToOpenAl\"; did you mean \"AnthropicToOpenAI\"?" },
  { "unknown-plugin-of-dialect",
    LOCAL ("dialect: openai-chad.AnthropicToOpenAI"),
    "5:24: providers[0].options.dialect: there is no plugin \"openai-chad\"; did you "
    "mean "
    "\"openai-chat\"?" },
  { "misspelt-option",
    LOCAL ("metod: GET"),
    "5:15: providers[0].options.metod: unknown option; did you mean \"method\"?" },
  { "url",
    PROVIDER ("'http://127.0.0.1/{modle}'", ""),
    "4:10: providers[0].url: there is nothing for {modle}; did you mean \"model\"?" },
  { "stream-url",
    LOCAL ("stream_url: 'http://127.0.0.1/{'"),
    "5:27: providers[0].options.stream_url: expected { and } in pairs; write %7B and "
    "%7D" },
  { "stream-url-elsewhere",
    LOCAL ("stream_url: 'http://127.0.0.2/'"),
    "5:27: providers[0].options.stream_url: expected a URL of the same server as url" },
  { "header",
    LOCAL ("headers: {x-a: b, Host: c}"),
    "5:39: providers[0].options.headers.Host: this header is written by the HTTP client "
    "and cannot be set" },
  { "header-is-not-shown",
    LOCAL ("headers: {x-a: \"sk-secret\\n\"}"),
    "5:30: providers[0].options.headers.x-a: expected a name without spaces, and a value "
    "without line breaks and other control characters" },
  { "auth",
    LOCAL ("auth: 'x y'"),
    "5:21: providers[0].options.auth: expected auto, bearer, none or the name of a "
    "header, got \"x y\"" },
  { "auth-scheme",
    LOCAL ("auth_scheme: 'My Token'"),
    "5:28: providers[0].options.auth_scheme: expected one word, got \"My Token\"" },
  { "answer-good",
    ANSWER (
        "text: [/a, {at: /b, when: {stream: true}}], calls: '/c/*', call: {name: /n}, "
        "stop: /s, stop_reasons: {x: refusal}"),
    "" },
  { "answer-without-text",
    ANSWER ("stop: /s"),
    "9:19: providers[0].transformers.response[0].params: edit.Answer: \"text\" is "
    "missing: "
    "where the text of answers is" },
  { "answer-path",
    ANSWER ("text: [/a, b]"),
    "9:31: providers[0].transformers.response[0].params.text[1]: expected a path such as "
    "/a/b or $.a.b, got \"b\"" },
  { "answer-path-alone",
    ANSWER ("text: b"),
    "9:26: providers[0].transformers.response[0].params.text: expected a path such as "
    "/a/b or $.a.b, got \"b\"" },
  { "answer-place",
    ANSWER ("text: {att: /a}"),
    "9:27: providers[0].transformers.response[0].params.text.att: unknown key; did you "
    "mean \"at\"?" },
  { "answer-place-without-path",
    ANSWER ("text: {when: {stream: true}}"),
    "9:26: providers[0].transformers.response[0].params.text: \"at\" is missing: a "
    "path" },
  { "answer-condition",
    ANSWER ("text: {at: /a, when: {modle: x}}"),
    "9:42: providers[0].transformers.response[0].params.text.when.modle: unknown "
    "condition; did you mean \"model\"?" },
  { "answer-calls-without-names",
    ANSWER ("text: /a, calls: '/c/*'"),
    "9:37: providers[0].transformers.response[0].params.calls: what is in each of them "
    "goes into \"call\", at least its name: {name: /name, arguments: /arguments}" },
  { "answer-call-without-calls",
    ANSWER ("text: /a, call: {name: /n}"),
    "9:36: providers[0].transformers.response[0].params.call: it says what is in each of "
    "the calls; where these are goes into \"calls\"" },
  { "answer-call-member",
    ANSWER ("text: /a, calls: /c, call: {name: /n, args: /a}"),
    "9:58: providers[0].transformers.response[0].params.call.args: unknown key; known "
    "here: id, index, name, arguments" },
  { "answer-reason",
    ANSWER ("text: /a, stop_reasons: {a: refusal, len: length}"),
    "9:62: providers[0].transformers.response[0].params.stop_reasons.len: expected one "
    "of "
    "end_turn, max_tokens, stop_sequence, tool_use, pause_turn, refusal, "
    "model_context_window_exceeded, got \"length\"" },
  { "answer-beside-a-dialect",
    LOCAL (
        "dialect: openai-chat.AnthropicToOpenAI") "    transformers: {response: [{class: "
                                                  "edit.Answer, params: {text: /a}}]}\n",
    "6:39: providers[0].transformers.response[0].class: the conversion of the provider "
    "\"p\" is openai-chat.AnthropicToOpenAI, not this one" },
  { "answer-between-the-sides",
    LOCAL ("") "    transformers:\n"
               "      response:\n"
               "        - {class: edit.Body, params: {do: {remove: /a}}}\n"
               "        - {class: edit.Answer, params: {text: /a}}\n"
               "        - {class: edit.Body, params: {do: {remove: /a}}}\n",
    "8:19: providers[0].transformers.response[0].class: it works on the anthropic side; "
    "write it after the conversion" },
  { "answer-under-request",
    PROVIDER (
        "http://127.0.0.1/",
        "") "    transformers: {request: [{class: edit.Answer, params: {text: /a}}]}\n",
    "6:38: providers[0].transformers.request[0].class: it does nothing with requests; "
    "write it under response" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *lines = edit_config_check (c->yaml);

  g_assert_cmpstr (lines, ==, c->expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/custom-config/check/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
