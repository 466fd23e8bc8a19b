/* test-probe.c: asks a provider whether it is there and takes its key
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-probe.h"

#include <string.h>

#include "transport-call.h"

#define KEY "hush-hush-not-to-be-told"
#define PATIENCE 10000

typedef struct
{
  const char *answer; /* (nullable): of the provider; NULL for silence */
  FakeUpstream *upstream;
  CcpTarget *target;
  GCancellable *cancellable;
  guint n_results;
  guint taken;
  GError *error; /* (nullable) */
} Fixture;

static void
serve (FakePeer *peer, const char *request, guint number, gpointer user_data)
{
  Fixture *f = user_data;

  if (f->answer == NULL)
    return;
  fake_upstream_send (peer, f->answer);
  fake_upstream_close (peer);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->upstream = fake_upstream_new (serve, f);
  f->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  transport_call_settle ();
  if (f->target != NULL)
    g_assert_cmpuint (ccp_provider_state_get_in_flight (ccp_target_get_state (f->target)),
                      ==,
                      0);
  g_clear_object (&f->target);
  g_clear_object (&f->cancellable);
  g_clear_pointer (&f->upstream, fake_upstream_free);
  g_clear_error (&f->error);
}

/* settings: of the provider, in flow style */
static void
configure (Fixture *f, const char *url, const char *settings)
{
  const char *const environment[] = { NULL };
  const char *const paths[] = { g_getenv ("CCPROXY_PLUGIN_PATH"), NULL };
  g_autofree char *yaml =
      g_strdup_printf ("providers: [{name: p, url: '%s', %s}]\n", url, settings);
  g_autoptr (GBytes) bytes = g_bytes_new (yaml, strlen (yaml));
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c.yaml");
  g_autoptr (CcpConfig) config =
      ccp_config_new_from_bytes (bytes, environment, diagnostics);
  g_autoptr (CcpPluginRegistry) registry = ccp_plugin_registry_new (paths);
  g_autoptr (CcpFaultLog) faults = ccp_fault_log_new ();
  g_autoptr (CcpTransport) transport = transport_call_new_transport (url, 0);

  g_assert_nonnull (config);
  f->target = ccp_target_new (registry,
                              config,
                              g_ptr_array_index (ccp_config_get_providers (config), 0),
                              transport,
                              faults,
                              &f->error);
  g_assert_no_error (f->error);
}

static void
on_probed (GObject *object, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;

  f->n_results++;
  f->taken = ccp_probe_finish (result, &f->error);
}

static void
start (Fixture *f, guint patience)
{
  ccp_probe_within_async (f->target, patience, f->cancellable, on_probed, f);
}

static void
wait (Fixture *f)
{
  while (f->n_results == 0)
    g_main_context_iteration (NULL, TRUE);
  transport_call_settle ();
  g_assert_cmpuint (f->n_results, ==, 1);
}

static void
assert_refused (Fixture *f, CcpError code, const char *part)
{
  g_assert_error (f->error, CCP_ERROR, (int) code);
  g_assert_cmpuint (f->taken, ==, 0);
  g_test_message ("%s", f->error->message);
  g_assert_nonnull (strstr (f->error->message, part));
  g_assert_null (strstr (f->error->message, KEY));
  g_assert_cmpstr (ccp_provider_state_get_last_error (ccp_target_get_state (f->target)),
                   ==,
                   ccp_error_get_api_type (code));
}

typedef struct
{
  const char *name;
  const char *type;
  const char *path;
  const char *answer;
  const char *request;
  const char *key_header;
} Dialect;

#define ANSWER(status, more, body)                                                       \
  "HTTP/1.1 " status "\r\nconnection: close\r\n"                                         \
  "content-type: application/json\r\n" more "\r\n" body

#define MODELS                                                                           \
  ANSWER ("200 OK",                                                                      \
          "x-ratelimit-remaining-requests: 7\r\n",                                       \
          "{\"object\":\"list\",\"data\":[{\"id\":\"m\"}]}")

static const Dialect dialects[] = {
  { "anthropic", "anthropic", "", MODELS, "GET /v1/models HTTP/1.1\r\n", "x-api-key: " },
  { "openai-chat",
    "openai-chat",
    "/v1",
    MODELS,
    "GET /v1/models HTTP/1.1\r\n",
    "authorization: Bearer " },
  { "openai-responses",
    "openai-responses",
    "/v1",
    MODELS,
    "GET /v1/models HTTP/1.1\r\n",
    "authorization: Bearer " },
  { "gemini",
    "gemini",
    "/v1beta",
    ANSWER ("200 OK", "", "{\"models\":[{\"name\":\"models/m\"}]}"),
    "GET /v1beta/models HTTP/1.1\r\n",
    "x-goog-api-key: " },
};

static void
probe_dialect (Fixture *f, const Dialect *c, const char *key)
{
  g_autofree char *url = fake_upstream_get_url (f->upstream, c->path);
  g_autofree char *settings = g_strdup_printf ("type: %s%s", c->type, key);

  configure (f, url, settings);
  f->answer = c->answer;
  start (f, PATIENCE);
  wait (f);
}

/* whatever the letters of a header's name */
static gboolean
has_sent (Fixture *f, const char *text)
{
  g_autofree char *sent =
      g_ascii_strdown (fake_upstream_get_last_request (f->upstream), -1);
  g_autofree char *expected = g_ascii_strdown (text, -1);

  g_test_message ("looking for %s in %s", expected, sent);
  return strstr (sent, expected) != NULL;
}

static void
test_dialect (Fixture *f, gconstpointer data)
{
  const Dialect *c = data;
  g_autofree char *header = g_strconcat (c->key_header, KEY, "\r\n", NULL);

  probe_dialect (f, c, ", api_key: " KEY);

  g_assert_no_error (f->error);
  g_assert_cmpuint (f->taken, >=, 1);
  g_assert_cmpuint (f->taken, <, PATIENCE);
  g_assert_true (has_sent (f, c->request));
  g_assert_true (has_sent (f, header));
  g_assert_null (ccp_provider_state_get_last_error (ccp_target_get_state (f->target)));
}

static void
test_without_key (Fixture *f, gconstpointer data)
{
  const Dialect *c = data;

  probe_dialect (f, c, "");

  g_assert_no_error (f->error);
  g_assert_cmpuint (f->taken, >=, 1);
  g_assert_true (has_sent (f, c->request));
  g_assert_false (has_sent (f, c->key_header));
}

static void
test_limits (Fixture *f, gconstpointer data)
{
  CcpHeaders *limits = NULL;

  probe_dialect (f, &dialects[0], "");
  limits = ccp_provider_state_get_rate_limits (ccp_target_get_state (f->target));

  g_assert_cmpstr (ccp_headers_get (limits, "x-ratelimit-remaining-requests"), ==, "7");
  g_assert_cmpuint (ccp_headers_get_length (limits), ==, 1);
}

typedef struct
{
  const char *name;
  const char *answer;
  CcpError code;
  const char *part;
  CcpProviderCondition condition;
} Refusal;

static const Refusal refusals[] = {
  { "401",
    ANSWER ("401 Unauthorized", "", "{\"error\":{\"message\":\"bad key\"}}"),
    CCP_ERROR_AUTHENTICATION,
    "bad key",
    CCP_PROVIDER_RESTING },
  { "429",
    ANSWER ("429 Too Many Requests",
            "retry-after: 60\r\n",
            "{\"error\":{\"message\":\"slow down\"}}"),
    CCP_ERROR_RATE_LIMITED,
    "slow down",
    CCP_PROVIDER_RESTING },
  { "500",
    ANSWER ("500 Internal Server Error", "", "{\"error\":{\"message\":\"oops\"}}"),
    CCP_ERROR_INTERNAL,
    "oops",
    CCP_PROVIDER_READY },
};

static void
test_refused (Fixture *f, gconstpointer data)
{
  const Refusal *c = data;
  g_autofree char *url = fake_upstream_get_url (f->upstream, "/v1");

  configure (f, url, "type: openai-chat, api_key: " KEY);
  f->answer = c->answer;
  start (f, PATIENCE);
  wait (f);

  assert_refused (f, c->code, c->part);
  g_assert_cmpint (ccp_provider_state_get_condition (ccp_target_get_state (f->target)),
                   ==,
                   c->condition);
}

static void
test_refused_connection (Fixture *f, gconstpointer data)
{
  g_autofree char *url = fake_upstream_get_url (f->upstream, "/v1");

  g_clear_pointer (&f->upstream, fake_upstream_free);
  configure (f, url, "type: openai-chat, api_key: " KEY);
  start (f, PATIENCE);
  wait (f);

  assert_refused (f, CCP_ERROR_UPSTREAM, "cannot be reached");
}

static void
test_silence (Fixture *f, gconstpointer data)
{
  g_autofree char *url = fake_upstream_get_url (f->upstream, "/v1");

  configure (f, url, "type: openai-chat, api_key: " KEY);
  start (f, 200);
  wait (f);

  assert_refused (f, CCP_ERROR_TIMEOUT, "\"p\" did not answer within 0.2 seconds");
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_autofree char *url = fake_upstream_get_url (f->upstream, "/v1");

  configure (f, url, "type: openai-chat, api_key: " KEY);
  start (f, PATIENCE);
  while (fake_upstream_count_requests (f->upstream) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (f->cancellable);
  wait (f);

  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (ccp_provider_state_get_last_error (ccp_target_get_state (f->target)));
}

static void
test_cancelled_before (Fixture *f, gconstpointer data)
{
  g_autofree char *url = fake_upstream_get_url (f->upstream, "/v1");

  configure (f, url, "type: openai-chat, api_key: " KEY);
  g_cancellable_cancel (f->cancellable);
  start (f, PATIENCE);
  wait (f);

  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fake_upstream_count_requests (f->upstream), ==, 0);
}

static void
test_again (Fixture *f, gconstpointer data)
{
  CcpProviderState *state = NULL;

  probe_dialect (f, &dialects[1], ", api_key: " KEY);
  state = ccp_target_get_state (f->target);
  f->answer = refusals[0].answer;
  f->n_results = 0;
  start (f, PATIENCE);
  wait (f);
  g_assert_cmpint (ccp_provider_state_get_condition (state), ==, CCP_PROVIDER_RESTING);

  g_clear_error (&f->error);
  f->answer = MODELS;
  f->n_results = 0;
  start (f, PATIENCE);
  wait (f);

  g_assert_no_error (f->error);
  g_assert_cmpint (ccp_provider_state_get_condition (state), ==, CCP_PROVIDER_READY);
}

static void
test_paused (Fixture *f, gconstpointer data)
{
  g_autofree char *url = fake_upstream_get_url (f->upstream, "/v1");

  configure (f, url, "type: openai-chat");
  ccp_provider_state_pause (ccp_target_get_state (f->target));
  f->answer = MODELS;
  start (f, PATIENCE);
  wait (f);

  g_assert_no_error (f->error);
  g_assert_true (ccp_target_is_shut (f->target));
}

/* there is no client whose credentials it could refuse */
static void
test_clients_credentials (Fixture *f, gconstpointer data)
{
  g_autofree char *url = fake_upstream_get_url (f->upstream, "");

  configure (f, url, "type: anthropic, options: {auth: client}");
  f->answer = refusals[0].answer;
  start (f, PATIENCE);
  wait (f);

  g_assert_no_error (f->error);
  g_assert_cmpuint (f->taken, >=, 1);
}

/* a format of the configuration's own, which has no list of models */
static void
test_no_models (Fixture *f, gconstpointer data)
{
  g_autofree char *url = fake_upstream_get_url (f->upstream, "/v1");

  configure (f, url, "type: custom");
  start (f, PATIENCE);
  wait (f);

  g_assert_error (f->error, CCP_ERROR, CCP_ERROR_NOT_FOUND);
  g_assert_cmpuint (fake_upstream_count_requests (f->upstream), ==, 0);
}

static void
add (const char *group,
     const char *name,
     gconstpointer data,
     void (*test) (Fixture *f, gconstpointer data))
{
  g_autofree char *path = g_strdup_printf ("/probe/%s/%s", group, name);

  g_test_add (path, Fixture, data, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (dialects); i++)
    {
      add ("fine", dialects[i].name, &dialects[i], test_dialect);
      add ("fine-without-key", dialects[i].name, &dialects[i], test_without_key);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    add ("refused", refusals[i].name, &refusals[i], test_refused);
  add ("refused", "connection", NULL, test_refused_connection);
  add ("refused", "silence", NULL, test_silence);
  add ("refused", "no-list-of-models", NULL, test_no_models);
  add ("cancelled", "on-the-way", NULL, test_cancelled);
  add ("cancelled", "before", NULL, test_cancelled_before);
  add ("fine", "limits-are-kept", NULL, test_limits);
  add ("fine", "after-a-refusal", NULL, test_again);
  add ("fine", "paused", NULL, test_paused);
  add ("fine", "clients-credentials", NULL, test_clients_credentials);

  return g_test_run ();
}
