/* run-fixture.c: a snapshot on the fake plugin and the fake transport, and one exchange
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "run-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ccp-run.h"
#include "scripted-source.h"

/* of a test that hangs, in seconds */
#define WATCHDOG 20

#define SSE(name, rest) "event: " name "\ndata: {\"type\":\"" name "\"" rest "}\n\n"

const char *const run_sse_start =
    SSE ("message_start",
         ",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\","
         "\"model\":\"m\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
         "\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}");
const char *const run_sse_block =
    SSE ("content_block_start",
         ",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}")
        SSE ("content_block_delta",
             ",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"hi\"}");
const char *const run_sse_end = SSE ("content_block_stop", ",\"index\":0")
    SSE ("message_delta",
         ",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
         "\"usage\":{\"output_tokens\":4}") SSE ("message_stop", "");
const char *const run_sse_again =
    SSE ("error", ",\"error\":{\"type\":\"api_error\",\"message\":\"try again\"}");
const char *const run_sse_overloaded =
    SSE ("error", ",\"error\":{\"type\":\"overloaded_error\",\"message\":\"full\"}");

static void
on_reply (GObject *object, GAsyncResult *result, gpointer data)
{
  RunFixture *self = data;

  self->n_results++;
  g_clear_object (&self->reply);
  g_clear_error (&self->error);
  self->reply = ccp_run_finish (result, &self->error);
}

static gboolean
on_watchdog (gpointer data)
{
  g_assert_not_reached ();
}

typedef struct
{
  gboolean done;
  char *text;
} Pull;

static char *
describe (CcpEventBatch *batch, const GError *error)
{
  if (error != NULL)
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      return g_strdup ("cancelled");
    }
  return batch != NULL ? scripted_source_describe (batch) : g_strdup ("");
}

static void
append_error (Pull *pull, CcpEventBatch *batch)
{
  guint length = batch != NULL ? ccp_event_batch_get_length (batch) : 0;
  CcpEvent *last = length > 0 ? ccp_event_batch_get (batch, length - 1) : NULL;
  g_autofree char *names = pull->text;
  g_autofree char *text = NULL;

  if (last != NULL && ccp_event_is (last, "error"))
    text = ccp_json_to_text (ccp_event_get_data (last));
  pull->text = g_strconcat (names, text != NULL ? " " : "", text, NULL);
}

static void
on_batch (GObject *object, GAsyncResult *result, gpointer data)
{
  Pull *pull = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpEventBatch) batch =
      ccp_event_source_next_finish (CCP_EVENT_SOURCE (object), result, &error);

  g_assert_false (pull->done);
  pull->done = TRUE;
  pull->text = describe (batch, error);
  append_error (pull, batch);
}

static void
iterate_until (const gboolean *done)
{
  guint watchdog = g_timeout_add_seconds (WATCHDOG, on_watchdog, NULL);

  while (!*done)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
}

void
run_fixture_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  /* standard output is for the results */
  g_log_writer_default_set_use_stderr (TRUE);
}

void
run_fixture_set_up (RunFixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("ccproxy-run-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->transport = fake_transport_new ();
  self->registry = fake_plugin_open (self->folder);
  self->cancellable = g_cancellable_new ();
  self->ledger = ccp_ledger_new ();
}

void
run_fixture_tear_down (RunFixture *self, gconstpointer data)
{
  g_autofree char *plugin = g_build_filename (self->folder, "fake.plugin", NULL);

  run_fixture_settle ();
  g_clear_object (&self->reply);
  g_clear_error (&self->error);
  g_clear_object (&self->exchange);
  g_clear_object (&self->snapshot);
  g_clear_object (&self->registry);
  g_clear_object (&self->cancellable);
  g_assert_cmpuint (ccp_ledger_get_in_flight (self->ledger), ==, 0);
  g_assert_finalize_object (g_steal_pointer (&self->ledger));
  g_assert_finalize_object (self->transport);
  g_assert_cmpint (g_remove (plugin), ==, 0);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
}

void
run_fixture_add (const char *group,
                 const char *name,
                 gconstpointer data,
                 void (*test) (RunFixture *self, gconstpointer data))
{
  g_autofree char *path = g_strdup_printf ("/%s/%s", group, name);

  g_test_add (path, RunFixture, data, run_fixture_set_up, test, run_fixture_tear_down);
}

/* yaml: (transfer full) */
static void
configure (RunFixture *self, char *yaml)
{
  const char *const environment[] = { NULL };
  g_autofree char *text = yaml;
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c.yaml");
  g_autoptr (CcpConfig) config =
      ccp_config_new_from_bytes (bytes, environment, diagnostics);
  g_autoptr (GError) error = NULL;

  g_assert_false (ccp_diagnostics_has_errors (diagnostics));
  self->snapshot = ccp_snapshot_new (config,
                                     self->registry,
                                     CCP_TRANSPORT_FACTORY (self->transport),
                                     &error);
  g_assert_no_error (error);
}

void
run_fixture_configure (RunFixture *self,
                       const char *yaml,
                       const char *provider,
                       const char *routing)
{
  configure (
      self,
      g_strdup_printf ("providers: [{name: p, type: fake, url: 'http://h.example/v1', "
                       "api_key: hush-hush, models: [m]%s}]\n"
                       "routing: {router: fake, default: 'p,m'%s}\n"
                       "%s\n",
                       provider,
                       routing,
                       yaml));
}

void
run_fixture_configure_key (RunFixture *self, const char *api_key)
{
  configure (
      self,
      g_strdup_printf ("providers: [{name: p, type: fake, url: 'http://h.example/v1', "
                       "api_key: %s, models: [m]}]\n"
                       "routing: {router: fake, default: 'p,m'}\n",
                       api_key));
}

void
run_fixture_configure_chain (RunFixture *self, const char *chain, const char *yaml)
{
  g_auto (GStrv) targets = g_strsplit (chain, " ", 2);

  configure (self,
             g_strdup_printf (
                 "providers:\n"
                 "- {name: p, type: fake, url: 'http://p.example/v1', api_key: key-of-p, "
                 "models: [m, n]}\n"
                 "- {name: q, type: fake, url: 'http://q.example/v1', api_key: key-of-q, "
                 "models: [m, n], options: {thinks: false}}\n"
                 "- {name: r, type: fake, url: 'http://r.example/v1', models: [m, n]}\n"
                 "routing: {router: fake, default: '%s', then: '%s'}\n"
                 "%s\n",
                 targets[0],
                 targets[1],
                 yaml));
}

FakeProvider *
run_fixture_get_provider (RunFixture *self)
{
  return run_fixture_get_provider_named (self, "p");
}

FakeProvider *
run_fixture_get_provider_named (RunFixture *self, const char *name)
{
  return FAKE_PROVIDER (
      ccp_target_get_provider (ccp_snapshot_get_target (self->snapshot, name)));
}

void
run_fixture_start (RunFixture *self, const char *body)
{
  g_autoptr (CcpJson) json = ccp_json_new_from_text (body, -1, NULL);
  g_autoptr (CcpTally) tally = NULL;

  g_assert_nonnull (json);
  if (self->snapshot == NULL)
    run_fixture_configure (self, "", "", "");
  self->exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, json);
  tally = ccp_tally_new (self->ledger, self->exchange, self->cancellable);
  ccp_run_async (NULL, self->snapshot, tally, on_reply, self);
}

void
run_fixture_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
run_fixture_wait (RunFixture *self)
{
  guint watchdog = g_timeout_add_seconds (WATCHDOG, on_watchdog, NULL);

  while (self->n_results == 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
  run_fixture_settle ();
  g_assert_cmpuint (self->n_results, ==, 1);
}

char *
run_fixture_pull (RunFixture *self)
{
  Pull pull = { FALSE, NULL };

  g_assert_nonnull (self->reply);
  g_assert_nonnull (ccp_reply_get_events (self->reply));
  ccp_event_source_next_async (ccp_reply_get_events (self->reply),
                               self->cancellable,
                               on_batch,
                               &pull);
  iterate_until (&pull.done);
  return pull.text;
}

char *
run_fixture_pull_all (RunFixture *self)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (;;)
    {
      g_autofree char *text = run_fixture_pull (self);

      if (*text == '\0')
        return g_string_free (g_steal_pointer (&all), FALSE);
      g_assert_cmpstr (text, !=, "cancelled");
      g_string_append_printf (all, "%s%s", all->len > 0 ? " " : "", text);
    }
}

void
run_fixture_assert_whole (RunFixture *self, guint status, const char *part)
{
  g_autofree char *text = NULL;

  g_assert_no_error (self->error);
  g_assert_nonnull (self->reply);
  g_assert_null (ccp_reply_get_events (self->reply));
  text = ccp_json_to_text (ccp_reply_get_body (self->reply));
  g_assert_cmpuint (ccp_reply_get_status (self->reply), ==, status);
  g_test_message ("looking for \"%s\" in %s", part, text);
  g_assert_nonnull (strstr (text, part));
}
