/* test-soup-transport-factory.c: which transports share their connections
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-soup-transport-factory.h"

#include "transport-call.h"

#define OK_ANSWER "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"

static void
serve_ok (FakePeer *peer, const char *request, guint number, gpointer user_data)
{
  fake_upstream_send (peer, OK_ANSWER);
}

/* Returns: (transfer full) */
static CcpTransport *
create (CcpTransportFactory *factory, const char *name, const char *url, guint timeout)
{
  CcpProviderConfig provider = { .name = (char *) name,
                                 .url = (char *) url,
                                 .timeout = timeout };
  g_autoptr (GError) error = NULL;
  CcpTransport *transport =
      ccp_transport_factory_create (factory, &provider, FALSE, &error);

  g_assert_no_error (error);
  return transport;
}

static void
ask (CcpTransport *transport, const char *url)
{
  g_auto (TransportCall) call = { 0 };
  g_autofree char *body = NULL;

  transport_call_run (&call, transport, url, NULL);
  g_assert_no_error (call.error);
  body = transport_call_read_body (&call, NULL);
  g_assert_cmpstr (body, ==, "ok");
}

/* a reload finds the connections that are open */
static void
test_same_provider (void)
{
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_ok, NULL);
  g_autofree char *url = fake_upstream_get_url (upstream, "/v1");
  g_autofree char *other = fake_upstream_get_url (upstream, "/v2");
  g_autoptr (CcpTransportFactory) factory = ccp_soup_transport_factory_new (NULL);
  CcpTransport *before = create (factory, "p", url, 20);
  g_autoptr (CcpTransport) after = NULL;

  ask (before, url);
  after = create (factory, "p", other, 30);
  g_assert_true (after != before);
  g_object_unref (before);
  ask (after, other);

  g_assert_cmpuint (fake_upstream_count_requests (upstream), ==, 2);
  g_assert_cmpuint (fake_upstream_count_connections (upstream), ==, 1);
}

static void
test_other_providers (void)
{
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_ok, NULL);
  g_autofree char *url = fake_upstream_get_url (upstream, "/v1");
  g_autoptr (CcpTransportFactory) factory = ccp_soup_transport_factory_new (NULL);
  g_autoptr (CcpTransport) before = create (factory, "p", url, 20);
  g_autoptr (CcpTransport) namesake = create (factory, "p", "http://h.example/v1", 20);
  g_autoptr (CcpTransport) neighbour = create (factory, "q", url, 20);

  ask (before, url);
  ask (neighbour, url);

  g_assert_cmpuint (fake_upstream_count_connections (upstream), ==, 2);
  g_assert_true (ccp_soup_transport_get_pool (CCP_SOUP_TRANSPORT (namesake)) !=
                 ccp_soup_transport_get_pool (CCP_SOUP_TRANSPORT (before)));
}

/* nobody keeps connections for a provider that is gone */
static void
test_gone (void)
{
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_ok, NULL);
  g_autofree char *url = fake_upstream_get_url (upstream, "/v1");
  g_autoptr (CcpTransportFactory) factory = ccp_soup_transport_factory_new (NULL);
  CcpTransport *before = create (factory, "p", url, 20);
  gpointer pool = ccp_soup_transport_get_pool (CCP_SOUP_TRANSPORT (before));
  g_autoptr (CcpTransport) after = NULL;

  g_object_add_weak_pointer (pool, &pool);
  ask (before, url);
  g_object_unref (before);
  transport_call_settle ();
  g_assert_null (pool);

  after = create (factory, "p", url, 20);
  ask (after, url);
  g_assert_cmpuint (fake_upstream_count_connections (upstream), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/soup-transport-factory/create/shares-with-itself",
                   test_same_provider);
  g_test_add_func ("/soup-transport-factory/create/does-not-share-with-others",
                   test_other_providers);
  g_test_add_func ("/soup-transport-factory/create/keeps-nothing", test_gone);

  return g_test_run ();
}
