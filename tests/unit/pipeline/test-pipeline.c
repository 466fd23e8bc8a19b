/* test-pipeline.c: what exchanges run on when the configuration is changed
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-pipeline.h"

#include "run-fixture.h"

#define DAWDLES ", does: dawdle"

static void
on_reply (GObject *object, GAsyncResult *result, gpointer data)
{
  RunFixture *f = data;

  f->n_results++;
  f->reply = ccp_runner_run_finish (CCP_RUNNER (object), result, &f->error);
}

static void
start (RunFixture *f, CcpPipeline *pipeline)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text (RUN_PLAIN, -1, NULL);

  f->exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  ccp_runner_run_async (CCP_RUNNER (pipeline), f->exchange, f->cancellable, on_reply, f);
}

/* Returns: (transfer full): one whose models are called otherwise */
static CcpSnapshot *
create_snapshot (RunFixture *f, const char *model, const char *routing)
{
  g_autofree char *models = g_strdup_printf ("models: [{id: %s, provider: p}]", model);

  g_clear_object (&f->snapshot);
  run_fixture_configure (f, models, "", routing);
  return g_object_ref (f->snapshot);
}

static gboolean
knows (CcpPipeline *pipeline, const char *model)
{
  CcpCatalog *catalog = ccp_runner_get_catalog (CCP_RUNNER (pipeline));
  g_autoptr (CcpRoute) route = ccp_catalog_resolve (catalog, "s", model, NULL);

  return route != NULL;
}

static void
test_answers (RunFixture *f, gconstpointer data)
{
  g_autoptr (CcpSnapshot) snapshot = create_snapshot (f, "one", "");
  g_autoptr (CcpPipeline) pipeline = ccp_pipeline_new (snapshot);

  fake_transport_answer_text (f->transport, 200, "application/json", RUN_MESSAGE);
  start (f, pipeline);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
}

static void
test_new_snapshot (RunFixture *f, gconstpointer data)
{
  g_autoptr (CcpSnapshot) before = create_snapshot (f, "one", "");
  g_autoptr (CcpSnapshot) after = create_snapshot (f, "two", "");
  g_autoptr (CcpPipeline) pipeline = ccp_pipeline_new (before);

  g_assert_true (knows (pipeline, "one"));
  ccp_pipeline_set_snapshot (pipeline, after);

  g_assert_true (ccp_pipeline_get_snapshot (pipeline) == after);
  g_assert_true (knows (pipeline, "two"));
  g_assert_false (knows (pipeline, "one"));
}

/* what is under way ends on what it began on */
static void
test_new_snapshot_during_a_run (RunFixture *f, gconstpointer data)
{
  g_autoptr (CcpSnapshot) before = create_snapshot (f, "one", DAWDLES);
  g_autoptr (CcpSnapshot) after = create_snapshot (f, "two", ", does: fail");
  g_autoptr (CcpPipeline) pipeline = ccp_pipeline_new (before);

  fake_transport_answer_text (f->transport, 200, "application/json", RUN_MESSAGE);
  start (f, pipeline);
  ccp_pipeline_set_snapshot (pipeline, after);
  g_assert_cmpuint (f->n_results, ==, 0);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
}

/* what only an old configuration has is gone with the last exchange that began on it */
static void
test_old_snapshot_is_freed (RunFixture *f, gconstpointer data)
{
  CcpSnapshot *before = create_snapshot (f, "one", DAWDLES);
  g_autoptr (CcpSnapshot) after = create_snapshot (f, "two", "");
  CcpTarget *target = ccp_snapshot_get_target (before, "p");
  gpointer gone[] = { before,
                      target,
                      ccp_target_get_provider (target),
                      ccp_target_get_keys (target),
                      ccp_snapshot_get_router (before),
                      ccp_snapshot_get_config (before) };
  g_autoptr (CcpPipeline) pipeline = ccp_pipeline_new (before);

  for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
    g_object_add_weak_pointer (gone[i], &gone[i]);
  fake_transport_answer_text (f->transport, 200, "application/json", RUN_MESSAGE);
  start (f, pipeline);
  ccp_pipeline_set_snapshot (pipeline, after);
  g_object_unref (before);
  for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
    g_assert_nonnull (gone[i]);
  run_fixture_wait (f);
  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
  run_fixture_settle ();

  for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
    g_assert_null (gone[i]);
}

/* nobody has to hold it for the sake of what is under way */
static void
test_gone_during_a_run (RunFixture *f, gconstpointer data)
{
  g_autoptr (CcpSnapshot) snapshot = create_snapshot (f, "one", DAWDLES);
  CcpPipeline *pipeline = ccp_pipeline_new (snapshot);

  fake_transport_answer_text (f->transport, 200, "application/json", RUN_MESSAGE);
  start (f, pipeline);
  g_object_unref (pipeline);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
}

#define PROFILES ", profiles: {work: {default: one}}"

static void
test_profile (RunFixture *f, gconstpointer data)
{
  g_autoptr (CcpSnapshot) before = create_snapshot (f, "one", PROFILES);
  g_autoptr (CcpPipeline) pipeline = ccp_pipeline_new (before);
  g_autoptr (GError) error = NULL;
  CcpSnapshot *after = NULL;

  g_assert_true (ccp_pipeline_set_profile (pipeline, "work", &error));
  g_assert_no_error (error);
  after = ccp_pipeline_get_snapshot (pipeline);
  g_assert_true (after != before);
  g_assert_true (ccp_snapshot_get_target (after, "p") ==
                 ccp_snapshot_get_target (before, "p"));

  fake_transport_answer_text (f->transport, 200, "application/json", RUN_MESSAGE);
  start (f, pipeline);
  run_fixture_wait (f);
  g_assert_cmpstr (ccp_route_get_model_id (ccp_exchange_get_route (f->exchange)),
                   ==,
                   "one");
}

static void
test_no_such_profile (RunFixture *f, gconstpointer data)
{
  g_autoptr (CcpSnapshot) before = create_snapshot (f, "one", PROFILES);
  g_autoptr (CcpPipeline) pipeline = ccp_pipeline_new (before);
  g_autoptr (GError) error = NULL;

  g_assert_false (ccp_pipeline_set_profile (pipeline, "home", &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_NOT_FOUND);
  g_assert_true (ccp_pipeline_get_snapshot (pipeline) == before);
}

/* back to what the configuration says */
static void
test_no_profile (RunFixture *f, gconstpointer data)
{
  g_autoptr (CcpSnapshot) before = create_snapshot (f, "one", PROFILES);
  g_autoptr (CcpPipeline) pipeline = ccp_pipeline_new (before);

  g_assert_true (ccp_pipeline_set_profile (pipeline, "work", NULL));
  g_assert_true (ccp_pipeline_set_profile (pipeline, NULL, NULL));
  fake_transport_answer_text (f->transport, 200, "application/json", RUN_MESSAGE);
  start (f, pipeline);
  run_fixture_wait (f);

  g_assert_cmpstr (ccp_route_get_model_id (ccp_exchange_get_route (f->exchange)),
                   !=,
                   "one");
}

static void
test_profile_during_a_run (RunFixture *f, gconstpointer data)
{
  g_autoptr (CcpSnapshot) before = create_snapshot (f, "one", PROFILES DAWDLES);
  g_autoptr (CcpPipeline) pipeline = ccp_pipeline_new (before);

  fake_transport_answer_text (f->transport, 200, "application/json", RUN_MESSAGE);
  start (f, pipeline);
  g_assert_true (ccp_pipeline_set_profile (pipeline, "work", NULL));
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
  g_assert_cmpstr (ccp_route_get_model_id (ccp_exchange_get_route (f->exchange)),
                   !=,
                   "one");
}

static CcpProviderState *
get_state (CcpSnapshot *snapshot)
{
  return ccp_target_get_state (ccp_snapshot_get_target (snapshot, "p"));
}

static void
refuse (CcpProviderState *state, CcpError code, guint64 retry_after)
{
  g_autoptr (CcpVerdict) verdict = ccp_verdict_new (CCP_VERDICT_REST, code, "no");

  ccp_verdict_set_retry_after (verdict, retry_after);
  ccp_provider_state_note_failure (state, verdict, FALSE);
}

static void
test_states_survive (RunFixture *f, gconstpointer data)
{
  g_autoptr (CcpSnapshot) before = create_snapshot (f, "one", "");
  g_autoptr (CcpSnapshot) after = create_snapshot (f, "two", "");
  g_autoptr (CcpPipeline) pipeline = ccp_pipeline_new (before);
  CcpProviderState *state = get_state (before);

  ccp_provider_state_pause (state);
  refuse (state, CCP_ERROR_RATE_LIMITED, 60000);
  ccp_pipeline_set_snapshot (pipeline, after);

  g_assert_true (get_state (after) == state);
  g_assert_true (ccp_provider_states_get (ccp_pipeline_get_states (pipeline), "p") ==
                 state);
  g_assert_true (ccp_target_is_shut (ccp_snapshot_get_target (after, "p")));
  g_assert_cmpint (ccp_provider_state_get_resting_until (state), >, 0);
}

/* the new configuration may have another key */
static void
test_refusals_are_forgotten (RunFixture *f, gconstpointer data)
{
  g_autoptr (CcpSnapshot) before = create_snapshot (f, "one", "");
  g_autoptr (CcpSnapshot) after = create_snapshot (f, "two", "");
  g_autoptr (CcpPipeline) pipeline = ccp_pipeline_new (before);

  refuse (get_state (before), CCP_ERROR_AUTHENTICATION, 0);
  g_assert_cmpint (ccp_provider_state_get_condition (get_state (before)),
                   ==,
                   CCP_PROVIDER_RESTING);
  ccp_pipeline_set_snapshot (pipeline, after);

  g_assert_cmpint (ccp_provider_state_get_condition (get_state (after)),
                   ==,
                   CCP_PROVIDER_READY);
}

/* counts of tokens are in the ledger as well while they are under way */
static void
test_ledger (RunFixture *f, gconstpointer data)
{
  static const CcpOperation operations[] = { CCP_OPERATION_MESSAGES,
                                             CCP_OPERATION_COUNT_TOKENS };
  g_autoptr (CcpSnapshot) snapshot = create_snapshot (f, "one", ", does: wait");
  g_autoptr (CcpPipeline) pipeline = ccp_pipeline_new (snapshot);
  CcpLedger *ledger = ccp_pipeline_get_ledger (pipeline);
  g_autoptr (CcpJson) body = ccp_json_new_from_text (RUN_PLAIN, -1, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      g_clear_object (&f->exchange);
      g_clear_object (&f->cancellable);
      g_clear_error (&f->error);
      f->cancellable = g_cancellable_new ();
      f->exchange = ccp_exchange_new (operations[i], NULL, body);
      ccp_runner_run_async (CCP_RUNNER (pipeline),
                            f->exchange,
                            f->cancellable,
                            on_reply,
                            f);
      run_fixture_settle ();
      g_assert_cmpuint (ccp_ledger_get_in_flight (ledger), ==, 1);

      ccp_ledger_entry_cancel (
          ccp_ledger_find (ledger, ccp_exchange_get_id (f->exchange)));
      run_fixture_settle ();
      g_assert_cmpuint (ccp_ledger_get_in_flight (ledger), ==, 0);
      g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);

  run_fixture_add ("pipeline/run", "answers", NULL, test_answers);
  run_fixture_add ("pipeline/run", "goes-on-when-let-go", NULL, test_gone_during_a_run);
  run_fixture_add ("pipeline/set-snapshot", "for-new-exchanges", NULL, test_new_snapshot);
  run_fixture_add ("pipeline/set-snapshot",
                   "not-for-those-under-way",
                   NULL,
                   test_new_snapshot_during_a_run);
  run_fixture_add ("pipeline/set-snapshot",
                   "frees-the-old-one",
                   NULL,
                   test_old_snapshot_is_freed);
  run_fixture_add ("pipeline/set-profile", "for-new-exchanges", NULL, test_profile);
  run_fixture_add ("pipeline/set-profile", "there-is-none", NULL, test_no_such_profile);
  run_fixture_add ("pipeline/set-profile", "none", NULL, test_no_profile);
  run_fixture_add ("pipeline/set-profile",
                   "not-for-those-under-way",
                   NULL,
                   test_profile_during_a_run);
  run_fixture_add ("pipeline/set-snapshot",
                   "states-of-providers-survive",
                   NULL,
                   test_states_survive);
  run_fixture_add ("pipeline/set-snapshot",
                   "refused-keys-are-forgotten",
                   NULL,
                   test_refusals_are_forgotten);
  run_fixture_add ("pipeline/get-ledger", "all-operations", NULL, test_ledger);

  return g_test_run ();
}
