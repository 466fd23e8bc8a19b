/* test-config-checker.c: what only the plugins can tell about a configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "plugin-fixture.h"

#define PROVIDER "providers: [{name: p, url: 'https://good.example/'}]\n"
#define ROUTING "routing: {router: test-good}\n"

/* line 3 is one list of transformers */
#define REQUEST(list)                                                                    \
  ROUTING "providers:\n"                                                                 \
          "  - {name: p, url: 'https://good.example/', transformers: {request: " list    \
          "}}\n"
#define RESPONSE(list)                                                                   \
  ROUTING "providers:\n"                                                                 \
          "  - {name: p, url: 'https://good.example/', transformers: {response: " list   \
          "}}\n"

typedef struct
{
  const char *name;
  const char *yaml;
  const char *expected;
} Case;

static const Case cases[] = {
  { "good",
    "routing: {router: test-good, default: m, fallback: 'p,x', strategy: any}\n"
    "providers:\n"
    "  - name: p\n"
    "    url: https://good.example/\n"
    "    models: [x, y]\n"
    "    options: {level: high}\n"
    "    transformers:\n"
    "      request:\n"
    "        - {class: test-good.OnRequest, params: {text: a}}\n"
    "        - test-good.Dialect\n"
    "        - test-good.OnUpstream\n"
    "      response: [test-good.OnUpstream, test-good.Dialect, test-good.OnAnswer]\n"
    "models:\n"
    "  - {id: m, provider: p, upstream: x, options: {count: 4}}\n",
    "" },
  { "unknown-type",
    ROUTING "providers: [{name: p, type: test-god, url: 'https://good.example/'}]\n",
    "c.yaml:2:29: providers[0].type: there is no plugin \"test-god\"; did you mean "
    "\"test-good\"?" },
  { "unknown-class-of-type",
    ROUTING "providers: [{name: p, type: test-good.X, url: 'https://good.example/'}]\n",
    "c.yaml:2:29: providers[0].type: the plugin \"test-good\" has no provider \"X\"; it "
    "has: Speaker" },
  { "type-not-inferred",
    ROUTING "providers: [{name: p, url: 'https://other.example/'}]\n",
    "c.yaml:2:28: providers[0].url: what this provider speaks cannot be told from its "
    "URL; write type: and one of test-good" },
  { "broken-plugin",
    ROUTING "providers: [{name: p, type: broken, url: 'https://good.example/'}]\n",
    "c.yaml:2:29: providers[0].type: the plugin \"broken\" cannot be used: "
    "DIR/broken.plugin: Key file does not have group “Plugin”" },
  { "provider-refuses",
    ROUTING "providers: [{name: p, url: 'https://good.example/refuse'}]\n",
    "c.yaml:2:28: providers[0].url: must not be \"https://good.example/refuse\"" },
  { "options",
    ROUTING "providers:\n"
            "  - name: p\n"
            "    url: https://good.example/\n"
            "    options:\n"
            "      levle: low\n"
            "      count: 11\n"
            "      tags: {}\n"
            "      on: ~\n",
    "c.yaml:6:7: providers[0].options.levle: unknown option; did you mean \"level\"?\n"
    "c.yaml:7:14: providers[0].options.count: expected 1..10, got \"11\"\n"
    "c.yaml:8:13: providers[0].options.tags: expected a list of strings, got a mapping" },
  { "option-from-environment-is-not-shown",
    ROUTING "providers:\n"
            "  - {name: p, url: 'https://good.example/', options: {level: '${KEY}'}}\n",
    "c.yaml:3:62: providers[0].options.level: expected one of low, high, got "
    "\"${KEY}\"" },
  { "names-from-environment-are-not-shown",
    "routing: {router: test-good, default: '${KEY}'}\n"
    "providers: [{name: p, type: '${KEY}', url: 'https://good.example/'}]\n",
    "c.yaml:1:39: routing.default: what \"${KEY}\" stands for cannot be used here\n"
    "c.yaml:2:29: providers[0].type: what \"${KEY}\" stands for cannot be used here" },
  { "options-of-model",
    ROUTING PROVIDER "models: [{id: m, provider: p, options: {level: 5}}]\n",
    "c.yaml:3:48: models[0].options.level: expected one of low, high, got \"5\"" },
  { "unknown-transformer",
    REQUEST ("[test-god.OnRequest, test-good.OnReqest, {class: a.B}]"),
    "c.yaml:3:70: providers[0].transformers.request[0]: there is no plugin "
    "\"test-god\"; did you mean \"test-good\"?\n"
    "c.yaml:3:90: providers[0].transformers.request[1]: the plugin \"test-good\" has no "
    "transformer \"OnReqest\"; did you mean \"OnRequest\"?\n"
    "c.yaml:3:118: providers[0].transformers.request[2].class: there is no plugin \"a\"; "
    "there are: test-good" },
  { "params",
    REQUEST ("[test-good.OnRequest, {class: test-good.OnRequest, params: {text: 1, mode: "
             "medium, x: y}}]"),
    "c.yaml:3:70: providers[0].transformers.request[0]: \"text\" is missing: what is "
    "said\n"
    "c.yaml:3:135: providers[0].transformers.request[1].params.text: expected a string, "
    "got \"1\"\n"
    "c.yaml:3:144: providers[0].transformers.request[1].params.mode: expected one of "
    "soft, hard, got \"medium\"\n"
    "c.yaml:3:152: providers[0].transformers.request[1].params.x: unknown param; known "
    "here: "
    "text, mode" },
  { "params-of-nothing",
    RESPONSE ("[{class: test-good.OnAnswer, params: {x: y}}]"),
    "c.yaml:3:108: providers[0].transformers.response[0].params.x: unknown param; there "
    "are none" },
  { "params-refused",
    REQUEST ("[{class: test-good.OnRequest, params: {text: refuse}}]"),
    "c.yaml:3:114: providers[0].transformers.request[0].params.text: must not be "
    "\"refuse\"" },
  { "wrong-list",
    REQUEST ("[test-good.OnAnswer]"),
    "c.yaml:3:70: providers[0].transformers.request[0]: it does nothing with requests; "
    "write it under response" },
  { "wrong-list-of-answers",
    RESPONSE ("[{class: test-good.OnRequest, params: {text: a}}]"),
    "c.yaml:3:79: providers[0].transformers.response[0].class: it does nothing with "
    "answers; write it under request" },
  { "wrong-side",
    REQUEST ("[test-good.OnUpstream, test-good.Dialect, {class: test-good.OnRequest, "
             "params: {text: a}}]"),
    "c.yaml:3:70: providers[0].transformers.request[0]: it works on the upstream side; "
    "write it after the conversion\n"
    "c.yaml:3:119: providers[0].transformers.request[2].class: it works on the anthropic "
    "side; write it before the conversion" },
  { "wrong-side-of-answers",
    RESPONSE ("[test-good.OnAnswer, test-good.Dialect, test-good.OnUpstream]"),
    "c.yaml:3:71: providers[0].transformers.response[0]: it works on the anthropic side; "
    "write it after the conversion\n"
    "c.yaml:3:110: providers[0].transformers.response[2]: it works on the upstream side; "
    "write it before the conversion" },
  { "other-conversion",
    REQUEST ("[test-good.OtherDialect]"),
    "c.yaml:3:70: providers[0].transformers.request[0]: the conversion of the provider "
    "\"p\" is test-good.Dialect, not this one" },
  { "transformers-of-model",
    ROUTING PROVIDER
    "models: [{id: m, provider: p, transformers: {request: test-good.OnAnswer}}]\n",
    "c.yaml:3:55: models[0].transformers.request: it does nothing with requests; write "
    "it under response" },
  { "routing",
    "routing: {router: test-good, default: modle, fallback: 'q/x'}\n"
    "providers: [{name: p, url: 'https://good.example/'}]\n"
    "models: [{id: model, provider: p}]\n",
    "c.yaml:1:39: routing.default: \"modle\" is neither a model nor provider,model nor "
    "provider/model; did you mean \"model\"?\n"
    "c.yaml:1:56: routing.fallback: \"q/x\" is neither a model nor provider,model nor "
    "provider/model; did you mean \"p/x\"?" },
  { "routing-value",
    "routing: {router: test-good, fallback: 5, strategy: q/x}\n" PROVIDER,
    "c.yaml:1:40: routing.fallback: expected a string, got \"5\"" },
  { "routing-key",
    "routing: {router: test-good, fallbak: p/x, think: p/x, n: 5}\n" PROVIDER,
    "c.yaml:1:30: routing.fallbak: unknown key; did you mean \"fallback\"?\n"
    "c.yaml:1:44: routing.think: unknown key; known here: router, default, strategy, "
    "fallback\n"
    "c.yaml:1:56: routing.n: unknown key; known here: router, default, strategy, "
    "fallback" },
  { "router-refuses",
    "routing: {router: test-good, strategy: refuse}\n" PROVIDER,
    "c.yaml:1:10: routing: test-good.Router: strategy: must not be \"refuse\"" },
  { "router-not-a-name",
    "routing: {router: {a: test-good}}\n" PROVIDER,
    "c.yaml:1:19: routing.router: expected the name of a plugin that is a router" },
  { "routers",
    "routing: {router: [test-good, test-good.Router], default: p/x, strategy: "
    "any}\n" PROVIDER,
    "" },
  { "no-routers",
    "routing: {router: []}\n" PROVIDER,
    "c.yaml:1:19: routing.router: expected at least one router, got an empty list" },
  { "routers-that-are-not-there",
    "routing: {router: [test-good, [x], tset-good], other: 1}\n" PROVIDER,
    "c.yaml:1:31: routing.router[1]: expected the name of a plugin that is a router\n"
    "c.yaml:1:36: routing.router[2]: there is no plugin \"tset-good\"; did you mean "
    "\"test-good\"?" },
  { "unknown-router",
    "routing: {router: tset-good}\n" PROVIDER,
    "c.yaml:1:19: routing.router: there is no plugin \"tset-good\"; did you mean "
    "\"test-good\"?" },
  { "target-of-a-pair",
    "routing: {router: test-good, default: 'locl,one', fallback: 'lcoal/tow'}\n"
    "providers: [{name: local, url: 'https://good.example/', models: [one, two]}]\n",
    "c.yaml:1:39: routing.default: \"locl,one\" is neither a model nor provider,model "
    "nor "
    "provider/model; did you mean \"local,one\"?\n"
    "c.yaml:1:61: routing.fallback: \"lcoal/tow\" is neither a model nor provider,model "
    "nor provider/model; did you mean \"local/two\"?" },
  { "no-routing",
    PROVIDER,
    "c.yaml:1:1: routing: missing; name the model that answers, as in "
    "routing: {default: MODEL}" },
  { "empty-routing",
    "routing:\n" PROVIDER,
    "c.yaml:1:9: routing: missing; name the model that answers, as in "
    "routing: {default: MODEL}" },
  { "misspelt-routing-is-not-missing",
    PROVIDER "routnig: {}\n",
    "c.yaml:2:1: routnig: unknown key; did you mean \"routing\"?" },
  { "no-such-router-by-default",
    PROVIDER "routing: {default: p/x}\n",
    "c.yaml:2:10: routing: there is no plugin \"stage-router\"; there are: test-good" },
  { "unknown-router-has-a-default",
    PROVIDER "routing: {router: tset-good, default: q/x, other: 1}\n",
    "c.yaml:2:19: routing.router: there is no plugin \"tset-good\"; did you mean "
    "\"test-good\"?\n"
    "c.yaml:2:39: routing.default: \"q/x\" is neither a model nor provider,model nor "
    "provider/model; did you mean \"p/x\"?" },
  { "three-kinds-in-one-run",
    "routing: {router: test-good, default: locl/x, fallback: p/x}\n"
    "providers:\n"
    "  - name: p\n"
    "    url: https://good.example/\n"
    "    timeout: soon\n"
    "    options: {level: medium}\n"
    "    transformers: {request: [test-good.OnReqest]}\n"
    "  - {name: local, type: test-god, url: 'https://good.example/'}\n"
    "models:\n"
    "  - {id: a, provider: q, options: {level: 5}}\n"
    "  - {id: b, provider: p, options: {level: 5}}\n",
    "c.yaml:1:39: routing.default: \"locl/x\" is neither a model nor provider,model nor "
    "provider/model; did you mean \"local/x\"?\n"
    "c.yaml:5:14: providers[0].timeout: expected 1..3600, got \"soon\"\n"
    "c.yaml:6:22: providers[0].options.level: expected one of low, high, got "
    "\"medium\"\n"
    "c.yaml:7:30: providers[0].transformers.request[0]: the plugin \"test-good\" has no "
    "transformer \"OnReqest\"; did you mean \"OnRequest\"?\n"
    "c.yaml:8:25: providers[1].type: there is no plugin \"test-god\"; did you mean "
    "\"test-good\"?\n"
    "c.yaml:10:23: models[0].provider: there is no provider \"q\"; did you mean \"p\"?\n"
    "c.yaml:11:43: models[1].options.level: expected one of low, high, got \"5\"" },
  { "what-cannot-be-judged-is-not",
    "routing: {router: test-good, default: a, fallback: q/x}\n"
    "providers:\n"
    "  - name: p\n"
    "    url: ftp://good.example/\n"
    "    options: {level: '${NO_SUCH:-low}', count: '${MISSING}'}\n"
    "  - name: [q]\n"
    "    type: {}\n"
    "    url: https://other.example/\n"
    "    options: [level]\n",
    "c.yaml:4:10: providers[0].url: expected a URL that starts with http:// or https://, "
    "got \"ftp://good.example/\"\n"
    "c.yaml:5:48: providers[0].options.count: the environment variable MISSING is not "
    "set; set it, or write ${MISSING:-…} with what is to stand there without it\n"
    "c.yaml:6:11: providers[1].name: expected a string, got a list\n"
    "c.yaml:7:11: providers[1].type: expected a string, got a mapping\n"
    "c.yaml:9:14: providers[1].options: expected a mapping, got a list" },
  { "list-that-could-not-be-read-names-nobody",
    "routing: {router: test-good, default: a}\n"
    "providers: [{name: p, url: 'https://good.example/'}]\n"
    "modles: [{id: a, provider: p}]\n",
    "c.yaml:3:1: modles: unknown key; did you mean \"models\"?" },
  { "routing-that-could-not-be-read",
    "routing: {router: '${MISSING:?}', default: 'p/x', <<: {}}\n" PROVIDER,
    "c.yaml:1:19: routing.router: \"${MISSING:?}\" does not name an environment "
    "variable; write $$ for a dollar\n"
    "c.yaml:1:51: merge keys (<<) are not supported; repeat the keys" },
  { "class-as-a-key",
    REQUEST ("[{test-good.OnReqest: {text: a}}, {test-good.OnRequest: {txet: a}}]"),
    "c.yaml:3:71: providers[0].transformers.request[0].test-good.OnReqest: a class is "
    "not a key; write {class: test-good.OnReqest, params: {…}}\n"
    "c.yaml:3:91: providers[0].transformers.request[0].test-good.OnReqest: the plugin "
    "\"test-good\" has no transformer \"OnReqest\"; did you mean \"OnRequest\"?\n"
    "c.yaml:3:104: providers[0].transformers.request[1].test-good.OnRequest: a class is "
    "not a key; write {class: test-good.OnRequest, params: {…}}\n"
    "c.yaml:3:126: providers[0].transformers.request[1].test-good.OnRequest.txet: "
    "unknown param; did you mean \"text\"?" },
  { "aliases",
    REQUEST ("[hello, {class: speak, params: {text: a}}, [speak, {text: b, mode: soft}], "
             "convert, merge, [merge, {b: 2}]]"),
    "" },
  { "unknown-alias",
    REQUEST ("[helo, {class: onrequest}, [zzzzzzzz]]"),
    "c.yaml:3:70: providers[0].transformers.request[0]: there is no transformer "
    "\"helo\"; did you mean \"hello\"?\n"
    "c.yaml:3:84: providers[0].transformers.request[1].class: there is no transformer "
    "\"onrequest\"; did you mean \"test-good.OnRequest\"?\n"
    "c.yaml:3:97: providers[0].transformers.request[2][0]: there is no transformer "
    "\"zzzzzzzz\"; write module.ClassName or an alias" },
  { "params-of-aliases",
    REQUEST ("[speak, [speak, {txt: a}], {class: hello, params: {text: refuse}}, [hello, "
             "{text: ~, mode: medium}], [merge, {text: refuse}], [merge, x]]"),
    "c.yaml:3:70: providers[0].transformers.request[0]: \"text\" is missing: what is "
    "said\n"
    "c.yaml:3:86: providers[0].transformers.request[1][1].txt: unknown param; did you "
    "mean \"text\"?\n"
    "c.yaml:3:126: providers[0].transformers.request[2].params.text: must not be "
    "\"refuse\"\n"
    "c.yaml:3:160: providers[0].transformers.request[3][1].mode: expected one of soft, "
    "hard, got \"medium\"\n"
    "c.yaml:3:185: providers[0].transformers.request[4][1].text: must not be "
    "\"refuse\"\n"
    "c.yaml:3:203: providers[0].transformers.request[5][1]: expected a mapping, got "
    "\"x\"" },
  { "conversion-by-its-alias",
    REQUEST ("[other-convert]"),
    "c.yaml:3:70: providers[0].transformers.request[0]: the conversion of the provider "
    "\"p\" is test-good.Dialect, not this one" },
  { "what-may-be-skipped-is-a-warning",
    REQUEST (
        "[{class: helo, on_error: skip}, {class: nothing.X, on_error: skip}, {class: "
        "speak, params: {text: refuse}, on_error: skip}, {class: speak, params: {txt: "
        "a}, on_error: skip}, {class: broken.X, on_error: skip}, {class: "
        "test-good.OnAnswer, on_error: skip}]"),
    "c.yaml:3:78: warning: providers[0].transformers.request[0].class: there is no "
    "transformer \"helo\"; did you mean \"hello\"?\n"
    "c.yaml:3:109: warning: providers[0].transformers.request[1].class: there is no "
    "plugin \"nothing\"; there are: test-good\n"
    "c.yaml:3:167: warning: providers[0].transformers.request[2].params.text: must not "
    "be \"refuse\"\n"
    "c.yaml:3:217: warning: providers[0].transformers.request[3].params.txt: unknown "
    "param; did you mean \"text\"?\n"
    "c.yaml:3:251: warning: providers[0].transformers.request[4].class: the plugin "
    "\"broken\" cannot be used: DIR/broken.plugin: Key file does not have group "
    "“Plugin”\n"
    "c.yaml:3:286: providers[0].transformers.request[5].class: it does nothing with "
    "requests; write it under response" },
  { "conversion-is-not-skipped",
    REQUEST ("[{class: convert, on_error: skip}]"),
    "c.yaml:3:97: providers[0].transformers.request[0].on_error: a conversion cannot be "
    "skipped; write fail" },
  { "pipeline-is-checked-once",
    "routing: {router: test-good}\n"
    "providers:\n"
    "  - {name: p, url: 'https://good.example/', pipeline: [tidy], models: [{id: x, "
    "pipeline: tidy}]}\n"
    "pipelines:\n"
    "  tidy: {request: [helo, [speak, {txt: a}]], response: [hello]}\n",
    "c.yaml:5:20: pipelines.tidy.request[0]: there is no transformer \"helo\"; did you "
    "mean \"hello\"?\n"
    "c.yaml:5:35: pipelines.tidy.request[1][1].txt: unknown param; did you mean "
    "\"text\"?\n"
    "c.yaml:5:57: pipelines.tidy.response[0]: it does nothing with answers; write it "
    "under request" },
  { "conversion-in-a-pipeline",
    "routing: {router: test-good}\n"
    "providers:\n"
    "  - {name: p, url: 'https://good.example/', pipeline: [good, bad]}\n"
    "models:\n"
    "  - {id: m, provider: p, pipeline: bad}\n"
    "pipelines:\n"
    "  good: {request: [convert]}\n"
    "  bad: {request: [merge, other-convert], response: [other-convert]}\n",
    "c.yaml:3:62: providers[0].pipeline[1]: the pipeline has the conversion "
    "test-good.OtherDialect, but that of the provider \"p\" is test-good.Dialect\n"
    "c.yaml:5:36: models[0].pipeline: the pipeline has the conversion "
    "test-good.OtherDialect, but that of the provider \"p\" is test-good.Dialect\n"
    "c.yaml:8:19: pipelines.bad.request[0]: it works on the upstream side; write it "
    "after the conversion" },
  { "transformers-of-a-listed-model-are-checked-once",
    "routing: {router: test-good}\n"
    "providers:\n"
    "  - {name: p, url: 'https://good.example/', models: [{id: x, transformers: "
    "{request: "
    "helo}}]}\n"
    "models:\n"
    "  - {id: m, provider: p, upstream: x}\n"
    "  - {id: n, provider: p, upstream: x}\n",
    "c.yaml:3:86: providers[0].models[0].transformers.request: there is no transformer "
    "\"helo\"; did you mean \"hello\"?" },
  { "folder-that-could-not-be-read-may-have-the-plugin",
    "transformer_paths: ['${MISSING:-x}', []]\n"
    "routing: {router: elsewhere, default: p/x}\n"
    "providers:\n"
    "  - {name: p, type: elsewhere, url: 'https://good.example/', transformers: "
    "{request: "
    "[elsewhere.A, test-good.B]}}\n"
    "  - {name: q, url: 'https://other.example/'}\n",
    "c.yaml:1:21: transformer_paths[0]: what \"${MISSING:-x}\" stands for cannot be used "
    "here\n"
    "c.yaml:1:38: transformer_paths[1]: expected a string, got a list\n"
    "c.yaml:4:100: providers[0].transformers.request[1]: the plugin \"test-good\" has no "
    "transformer \"B\"; it has: OnRequest, OnAnswer, OnUpstream, Dialect, OtherDialect" },
};

static void
test_no_plugins (Fixture *self, gconstpointer data)
{
  const char *const environment[] = { NULL };
  const char yaml[] = "providers: [{name: p, url: 'https://good.example/'}]\n"
                      "routing: {default: p/x}\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (yaml, strlen (yaml));
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c.yaml");
  g_autoptr (CcpConfig) config =
      ccp_config_new_from_bytes (bytes, environment, diagnostics);
  g_autoptr (CcpPluginRegistry) registry = fixture_open (self);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  ccp_plugin_registry_check (registry, config, diagnostics);

  g_assert_cmpuint (ccp_diagnostics_get_length (diagnostics), ==, 2);
  first = ccp_diagnostics_format (diagnostics, 0);
  second = ccp_diagnostics_format (diagnostics, 1);
  g_assert_cmpstr (
      first,
      ==,
      "c.yaml:1:28: providers[0].url: no plugin that speaks to providers was "
      "found; name its folder in transformer_paths");
  g_assert_cmpstr (second,
                   ==,
                   "c.yaml:2:10: routing: there is no plugin \"stage-router\"; no plugin "
                   "that is a router was found");
}

static void
test_module_that_fails (Fixture *self, gconstpointer data)
{
  const char *const environment[] = { NULL };
  const char yaml[] =
      REQUEST ("[{class: test-good.OnUpstream}, {class: test-abort.Thing, params: {}}]");
  g_autoptr (GBytes) bytes = g_bytes_new_static (yaml, strlen (yaml));
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c.yaml");
  g_autoptr (CcpConfig) config =
      ccp_config_new_from_bytes (bytes, environment, diagnostics);
  g_autoptr (CcpPluginRegistry) registry = NULL;
  g_autofree char *line = NULL;

  fixture_install_good (self);
  fixture_install (self, "test-abort");
  registry = fixture_open (self);
  ccp_plugin_registry_check (registry, config, diagnostics);

  g_assert_cmpuint (ccp_diagnostics_get_length (diagnostics), ==, 1);
  line = ccp_diagnostics_format (diagnostics, 0);
  fixture_assert_message (
      self,
      line,
      "c.yaml:3:109: providers[0].transformers.request[1].class: "
      "plugin \"test-abort\": BUILT/libtest-abort.so: it crashes when "
      "it is loaded (Aborted)");
}

static void
test_check (Fixture *self, gconstpointer data)
{
  const Case *c = data;
  const char *const environment[] = { "KEY=hush", NULL };
  g_autofree char *broken = fixture_write (self, "broken.plugin", "");
  g_autoptr (GBytes) bytes = g_bytes_new_static (c->yaml, strlen (c->yaml));
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c.yaml");
  g_autoptr (CcpConfig) config =
      ccp_config_new_from_bytes (bytes, environment, diagnostics);
  g_autoptr (CcpPluginRegistry) registry = NULL;
  g_autoptr (GString) shown = g_string_new (NULL);

  g_assert_nonnull (config);
  fixture_install_good (self);
  registry = fixture_open (self);
  ccp_plugin_registry_check (registry, config, diagnostics);

  for (guint i = 0; i < ccp_diagnostics_get_length (diagnostics); i++)
    {
      g_autofree char *line = ccp_diagnostics_format (diagnostics, i);

      g_string_append_printf (shown, "%s%s", i > 0 ? "\n" : "", line);
    }
  fixture_assert_message (self, shown->str, c->expected);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/config-checker/", cases[i].name, NULL);

      g_test_add (path,
                  Fixture,
                  &cases[i],
                  fixture_set_up,
                  test_check,
                  fixture_tear_down);
    }

  g_test_add ("/config-checker/no-plugins",
              Fixture,
              NULL,
              fixture_set_up,
              test_no_plugins,
              fixture_tear_down);
  g_test_add ("/config-checker/module-that-fails",
              Fixture,
              NULL,
              fixture_set_up,
              test_module_that_fails,
              fixture_tear_down);

  return g_test_run ();
}
