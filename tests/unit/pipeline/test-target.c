/* test-target.c: what a provider is ready with, and what it learns
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-target.h"

#include <string.h>

#include "ccp-soup-transport.h"

/* of models beside those of the configuration */
#define MAX_LEARNED 1024

static CcpTarget *
create_target (const char *yaml, GError **error)
{
  const CcpSoupTransportSettings settings = { .head_timeout = 1000,
                                              .idle_timeout = 1000 };
  const char *const environment[] = { NULL };
  const char *const paths[] = { g_getenv ("CCPROXY_PLUGIN_PATH"), NULL };
  g_autoptr (GBytes) bytes = g_bytes_new_static (yaml, strlen (yaml));
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c.yaml");
  g_autoptr (CcpConfig) config =
      ccp_config_new_from_bytes (bytes, environment, diagnostics);
  g_autoptr (CcpPluginRegistry) registry = ccp_plugin_registry_new (paths);
  g_autoptr (CcpFaultLog) faults = ccp_fault_log_new ();
  g_autoptr (CcpTransport) transport =
      ccp_soup_transport_new ("http://127.0.0.1:1/", &settings, NULL);

  g_assert_nonnull (config);
  return ccp_target_new (registry,
                         config,
                         g_ptr_array_index (ccp_config_get_providers (config), 0),
                         transport,
                         faults,
                         error);
}

typedef enum
{
  UNSET,
  OFF,
  ON,
} Setting;

static Setting
get_reasoning (CcpTarget *target, const char *model, const char *id)
{
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", model);
  CcpJsonValue value;

  if (id != NULL)
    ccp_route_set_model_id (route, id);
  ccp_json_get_root (ccp_target_get_options (target, route), &value);
  value = ccp_json_value_member (&value, "reasoning");
  if (!ccp_json_value_exists (&value))
    return UNSET;
  return ccp_json_value_get_boolean (&value, FALSE) ? ON : OFF;
}

static void
learn (CcpTarget *target, const char *model, const char *id, gboolean reasoning)
{
  g_autofree char *text =
      g_strdup_printf ("{\"reasoning\":%s}", reasoning ? "true" : "false");
  g_autoptr (CcpJson) settings = ccp_json_new_from_text (text, -1, NULL);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", model);

  if (id != NULL)
    ccp_route_set_model_id (route, id);
  ccp_target_learn (target, route, settings);
}

static void
test_learns_more_of_a_known_model (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpTarget) target =
      create_target ("providers: [{name: p, type: openai-chat, url: 'http://h/'}]\n",
                     &error);

  g_assert_no_error (error);
  for (guint i = 0; i < MAX_LEARNED; i++)
    {
      g_autofree char *model = g_strdup_printf ("m%u", i);

      learn (target, model, NULL, TRUE);
    }
  learn (target, "one-too-many", NULL, TRUE);
  learn (target, "m7", NULL, FALSE);

  g_assert_cmpint (get_reasoning (target, "m8", NULL), ==, ON);
  g_assert_cmpint (get_reasoning (target, "m7", NULL), ==, OFF);
  g_assert_cmpint (get_reasoning (target, "one-too-many", NULL), ==, UNSET);
}

static const char two_entries[] =
    "providers: [{name: p, type: openai-chat, url: 'http://h/'}]\n"
    "models:\n"
    "- {id: slow, provider: p, upstream: m, options: {reasoning: true}}\n"
    "- {id: fast, provider: p, upstream: m, options: {reasoning: false}}\n";

static void
test_entries_of_one_model (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpTarget) target = create_target (two_entries, &error);

  g_assert_no_error (error);

  g_assert_cmpint (get_reasoning (target, "m", "slow"), ==, ON);
  g_assert_cmpint (get_reasoning (target, "m", "fast"), ==, OFF);
  g_assert_cmpint (get_reasoning (target, "m", NULL), ==, ON);
  g_assert_cmpint (get_reasoning (target, "slow", NULL), ==, UNSET);
}

/* a listed model that is written out under another id can be asked for by its own name */
static void
test_listed_and_written (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpTarget) target = create_target (
      "providers:\n"
      "- {name: p, type: openai-chat, url: 'http://h/', models: [{id: m, options: "
      "{reasoning: true}}]}\n"
      "models: [{id: named, provider: p, upstream: m}]\n",
      &error);

  g_assert_no_error (error);

  g_assert_cmpint (get_reasoning (target, "m", "named"), ==, ON);
  g_assert_cmpint (get_reasoning (target, "m", "m"), ==, ON);
}

static void
test_learns_of_one_entry (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpTarget) target = create_target (two_entries, &error);

  g_assert_no_error (error);
  learn (target, "m", "slow", FALSE);
  learn (target, "m", "fast", TRUE);

  g_assert_cmpint (get_reasoning (target, "m", "slow"), ==, OFF);
  g_assert_cmpint (get_reasoning (target, "m", "fast"), ==, ON);
}

/* what is learned holds as long as the settings do */
static void
test_take_over (void)
{
  static const char changed[] =
      "providers: [{name: p, type: openai-chat, url: 'http://h/'}]\n"
      "models:\n"
      "- {id: slow, provider: p, upstream: m, options: {reasoning: true}}\n"
      "- {id: fast, provider: p, upstream: m, options: {reasoning: false, stop: "
      "false}}\n";
  g_autoptr (CcpTarget) old = create_target (two_entries, NULL);
  g_autoptr (CcpTarget) same = create_target (two_entries, NULL);
  g_autoptr (CcpTarget) other = create_target (changed, NULL);

  learn (old, "m", "slow", FALSE);
  learn (old, "m", "fast", TRUE);
  learn (old, "unlisted", NULL, TRUE);
  ccp_target_take_over (same, old);
  ccp_target_take_over (other, old);

  g_assert_cmpint (get_reasoning (same, "m", "slow"), ==, OFF);
  g_assert_cmpint (get_reasoning (same, "m", "fast"), ==, ON);
  g_assert_cmpint (get_reasoning (same, "unlisted", NULL), ==, ON);
  g_assert_cmpint (get_reasoning (same, "another", NULL), ==, UNSET);
  g_assert_cmpint (get_reasoning (other, "m", "slow"), ==, OFF);
  g_assert_cmpint (get_reasoning (other, "m", "fast"), ==, OFF);
}

static void
test_take_over_from_elsewhere (void)
{
  static const char moved[] =
      "providers: [{name: p, type: openai-chat, url: 'http://i/'}]\n"
      "models: [{id: slow, provider: p, upstream: m, options: {reasoning: true}}]\n";
  static const char with_options[] = "providers: [{name: p, type: openai-chat, url: "
                                     "'http://h/', options: {stop: false}}]\n";
  g_autoptr (CcpTarget) old = create_target (two_entries, NULL);
  g_autoptr (CcpTarget) elsewhere = create_target (moved, NULL);
  g_autoptr (CcpTarget) changed = create_target (with_options, NULL);

  learn (old, "m", "slow", FALSE);
  learn (old, "unlisted", NULL, TRUE);
  ccp_target_take_over (elsewhere, old);
  ccp_target_take_over (changed, old);

  g_assert_cmpint (get_reasoning (elsewhere, "m", "slow"), ==, ON);
  g_assert_cmpint (get_reasoning (elsewhere, "unlisted", NULL), ==, UNSET);
  g_assert_cmpint (get_reasoning (changed, "unlisted", NULL), ==, UNSET);
}

static void
test_error_shows_the_host_alone (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpTarget) target =
      create_target ("providers: [{name: p, url: 'http://h.example/hush/v0?key=hush'}]\n",
                     &error);

  g_assert_null (target);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
  g_assert_nonnull (strstr (error->message, "(h.example)"));
  g_assert_null (strstr (error->message, "hush"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/target/get-options/entries-of-one-model", test_entries_of_one_model);
  g_test_add_func ("/target/options/listed-and-written-out", test_listed_and_written);
  g_test_add_func ("/target/learn/one-entry-of-a-model", test_learns_of_one_entry);
  g_test_add_func ("/target/learn/more-of-a-known-model",
                   test_learns_more_of_a_known_model);
  g_test_add_func ("/target/take-over/same-settings", test_take_over);
  g_test_add_func ("/target/take-over/another-place", test_take_over_from_elsewhere);
  g_test_add_func ("/target/new/error-shows-the-host-alone",
                   test_error_shows_the_host_alone);

  return g_test_run ();
}
