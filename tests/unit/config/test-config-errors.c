/* test-config-errors.c: what is wrong with a configuration, in the words that people read
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config-fixture.h"

#define PROVIDER "providers: [{name: p, url: 'https://a.example'}]\n"

typedef struct
{
  const char *name;
  const char *yaml;
  const char *expected;
} Case;

static const Case cases[] = {
  { "empty", "", "c.yaml:1:1: providers: missing" },
  { "only-comments", "# nothing\n---\n", "c.yaml:1:1: providers: missing" },
  { "not-a-mapping", "- a\n", "c.yaml:1:1: expected a mapping, got a list" },
  { "no-provider",
    "providers: []\n",
    "c.yaml:1:12: providers: expected at least one provider, got an empty list" },
  { "provider-not-a-mapping",
    "providers: [a, ~]\n",
    "c.yaml:1:13: providers[0]: expected a mapping, got \"a\"\n"
    "c.yaml:1:16: providers[1]: expected a mapping, got nothing" },
  { "provider-empty",
    "providers:\n  - {}\n",
    "c.yaml:2:5: providers[0].name: missing\n"
    "c.yaml:2:5: providers[0].url: missing" },
  { "unknown-key",
    PROVIDER "modles: []\n",
    "c.yaml:2:1: modles: unknown key; did you mean \"models\"?" },
  { "unknown-key-unlike-any",
    PROVIDER "limits: {zzzzzzzzzz: 1}\n",
    "c.yaml:2:10: limits.zzzzzzzzzz: unknown key; known here: max_body, "
    "max_connections, header_timeout" },
  { "price",
    "providers:\n"
    "  - name: p\n"
    "    url: https://a.example\n"
    "    models:\n"
    "      - {id: a, price: {input: -1, outptu: 2, cache_read: '3', cache_write: 1e9}}\n"
    "      - {id: b, price: 5}\n",
    "c.yaml:5:32: providers[0].models[0].price.input: expected 0..100000, got \"-1\"\n"
    "c.yaml:5:36: providers[0].models[0].price.outptu: unknown key; did you mean "
    "\"output\"?\n"
    "c.yaml:5:59: providers[0].models[0].price.cache_read: expected 0..100000, got "
    "\"3\", "
    "which is a string; write it without quotes\n"
    "c.yaml:5:77: providers[0].models[0].price.cache_write: expected 0..100000, got "
    "\"1e9\"\n"
    "c.yaml:6:24: providers[0].models[1].price: expected a mapping, got \"5\"" },
  { "unknown-key-deep",
    "providers:\n"
    "  - name: p\n"
    "    url: https://a.example\n"
    "    apikey: secret-value\n",
    "c.yaml:4:5: providers[0].apikey: unknown key; did you mean \"api_key\"?" },
  { "everything-is-collected",
    "providers:\n"
    "  - name: p q\n"
    "    url: ftp://a.example\n"
    "    timeout: soon\n"
    "start_hold: never\n",
    "c.yaml:2:11: providers[0].name: expected letters, digits, \".\", \"_\" and \"-\", "
    "got \"p q\"\n"
    "c.yaml:3:10: providers[0].url: expected a URL that starts with http:// or https://, "
    "got \"ftp://a.example\"\n"
    "c.yaml:4:14: providers[0].timeout: expected 1..3600, got \"soon\"\n"
    "c.yaml:5:13: start_hold: expected 0..3600, got \"never\"" },
  { "misspelt-key-is-not-missing-as-well",
    "providers:\n"
    "  - nmae: p\n"
    "    url: https://a.example\n"
    "models: [{id: a, provider: p}]\n",
    "c.yaml:2:5: providers[0].nmae: unknown key; did you mean \"name\"?" },
  { "merged-keys-are-not-missing-as-well",
    "providers:\n"
    "  - <<: {url: 'https://a.example'}\n"
    "    name: p\n",
    "c.yaml:2:5: merge keys (<<) are not supported; repeat the keys" },
  { "name-with-an-error-is-a-name",
    "providers: [{name: p q, url: 'https://a.example', timeout: soon}]\n"
    "models: [{id: a, provider: p q}, {id: b, provider: r}]\n",
    "c.yaml:1:20: providers[0].name: expected letters, digits, \".\", \"_\" and \"-\", "
    "got \"p q\"\n"
    "c.yaml:1:60: providers[0].timeout: expected 1..3600, got \"soon\"\n"
    "c.yaml:2:52: models[1].provider: there is no provider \"r\"" },
  { "unread-name-may-be-the-one-that-is-meant",
    "providers:\n"
    "  - {name: '${NO_SUCH:-x}', url: 'https://a.example'}\n"
    "  - {name: [], url: 'https://a.example'}\n"
    "models: [{id: a, provider: p}]\n",
    "c.yaml:3:12: providers[1].name: expected a string, got a list" },
  { "no-providers-no-unknown-ones",
    "models: [{id: a, provider: p}]\n",
    "c.yaml:1:1: providers: missing" },
  { "transformer-short-form",
    "providers: [{name: p, url: 'https://a.example', transformers: {request: [\n"
    "  {a.B: {x: y}}]}}]\n",
    "c.yaml:2:4: providers[0].transformers.request[0].a.B: a class is not a key; write "
    "{class: a.B, params: {…}}" },
  { "timeout-too-small",
    "providers: [{name: p, url: 'https://a.example', timeout: 0}]\n",
    "c.yaml:1:58: providers[0].timeout: expected 1..3600, got \"0\"" },
  { "timeout-fraction",
    "providers: [{name: p, url: 'https://a.example', timeout: 1.5}]\n",
    "c.yaml:1:58: providers[0].timeout: expected 1..3600, got \"1.5\"" },
  { "timeout-quoted",
    "providers: [{name: p, url: 'https://a.example', timeout: \"30\"}]\n",
    "c.yaml:1:58: providers[0].timeout: expected 1..3600, got \"30\", which is a string; "
    "write it without quotes" },
  { "timeout-hexadecimal",
    "providers: [{name: p, url: 'https://a.example', timeout: 0x10}]\n",
    "c.yaml:1:58: providers[0].timeout: expected 1..3600, got \"0x10\"" },
  { "timeout-list",
    "providers: [{name: p, url: 'https://a.example', timeout: [1]}]\n",
    "c.yaml:1:58: providers[0].timeout: expected 1..3600, got a list" },
  { "name-list",
    "providers: [{name: [p], url: 'https://a.example'}]\n",
    "c.yaml:1:20: providers[0].name: expected a string, got a list" },
  { "names-alike",
    "providers:\n"
    "  - {name: p, url: 'https://a.example'}\n"
    "  - {name: P, url: 'https://b.example'}\n",
    "c.yaml:3:12: providers[1].name: \"P\" is taken by the one on line 2" },
  { "ids-alike",
    PROVIDER "models:\n  - {id: a, provider: p}\n  - {id: A, provider: p}\n",
    "c.yaml:4:10: models[1].id: \"A\" is taken by the one on line 3" },
  { "model-of-unknown-provider",
    "providers: [{name: openai, url: 'https://a.example'}]\n"
    "models: [{id: a, provider: opnai}]\n",
    "c.yaml:2:28: models[0].provider: there is no provider \"opnai\"; did you mean "
    "\"openai\"?" },
  { "model-incomplete",
    PROVIDER "models: [{upstream: x}]\n",
    "c.yaml:2:10: models[0].id: missing\n"
    "c.yaml:2:10: models[0].provider: missing" },
  { "model-empty-id",
    PROVIDER "models: [{id: '', provider: p}]\n",
    "c.yaml:2:15: models[0].id: expected a name, got \"\"" },
  { "models-of-provider",
    "providers: [{name: p, url: 'https://a.example', models: [a, '', [], a, ~]}]\n",
    "c.yaml:1:61: providers[0].models[1]: expected the name of a model, got \"\"\n"
    "c.yaml:1:65: providers[0].models[2]: expected a string, got a list\n"
    "c.yaml:1:69: providers[0].models[3]: the model \"a\" is in the list twice\n"
    "c.yaml:1:72: providers[0].models[4]: expected a string, got nothing" },
  { "url-with-password",
    "providers: [{name: p, url: 'https://me:hidden@a.example'}]\n",
    "c.yaml:1:28: providers[0].url: expected a URL without user and password; use "
    "api_key" },
  { "options-not-a-mapping",
    "providers: [{name: p, url: 'https://a.example', options: [a]}]\n",
    "c.yaml:1:58: providers[0].options: expected a mapping, got a list" },
  { "transformer-class",
    "providers: [{name: p, url: 'https://a.example', transformers: {request: [A/b, "
    "{class: b b}, {params: {}}, [], [a, b, c], [{}], [a, [b]]]}}]\n",
    "c.yaml:1:74: providers[0].transformers.request[0]: expected module.ClassName or an "
    "alias, got \"A/b\"\n"
    "c.yaml:1:87: providers[0].transformers.request[1].class: expected "
    "module.ClassName or an alias, got \"b b\"\n"
    "c.yaml:1:93: providers[0].transformers.request[2].class: missing\n"
    "c.yaml:1:107: providers[0].transformers.request[3]: expected a transformer and its "
    "params, as in [NAME, {…}], got a list of 0\n"
    "c.yaml:1:111: providers[0].transformers.request[4]: expected a transformer and its "
    "params, as in [NAME, {…}], got a list of 3\n"
    "c.yaml:1:123: providers[0].transformers.request[5][0]: expected a string, got a "
    "mapping\n"
    "c.yaml:1:132: providers[0].transformers.request[6][1]: expected a mapping, got a "
    "list" },
  { "transformer-alias-as-a-key",
    "providers: [{name: p, url: 'https://a.example', transformers: {request: [\n"
    "  {cap: {x: y}}, {clas: {x: y}}]}}]\n",
    "c.yaml:2:4: providers[0].transformers.request[0].cap: a class is not a key; write "
    "{class: cap, params: {…}}\n"
    "c.yaml:2:19: providers[0].transformers.request[1].clas: unknown key; did you mean "
    "\"class\"?" },
  { "on-error",
    "providers: [{name: p, url: 'https://a.example', transformers: {request: [\n"
    "  {class: a.B, on_error: skip}, {class: a.B, on_error: ignore}, {class: a.B,\n"
    "  on_eror: skip}, {on_error: [skip], class: a.B}]}}]\n",
    "c.yaml:2:56: providers[0].transformers.request[1].on_error: expected one of fail, "
    "skip, got \"ignore\"\n"
    "c.yaml:3:3: providers[0].transformers.request[2].on_eror: unknown key; did you mean "
    "\"on_error\"?\n"
    "c.yaml:3:30: providers[0].transformers.request[3].on_error: expected one of fail, "
    "skip, got a list" },
  { "pipeline-unknown",
    "providers: [{name: p, url: 'https://a.example', pipeline: [tiddy, tidy],\n"
    "  models: [{id: a, pipeline: '${X:-zzz}'}, {id: b, pipeline: [[tidy]]}]}]\n"
    "models: [{id: c, provider: p, pipeline: nothing}]\n"
    "pipelines: {tidy: {request: [a.B]}}\n",
    "c.yaml:1:60: providers[0].pipeline[0]: there is no pipeline \"tiddy\"; did you mean "
    "\"tidy\"?\n"
    "c.yaml:2:30: providers[0].models[0].pipeline: there is no pipeline "
    "\"${X:-zzz}\"\n"
    "c.yaml:2:63: providers[0].models[1].pipeline[0]: expected a string, got a list\n"
    "c.yaml:3:41: models[0].pipeline: there is no pipeline \"nothing\"" },
  { "pipeline-unused",
    "providers: [{name: p, url: 'https://a.example'}]\n"
    "pipelines:\n"
    "  tidy: {request: [a.B]}\n"
    "  empty:\n",
    "c.yaml:3:3: warning: pipelines.tidy: no provider and no model uses this pipeline\n"
    "c.yaml:4:3: warning: pipelines.empty: no provider and no model uses this "
    "pipeline" },
  { "pipeline-keys",
    "providers: [{name: p, url: 'https://a.example', pipeline: tidy}]\n"
    "pipelines: {tidy: {requst: [a.B], response: [b b]}}\n",
    "c.yaml:2:20: pipelines.tidy.requst: unknown key; did you mean \"request\"?\n"
    "c.yaml:2:46: pipelines.tidy.response[0]: expected module.ClassName or an alias, got "
    "\"b b\"" },
  { "pipelines-not-a-mapping",
    "providers: [{name: p, url: 'https://a.example', pipeline: tidy}]\n"
    "pipelines: [{name: tidy}]\n",
    "c.yaml:2:12: pipelines: expected names with their pipelines, as in NAME: {request: "
    "[…]}, got a list" },
  { "pipeline-not-a-mapping",
    "providers: [{name: p, url: 'https://a.example', pipeline: tidy}]\n"
    "pipelines: {tidy: [a.B]}\n",
    "c.yaml:2:19: pipelines.tidy: expected a mapping, got a list" },
  { "misspelt-pipelines-are-not-unknown",
    "providers: [{name: p, url: 'https://a.example', pipeline: tidy}]\n"
    "piplines: {tidy: {request: [a.B]}}\n",
    "c.yaml:2:1: piplines: unknown key; did you mean \"pipelines\"?" },
  { "transformers-not-a-mapping",
    PROVIDER "models: [{id: a, provider: p, transformers: [x.Y]}]\n",
    "c.yaml:2:45: models[0].transformers: expected a mapping, got a list" },
  { "listen-open",
    PROVIDER "listen: ['0.0.0.0:1']\n",
    "c.yaml:2:10: listen[0]: other machines can reach 0.0.0.0:1, so client_keys is "
    "needed; or listen on 127.0.0.1" },
  { "listen-twice",
    PROVIDER "listen: ['127.0.0.1:1', 'localhost:1']\n",
    "c.yaml:2:25: listen[1]: 127.0.0.1:1 is in the list twice" },
  { "listen-nothing",
    PROVIDER "listen: []\n",
    "c.yaml:2:9: listen: expected at least one address, got an empty list" },
  { "listen-port",
    PROVIDER "listen: localhost:http\n",
    "c.yaml:2:9: listen: expected a port 0..65535, got \"http\"" },
  { "path-relative-to-nothing",
    PROVIDER "transformer_paths: plugins\n",
    "c.yaml:2:20: transformer_paths: expected a path that starts with / or ~/, got "
    "\"plugins\"" },
  { "path-without-a-folder",
    PROVIDER "transformer_paths: [/no/such/folder, '/no/${NUMBER}']\n",
    "c.yaml:2:21: warning: transformer_paths[0]: there is no folder \"/no/such/folder\"\n"
    "c.yaml:2:38: warning: transformer_paths[1]: there is no folder \"/no/${NUMBER}\"" },
  { "host",
    PROVIDER "allowed_hosts: ['http://a']\n",
    "c.yaml:2:17: allowed_hosts[0]: expected the name of a host, got \"http://a\"" },
  { "routing-not-a-mapping",
    PROVIDER "routing: a\n",
    "c.yaml:2:10: routing: expected a mapping, got \"a\"" },
  { "limits",
    PROVIDER "limits: {max_body: 1, max_connections: 0, header_timeout: -1}\n",
    "c.yaml:2:20: limits.max_body: expected 1KiB..256MiB, got \"1\"\n"
    "c.yaml:2:40: limits.max_connections: expected 1..65535, got \"0\"\n"
    "c.yaml:2:59: limits.header_timeout: expected 0.1..3600, got \"-1\"" },
  { "size-unit",
    PROVIDER "limits: {max_body: 32 miles}\n",
    "c.yaml:2:20: limits.max_body: expected 1KiB..256MiB, got \"32 miles\"" },
  { "neither-true-nor-false",
    PROVIDER "watch_config: yes\n",
    "c.yaml:2:15: watch_config: expected true or false, got \"yes\"" },
  { "true-in-quotes",
    PROVIDER "watch_config: 'true'\n",
    "c.yaml:2:15: watch_config: expected true or false, got \"true\", which is a string; "
    "write it without quotes" },
  { "variable-unset",
    PROVIDER "start_hold: ${NO_SUCH}\n",
    "c.yaml:2:13: start_hold: the environment variable NO_SUCH is not set; set it, or "
    "write ${NO_SUCH:-…} with what is to stand there without it" },
  { "variable-required-key-is-not-missing",
    "providers: [{name: p, url: '${NO_SUCH}'}]\n",
    "c.yaml:1:28: providers[0].url: the environment variable NO_SUCH is not set; set it, "
    "or write ${NO_SUCH:-…} with what is to stand there without it" },
  { "value-of-variable-is-not-shown",
    PROVIDER "start_hold: ${KEY}\n",
    "c.yaml:2:13: start_hold: expected 0..3600, got \"${KEY}\"" },
  { "address-from-environment-is-not-shown",
    PROVIDER "listen: '127.0.0.1:${KEY}'\n",
    "c.yaml:2:9: listen: what \"127.0.0.1:${KEY}\" stands for cannot be used here" },
  { "names-from-environment-are-not-shown",
    "providers: [{name: p, url: 'https://a.example', models: [a, '${KEY}', '${KEY}']}]\n"
    "models: [{id: a, provider: '${KEY}'}]\n",
    "c.yaml:1:71: providers[0].models[2]: the model \"${KEY}\" is in the list twice\n"
    "c.yaml:2:28: models[0].provider: there is no provider \"${KEY}\"" },
  { "long-value-is-cut",
    PROVIDER "start_hold: "
             "éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé\n",
    "c.yaml:2:13: start_hold: expected 0..3600, got "
    "\"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé…\"" },
  { "control-characters-are-not-shown",
    PROVIDER "start_hold: \"a\\nb\\e[31m\"\n",
    "c.yaml:2:13: start_hold: expected 0..3600, got \"a\\x0ab\\x1b[31m\", which is a "
    "string; write it without quotes" },
  { "warning-clear-text",
    "providers: [{name: p, url: 'http://a.example', models: a}]\n",
    "c.yaml:1:28: warning: providers[0].url: prompts and keys go over the network in the "
    "clear; use https" },
};

/* each has its key where a value is that must never be seen */
static const Case commands[] = {
  { "command-empty",
    "providers:\n  - {name: p, url: 'https://a.example', api_key: {command: []}}\n",
    "c.yaml:2:60: providers[0].api_key.command: expected a program and its arguments, as "
    "a list" },
  { "command-missing",
    "providers:\n  - {name: p, url: 'https://a.example', api_key: {timeout: 3}}\n",
    "c.yaml:2:50: providers[0].api_key.command: missing" },
  { "command-unknown-key",
    "providers:\n"
    "  - {name: p, url: 'https://a.example', api_key: {command: [x], time: 3}}\n",
    "c.yaml:2:65: providers[0].api_key.time: unknown key; known here: command, timeout, "
    "lifetime" },
  { "command-timeout",
    "providers:\n"
    "  - {name: p, url: 'https://a.example', api_key: {command: [x], timeout: 0}}\n",
    "c.yaml:2:74: providers[0].api_key.timeout: expected 1..300, got \"0\"" },
};

static const Case secrets[] = {
  { "empty", "''", "expected a key, got an empty string" },
  { "list", "[hush]", "expected a string" },
  { "line-break",
    "\"hush\\nhush\"",
    "the key has a line break or another control character in it" },
  { "space", "' hush'", "the key starts or ends with a space" },
  { "not-ascii", "hüsh", "the key has a character in it that is not ASCII" },
  { "variable", "$hush", "the key looks like a variable; write ${NAME}" },
};

static void
test_error (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *shown = NULL;
  g_autoptr (CcpConfig) config = NULL;

  config = fixture_read (c->yaml, &shown);

  g_assert_cmpstr (shown, ==, c->expected);
}

static void
test_secret (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *yaml =
      g_strdup_printf ("providers:\n"
                       "  - {name: p, url: 'https://a.example', api_key: %s}\n",
                       c->yaml);
  g_autofree char *expected =
      g_strdup_printf ("c.yaml:2:50: providers[0].api_key: %s", c->expected);
  g_autofree char *shown = NULL;
  g_autoptr (CcpConfig) config = fixture_read (yaml, &shown);

  g_assert_null (config);
  g_assert_cmpstr (shown, ==, expected);
  g_assert_null (strstr (shown, "hush"));
}

static void
test_many (void)
{
  g_autoptr (GString) yaml = g_string_new ("providers:\n");
  g_autofree char *shown = NULL;
  g_autoptr (CcpConfig) config = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < 2000; i++)
    g_string_append (yaml, "  - a\n");
  config = fixture_read (yaml->str, &shown);

  lines = g_strsplit (shown, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 101);
  g_assert_cmpstr (lines[100],
                   ==,
                   "c.yaml: there is more that is wrong, which is not shown");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/config/errors/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *path = g_strconcat ("/config/errors/", commands[i].name, NULL);

      g_test_add_data_func (path, &commands[i], test_error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      g_autofree char *path = g_strconcat ("/config/secrets/", secrets[i].name, NULL);

      g_test_add_data_func (path, &secrets[i], test_secret);
    }
  g_test_add_func ("/config/errors/many", test_many);

  return g_test_run ();
}
