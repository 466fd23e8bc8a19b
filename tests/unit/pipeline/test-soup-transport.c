/* test-soup-transport.c: how requests go out and answers come back
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "transport-call.h"

#define OK_ANSWER "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"
#define PARALLEL 64

static void
serve_text (FakePeer *peer, const char *request, guint number, gpointer user_data)
{
  fake_upstream_send (peer, user_data);
}

static void
serve_nothing (FakePeer *peer, const char *request, guint number, gpointer user_data)
{
}

static void
assert_body (TransportCall *call, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *body = transport_call_read_body (call, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (body, ==, expected);
}

static void
test_answer (void)
{
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (
      serve_text,
      "HTTP/1.1 429 Slow\r\nretry-after: 3\r\ncontent-length: 2\r\n\r\nno");
  g_autofree char *url = fake_upstream_get_url (upstream, "/v1/chat?x=1");
  g_autoptr (CcpTransport) transport = transport_call_new_transport (url, 0);
  g_auto (TransportCall) call = { 0 };

  transport_call_run (&call, transport, url, NULL);

  g_assert_no_error (call.error);
  g_assert_cmpuint (ccp_upstream_response_get_status (call.response), ==, 429);
  g_assert_cmpstr (
      ccp_headers_get (ccp_upstream_response_get_headers (call.response), "retry-after"),
      ==,
      "3");
  assert_body (&call, "no");
  g_assert_cmpuint (call.n_callbacks, ==, 1);
}

/* Whatever the status, the provider's words come through, also where libsoup would act on
 * them itself. */
static void
test_status (gconstpointer data)
{
  g_autofree char *answer =
      g_strdup_printf ("HTTP/1.1 %u No\r\nwww-authenticate: Basic realm=\"x\"\r\n"
                       "proxy-authenticate: Basic realm=\"x\"\r\n"
                       "content-length: 5\r\n\r\nwords",
                       GPOINTER_TO_UINT (data));
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_text, answer);
  g_autofree char *url = fake_upstream_get_url (upstream, "/");
  g_autoptr (CcpTransport) transport = transport_call_new_transport (url, 0);

  for (guint i = 0; i < 2; i++)
    {
      g_auto (TransportCall) call = { 0 };

      transport_call_run (&call, transport, url, "sk-1");

      g_assert_no_error (call.error);
      g_assert_cmpuint (ccp_upstream_response_get_status (call.response),
                        ==,
                        GPOINTER_TO_UINT (data));
      assert_body (&call, "words");
    }
  g_assert_cmpuint (fake_upstream_count_requests (upstream), ==, 2);
  g_assert_cmpuint (fake_upstream_count_connections (upstream), ==, 1);
}

/* Nothing goes out that the dialect has not asked for: not the client's headers, not a
 * name of ours, and no wish for a compressed answer (T84, T123). */
static void
test_headers (void)
{
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_text, OK_ANSWER);
  g_autofree char *url = fake_upstream_get_url (upstream, "/v1/chat");
  g_autoptr (CcpTransport) transport = transport_call_new_transport (url, 0);
  g_auto (TransportCall) call = { 0 };
  g_autofree char *expected = NULL;

  transport_call_run (&call, transport, url, "sk-1");

  expected = g_strdup_printf ("POST /v1/chat HTTP/1.1\r\n"
                              "Accept-Encoding: identity\r\n"
                              "Content-Type: application/json\r\n"
                              "Content-Length: 7\r\n"
                              "Authorization: Bearer sk-1\r\n"
                              "Connection: Keep-Alive\r\n"
                              "Host: 127.0.0.1:%u\r\n"
                              "\r\n"
                              "{\"a\":1}",
                              fake_upstream_get_port (upstream));
  g_assert_cmpstr (fake_upstream_get_last_request (upstream), ==, expected);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TransportCall *call = user_data;

  call->response =
      ccp_transport_send_finish (CCP_TRANSPORT (source), result, &call->error);
  call->n_callbacks++;
}

static void
test_own_headers (void)
{
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_text, OK_ANSWER);
  g_autofree char *url = fake_upstream_get_url (upstream, "/");
  g_autoptr (CcpTransport) transport = transport_call_new_transport (url, 0);
  g_autoptr (CcpUpstreamRequest) request = transport_call_new_request (url);
  CcpHeaders *headers = ccp_upstream_request_get_headers (request);
  g_auto (TransportCall) call = { 0 };
  const char *sent = NULL;

  ccp_headers_set (headers, "x-one", "1");
  ccp_headers_set (headers, "Host", "evil.example");
  ccp_headers_set (headers, "Content-Length", "999");
  ccp_headers_set (headers, "Transfer-Encoding", "chunked");
  ccp_headers_set (headers, "Accept-Encoding", "gzip");
  ccp_headers_set (headers, "content-type", "application/x-test");
  ccp_transport_send_async (transport, request, NULL, NULL, on_sent, &call);
  transport_call_wait (&call);

  g_assert_no_error (call.error);
  sent = fake_upstream_get_last_request (upstream);
  g_assert_nonnull (strstr (sent, "x-one: 1\r\n"));
  g_assert_nonnull (strstr (sent, "Content-Type: application/x-test\r\n"));
  g_assert_nonnull (strstr (sent, "Content-Length: 7\r\n"));
  g_assert_null (strstr (sent, "evil.example"));
  g_assert_null (strstr (sent, "chunked"));
  g_assert_null (strstr (sent, "gzip"));
}

static void
test_keeps_connection (void)
{
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_text, OK_ANSWER);
  g_autofree char *url = fake_upstream_get_url (upstream, "/");
  g_autoptr (CcpTransport) transport = transport_call_new_transport (url, 0);

  for (guint i = 0; i < 5; i++)
    {
      g_auto (TransportCall) call = { 0 };

      transport_call_run (&call, transport, url, NULL);
      assert_body (&call, "ok");
    }

  g_assert_cmpuint (fake_upstream_count_requests (upstream), ==, 5);
  g_assert_cmpuint (fake_upstream_count_connections (upstream), ==, 1);
}

/* The second request meets a connection that the provider gives up just then. */
static void
serve_and_hang_up (FakePeer *peer, const char *request, guint number, gpointer user_data)
{
  if (number == 2)
    fake_upstream_close (peer);
  else
    fake_upstream_send (peer, OK_ANSWER);
}

static void
test_repeats_on_stale_connection (void)
{
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_and_hang_up, NULL);
  g_autofree char *url = fake_upstream_get_url (upstream, "/");
  g_autoptr (CcpTransport) transport = transport_call_new_transport (url, 0);
  g_auto (TransportCall) first = { 0 };
  g_auto (TransportCall) second = { 0 };

  transport_call_run (&first, transport, url, "sk-1");
  assert_body (&first, "ok");
  transport_call_run (&second, transport, url, "sk-2");
  assert_body (&second, "ok");

  g_assert_cmpuint (fake_upstream_count_requests (upstream), ==, 3);
  g_assert_cmpuint (fake_upstream_count_connections (upstream), ==, 2);
  g_assert_nonnull (strstr (fake_upstream_get_last_request (upstream),
                            "Authorization: Bearer sk-2\r\n"));
  g_assert_true (
      g_str_has_suffix (fake_upstream_get_last_request (upstream), "\r\n\r\n{\"a\":1}"));
}

static void
serve_once_then_part (FakePeer *peer,
                      const char *request,
                      guint number,
                      gpointer user_data)
{
  fake_upstream_send (peer, number == 1 ? OK_ANSWER : "HTTP/1.1 200 O");
  if (number > 1)
    fake_upstream_close (peer);
}

static void
test_does_not_repeat_after_a_byte (void)
{
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_once_then_part, NULL);
  g_autofree char *url = fake_upstream_get_url (upstream, "/");
  g_autoptr (CcpTransport) transport = transport_call_new_transport (url, 0);
  g_auto (TransportCall) first = { 0 };
  g_auto (TransportCall) second = { 0 };

  transport_call_run (&first, transport, url, NULL);
  assert_body (&first, "ok");
  transport_call_run (&second, transport, url, NULL);

  g_assert_error (second.error, CCP_ERROR, CCP_ERROR_UPSTREAM);
  g_assert_cmpuint (fake_upstream_count_requests (upstream), ==, 2);
}

static void
serve_hang_up (FakePeer *peer, const char *request, guint number, gpointer user_data)
{
  fake_upstream_close (peer);
}

static void
test_does_not_repeat_on_fresh_connection (void)
{
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_hang_up, NULL);
  g_autofree char *url = fake_upstream_get_url (upstream, "/?key=SECRET");
  g_autoptr (CcpTransport) transport = transport_call_new_transport (url, 0);
  g_auto (TransportCall) call = { 0 };
  g_autofree char *message = NULL;

  transport_call_run (&call, transport, url, "SECRET");

  message = g_strdup_printf ("127.0.0.1:%u closed the connection before it answered",
                             fake_upstream_get_port (upstream));
  g_assert_error (call.error, CCP_ERROR, CCP_ERROR_UPSTREAM);
  g_assert_cmpstr (call.error->message, ==, message);
  g_assert_cmpuint (fake_upstream_count_requests (upstream), ==, 1);
}

/* A redirect is an answer: whoever is named there gets neither request nor key. */
static void
test_redirect (gconstpointer data)
{
  g_autoptr (FakeUpstream) other = fake_upstream_new (serve_text, OK_ANSWER);
  g_autofree char *location = fake_upstream_get_url (other, "/stolen");
  g_autofree char *answer = g_strdup_printf (
      "HTTP/1.1 %u Over there\r\nlocation: %s\r\ncontent-length: 0\r\n\r\n",
      GPOINTER_TO_UINT (data),
      location);
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_text, answer);
  g_autofree char *url = fake_upstream_get_url (upstream, "/");
  g_autoptr (CcpTransport) transport = transport_call_new_transport (url, 0);
  g_auto (TransportCall) call = { 0 };

  transport_call_run (&call, transport, url, "sk-1");
  g_assert_no_error (call.error);
  assert_body (&call, "");
  transport_call_settle ();

  g_assert_cmpuint (ccp_upstream_response_get_status (call.response),
                    ==,
                    GPOINTER_TO_UINT (data));
  g_assert_cmpuint (fake_upstream_count_connections (other), ==, 0);
  g_assert_cmpuint (fake_upstream_count_requests (upstream), ==, 1);
}

static void
test_refuses_other_origin (void)
{
  g_autoptr (FakeUpstream) other = fake_upstream_new (serve_text, OK_ANSWER);
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_text, OK_ANSWER);
  g_autofree char *base = fake_upstream_get_url (upstream, "/");
  g_autofree char *url = fake_upstream_get_url (other, "/?key=SECRET");
  g_autoptr (CcpTransport) transport = transport_call_new_transport (base, 0);
  g_auto (TransportCall) call = { 0 };

  transport_call_run (&call, transport, url, "SECRET");
  transport_call_settle ();

  g_assert_error (call.error, CCP_ERROR, CCP_ERROR_CONFIG);
  g_assert_null (strstr (call.error->message, "SECRET"));
  g_assert_cmpuint (fake_upstream_count_connections (other), ==, 0);
}

static void
test_refuses_key_with_line_break (gconstpointer data)
{
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_text, OK_ANSWER);
  g_autofree char *url = fake_upstream_get_url (upstream, "/");
  g_autoptr (CcpTransport) transport = transport_call_new_transport (url, 0);
  g_auto (TransportCall) call = { 0 };

  transport_call_run (&call, transport, url, data);

  g_assert_error (call.error, CCP_ERROR, CCP_ERROR_CONFIG);
  g_assert_null (strstr (call.error->message, "SECRET"));
  g_assert_nonnull (strstr (call.error->message, "127.0.0.1"));
  g_assert_cmpuint (fake_upstream_count_requests (upstream), ==, 0);
}

typedef struct
{
  FakePeer *peers[PARALLEL];
} Crowd;

/* Nobody is answered until all are there. */
static void
serve_crowd (FakePeer *peer, const char *request, guint number, gpointer user_data)
{
  Crowd *crowd = user_data;

  crowd->peers[number - 1] = peer;
  for (guint i = 0; number == PARALLEL && i < PARALLEL; i++)
    fake_upstream_send (crowd->peers[i], OK_ANSWER);
}

static void
test_many_at_once (void)
{
  Crowd crowd = { { NULL } };
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_crowd, &crowd);
  g_autofree char *url = fake_upstream_get_url (upstream, "/");
  g_autoptr (CcpTransport) transport = transport_call_new_transport (url, 0);
  TransportCall calls[PARALLEL] = { { 0 } };

  for (guint i = 0; i < PARALLEL; i++)
    transport_call_start (&calls[i], transport, url, NULL, NULL);
  for (guint i = 0; i < PARALLEL; i++)
    transport_call_wait (&calls[i]);

  for (guint i = 0; i < PARALLEL; i++)
    {
      assert_body (&calls[i], "ok");
      g_assert_cmpuint (calls[i].n_callbacks, ==, 1);
      transport_call_clear (&calls[i]);
    }
  g_assert_cmpuint (fake_upstream_count_connections (upstream), ==, PARALLEL);
}

static void
test_cancelled_before (void)
{
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_text, OK_ANSWER);
  g_autofree char *url = fake_upstream_get_url (upstream, "/");
  g_autoptr (CcpTransport) transport = transport_call_new_transport (url, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (TransportCall) call = { 0 };

  g_cancellable_cancel (cancellable);
  transport_call_start (&call, transport, url, NULL, cancellable);
  transport_call_wait (&call);
  transport_call_settle ();

  g_assert_error (call.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (call.n_callbacks, ==, 1);
  g_assert_cmpuint (fake_upstream_count_connections (upstream), ==, 0);
}

static void
test_cancelled_at_once (void)
{
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_nothing, NULL);
  g_autofree char *url = fake_upstream_get_url (upstream, "/");
  g_autoptr (CcpTransport) transport = transport_call_new_transport (url, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (TransportCall) call = { 0 };

  transport_call_start (&call, transport, url, NULL, cancellable);
  g_cancellable_cancel (cancellable);
  transport_call_wait (&call);
  transport_call_settle ();

  g_assert_error (call.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (call.n_callbacks, ==, 1);
  g_assert_cmpuint (fake_upstream_count_closed (upstream),
                    ==,
                    fake_upstream_count_connections (upstream));
}

/* A client that leaves while the provider thinks: the provider sees it in the same moment
 * (T100). */
static void
test_cancelled_before_head (void)
{
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_nothing, NULL);
  g_autofree char *url = fake_upstream_get_url (upstream, "/");
  g_autoptr (CcpTransport) transport = transport_call_new_transport (url, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (TransportCall) call = { 0 };

  transport_call_start (&call, transport, url, NULL, cancellable);
  while (fake_upstream_count_requests (upstream) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (fake_upstream_sees_end (upstream));
  g_cancellable_cancel (cancellable);

  g_assert_true (fake_upstream_sees_end (upstream));
  transport_call_wait (&call);
  transport_call_settle ();
  g_assert_error (call.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (call.n_callbacks, ==, 1);
  g_assert_cmpuint (fake_upstream_count_closed (upstream), ==, 1);
}

int
main (int argc, char **argv)
{
  static const guint redirects[] = { 301, 302, 303, 307, 308 };
  static const guint statuses[] = {
    400, 401, 403, 404, 407, 408, 413, 429, 500, 502, 503, 529,
  };

  ccp_soup_transport_prepare_environment ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/soup-transport/send/answer", test_answer);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/soup-transport/send/status/%u", statuses[i]);

      g_test_add_data_func (path, GUINT_TO_POINTER (statuses[i]), test_status);
    }
  g_test_add_func ("/soup-transport/send/T84-T123-headers", test_headers);
  g_test_add_func ("/soup-transport/send/own-headers", test_own_headers);
  g_test_add_func ("/soup-transport/send/keeps-connection", test_keeps_connection);
  g_test_add_func ("/soup-transport/send/repeats-on-stale-connection",
                   test_repeats_on_stale_connection);
  g_test_add_func ("/soup-transport/send/does-not-repeat-after-a-byte",
                   test_does_not_repeat_after_a_byte);
  g_test_add_func ("/soup-transport/send/does-not-repeat-on-fresh-connection",
                   test_does_not_repeat_on_fresh_connection);
  for (guint i = 0; i < G_N_ELEMENTS (redirects); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/soup-transport/send/redirect/%u", redirects[i]);

      g_test_add_data_func (path, GUINT_TO_POINTER (redirects[i]), test_redirect);
    }
  g_test_add_func ("/soup-transport/send/refuses-other-origin",
                   test_refuses_other_origin);
  g_test_add_data_func ("/soup-transport/send/refuses-key-with-newline",
                        "SECRET\n",
                        test_refuses_key_with_line_break);
  g_test_add_data_func ("/soup-transport/send/refuses-key-with-header",
                        "SECRET\r\nx-more: 1",
                        test_refuses_key_with_line_break);
  g_test_add_func ("/soup-transport/send/many-at-once", test_many_at_once);
  g_test_add_func ("/soup-transport/cancel/before", test_cancelled_before);
  g_test_add_func ("/soup-transport/cancel/at-once", test_cancelled_at_once);
  g_test_add_func ("/soup-transport/cancel/T100-before-head", test_cancelled_before_head);

  return g_test_run ();
}
