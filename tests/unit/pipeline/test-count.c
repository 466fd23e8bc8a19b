/* test-count.c: counts the tokens of one request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-count.h"

#include "ccp-pipeline.h"
#include "run-fixture.h"

static void
on_reply (GObject *object, GAsyncResult *result, gpointer data)
{
  RunFixture *f = data;

  f->n_results++;
  f->reply = ccp_runner_run_finish (CCP_RUNNER (object), result, &f->error);
}

/* Returns: (transfer full): whose provider counts itself */
static CcpPipeline *
create_pipeline (RunFixture *f)
{
  run_fixture_configure (f, "", ", options: {count_tokens: upstream}", "");
  fake_transport_answer_text (f->transport,
                              200,
                              "application/json",
                              "{\"input_tokens\":4711}");
  return ccp_pipeline_new (f->snapshot);
}

static void
count (RunFixture *f, CcpPipeline *pipeline)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text (RUN_PLAIN, -1, NULL);

  f->exchange = ccp_exchange_new (CCP_OPERATION_COUNT_TOKENS, NULL, body);
  ccp_runner_run_async (CCP_RUNNER (pipeline), f->exchange, f->cancellable, on_reply, f);
  run_fixture_wait (f);
}

static void
test_upstream (RunFixture *f, gconstpointer data)
{
  g_autoptr (CcpPipeline) pipeline = create_pipeline (f);

  count (f, pipeline);

  run_fixture_assert_whole (f, 200, "{\"input_tokens\":4711}");
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 1);
}

static void
test_paused (RunFixture *f, gconstpointer data)
{
  g_autoptr (CcpPipeline) pipeline = create_pipeline (f);
  CcpTarget *target = ccp_snapshot_get_target (f->snapshot, "p");

  ccp_provider_state_pause (ccp_target_get_state (target));
  count (f, pipeline);

  run_fixture_assert_whole (f, 200, "{\"input_tokens\":");
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 0);
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);

  run_fixture_add ("count", "asks-the-provider", NULL, test_upstream);
  run_fixture_add ("count", "paused-provider-is-not-asked", NULL, test_paused);

  return g_test_run ();
}
