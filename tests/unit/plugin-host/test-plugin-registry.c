/* test-plugin-registry.c: plugins by their names, and what they are given
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "plugin-fixture.h"

typedef struct
{
  const char *provider;
  const char *model; /* (nullable) */
  const char *expected;
} Options;

/* level, count, ratio, on, label, tags, extra: in the order of the .plugin file */
static const Options completions[] = {
  { "{}",
    NULL,
    "{\"level\":\"low\",\"count\":3,\"on\":true,\"tags\":[\"a\",\"b\"],"
    "\"extra\":{\"x\":1}}" },
  { "{\"level\":\"high\",\"label\":\"p\"}",
    "{\"label\":\"m\",\"count\":10}",
    "{\"level\":\"high\",\"count\":10,\"on\":true,\"label\":\"m\","
    "\"tags\":[\"a\",\"b\"],\"extra\":{\"x\":1}}" },
  { "{\"level\":\"high\",\"tags\":\"c\",\"extra\":{\"y\":[2]},\"ratio\":0.10}",
    "{\"level\":null,\"on\":false}",
    "{\"level\":\"high\",\"count\":3,\"ratio\":0.10,\"on\":false,\"tags\":[\"c\"],"
    "\"extra\":{\"y\":[2]}}" },
};

/* options, and facts */
static const Options known[] = {
  { "{}", "{}", "{}" },
  { "{\"count\":2}", "{\"count\":5,\"on\":false}", "{\"count\":2,\"on\":false}" },
  { "{\"count\":null,\"x\":1}", "{\"count\":5}", "{\"x\":1,\"count\":5}" },
  { "{}",
    "{\"images\":true,\"count\":11,\"level\":null,\"label\":\"l\"}",
    "{\"label\":\"l\"}" },
};

static const Options refusals[] = {
  { "{\"levle\":1}",
    NULL,
    "test-good: \"levle\": unknown option; did you mean \"level\"?" },
  { "{\"zzzzzzzzzz\":1}",
    NULL,
    "test-good: \"zzzzzzzzzz\": unknown option; known here: level, count, ratio, on, "
    "label, tags, extra" },
  { "{\"level\":\"mid\"}",
    NULL,
    "test-good: option \"level\": expected one of low, high, got \"mid\"" },
  { "{}", "{\"count\":11}", "test-good: option \"count\": expected 1..10, got 11" },
  { "{\"count\":2.5}", NULL, "test-good: option \"count\": expected 1..10, got 2.5" },
  { "{\"count\":\"2\"}", NULL, "test-good: option \"count\": expected 1..10, got \"2\"" },
  { "{\"ratio\":-1}",
    NULL,
    "test-good: option \"ratio\": expected a number from 0 on, got -1" },
  { "{\"on\":\"yes\"}",
    NULL,
    "test-good: option \"on\": expected true or false, got \"yes\"" },
  { "{\"label\":1}", NULL, "test-good: option \"label\": expected a string, got 1" },
  { "{\"tags\":[1]}",
    NULL,
    "test-good: option \"tags\": expected a list of strings, got [1]" },
  { "{\"extra\":[]}", NULL, "test-good: option \"extra\": expected a mapping, got []" },
};

static CcpPluginRegistry *
open_good (Fixture *self)
{
  fixture_install_good (self);
  return fixture_open (self);
}

static CcpJson *
parse (const char *text)
{
  CcpJson *json = ccp_json_new_from_text (text, -1, NULL);

  g_assert_nonnull (json);
  return json;
}

static void
test_create_transformer (Fixture *self, gconstpointer data)
{
  g_autoptr (CcpPluginRegistry) registry = open_good (self);
  g_autoptr (CcpJson) params = parse ("{\"text\":\"t\"}");
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpTransformer) one =
      ccp_plugin_registry_create_transformer (registry,
                                              "test-good.OnRequest",
                                              params,
                                              &error);
  g_autoptr (CcpTransformer) two =
      ccp_plugin_registry_create_transformer (registry,
                                              "test-good.OnRequest",
                                              params,
                                              &error);

  g_assert_no_error (error);
  g_assert_true (one != two);
  g_assert_cmpstr (G_OBJECT_TYPE_NAME (one), ==, "TestGoodOnRequest");
}

static void
test_aliases (Fixture *self, gconstpointer data)
{
  g_autofree char *path = fixture_write (self,
                                         "z-later/later.plugin",
                                         "[Plugin]\nName=later\nAbi=1\nLoader=c\n"
                                         "Provides=transformer:T;\n"
                                         "[Alias hello]\nClass=T\n"
                                         "[Alias own]\nClass=T\n");
  g_autoptr (CcpPluginRegistry) registry = open_good (self);
  g_autoptr (CcpJson) nothing = parse ("{}");
  g_autoptr (CcpJson) params = parse ("{\"text\":\"t\"}");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (CcpJson) meant = NULL;
  g_autoptr (CcpJson) unchanged = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpTransformer) transformer =
      ccp_plugin_registry_create_transformer (registry, "hello", nothing, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (G_OBJECT_TYPE_NAME (transformer), ==, "TestGoodOnRequest");
  g_assert_true (ccp_plugin_registry_resolve_transformer (registry,
                                                          "speak",
                                                          params,
                                                          &first,
                                                          &meant,
                                                          &error));
  shown = ccp_json_to_text (meant);
  g_assert_cmpstr (first, ==, "test-good.OnRequest");
  g_assert_cmpstr (shown, ==, "{\"mode\":\"hard\",\"text\":\"t\"}");
  g_assert_true (ccp_plugin_registry_resolve_transformer (registry,
                                                          "own",
                                                          nothing,
                                                          &second,
                                                          &unchanged,
                                                          &error));
  g_assert_cmpstr (second, ==, "later.T");
}

/* one that could not be configured can be asked what it does all the same */
static void
test_probe (Fixture *self, gconstpointer data)
{
  g_autoptr (CcpPluginRegistry) registry = open_good (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpTransformer) transformer =
      ccp_plugin_registry_probe_transformer (registry, "test-good.OnRequest", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ccp_transformer_get_abilities (transformer),
                    ==,
                    CCP_TRANSFORM_CAN_REQUEST);
  g_assert_null (ccp_plugin_registry_probe_transformer (registry, "nothing", &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
}

static void
test_create_provider (Fixture *self, gconstpointer data)
{
  g_autoptr (CcpPluginRegistry) registry = open_good (self);
  g_autoptr (CcpJson) settings = parse ("{\"url\":\"https://good.example/\"}");
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpProvider) by_plugin =
      ccp_plugin_registry_create_provider (registry, "test-good", settings, &error);
  g_autoptr (CcpProvider) by_class =
      ccp_plugin_registry_create_provider (registry,
                                           "test-good.Speaker",
                                           settings,
                                           &error);

  g_assert_no_error (error);
  g_assert_true (G_OBJECT_TYPE (by_plugin) == G_OBJECT_TYPE (by_class));
}

static void
test_create_router (Fixture *self, gconstpointer data)
{
  g_autoptr (CcpPluginRegistry) registry = open_good (self);
  g_autoptr (CcpCatalog) catalog = ccp_catalog_new ();
  g_autoptr (CcpJson) settings = parse ("{}");
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpRouter) router = ccp_plugin_registry_create_router (registry,
                                                                    "test-good",
                                                                    settings,
                                                                    catalog,
                                                                    &error);

  g_assert_no_error (error);
  g_assert_true (CCP_IS_ROUTER (router));
}

typedef struct
{
  const char *class_name;
  const char *params;
  const char *expected;
} Refusal;

static const Refusal creations[] = {
  { "test-god.OnRequest",
    "{}",
    "there is no plugin \"test-god\"; did you mean \"test-good\"?" },
  { "zzzzzzzzz.X", "{}", "there is no plugin \"zzzzzzzzz\"; there are: test-good" },
  { "test-good.OnReqest",
    "{}",
    "the plugin \"test-good\" has no transformer \"OnReqest\"; did you mean "
    "\"OnRequest\"?" },
  { "test-good.Speaker",
    "{}",
    "the plugin \"test-good\" has no transformer \"Speaker\"; it has: OnRequest, "
    "OnAnswer, "
    "OnUpstream, Dialect, OtherDialect" },
  { "test-good",
    "{}",
    "the plugin \"test-good\" has more than one transformer; write test-good and a dot "
    "before one of: OnRequest, OnAnswer, OnUpstream, Dialect, OtherDialect" },
  { "test-good.OnRequest", "{}", "test-good.OnRequest: param \"text\": missing" },
  { "test-good.OnRequest",
    "{\"text\":1}",
    "test-good.OnRequest: param \"text\": expected a string, got 1" },
  { "test-good.OnRequest",
    "{\"text\":\"refuse\"}",
    "test-good.OnRequest: text: must not be \"refuse\"" },
  { "test-good.OnAnswer",
    "{\"text\":1}",
    "test-good.OnAnswer: \"text\": unknown param; there are none" },
  { "broken.X",
    "{}",
    "the plugin \"broken\" cannot be used: DIR/broken.plugin: Key file does not have "
    "group “Plugin”" },
};

static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autofree char *broken = fixture_write (self, "broken.plugin", "");
  g_autoptr (CcpPluginRegistry) registry = open_good (self);

  for (guint i = 0; i < G_N_ELEMENTS (creations); i++)
    {
      g_autoptr (CcpJson) params = parse (creations[i].params);
      g_autoptr (GError) error = NULL;
      g_autoptr (CcpTransformer) transformer =
          ccp_plugin_registry_create_transformer (registry,
                                                  creations[i].class_name,
                                                  params,
                                                  &error);

      g_assert_null (transformer);
      fixture_assert_message (self, error->message, creations[i].expected);
    }
}

static void
test_provides (Fixture *self, gconstpointer data)
{
  g_autofree char *path = fixture_write (self,
                                         "test-noise.plugin",
                                         "[Plugin]\nName=test-noise\nAbi=1\nLoader=c\n"
                                         "Provides=transformer:Other;\n");
  g_autoptr (CcpPluginRegistry) registry = NULL;
  g_autoptr (CcpJson) params = parse ("{}");
  g_autoptr (GError) error = NULL;

  fixture_link (self, "test-noise");
  registry = fixture_open (self);

  g_assert_null (ccp_plugin_registry_create_transformer (registry,
                                                         "test-noise.Other",
                                                         params,
                                                         &error));
  fixture_assert_message (self,
                          error->message,
                          "plugin \"test-noise\": DIR/test-noise.plugin: Provides has "
                          "\"Other\", which the plugin does not register");
}

static void
test_loader (Fixture *self, gconstpointer data)
{
  g_autofree char *path = fixture_write (self,
                                         "p.plugin",
                                         "[Plugin]\nName=p\nAbi=1\nLoader=lua\n"
                                         "Provides=transformer:T;\n");
  g_autoptr (CcpPluginRegistry) registry = fixture_open (self);
  g_autoptr (CcpJson) params = parse ("{}");
  g_autoptr (GError) error = NULL;

  g_assert_null (
      ccp_plugin_registry_create_transformer (registry, "p.T", params, &error));
  fixture_assert_message (
      self,
      error->message,
      "plugin \"p\": DIR/p.plugin: Loader: there is none for \"lua\"");
}

static void
test_complete_options (Fixture *self, gconstpointer data)
{
  g_autoptr (CcpPluginRegistry) registry = open_good (self);

  for (guint i = 0; i < G_N_ELEMENTS (completions); i++)
    {
      const Options *c = &completions[i];
      g_autoptr (CcpJson) provider = parse (c->provider);
      g_autoptr (CcpJson) model = c->model != NULL ? parse (c->model) : NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (CcpJson) complete = ccp_plugin_registry_complete_options (registry,
                                                                           "test-good",
                                                                           provider,
                                                                           model,
                                                                           &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = ccp_json_to_text (complete);
      g_assert_cmpstr (text, ==, c->expected);
    }
}

static void
test_add_facts (Fixture *self, gconstpointer data)
{
  g_autoptr (CcpPluginRegistry) registry = open_good (self);

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autoptr (CcpJson) options = parse (known[i].provider);
      g_autoptr (CcpJson) facts = parse (known[i].model);
      g_autoptr (GError) error = NULL;
      g_autoptr (CcpJson) both =
          ccp_plugin_registry_add_facts (registry, "test-good", options, facts, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = ccp_json_to_text (both);
      g_assert_cmpstr (text, ==, known[i].expected);
    }
}

static void
test_refuse_options (Fixture *self, gconstpointer data)
{
  g_autoptr (CcpPluginRegistry) registry = open_good (self);

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      const Options *c = &refusals[i];
      g_autoptr (CcpJson) provider = parse (c->provider);
      g_autoptr (CcpJson) model = c->model != NULL ? parse (c->model) : NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (CcpJson) complete = ccp_plugin_registry_complete_options (registry,
                                                                           "test-good",
                                                                           provider,
                                                                           model,
                                                                           &error);

      g_assert_null (complete);
      g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
      g_assert_cmpstr (error->message, ==, c->expected);
    }
}

static void
test_infer_type (Fixture *self, gconstpointer data)
{
  g_autofree char *other = fixture_write (self,
                                          "other.plugin",
                                          "[Plugin]\nName=other\nAbi=1\nLoader=c\n"
                                          "Provides=provider:P;\n"
                                          "Urls=https://good.example/special/*;*/v1;\n");
  g_autoptr (CcpPluginRegistry) registry = open_good (self);

  g_assert_cmpstr (ccp_plugin_registry_infer_type (registry, "https://good.example/a"),
                   ==,
                   "test-good");
  g_assert_cmpstr (
      ccp_plugin_registry_infer_type (registry, "https://good.example/special/a"),
      ==,
      "other");
  g_assert_cmpstr (ccp_plugin_registry_infer_type (registry, "https://b.example/v1/"),
                   ==,
                   "other");
  g_assert_null (ccp_plugin_registry_infer_type (registry, "https://b.example"));
}

static void
test_own_upstream (Fixture *self, gconstpointer data)
{
  g_autofree char *own = fixture_write (self,
                                        "own.plugin",
                                        "[Plugin]\nName=own\nAbi=1\nLoader=c\n"
                                        "Provides=provider:P;\nOwnUpstream=true\n");
  g_autoptr (CcpPluginRegistry) registry = open_good (self);

  g_assert_true (ccp_plugin_registry_has_own_upstream (registry, "own"));
  g_assert_false (ccp_plugin_registry_has_own_upstream (registry, "test-good"));
  g_assert_false (ccp_plugin_registry_has_own_upstream (registry, "nothing"));
}

static void
test_default_paths (void)
{
  const char *const environment[] = { "CCPROXY_PLUGIN_PATH=/a:relative:/b",
                                      "XDG_DATA_HOME=/data",
                                      "HOME=/h",
                                      NULL };
  const char yaml[] = "transformer_paths: /c\n"
                      "providers: [{name: p, url: 'https://a.example'}]\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (yaml, strlen (yaml));
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c");
  g_autoptr (CcpConfig) config =
      ccp_config_new_from_bytes (bytes, environment, diagnostics);
  g_auto (GStrv) with = ccp_plugin_registry_default_paths (environment, config);
  g_auto (GStrv) without = ccp_plugin_registry_default_paths (environment + 2, NULL);

  g_assert_cmpuint (g_strv_length (with), ==, 5);
  g_assert_cmpstr (with[0], ==, "/a");
  g_assert_cmpstr (with[1], ==, "/b");
  g_assert_cmpstr (with[2], ==, "/c");
  g_assert_cmpstr (with[3], ==, "/data/ccproxy/plugins");
  g_assert_true (g_str_has_suffix (with[4], "ccproxy/plugins"));
  g_assert_cmpuint (g_strv_length (without), ==, 2);
  g_assert_cmpstr (without[0], ==, "/h/.local/share/ccproxy/plugins");
}

/* Each plugin of the build loads, and registers what its file says. */
static void
test_built (void)
{
  const char *const paths[] = { g_getenv ("CCPROXY_PLUGIN_PATH"), NULL };
  g_autoptr (CcpPluginRegistry) registry = ccp_plugin_registry_new (paths);
  g_autoptr (CcpJson) params = parse ("{\"text\":\"Be brief.\"}");
  GPtrArray *plugins = ccp_plugin_registry_get_plugins (registry);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpTransformer) transformer =
      ccp_plugin_registry_create_transformer (registry,
                                              "example-c.SystemSuffix",
                                              params,
                                              &error);

  g_assert_no_error (error);
  g_assert_nonnull (transformer);
  for (guint i = 0; i < plugins->len; i++)
    {
      const CcpPluginInfo *info = g_ptr_array_index (plugins, i);

      g_assert_no_error (info->error);
    }
}

#define ADD(name, function)                                                              \
  g_test_add ("/plugin-registry/" name,                                                  \
              Fixture,                                                                   \
              NULL,                                                                      \
              fixture_set_up,                                                            \
              function,                                                                  \
              fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("create-transformer", test_create_transformer);
  ADD ("aliases", test_aliases);
  ADD ("probe-transformer", test_probe);
  ADD ("create-provider", test_create_provider);
  ADD ("create-router", test_create_router);
  ADD ("create-transformer/refused", test_refused);
  ADD ("create-transformer/not-registered", test_provides);
  ADD ("create-transformer/no-loader", test_loader);
  ADD ("add-facts", test_add_facts);
  ADD ("complete-options", test_complete_options);
  ADD ("complete-options/refused", test_refuse_options);
  ADD ("infer-type", test_infer_type);
  ADD ("has-own-upstream", test_own_upstream);
  g_test_add_func ("/plugin-registry/default-paths", test_default_paths);
  g_test_add_func ("/plugin-registry/built", test_built);

  return g_test_run ();
}
