/* test-config.c: what CcpConfig makes of good files
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config-fixture.h"

static const char full[] =
    "listen: [127.0.0.1:0, '[::1]:4000', localhost:5000, unix:~/c.sock]\n"
    "client_keys: [one, \"${KEY}\"]\n"
    "allowed_hosts: proxy.example\n"
    "transformer_paths: [/usr, ~/../../tmp]\n"
    "providers:\n"
    "  - name: first\n"
    "    type: openai-chat\n"
    "    url: https://api.example.com/v1\n"
    "    api_key: ${KEY}\n"
    "    models: [big, 4.1]\n"
    "    timeout: ${NUMBER}\n"
    "    options: {reasoning: on, list: [1, 0.10, \"2\", true, ~], deep: {a: x}}\n"
    "    transformers:\n"
    "      request:\n"
    "        - example-c.SystemSuffix\n"
    "        - {class: a.B, params: {n: 1}}\n"
    "      response: c.D\n"
    "  - name: second\n"
    "    url: http://127.0.0.1:8000\n"
    "models:\n"
    "  - {id: large, provider: first, upstream: big, options: {reasoning: off}}\n"
    "  - {id: local, provider: second}\n"
    "routing: {default: large, background: 'second,tiny', threshold: 60000}\n"
    "start_hold: 0.5\n"
    "ping_interval: 2\n"
    "drain_timeout: 4\n"
    "watch_config: true\n"
    "desktop: {notifications: false, prefer_local_offline: false}\n"
    "limits: {max_body: 1MiB, max_connections: 10, header_timeout: 1.5}\n";

static CcpConfig *
read_good (const char *yaml)
{
  g_autofree char *shown = NULL;
  CcpConfig *config = fixture_read (yaml, &shown);

  g_assert_cmpstr (shown, ==, "");
  return config;
}

static void
assert_strings (GPtrArray *list, const char *expected)
{
  g_autoptr (GPtrArray) copy = g_ptr_array_copy (list, NULL, NULL);
  g_autofree char *joined = NULL;

  g_ptr_array_set_free_func (copy, NULL);
  g_ptr_array_add (copy, NULL);
  joined = g_strjoinv (" ", (char **) copy->pdata);
  g_assert_cmpstr (joined, ==, expected);
}

/* @models: (element-type CcpModelConfig) */
static void
assert_ids (GPtrArray *models, const char *expected)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < models->len; i++)
    g_ptr_array_add (ids, ((CcpModelConfig *) g_ptr_array_index (models, i))->id);
  assert_strings (ids, expected);
}

static void
assert_json (CcpJson *json, const char *expected)
{
  g_autofree char *text = ccp_json_to_text (json);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_server (void)
{
  g_autoptr (CcpConfig) config = read_good (full);
  GPtrArray *keys = ccp_config_get_client_keys (config);

  assert_strings (ccp_config_get_listen (config),
                  "127.0.0.1:0 [::1]:4000 127.0.0.1:5000 unix:/h/me/c.sock");
  g_assert_cmpuint (keys->len, ==, 2);
  g_assert_true (ccp_secret_equals (g_ptr_array_index (keys, 1), "sk-from-environment"));
  assert_strings (ccp_config_get_allowed_hosts (config), "proxy.example");
  assert_strings (ccp_config_get_transformer_paths (config), "/usr /tmp");
  g_assert_cmpuint (ccp_config_get_start_hold (config), ==, 500);
  g_assert_cmpuint (ccp_config_get_ping_interval (config), ==, 2000);
  g_assert_cmpuint (ccp_config_get_drain_timeout (config), ==, 4000);
  g_assert_true (ccp_config_get_watch_config (config));
  g_assert_cmpuint (ccp_config_get_max_body (config), ==, 1 << 20);
  g_assert_cmpuint (ccp_config_get_max_connections (config), ==, 10);
  g_assert_cmpuint (ccp_config_get_header_timeout (config), ==, 1500);
  g_assert_false (ccp_config_get_desktop (config)->notifications);
  g_assert_true (ccp_config_get_desktop (config)->inhibit_suspend);
  g_assert_false (ccp_config_get_desktop (config)->prefer_local_offline);
}

static void
test_providers (void)
{
  g_autoptr (CcpConfig) config = read_good (full);
  CcpProviderConfig *first = g_ptr_array_index (ccp_config_get_providers (config), 0);
  CcpProviderConfig *second = g_ptr_array_index (ccp_config_get_providers (config), 1);

  g_assert_cmpstr (first->name, ==, "first");
  g_assert_cmpstr (first->type, ==, "openai-chat");
  g_assert_cmpstr (first->url, ==, "https://api.example.com/v1");
  g_assert_cmpstr (ccp_secret_reveal (first->key), ==, "sk-from-environment");
  g_assert_cmpuint (first->timeout, ==, 30);
  assert_ids (first->models, "big 4.1");
  assert_json (first->options,
               "{\"reasoning\":\"on\",\"list\":[1,0.10,\"2\",true,null],"
               "\"deep\":{\"a\":\"x\"}}");

  g_assert_null (second->type);
  g_assert_null (second->key);
  g_assert_cmpuint (second->timeout, ==, 600);
  g_assert_cmpuint (second->models->len, ==, 0);
  assert_json (second->options, "{}");
}

static void
test_transformers (void)
{
  g_autoptr (CcpConfig) config = read_good (full);
  CcpProviderConfig *first = g_ptr_array_index (ccp_config_get_providers (config), 0);
  CcpTransformerRef *short_form = g_ptr_array_index (first->request, 0);
  CcpTransformerRef *long_form = g_ptr_array_index (first->request, 1);
  CcpTransformerRef *alone = g_ptr_array_index (first->response, 0);

  g_assert_cmpuint (first->request->len, ==, 2);
  g_assert_cmpuint (first->response->len, ==, 1);
  g_assert_cmpstr (short_form->class_name, ==, "example-c.SystemSuffix");
  assert_json (short_form->params, "{}");
  g_assert_cmpstr (long_form->class_name, ==, "a.B");
  assert_json (long_form->params, "{\"n\":1}");
  g_assert_cmpstr (alone->class_name, ==, "c.D");
  g_assert_cmpuint (ccp_config_node_get_line (long_form->node), ==, 16);
}

static void
test_transformer_aliases (void)
{
  g_autoptr (CcpConfig) config =
      read_good ("providers:\n"
                 "  - name: p\n"
                 "    url: http://127.0.0.1\n"
                 "    transformers:\n"
                 "      request: [cap, {class: cap, params: {n: 1}}, [cap, {n: 2}], "
                 "[a.B], [c, ~]]\n");
  CcpProviderConfig *provider = g_ptr_array_index (ccp_config_get_providers (config), 0);
  static const char *const names[] = { "cap", "cap", "cap", "a.B", "c" };
  static const char *const params[] = { "{}", "{\"n\":1}", "{\"n\":2}", "{}", "{}" };

  g_assert_cmpuint (provider->request->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      CcpTransformerRef *ref = g_ptr_array_index (provider->request, i);

      g_assert_cmpstr (ref->class_name, ==, names[i]);
      assert_json (ref->params, params[i]);
    }
}

static void
assert_refs (GPtrArray *refs, const char *expected)
{
  g_autoptr (GString) shown = g_string_new (NULL);

  for (guint i = 0; i < refs->len; i++)
    {
      CcpTransformerRef *ref = g_ptr_array_index (refs, i);

      g_string_append_printf (shown,
                              "%s%s%s%s%s",
                              i > 0 ? " " : "",
                              ref->pipeline != NULL ? ref->pipeline : "",
                              ref->pipeline != NULL ? ":" : "",
                              ref->class_name,
                              ref->on_error == CCP_ON_ERROR_SKIP ? "?" : "");
    }
  g_assert_cmpstr (shown->str, ==, expected);
}

static void
test_pipelines (void)
{
  g_autoptr (CcpConfig) config = read_good (
      "providers:\n"
      "  - name: p\n"
      "    url: http://127.0.0.1\n"
      "    pipeline: [one, two]\n"
      "    transformers: {request: own.P, response: own.Q}\n"
      "    models:\n"
      "      - {id: x, pipeline: two, transformers: {request: own.X}}\n"
      "      - y\n"
      "      - {id: z, transformers: {response: own.Z}}\n"
      "models:\n"
      "  - {id: m, provider: p, upstream: x, pipeline: one, transformers: {request: "
      "own.M}}\n"
      "  - {id: n, provider: p, upstream: y}\n"
      "pipelines:\n"
      "  one: {request: [a.A, {class: a.B, on_error: skip}], response: a.C}\n"
      "  two:\n"
      "    request: [{class: b.A, on_error: fail}]\n");
  CcpProviderConfig *provider = g_ptr_array_index (ccp_config_get_providers (config), 0);
  CcpModelConfig *written = g_ptr_array_index (ccp_config_get_models (config), 0);
  CcpModelConfig *plain = g_ptr_array_index (ccp_config_get_models (config), 1);
  CcpModelConfig *listed = g_ptr_array_index (ccp_config_get_models (config), 2);
  CcpPipelineConfig *one = g_ptr_array_index (ccp_config_get_pipelines (config), 0);

  g_assert_cmpuint (ccp_config_get_models (config)->len, ==, 3);
  assert_refs (provider->request, "one:a.A one:a.B? two:b.A own.P");
  assert_refs (provider->response, "one:a.C own.Q");
  assert_refs (written->request, "two:b.A own.X one:a.A one:a.B? own.M");
  assert_refs (written->response, "one:a.C");
  assert_refs (plain->request, "");
  g_assert_cmpstr (listed->id, ==, "z");
  assert_refs (listed->response, "own.Z");
  g_assert_cmpuint (one->users->len, ==, 2);
}

static void
test_models (void)
{
  g_autoptr (CcpConfig) config = read_good (full);
  CcpModelConfig *large = g_ptr_array_index (ccp_config_get_models (config), 0);
  CcpModelConfig *local = g_ptr_array_index (ccp_config_get_models (config), 1);

  g_assert_cmpuint (ccp_config_get_models (config)->len, ==, 2);
  g_assert_cmpstr (large->id, ==, "large");
  g_assert_cmpstr (large->upstream, ==, "big");
  assert_json (large->options, "{\"reasoning\":\"off\"}");
  g_assert_cmpstr (local->provider, ==, "second");
  g_assert_cmpstr (local->upstream, ==, "local");
  assert_json (ccp_config_get_routing (config),
               "{\"default\":\"large\",\"background\":\"second,tiny\","
               "\"threshold\":60000}");
  g_assert_cmpuint (ccp_config_node_get_line (ccp_config_get_routing_node (config)),
                    ==,
                    23);
}

/* of two models of one name, each has its own room */
static void
test_namesakes (void)
{
  g_autoptr (CcpConfig) config =
      read_good ("providers:\n"
                 "  - name: p\n"
                 "    url: https://a.example\n"
                 "    models: [{id: same, context_window: 1000}]\n"
                 "  - name: q\n"
                 "    url: https://b.example\n"
                 "    models: [{id: same, context_window: 2000}, other]\n"
                 "routing: {default: same}\n");
  g_autoptr (CcpCatalog) catalog = ccp_config_build_catalog (config);
  g_autoptr (CcpRoute) first = ccp_catalog_resolve (catalog, "x", "p,same", NULL);
  g_autoptr (CcpRoute) second = ccp_catalog_resolve (catalog, "x", "q,Same", NULL);
  g_autoptr (CcpRoute) unknown = ccp_catalog_resolve (catalog, "x", "q,none", NULL);

  g_assert_cmpuint (ccp_catalog_get_n_models (catalog), ==, 2);
  g_assert_cmpint (ccp_catalog_find_facts (catalog, first)->context_window, ==, 1000);
  g_assert_nonnull (ccp_catalog_find_facts (catalog, second));
  g_assert_cmpint (ccp_catalog_find_facts (catalog, second)->context_window, ==, 2000);
  g_assert_null (ccp_catalog_find_facts (catalog, unknown));
}

/* what is not written of a price is not known, and a price of nothing is one */
static void
test_price (void)
{
  g_autoptr (CcpConfig) config =
      read_good ("providers:\n"
                 "  - name: p\n"
                 "    url: https://a.example\n"
                 "    models: [{id: a, price: {input: 0.5, output: 15, cache_read: 0}}]\n"
                 "models: [{id: m, provider: p, upstream: a, price: {output: 20}}]\n"
                 "routing: {default: m}\n");
  g_autoptr (CcpCatalog) catalog = ccp_config_build_catalog (config);
  const CcpModelFacts *facts = ccp_catalog_get_facts (catalog, 0);

  g_assert_nonnull (facts);
  g_assert_cmpfloat (facts->price_input, ==, 0.5);
  g_assert_cmpfloat (facts->price_output, ==, 20);
  g_assert_cmpfloat (facts->price_cache_read, ==, 0);
  g_assert_cmpfloat (facts->price_cache_write, ==, -1);
}

static void
test_defaults (void)
{
  g_autoptr (CcpConfig) config =
      read_good ("providers: [{name: p, url: https://a.example, models: [x, y]}]");
  CcpModelConfig *model = g_ptr_array_index (ccp_config_get_models (config), 1);

  assert_strings (ccp_config_get_listen (config),
                  "127.0.0.1:3456 unix:/run/user/7/ccproxy.sock");
  g_assert_cmpuint (ccp_config_get_client_keys (config)->len, ==, 0);
  g_assert_cmpuint (ccp_config_get_start_hold (config), ==, 15000);
  g_assert_cmpuint (ccp_config_get_ping_interval (config), ==, 10000);
  g_assert_cmpuint (ccp_config_get_drain_timeout (config), ==, 30000);
  g_assert_false (ccp_config_get_watch_config (config));
  g_assert_cmpuint (ccp_config_get_max_body (config), ==, 32 << 20);
  g_assert_cmpuint (ccp_config_get_max_connections (config), ==, 2048);
  g_assert_cmpuint (ccp_config_get_header_timeout (config), ==, 10000);
  g_assert_true (ccp_config_get_desktop (config)->notifications);
  g_assert_true (ccp_config_get_desktop (config)->inhibit_suspend);
  g_assert_true (ccp_config_get_desktop (config)->prefer_local_offline);
  assert_json (ccp_config_get_routing (config), "{}");
  g_assert_null (ccp_config_get_routing_node (config));
  g_assert_cmpuint (ccp_config_get_models (config)->len, ==, 2);
  g_assert_cmpstr (model->id, ==, "y");
  g_assert_cmpstr (model->provider, ==, "p");
  g_assert_cmpstr (model->upstream, ==, "y");
}

static void
test_null_is_absent (void)
{
  g_autoptr (CcpConfig) config =
      read_good ("listen:\nmodels: ~\nlimits: null\nrouting:\n"
                 "providers: [{name: p, url: 'https://a.example', timeout: ,"
                 " options: ~}]");

  g_assert_cmpuint (ccp_config_get_listen (config)->len, ==, 2);
  g_assert_cmpuint (ccp_config_get_max_connections (config), ==, 2048);
}

static void
test_catalog (void)
{
  g_autoptr (CcpConfig) config = read_good (full);
  g_autoptr (CcpCatalog) catalog = ccp_config_build_catalog (config);

  g_assert_cmpuint (ccp_catalog_get_n_models (catalog), ==, 4);
  g_assert_cmpstr (ccp_catalog_get_id (catalog, 0), ==, "large");
  g_assert_cmpstr (ccp_catalog_get_upstream (catalog, 0), ==, "big");
  g_assert_cmpstr (ccp_catalog_get_id (catalog, 2), ==, "big");
  g_assert_cmpstr (ccp_catalog_get_provider (catalog, 2), ==, "first");
  g_assert_cmpstr (ccp_catalog_get_id (catalog, 3), ==, "4.1");
  g_assert_true (ccp_catalog_has_provider (catalog, "second"));
}

static void
test_embedded (void)
{
  g_autoptr (CcpConfig) config = ccp_config_new_embedded ();
  CcpProviderConfig *provider = NULL;
  CcpModelConfig *model = NULL;

  g_assert_nonnull (config);
  provider = g_ptr_array_index (ccp_config_get_providers (config), 0);
  model = g_ptr_array_index (ccp_config_get_models (config), 0);
  g_assert_cmpstr (g_ptr_array_index (ccp_config_get_listen (config), 0),
                   ==,
                   "127.0.0.1:3456");
  g_assert_cmpstr (provider->type, ==, "demo");
  g_assert_cmpstr (model->id, ==, "demo");
  assert_json (ccp_config_get_routing (config), "{\"default\":\"demo\"}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/config/server", test_server);
  g_test_add_func ("/config/providers", test_providers);
  g_test_add_func ("/config/transformers", test_transformers);
  g_test_add_func ("/config/transformer-aliases", test_transformer_aliases);
  g_test_add_func ("/config/pipelines", test_pipelines);
  g_test_add_func ("/config/models", test_models);
  g_test_add_func ("/config/namesakes", test_namesakes);
  g_test_add_func ("/config/price", test_price);
  g_test_add_func ("/config/defaults", test_defaults);
  g_test_add_func ("/config/null-is-absent", test_null_is_absent);
  g_test_add_func ("/config/build-catalog", test_catalog);
  g_test_add_func ("/config/embedded", test_embedded);

  return g_test_run ();
}
