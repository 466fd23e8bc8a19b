/* test-routing-state.c: what of the routing is set while the daemon runs
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-pipeline.h"

#include <string.h>

#include "run-fixture.h"

#define MODELS "models: [{id: one, provider: p}, {id: two, provider: p}]"
#define PROFILES ", profiles: {work: {default: one}, home: {planning: two}}"

typedef struct
{
  GString *text;
} Record;

/* (nullable): the warnings of the type that is tested, while they are kept */
static GString *warnings;

static GLogWriterOutput
keep_warning (GLogLevelFlags level, const GLogField *fields, gsize n, gpointer data)
{
  for (gsize i = 0; warnings != NULL && i < n; i++)
    if ((level & G_LOG_LEVEL_WARNING) != 0 && g_str_equal (fields[i].key, "MESSAGE"))
      g_string_append_printf (warnings, "%s\n", (const char *) fields[i].value);
  return warnings != NULL && (level & G_LOG_LEVEL_WARNING) != 0
             ? G_LOG_WRITER_HANDLED
             : g_log_writer_default (level, fields, n, data);
}

/* Returns: (transfer full): one with @models, and with @routing beside the default */
static CcpPipeline *
create_pipeline (RunFixture *f, const char *models, const char *routing)
{
  g_clear_object (&f->snapshot);
  run_fixture_configure (f, models, "", routing);
  return ccp_pipeline_new (f->snapshot);
}

static void
reload (RunFixture *f, CcpPipeline *pipeline, const char *models, const char *routing)
{
  g_clear_object (&f->snapshot);
  run_fixture_configure (f, models, "", routing);
  ccp_pipeline_set_snapshot (pipeline, f->snapshot);
}

static void
set_stage (CcpPipeline *pipeline, const char *stage, const char *targets)
{
  g_auto (GStrv) list = g_strsplit (targets, " ", -1);
  g_autoptr (GError) error = NULL;

  g_assert_true (
      ccp_pipeline_set_stage (pipeline, stage, (const char *const *) list, &error));
  g_assert_no_error (error);
}

static void
assert_refused (CcpPipeline *pipeline,
                const char *stage,
                const char *targets,
                const char *part)
{
  g_auto (GStrv) list = g_strsplit (targets, " ", -1);
  CcpSnapshot *before = ccp_pipeline_get_snapshot (pipeline);
  g_autoptr (GError) error = NULL;

  g_assert_false (
      ccp_pipeline_set_stage (pipeline, stage, (const char *const *) list, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_true (ccp_pipeline_get_snapshot (pipeline) == before);
}

/* "default:config:p,m planning:set:one+two" */
static void
assert_stages (CcpPipeline *pipeline, const char *expected)
{
  g_autoptr (GPtrArray) stages = ccp_pipeline_list_stages (pipeline);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < stages->len; i++)
    {
      const CcpRoutingStage *stage = g_ptr_array_index (stages, i);
      g_autofree char *targets = g_strjoinv ("+", stage->targets);

      g_string_append_printf (text,
                              "%s%s:%s:%s",
                              i > 0 ? " " : "",
                              stage->name,
                              ccp_routing_stage_get_origin (stage),
                              targets);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
assert_profile (CcpPipeline *pipeline, const char *expected)
{
  g_autofree char *profile = ccp_pipeline_get_profile (pipeline);

  g_assert_cmpstr (profile, ==, expected);
}

static void
on_routes_changed (CcpPipeline *pipeline, const char *stage, gpointer data)
{
  Record *record = data;

  g_string_append_printf (record->text, "%s ", stage != NULL ? stage : "all");
}

static void
on_snapshot_changed (CcpPipeline *pipeline, gpointer data)
{
  Record *record = data;

  g_string_append (record->text, "snapshot ");
}

static void
test_stages (RunFixture *f, gconstpointer data)
{
  g_autoptr (CcpPipeline) pipeline =
      create_pipeline (f, MODELS, ", planning: {use: [one, two]}" PROFILES);

  assert_stages (pipeline, "default:config:p,m planning:config:one+two");
  g_assert_true (ccp_pipeline_set_profile (pipeline, "work", NULL));
  assert_stages (pipeline, "default:profile:one planning:config:one+two");
  set_stage (pipeline, "longContext", "two one");
  set_stage (pipeline, "default", "two");
  assert_stages (pipeline,
                 "default:set:two planning:config:one+two long_context:set:two+one");

  ccp_pipeline_reset_routing (pipeline);
  assert_stages (pipeline, "default:config:p,m planning:config:one+two");
  g_assert_true (ccp_pipeline_get_snapshot (pipeline) == f->snapshot);
}

static void
test_refusals (RunFixture *f, gconstpointer data)
{
  const char *const none[] = { NULL };
  g_autoptr (CcpPipeline) pipeline = create_pipeline (f, MODELS, "");
  g_autoptr (GError) error = NULL;

  assert_refused (pipeline, "plannin", "one", "did you mean \"planning\"?");
  assert_refused (pipeline, "rules", "one", "there is no stage \"rules\"");
  assert_refused (pipeline, "planning", "tow", "tow");
  g_assert_false (ccp_pipeline_set_stage (pipeline, "planning", none, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_INVALID_REQUEST);
}

static void
test_profiles (RunFixture *f, gconstpointer data)
{
  g_autoptr (CcpPipeline) pipeline =
      create_pipeline (f, MODELS, ", profile: home" PROFILES);
  g_auto (GStrv) profiles = ccp_pipeline_dup_profiles (pipeline);

  g_assert_cmpuint (g_strv_length (profiles), ==, 2);
  g_assert_cmpstr (profiles[0], ==, "work");
  assert_profile (pipeline, "home");
  g_assert_true (ccp_pipeline_begin_with_profile (pipeline, "work", NULL));
  assert_profile (pipeline, "work");
  g_assert_true (ccp_pipeline_set_profile (pipeline, "", NULL));
  assert_profile (pipeline, NULL);
  ccp_pipeline_reset_routing (pipeline);
  assert_profile (pipeline, "work");
}

static void
test_survives (RunFixture *f, gconstpointer data)
{
  g_autoptr (CcpPipeline) pipeline = create_pipeline (f, MODELS, PROFILES);
  CcpTarget *target = NULL;

  g_assert_true (ccp_pipeline_set_profile (pipeline, "work", NULL));
  set_stage (pipeline, "planning", "two");
  reload (f,
          pipeline,
          "models: [{id: two, provider: p}, {id: three, provider: p}]",
          ", profiles: {work: {default: three}}");

  target = ccp_snapshot_get_target (f->snapshot, "p");
  g_assert_true (ccp_snapshot_get_target (ccp_pipeline_get_snapshot (pipeline), "p") ==
                 target);
  assert_profile (pipeline, "work");
  assert_stages (pipeline, "default:profile:three planning:set:two");
}

/* what does not fit any more is dropped, all else is not */
static void
test_dropped (RunFixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (CcpPipeline) pipeline = create_pipeline (f, MODELS, PROFILES);

  g_assert_true (ccp_pipeline_set_profile (pipeline, "work", NULL));
  set_stage (pipeline, "planning", "two");
  set_stage (pipeline, "long_context", "one");
  warnings = g_string_new (NULL);
  reload (f, pipeline, "models: [{id: one, provider: p}]", "");
  text = g_string_free (g_steal_pointer (&warnings), FALSE);

  g_assert_nonnull (strstr (text, "the profile that was set is set no more"));
  g_assert_nonnull (strstr (text, "what was set for the stage planning is set no more"));
  g_assert_null (strstr (text, "long_context"));

  assert_profile (pipeline, NULL);
  assert_stages (pipeline, "default:config:p,m long_context:set:one");
}

static void
test_signals (RunFixture *f, gconstpointer data)
{
  g_autoptr (CcpPipeline) pipeline = create_pipeline (f, MODELS, PROFILES);
  g_autoptr (GString) text = g_string_new (NULL);
  Record record = { text };

  g_signal_connect (pipeline, "routes-changed", G_CALLBACK (on_routes_changed), &record);
  g_signal_connect (pipeline,
                    "snapshot-changed",
                    G_CALLBACK (on_snapshot_changed),
                    &record);
  set_stage (pipeline, "longContext", "one");
  g_assert_true (ccp_pipeline_set_profile (pipeline, "work", NULL));
  assert_refused (pipeline, "nothing", "one", "no stage");
  ccp_pipeline_reset_routing (pipeline);
  reload (f, pipeline, MODELS, "");

  g_assert_cmpstr (text->str, ==, "long_context all all snapshot all ");
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_log_set_writer_func (keep_warning, NULL, NULL);

  run_fixture_add ("routing-state/stages", "set-and-reset", NULL, test_stages);
  run_fixture_add ("routing-state/stages", "refuses", NULL, test_refusals);
  run_fixture_add ("routing-state/profiles", "set-and-reset", NULL, test_profiles);
  run_fixture_add ("routing-state/reload", "stays", NULL, test_survives);
  run_fixture_add ("routing-state/reload", "drops-what-does-not-fit", NULL, test_dropped);
  run_fixture_add ("routing-state/signals", "tell-of-each-change", NULL, test_signals);

  return g_test_run ();
}
