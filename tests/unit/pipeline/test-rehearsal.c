/* test-rehearsal.c: what would be sent to the targets of a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-rehearsal.h"

#include <string.h>

#include "run-fixture.h"

#define PROVIDER(name, rest)                                                             \
  "- {name: " name ", type: fake, url: 'http://" name ".example/v1', models: [m]" rest   \
  "}\n"
#define YAML(rest)                                                                       \
  "providers:\n" PROVIDER ("p", ", api_key: hush-hush" rest)                             \
      PROVIDER ("q",                                                                     \
                ", api_key: {command: ['/bin/sh', '-c', 'echo made > made; echo "        \
                "key']}") PROVIDER ("r", "") "routing: {router: fake, "                  \
                                             "default: 'p,m'}\n"

static void
on_rehearsed (GObject *object, GAsyncResult *result, gpointer data)
{
  GPtrArray **targets = data;

  *targets = ccp_rehearsal_run_finish (result, NULL);
  g_assert_nonnull (*targets);
}

static CcpSnapshot *
create_snapshot (RunFixture *f, const char *yaml)
{
  const char *const environment[] = { NULL };
  g_autoptr (GBytes) bytes = g_bytes_new (yaml, strlen (yaml));
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c.yaml");
  g_autoptr (CcpConfig) config =
      ccp_config_new_from_bytes (bytes, environment, diagnostics);
  g_autoptr (CcpTransportFactory) transports = ccp_preview_transport_new_factory (NULL);
  g_autoptr (GError) error = NULL;
  CcpSnapshot *snapshot = NULL;

  g_assert_false (ccp_diagnostics_has_errors (diagnostics));
  snapshot = ccp_snapshot_new (config, f->registry, transports, &error);
  g_assert_no_error (error);
  return snapshot;
}

static CcpRoute *
create_chain (void)
{
  CcpRoute *first = ccp_route_new ("s", "p", "m");
  g_autoptr (CcpRoute) second = ccp_route_new ("s", "q", "m");
  g_autoptr (CcpRoute) third = ccp_route_new ("s", "r", "m");

  ccp_route_set_fallback (first, second);
  ccp_route_set_fallback (second, third);
  return first;
}

/* Returns: (transfer full) (element-type CcpRehearsal) */
static GPtrArray *
rehearse (RunFixture *f, const char *yaml, CcpOperation operation)
{
  g_autoptr (CcpSnapshot) snapshot = create_snapshot (f, yaml);
  g_autoptr (CcpJson) body = ccp_json_new_from_text (RUN_PLAIN, -1, NULL);
  g_autoptr (CcpRoute) route = create_chain ();
  GPtrArray *targets = NULL;

  f->exchange = ccp_exchange_new (operation, NULL, body);
  ccp_exchange_set_route (f->exchange, route);
  ccp_rehearsal_run_async (snapshot, f->exchange, FALSE, NULL, on_rehearsed, &targets);
  while (targets == NULL)
    g_main_context_iteration (NULL, TRUE);
  return targets;
}

static void
test_chain (RunFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) targets = rehearse (f, YAML (""), CCP_OPERATION_MESSAGES);

  g_assert_cmpuint (targets->len, ==, 3);
  for (guint i = 0; i < targets->len; i++)
    {
      const CcpRehearsal *target = g_ptr_array_index (targets, i);
      g_autofree char *url = g_strdup_printf ("http://%c.example/v1/messages", 'p' + i);
      g_autofree char *body = NULL;

      g_assert_no_error (target->error);
      g_assert_nonnull (target->preview);
      g_assert_cmpstr (target->preview->url, ==, url);
      body = ccp_json_to_text (target->preview->body);
      g_assert_cmpstr (body, ==, RUN_PLAIN);
    }
}

/* a program can do anything, so it is not run where nobody asked for it */
static void
test_key_command (RunFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) targets = rehearse (f, YAML (""), CCP_OPERATION_MESSAGES);
  const CcpRehearsal *target = g_ptr_array_index (targets, 1);

  g_assert_cmpstr (target->note, ==, "the program that makes the key was not run");
  g_assert_false (g_file_test ("made", G_FILE_TEST_EXISTS));
}

/* what becomes of the first target is nothing to the others */
static void
test_answer (RunFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) targets = rehearse (
      f,
      YAML (", transformers: {request: [{class: fake.Step, params: {at: request, does: "
            "answer, answer: '{}'}}]}"),
      CCP_OPERATION_MESSAGES);
  const CcpRehearsal *first = g_ptr_array_index (targets, 0);
  const CcpRehearsal *second = g_ptr_array_index (targets, 1);

  g_assert_nonnull (first->answer);
  g_assert_null (first->preview);
  g_assert_nonnull (second->preview);
}

static void
test_failure (RunFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) targets = rehearse (
      f,
      YAML (", transformers: {request: [{class: fake.Step, params: {at: request, does: "
            "fail}}]}"),
      CCP_OPERATION_MESSAGES);
  const CcpRehearsal *first = g_ptr_array_index (targets, 0);
  const CcpRehearsal *second = g_ptr_array_index (targets, 1);

  g_assert_nonnull (first->error);
  g_assert_null (first->preview);
  g_assert_nonnull (second->preview);
}

static void
test_count (RunFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) targets = rehearse (f, YAML (""), CCP_OPERATION_COUNT_TOKENS);
  const CcpRehearsal *target = g_ptr_array_index (targets, 0);

  g_assert_cmpuint (targets->len, ==, 1);
  g_assert_null (target->preview);
  g_assert_cmpstr (target->note, ==, "the tokens are estimated here");
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);

  run_fixture_add ("rehearsal", "all-targets", NULL, test_chain);
  run_fixture_add ("rehearsal", "key-command-is-not-run", NULL, test_key_command);
  run_fixture_add ("rehearsal", "transformer-answers", NULL, test_answer);
  run_fixture_add ("rehearsal", "transformer-fails", NULL, test_failure);
  run_fixture_add ("rehearsal", "count-is-estimated", NULL, test_count);

  return g_test_run ();
}
