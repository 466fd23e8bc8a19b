/* test-resume.c: connections to providers after the computer has slept
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "ccp-session-pool.h"
#include "transport-call.h"

#define URL "http://api.example.com/v1"
#define ANSWER "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"
#define BEGINNING "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nab"

/* milliseconds */
#define PATIENCE 50

/* A provider behind a proxy on this machine: the connection beyond it may be dead. */
typedef struct
{
  FakeUpstream *upstream;
  FakePeer *peer; /* of the last request */
  const char *answers[3];
  CcpTransport *transport;
  CcpSessionPool *pool;
  TransportCall call;
} Fixture;

/* a request whose answer is missing hangs, as on a connection that is dead */
static void
serve (FakePeer *peer, const char *request, guint number, gpointer user_data)
{
  Fixture *f = user_data;

  f->peer = peer;
  if (number <= G_N_ELEMENTS (f->answers) && f->answers[number - 1] != NULL)
    fake_upstream_send (peer, f->answers[number - 1]);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *url = NULL;
  g_autoptr (GProxyResolver) proxies = NULL;
  CcpSoupTransportSettings settings = { 0 };

  f->upstream = fake_upstream_new (serve, f);
  url = fake_upstream_get_url (f->upstream, "");
  proxies = g_simple_proxy_resolver_new (url, NULL);
  settings.proxies = proxies;
  f->transport = ccp_soup_transport_new (URL, &settings, NULL);
  f->pool = ccp_soup_transport_get_pool (CCP_SOUP_TRANSPORT (f->transport));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  transport_call_clear (&f->call);
  g_clear_object (&f->transport);
  g_clear_pointer (&f->upstream, fake_upstream_free);
}

static void
wait_for_requests (Fixture *f, guint number)
{
  while (fake_upstream_count_requests (f->upstream) < number)
    g_main_context_iteration (NULL, TRUE);
}

static void
start (Fixture *f)
{
  transport_call_start (&f->call, f->transport, URL, NULL, NULL);
  wait_for_requests (f, 1);
}

static void
test_idle_ones_are_dropped (Fixture *f, gconstpointer data)
{
  g_autofree char *body = NULL;
  g_auto (TransportCall) second = { 0 };

  f->answers[0] = f->answers[1] = ANSWER;
  start (f);
  transport_call_wait (&f->call);
  body = transport_call_read_body (&f->call, NULL);
  g_assert_cmpuint (ccp_session_pool_count_idle (f->pool), ==, 1);
  ccp_session_pool_note_resume (f->pool, PATIENCE);
  g_assert_cmpuint (ccp_session_pool_count_idle (f->pool), ==, 0);
  transport_call_run (&second, f->transport, URL, NULL);

  g_assert_no_error (second.error);
  g_assert_cmpuint (fake_upstream_count_connections (f->upstream), ==, 2);
}

static void
test_dead_one_is_asked_again (Fixture *f, gconstpointer data)
{
  g_autofree char *body = NULL;

  f->answers[1] = ANSWER;
  start (f);
  ccp_session_pool_note_resume (f->pool, PATIENCE);
  transport_call_wait (&f->call);

  body = transport_call_read_body (&f->call, NULL);
  g_assert_cmpstr (body, ==, "ok");
  g_assert_cmpuint (fake_upstream_count_requests (f->upstream), ==, 2);
  g_assert_cmpuint (fake_upstream_count_connections (f->upstream), ==, 2);
  g_assert_cmpuint (fake_upstream_count_closed (f->upstream), ==, 1);
}

/* the second time is the last, and ends as a connection that was cut */
static void
test_dead_again_is_an_error (Fixture *f, gconstpointer data)
{
  start (f);
  ccp_session_pool_note_resume (f->pool, PATIENCE);
  wait_for_requests (f, 2);
  ccp_session_pool_note_resume (f->pool, PATIENCE);
  transport_call_wait (&f->call);

  g_assert_error (f->call.error, CCP_ERROR, CCP_ERROR_UPSTREAM);
  g_assert_nonnull (
      strstr (f->call.error->message, "closed the connection before it answered"));
  g_assert_cmpuint (fake_upstream_count_requests (f->upstream), ==, 2);
}

static void
test_living_one_goes_on (Fixture *f, gconstpointer data)
{
  g_autofree char *body = NULL;

  start (f);
  ccp_session_pool_note_resume (f->pool, PATIENCE);
  fake_upstream_send (f->peer, ANSWER);
  transport_call_wait (&f->call);

  body = transport_call_read_body (&f->call, NULL);
  g_assert_cmpstr (body, ==, "ok");
  g_assert_cmpuint (fake_upstream_count_requests (f->upstream), ==, 1);
}

static void
test_dead_stream_is_cut (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;
  gint64 start_time = g_get_monotonic_time ();

  f->answers[0] = BEGINNING;
  start (f);
  transport_call_wait (&f->call);
  ccp_session_pool_note_resume (f->pool, PATIENCE);
  body = transport_call_read_body (&f->call, &error);

  g_assert_null (body);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
  g_assert_cmpint (g_get_monotonic_time () - start_time, <, 10 * G_TIME_SPAN_SECOND);
  transport_call_settle ();
  g_assert_cmpuint (fake_upstream_count_closed (f->upstream), ==, 1);
}

static gboolean
send_rest (gpointer data)
{
  fake_upstream_send (((Fixture *) data)->peer, "cd");
  return G_SOURCE_REMOVE;
}

static void
test_living_stream_goes_on (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  f->answers[0] = BEGINNING;
  start (f);
  transport_call_wait (&f->call);
  ccp_session_pool_note_resume (f->pool, 20 * PATIENCE);
  g_timeout_add (PATIENCE, send_rest, f);
  body = transport_call_read_body (&f->call, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (body, ==, "abcd");
}

/* nobody reads: bytes that have come are a sign of life even so */
static void
test_stream_that_nobody_reads_goes_on (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;
  gint64 end = 0;

  f->answers[0] = BEGINNING;
  start (f);
  transport_call_wait (&f->call);
  ccp_session_pool_note_resume (f->pool, PATIENCE);
  send_rest (f);
  end = g_get_monotonic_time () + 3 * PATIENCE * G_TIME_SPAN_MILLISECOND;
  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  body = transport_call_read_body (&f->call, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (body, ==, "abcd");
}

/* what ends on this machine outlives its sleep, and a model may think for long */
static void
test_connection_on_this_machine_goes_on (Fixture *f, gconstpointer data)
{
  g_autofree char *url = fake_upstream_get_url (f->upstream, "/");
  g_autoptr (CcpTransport) direct = transport_call_new_transport (url, 0);
  CcpSessionPool *pool = ccp_soup_transport_get_pool (CCP_SOUP_TRANSPORT (direct));
  gint64 end = 0;

  transport_call_start (&f->call, direct, url, NULL, NULL);
  wait_for_requests (f, 1);
  ccp_session_pool_note_resume (pool, PATIENCE);
  end = g_get_monotonic_time () + 3 * PATIENCE * G_TIME_SPAN_MILLISECOND;
  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  fake_upstream_send (f->peer, ANSWER);
  transport_call_wait (&f->call);

  g_assert_no_error (f->call.error);
  g_assert_cmpuint (fake_upstream_count_requests (f->upstream), ==, 1);
}

static void
add (const char *name, void (*test) (Fixture *f, gconstpointer data))
{
  g_autofree char *path = g_strconcat ("/resume/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  ccp_soup_transport_prepare_environment ();
  g_test_init (&argc, &argv, NULL);
  add ("pool/idle-ones-are-dropped", test_idle_ones_are_dropped);
  add ("send/dead-one-is-asked-again", test_dead_one_is_asked_again);
  add ("send/dead-again-is-an-error", test_dead_again_is_an_error);
  add ("send/living-one-goes-on", test_living_one_goes_on);
  add ("send/on-this-machine-goes-on", test_connection_on_this_machine_goes_on);
  add ("stream/dead-one-is-cut", test_dead_stream_is_cut);
  add ("stream/living-one-goes-on", test_living_stream_goes_on);
  add ("stream/that-nobody-reads-goes-on", test_stream_that_nobody_reads_goes_on);
  return g_test_run ();
}
