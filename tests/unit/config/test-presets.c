/* test-presets.c: providers that name a preset
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>

#include "ccp-preset-store.h"
#include "config-fixture.h"

typedef struct
{
  char *folder;
  char **environment;
} Fixture;

/* what the tests have to choose from */
static const struct
{
  const char *name;
  const char *yaml;
} files[] = {
  { "deep.yaml",
    "description: a provider\n"
    "type: openai-chat\n"
    "url: https://deep.example\n"
    "api_key: ${DEEP_KEY}\n"
    "timeout: 30\n"
    "options:\n"
    "  a: 1\n"
    "  b: [x]\n"
    "  c: ${NUMBER}\n"
    "models:\n"
    "  - {id: one, context_window: 1000, max_output: 10, modalities: [text]}\n"
    "  - {id: two, modalities: [text, image, pdf], options: {a: 2, d: 4}}\n" },
  { "local.yaml",
    "description: no key is needed\n"
    "type: openai-chat\n"
    "url: http://127.0.0.1:1/v1\n"
    "api_key: ${LOCAL_KEY:-}\n" },
  { "region.yaml",
    "description: its URL has a variable\n"
    "type: openai-chat\n"
    "url: https://${REGION}.example\n" },
  { "odd.yaml",
    "description: its values are wrong\n"
    "type: openai-chat\n"
    "url: ftp://odd.example\n"
    "timeout: soon\n"
    "models: [{id: m, max_output: many, modalities: [txt]}, {id: m}]\n" },
  { "broken.yaml",
    "description: a provider\nurll: https://a.example\nmodels: [{ix: m}]\n" },
  { "tab.yaml", "options:\n\ta: 1\n" },
  { ".hidden.yaml", "" },
  { "other.txt", "" },
};

typedef struct
{
  const char *name;
  const char *yaml;
  const char *errors; /* with "DIR" for the folder */
  const char *result; /* a line for each provider, and for each model */
} Case;

#define DEEP                                                                             \
  "deep deep openai-chat https://deep.example deep-key 30 "                              \
  "{\"a\":1,\"b\":[\"x\"],\"c\":30}\n"
#define ONE "one deep/one 1000 {\"max_output\":10,\"images\":false,\"pdf\":false} {}\n"
#define TWO "two deep/two 0 {\"images\":true,\"pdf\":true} {\"a\":2,\"d\":4}\n"

static const Case cases[] = {
  { "all-of-it", "providers: [{preset: deep}]\n", "", DEEP ONE TWO },
  { "a-provider-that-is-not-in-a-list", "providers: {preset: deep}\n", "", DEEP ONE TWO },
  { "own-keys-win",
    "providers:\n"
    "  - name: mine\n"
    "    preset: deep\n"
    "    url: https://mirror.example\n"
    "    api_key: own\n"
    "    timeout: 7\n"
    "    models: []\n",
    "",
    "mine deep openai-chat https://mirror.example own 7 "
    "{\"a\":1,\"b\":[\"x\"],\"c\":30}\n"
    "one mine/one 1000 {\"max_output\":10,\"images\":false,\"pdf\":false} {}\n"
    "two mine/two 0 {\"images\":true,\"pdf\":true} {\"a\":2,\"d\":4}\n" },
  { "a-key-without-a-value-is-ones-own",
    "providers: [{preset: deep, api_key: , timeout: ~, models: ~, options: ~}]\n",
    "",
    "deep deep openai-chat https://deep.example - 600 {}\n" },
  { "options-one-by-one",
    "providers: [{preset: deep, options: {a: 9, c: ~, z: 0}}]\n",
    "",
    "deep deep openai-chat https://deep.example deep-key 30 "
    "{\"a\":9,\"c\":null,\"z\":0,\"b\":[\"x\"]}\n" ONE
    "two deep/two 0 {\"images\":true,\"pdf\":true} {\"d\":4}\n" },
  { "models-are-added",
    "providers: [{preset: deep, models: three}]\n",
    "",
    DEEP "three deep/three 0 {} {}\n" ONE TWO },
  { "models-are-overridden",
    "providers:\n"
    "  - preset: deep\n"
    "    models: [two, {id: one, max_output: 20, modalities: image, options: {a: 3}}]\n",
    "",
    DEEP TWO
    "one deep/one 1000 {\"max_output\":20,\"images\":true,\"pdf\":false} {\"a\":3}\n" },
  { "a-model-of-ones-own-with-another-name",
    "providers: [{preset: deep}]\n"
    "models:\n"
    "  - {id: fast, provider: deep, upstream: two, options: {a: 5}, max_output: 3}\n"
    "  - {id: other, provider: deep, context_window: 5}\n",
    "",
    DEEP
    "fast deep/two 0 {\"max_output\":3,\"images\":true,\"pdf\":true} {\"d\":4,\"a\":5}\n"
    "other deep/other 5 {} {}\n" ONE },
  { "two-names-for-one-model",
    "providers: [{preset: deep}]\n"
    "models:\n"
    "  - {id: fast, provider: deep, upstream: two, options: {a: 5}}\n"
    "  - {id: slow, provider: deep, upstream: two, options: {a: 6}}\n",
    "",
    DEEP "fast deep/two 0 {\"images\":true,\"pdf\":true} {\"d\":4,\"a\":5}\n"
         "slow deep/two 0 {\"images\":true,\"pdf\":true} {\"d\":4,\"a\":6}\n" ONE },
  { "another-dialect-takes-no-options",
    "providers: [{preset: deep, type: anthropic, url: 'https://deep.example/a'}]\n",
    "",
    "deep deep anthropic https://deep.example/a deep-key 30 {}\n" ONE
    "two deep/two 0 {\"images\":true,\"pdf\":true} {}\n" },
  { "two-of-one-preset",
    "providers: [{preset: local}, {name: again, preset: local, models: m}]\n",
    "",
    "local local openai-chat http://127.0.0.1:1/v1 - 600 {}\n"
    "again local openai-chat http://127.0.0.1:1/v1 - 600 {}\n"
    "m again/m 0 {} {}\n" },
  { "unknown",
    "providers:\n"
    "  - preset: deap\n"
    "  - {name: b, preset: zzzzzzzz}\n"
    "  - {name: c, preset: [deep]}\n"
    "models: [{id: m, provider: q}]\n",
    "c.yaml:2:13: providers[0].preset: there is no preset \"deap\"; did you mean "
    "\"deep\"?\n"
    "c.yaml:3:23: providers[1].preset: there is no preset \"zzzzzzzz\"; ccproxy presets "
    "lists them\n"
    "c.yaml:4:23: providers[2].preset: expected a string, got a list",
    NULL },
  { "a-variable-that-is-not-set",
    "providers: [{preset: region}]\n",
    "c.yaml:1:22: providers[0].url: the preset \"region\" takes it from the environment "
    "variable REGION, which is not set; set that, or write url yourself",
    NULL },
  { "wrong-values",
    "providers: [{preset: odd}]\n",
    "c.yaml:1:22: providers[0].url: expected a URL that starts with http:// or https://, "
    "got \"ftp://odd.example\" (this is from the preset \"odd\")\n"
    "c.yaml:1:22: providers[0].timeout: expected 1..3600, got \"soon\" (this is from the "
    "preset \"odd\")\n"
    "c.yaml:1:22: providers[0].models[0].max_output: expected 0..100000000, got "
    "\"many\" (this is from the preset \"odd\")\n"
    "c.yaml:1:22: providers[0].models[0].modalities[0]: expected one of text, image, "
    "pdf, audio, video, got \"txt\" (this is from the preset \"odd\")",
    NULL },
  { "wrong-files",
    "providers: [{preset: broken}, {preset: broken}, {preset: tab}, {name: p}]\n",
    "c.yaml:1:64: providers[3].url: missing\n"
    "DIR/broken.yaml:1:1: type: missing\n"
    "DIR/broken.yaml:2:1: urll: unknown key; did you mean \"url\"?\n"
    "DIR/broken.yaml:3:11: models[0].ix: unknown key; did you mean \"id\"?\n"
    "DIR/tab.yaml:2:1: a tab, which does not count as indentation; use spaces",
    NULL },
};

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("ccproxy-presets-XXXXXX", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, files[i].name, NULL);

      g_assert_true (g_file_set_contents (path, files[i].yaml, -1, NULL));
    }
  self->environment = g_environ_setenv (NULL, "CCPROXY_PRESET_PATH", self->folder, TRUE);
  self->environment = g_environ_setenv (self->environment, "DEEP_KEY", "deep-key", TRUE);
  self->environment = g_environ_setenv (self->environment, "NUMBER", "30", TRUE);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, files[i].name, NULL);

      g_remove (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_strfreev (self->environment);
}

static void
show_provider (const CcpProviderConfig *provider, GString *text)
{
  g_autofree char *options = ccp_json_to_text (provider->options);

  g_string_append_printf (text,
                          "%s %s %s %s %s %u %s\n",
                          provider->name,
                          provider->preset,
                          provider->type,
                          provider->url,
                          provider->key != NULL ? ccp_secret_reveal (provider->key) : "-",
                          provider->timeout,
                          options);
}

static char *
describe_facts (const CcpModelConfig *model)
{
  g_autoptr (CcpJson) facts = ccp_model_config_describe_facts (model);

  return ccp_json_to_text (facts);
}

static void
show_model (const CcpModelConfig *model, GString *text)
{
  g_autofree char *facts = describe_facts (model);
  g_autofree char *options = ccp_json_to_text (model->options);

  g_string_append_printf (text,
                          "%s %s/%s %" G_GINT64_FORMAT " %s %s\n",
                          model->id,
                          model->provider,
                          model->upstream,
                          model->facts.context_window,
                          facts,
                          options);
}

static char *
show (CcpConfig *config)
{
  GString *text = g_string_new (NULL);
  GPtrArray *providers = ccp_config_get_providers (config);
  GPtrArray *models = ccp_config_get_models (config);

  for (guint i = 0; i < providers->len; i++)
    show_provider (g_ptr_array_index (providers, i), text);
  for (guint i = 0; i < models->len; i++)
    show_model (g_ptr_array_index (models, i), text);
  return g_string_free (text, FALSE);
}

static CcpConfig *
read_config (Fixture *self, const char *yaml, char **errors)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (yaml, strlen (yaml));
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c.yaml");
  CcpConfig *config = ccp_config_new_from_bytes (bytes,
                                                 (const char *const *) self->environment,
                                                 diagnostics);
  g_autofree char *shown = fixture_show (diagnostics);
  g_autoptr (GString) plain = g_string_new (shown);

  g_string_replace (plain, self->folder, "DIR", 0);
  *errors = g_strdup (plain->str);
  return config;
}

static void
test_merge (Fixture *self, gconstpointer data)
{
  const Case *c = data;
  g_autofree char *errors = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (CcpConfig) config = read_config (self, c->yaml, &errors);

  g_assert_cmpstr (errors, ==, c->errors);
  if (c->result == NULL)
    return;
  shown = show (config);
  g_assert_cmpstr (shown, ==, c->result);
}

static void
test_names (Fixture *self, gconstpointer data)
{
  g_autofree char *errors = NULL;
  g_autoptr (CcpConfig) config =
      read_config (self, "providers: [{preset: deep}, {preset: local}]", &errors);
  g_autoptr (CcpCatalog) catalog = ccp_config_build_catalog (config);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpRoute) route = ccp_catalog_resolve (catalog, "s", "two", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ccp_route_get_provider (route), ==, "deep");
  g_assert_true (ccp_config_has_all_names (config));
}

static void
test_unread_preset_may_have_the_name (Fixture *self, gconstpointer data)
{
  g_autofree char *errors = NULL;
  g_autoptr (CcpConfig) config =
      read_config (self, "providers: [{name: p, preset: broken}]", &errors);

  g_assert_false (ccp_config_has_all_names (config));
}

static void
test_many (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) yaml = g_string_new ("providers:\n");
  g_autofree char *errors = NULL;
  g_autoptr (CcpConfig) config = NULL;

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (yaml, "- {name: p%u, preset: local}\n", i);
  config = read_config (self, yaml->str, &errors);

  g_assert_cmpstr (
      errors,
      ==,
      "c.yaml:258:24: providers[256].preset: more than 256 providers name a preset");
}

static void
test_first_folder_is_meant (Fixture *self, gconstpointer data)
{
  g_autofree char *home = g_build_filename (self->folder, "home", NULL);
  g_autofree char *user = g_build_filename (home, "ccproxy", "providers", NULL);
  g_autofree char *upper = g_build_filename (home, "ccproxy", NULL);
  g_autofree char *hidden = g_build_filename (user, "deep.yaml", NULL);
  g_autofree char *own = g_build_filename (user, "own.yaml", NULL);
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c.yaml");
  g_autoptr (CcpPresetStore) store = NULL;
  g_autofree const char **names = NULL;
  g_autofree char *all = NULL;

  g_assert_cmpint (g_mkdir_with_parents (user, 0700), ==, 0);
  g_assert_true (g_file_set_contents (hidden, "", 0, NULL));
  g_assert_true (g_file_set_contents (own, "", 0, NULL));
  self->environment = g_environ_setenv (self->environment, "XDG_DATA_HOME", home, TRUE);
  store = ccp_preset_store_new ((const char *const *) self->environment);
  names = ccp_preset_store_list (store);
  all = g_strjoinv (" ", (char **) names);

  g_assert_cmpstr (all, ==, "broken deep local odd own region tab");
  g_assert_cmpstr (
      ccp_preset_get (ccp_preset_store_find (store, "deep", diagnostics), "url"),
      ==,
      "https://deep.example");
  g_assert_null (ccp_preset_store_find (store, "../deep", diagnostics));
  g_assert_false (ccp_diagnostics_has_errors (diagnostics));

  g_remove (hidden);
  g_remove (own);
  g_rmdir (user);
  g_rmdir (upper);
  g_rmdir (home);
}

#define ADD(path, function, data)                                                        \
  g_test_add ("/presets/" path, Fixture, data, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/presets/merge/", cases[i].name, NULL);

      g_test_add (path, Fixture, &cases[i], set_up, test_merge, tear_down);
    }
  ADD ("names", test_names, NULL);
  ADD ("unread-preset-may-have-the-name", test_unread_preset_may_have_the_name, NULL);
  ADD ("many", test_many, NULL);
  ADD ("first-folder-is-meant", test_first_folder_is_meant, NULL);

  return g_test_run ();
}
