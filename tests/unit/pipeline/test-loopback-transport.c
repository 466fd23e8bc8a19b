/* test-loopback-transport.c: requests to servers that plugins run themselves
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-loopback-transport.h"

#include <string.h>

#include "fake-upstream.h"
#include "transport-call.h"

typedef struct
{
  CcpTransport *transport;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  const CcpSoupTransportSettings settings = { .head_timeout = 5000,
                                              .idle_timeout = 5000 };

  f->transport = ccp_loopback_transport_new (&settings);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->transport);
  transport_call_settle ();
}

static void
serve (FakePeer *peer, const char *request, guint number, gpointer user_data)
{
  fake_upstream_send (peer, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
}

static void
assert_served (Fixture *f, FakeUpstream *upstream)
{
  g_auto (TransportCall) call = { 0 };
  g_autofree char *url = fake_upstream_get_url (upstream, "/v1/x?y=1");
  g_autofree char *body = NULL;

  transport_call_run (&call, f->transport, url, "hush-hush");
  g_assert_no_error (call.error);
  body = transport_call_read_body (&call, NULL);

  g_assert_cmpstr (body, ==, "ok");
  g_assert_nonnull (
      strstr (fake_upstream_get_last_request (upstream), "POST /v1/x?y=1 "));
  g_assert_null (strstr (fake_upstream_get_last_request (upstream), "hush"));
}

/* the server may listen on another port after it was restarted; no key goes with it */
static void
test_follows (Fixture *f, gconstpointer data)
{
  g_autoptr (FakeUpstream) first = fake_upstream_new (serve, NULL);
  g_autoptr (FakeUpstream) second = fake_upstream_new (serve, NULL);

  assert_served (f, first);
  assert_served (f, first);
  assert_served (f, second);

  g_assert_cmpuint (fake_upstream_count_requests (first), ==, 2);
  g_assert_cmpuint (fake_upstream_count_connections (first), ==, 1);
  g_assert_cmpuint (fake_upstream_count_requests (second), ==, 1);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_auto (TransportCall) call = { 0 };

  transport_call_run (&call, f->transport, data, NULL);

  g_assert_null (call.response);
  g_assert_nonnull (call.error);
  g_assert_cmpuint (call.n_callbacks, ==, 1);
}

int
main (int argc, char **argv)
{
  /* a name may stand for any address, so none is a loopback address */
  static const char *const refused[] = {
    "http://192.0.2.1/",       "http://h.example/", "http://localhost:1/",
    "http://127.0.0.1.h.org/", "http://0.0.0.0/",   "/no/url",
    "http://[2001:db8::1]/",
  };

  g_test_init (&argc, &argv, NULL);

  g_test_add ("/loopback-transport/send/follows-its-port",
              Fixture,
              NULL,
              set_up,
              test_follows,
              tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/loopback-transport/send/refused-%" G_GSIZE_FORMAT, i);

      g_test_add (path, Fixture, refused[i], set_up, test_refused, tear_down);
    }

  return g_test_run ();
}
