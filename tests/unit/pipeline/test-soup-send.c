/* test-soup-send.c: what can go wrong on the way to a provider, and what is said of it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>
#include <string.h>

#include "ccp-transport-error.h"
#include "fake-resolver.h"
#include "transport-call.h"

#define OK_ANSWER "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"

/* Self-signed, for 127.0.0.1, until 2126 */
static const char certificate_pem[] =
    "-----BEGIN PRIVATE KEY-----\n"
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgnsr36HqDEJU/ZEZw\n"
    "6xKLjHgLV3QqyJWhd7nNVsODTKmhRANCAASm+GNrLMW5XC82Hmi8l2uzSzcQNDjj\n"
    "/9hphf0AyRqrKIPe/9WHvouR7PwSZn2JFDi8pHn9GAWl0AaizRzJw7D4\n"
    "-----END PRIVATE KEY-----\n"
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBkDCCATagAwIBAgIUUxNtMYIqLXXHiPvLSMog+65DXN8wCgYIKoZIzj0EAwIw\n"
    "FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMjE1Mzc0OFoYDzIxMjYxMDI5\n"
    "MTUzNzQ4WjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO\n"
    "PQMBBwNCAASm+GNrLMW5XC82Hmi8l2uzSzcQNDjj/9hphf0AyRqrKIPe/9WHvouR\n"
    "7PwSZn2JFDi8pHn9GAWl0AaizRzJw7D4o2QwYjAdBgNVHQ4EFgQUSPth5LaOAELW\n"
    "6Zu7kXHcEy4qiewwHwYDVR0jBBgwFoAUSPth5LaOAELW6Zu7kXHcEy4qiewwDwYD\n"
    "VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0gAMEUC\n"
    "IQCFOcz7J4U5lOGG4IfFQKNfFWEzndF0J881euiMq/1p4wIgVpeV3pMs/A+4UND4\n"
    "EjYguwqEq9d+p1P1aeakzCvPwZU=\n"
    "-----END CERTIFICATE-----\n";

/* {"ok":true} through gzip */
static const guint8 gzipped[] = {
  0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xab,
  0x56, 0xca, 0xcf, 0x56, 0xb2, 0x2a, 0x29, 0x2a, 0x4d, 0xad, 0x05,
  0x00, 0x90, 0x5f, 0xd4, 0xa7, 0x0b, 0x00, 0x00, 0x00,
};

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

/* Sends @url, which holds a secret as its key does, and expects a failure of @code whose
 * message contains @part but no secret. */
static GError *
send_and_fail (const char *url, guint milliseconds, CcpError code, const char *part)
{
  g_autoptr (CcpTransport) transport = transport_call_new_transport (url, milliseconds);
  g_autofree char *secret_url = g_strconcat (url, "v1?key=SECRET", NULL);
  g_auto (TransportCall) call = { 0 };

  transport_call_run (&call, transport, secret_url, "SECRET");

  g_assert_cmpint (ccp_error_code_of (call.error), ==, code);
  g_assert_cmpuint (call.n_callbacks, ==, 1);
  g_assert_null (strstr (call.error->message, "SECRET"));
  if (strstr (call.error->message, part) == NULL)
    {
      g_test_message ("%s", call.error->message);
      g_test_fail ();
    }
  return g_steal_pointer (&call.error);
}

static void
assert_fails (const char *url, guint milliseconds, CcpError code, const char *part)
{
  g_autoptr (GError) error = send_and_fail (url, milliseconds, code, part);

  g_assert_false (ccp_transport_error_is_unconnected (error));
}

/* No connection came about, so the request may be sent again. */
static void
assert_unconnected (const char *url, const char *part)
{
  g_autoptr (GError) error = send_and_fail (url, 0, CCP_ERROR_UPSTREAM, part);

  g_assert_true (ccp_transport_error_is_unconnected (error));
}

static void
test_refused (void)
{
  FakeUpstream *upstream = fake_upstream_new (serve_nothing, NULL);
  g_autofree char *url = fake_upstream_get_url (upstream, "/");
  g_autofree char *part =
      g_strdup_printf ("127.0.0.1:%u cannot be reached: Could not connect to 127.0.0.1: "
                       "Connection refused",
                       fake_upstream_get_port (upstream));

  fake_upstream_free (upstream);
  assert_unconnected (url, part);
}

static void
test_unknown_name (void)
{
  g_autoptr (GResolver) fake = fake_resolver_new ("known.example", "127.0.0.1");
  g_autoptr (GResolver) real = g_resolver_get_default ();

  g_resolver_set_default (fake);
  assert_unconnected ("http://unknown.example/",
                      "the name of unknown.example:80 cannot be resolved");
  g_resolver_set_default (real);
}

/* DNS rebinding: a public name that suddenly leads into this machine */
static void
test_private_address (gconstpointer data)
{
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_text, OK_ANSWER);
  g_autoptr (GResolver) fake = fake_resolver_new ("api.example.com", data);
  g_autoptr (GResolver) real = g_resolver_get_default ();
  g_autofree char *url =
      g_strdup_printf ("http://api.example.com:%u/", fake_upstream_get_port (upstream));

  g_resolver_set_default (fake);
  assert_fails (url, 0, CCP_ERROR_UPSTREAM, "has the private address 127.0.0.1");
  g_resolver_set_default (real);
  transport_call_settle ();

  g_assert_cmpuint (fake_upstream_count_requests (upstream), ==, 0);
}

static void
test_private_name (void)
{
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_text, OK_ANSWER);
  g_autoptr (GResolver) fake = fake_resolver_new ("box.lan", "127.0.0.1");
  g_autoptr (GResolver) real = g_resolver_get_default ();
  g_autofree char *url =
      g_strdup_printf ("http://box.lan:%u/", fake_upstream_get_port (upstream));
  g_autoptr (CcpTransport) transport = transport_call_new_transport (url, 0);
  g_auto (TransportCall) call = { 0 };

  g_resolver_set_default (fake);
  transport_call_run (&call, transport, url, NULL);
  g_resolver_set_default (real);

  assert_body (&call, "ok");
}

static void
test_no_head_in_time (void)
{
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_nothing, NULL);
  g_autofree char *url = fake_upstream_get_url (upstream, "/");

  assert_fails (url, 50, CCP_ERROR_TIMEOUT, "did not answer within 0.05 seconds");
  transport_call_settle ();

  g_assert_cmpuint (fake_upstream_count_requests (upstream), ==, 1);
  g_assert_cmpuint (fake_upstream_count_closed (upstream), ==, 1);
}

/* A limit for the answer that is shorter than the one for the connection */
static void
test_no_head_in_short_time (void)
{
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_nothing, NULL);
  g_autofree char *url = fake_upstream_get_url (upstream, "/");
  CcpSoupTransportSettings settings = { .connect_timeout = 10000, .head_timeout = 50 };
  g_autoptr (CcpTransport) transport = ccp_soup_transport_new (url, &settings, NULL);
  g_auto (TransportCall) call = { 0 };
  gint64 start = g_get_monotonic_time ();

  transport_call_run (&call, transport, url, NULL);

  g_assert_error (call.error, CCP_ERROR, CCP_ERROR_TIMEOUT);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_TIME_SPAN_SECOND);
}

/* A server that accepts but never says hello back */
static void
test_no_connection_in_time (void)
{
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_nothing, NULL);
  g_autofree char *url =
      g_strdup_printf ("https://127.0.0.1:%u/", fake_upstream_get_port (upstream));

  assert_fails (url, 50, CCP_ERROR_TIMEOUT, "within 0.05 seconds");
  transport_call_settle ();

  g_assert_cmpuint (fake_upstream_count_closed (upstream), ==, 1);
}

static void
test_cancelled_in_handshake (void)
{
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_nothing, NULL);
  g_autofree char *url =
      g_strdup_printf ("https://127.0.0.1:%u/", fake_upstream_get_port (upstream));
  g_autoptr (CcpTransport) transport = transport_call_new_transport (url, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (TransportCall) call = { 0 };

  transport_call_start (&call, transport, url, NULL, cancellable);
  while (fake_upstream_count_connections (upstream) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  transport_call_wait (&call);
  transport_call_settle ();

  g_assert_error (call.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (call.n_callbacks, ==, 1);
  g_assert_cmpuint (fake_upstream_count_closed (upstream), ==, 1);
}

typedef struct
{
  const char *name;
  const char *answer;
  guint times;
  const char *message;
} Nonsense;

static const Nonsense nonsense[] = {
  { "not-http", "220 mail.example ESMTP\r\n\r\n", 1, "is not HTTP" },
  { "status-only", "HTTP/1.1\r\n\r\n", 1, "is not HTTP" },
  { "unknown-coding",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\n",
    1,
    "is not HTTP" },
  { "informational-flood",
    "HTTP/1.1 103 Early Hints\r\n\r\n",
    1000,
    "sent more than 16 informational answers" },
  { "brotli",
    "HTTP/1.1 200 OK\r\ncontent-encoding: br\r\ncontent-length: 2\r\n\r\nab",
    1,
    "the answer is encoded as \"br\"" },
};

static void
serve_nonsense (FakePeer *peer, const char *request, guint number, gpointer user_data)
{
  const Nonsense *n = user_data;
  g_autoptr (GString) answer = g_string_new (NULL);

  for (guint i = 0; i < n->times; i++)
    g_string_append (answer, n->answer);
  fake_upstream_send (peer, answer->str);
}

static void
test_nonsense (gconstpointer data)
{
  const Nonsense *n = data;
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_nonsense, (gpointer) n);
  g_autofree char *url = fake_upstream_get_url (upstream, "/");

  assert_fails (url, 0, CCP_ERROR_UPSTREAM, n->message);
  transport_call_settle ();

  g_assert_cmpuint (fake_upstream_count_closed (upstream), ==, 1);
}

static void
serve_header_flood (FakePeer *peer, const char *request, guint number, gpointer user_data)
{
  g_autoptr (GString) head = g_string_new ("HTTP/1.1 200 OK\r\n");

  while (head->len < 200000)
    g_string_append (head, "x-filler: 0123456789012345678901234567890123456789\r\n");
  fake_upstream_send (peer, head->str);
}

static void
test_header_flood (void)
{
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_header_flood, NULL);
  g_autofree char *url = fake_upstream_get_url (upstream, "/");

  assert_fails (url, 0, CCP_ERROR_UPSTREAM, "Header too big");
  transport_call_settle ();

  g_assert_cmpuint (fake_upstream_count_closed (upstream), ==, 1);
}

static void
serve_gzip (FakePeer *peer, const char *request, guint number, gpointer user_data)
{
  g_autofree char *head =
      g_strdup_printf ("HTTP/1.1 400 Bad\r\ncontent-encoding: gzip\r\n"
                       "content-length: %zu\r\n\r\n",
                       sizeof (gzipped));

  fake_upstream_send (peer, head);
  fake_upstream_send_bytes (peer, gzipped, sizeof (gzipped));
}

/* Nobody asked for it, but it can be read. */
static void
test_gzip (void)
{
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_gzip, NULL);
  g_autofree char *url = fake_upstream_get_url (upstream, "/");
  g_autoptr (CcpTransport) transport = transport_call_new_transport (url, 0);

  for (guint i = 0; i < 2; i++)
    {
      g_auto (TransportCall) call = { 0 };

      transport_call_run (&call, transport, url, NULL);
      assert_body (&call, "{\"ok\":true}");
      g_assert_null (ccp_headers_get (ccp_upstream_response_get_headers (call.response),
                                      "content-encoding"));
    }
  g_assert_cmpuint (fake_upstream_count_connections (upstream), ==, 1);
}

static GTlsCertificate *
new_certificate (void)
{
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate =
      g_tls_certificate_new_from_pem (certificate_pem, -1, &error);

  g_assert_no_error (error);
  return certificate;
}

static void
test_untrusted (void)
{
  g_autoptr (GTlsCertificate) certificate = new_certificate ();
  g_autoptr (FakeUpstream) upstream =
      fake_upstream_new_tls (certificate, serve_text, OK_ANSWER);
  g_autofree char *url = fake_upstream_get_url (upstream, "/");

  assert_fails (url, 0, CCP_ERROR_UPSTREAM, "no TLS connection with 127.0.0.1:");
  transport_call_settle ();

  g_assert_cmpuint (fake_upstream_count_requests (upstream), ==, 0);
}

/* The database reads its file again at every use. */
static GTlsDatabase *
new_authorities (char **path_out)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("ccproxy-XXXXXX.pem", &path, &error);
  GTlsDatabase *authorities = NULL;

  g_assert_no_error (error);
  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (path, certificate_pem, -1, NULL));
  authorities = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);
  *path_out = g_steal_pointer (&path);
  return authorities;
}

static void
test_trusted (void)
{
  g_autoptr (GTlsCertificate) certificate = new_certificate ();
  g_autofree char *path = NULL;
  g_autoptr (GTlsDatabase) authorities = new_authorities (&path);
  g_autoptr (FakeUpstream) upstream =
      fake_upstream_new_tls (certificate, serve_text, OK_ANSWER);
  g_autofree char *url = fake_upstream_get_url (upstream, "/");
  CcpSoupTransportSettings settings = { .authorities = authorities };
  g_autoptr (CcpTransport) transport = ccp_soup_transport_new (url, &settings, NULL);

  for (guint i = 0; i < 3; i++)
    {
      g_auto (TransportCall) call = { 0 };

      transport_call_run (&call, transport, url, NULL);
      assert_body (&call, "ok");
    }

  g_assert_cmpuint (fake_upstream_count_connections (upstream), ==, 1);
  g_assert_cmpuint (fake_upstream_count_requests (upstream), ==, 3);
  g_assert_cmpint (g_remove (path), ==, 0);
}

/* A provider beyond a proxy: the proxy is given the whole URL, and may live anywhere. */
static void
test_proxy (void)
{
  g_autoptr (FakeUpstream) proxy = fake_upstream_new (serve_text, OK_ANSWER);
  g_autofree char *proxy_url = fake_upstream_get_url (proxy, "");
  g_autoptr (GProxyResolver) proxies = g_simple_proxy_resolver_new (proxy_url, NULL);
  CcpSoupTransportSettings settings = { .proxies = proxies };
  g_autoptr (CcpTransport) transport =
      ccp_soup_transport_new ("http://api.example.com/", &settings, NULL);
  g_auto (TransportCall) call = { 0 };

  transport_call_run (&call, transport, "http://api.example.com/v1", NULL);

  assert_body (&call, "ok");
  g_assert_true (g_str_has_prefix (fake_upstream_get_last_request (proxy),
                                   "POST http://api.example.com/v1 HTTP/1.1\r\n"));
}

typedef struct
{
  const char *name;
  const char *base;
  guint status;
  const char *body;
} Refusal;

static const Refusal refusals[] = {
  { "401", "http://api.example.com/", 401, "words" },
  { "407", "http://api.example.com/", 407, "words" },
  { "tunnel-407", "https://api.example.com/", 407, "" },
  { "tunnel-502", "https://api.example.com/", 502, "" },
};

/* A proxy that wants a password, or opens no tunnel: libsoup acts on that by itself. */
static void
test_proxy_refuses (gconstpointer data)
{
  const Refusal *refusal = data;
  g_autofree char *answer =
      g_strdup_printf ("HTTP/1.1 %u No\r\nwww-authenticate: Basic realm=\"x\"\r\n"
                       "proxy-authenticate: Basic realm=\"x\"\r\n"
                       "content-length: 5\r\n\r\nwords",
                       refusal->status);
  g_autoptr (FakeUpstream) proxy = fake_upstream_new (serve_text, answer);
  g_autofree char *proxy_url = fake_upstream_get_url (proxy, "");
  g_autoptr (GProxyResolver) proxies = g_simple_proxy_resolver_new (proxy_url, NULL);
  CcpSoupTransportSettings settings = { .proxies = proxies };
  g_autoptr (CcpTransport) transport =
      ccp_soup_transport_new (refusal->base, &settings, NULL);
  g_auto (TransportCall) call = { 0 };

  transport_call_run (&call, transport, refusal->base, "sk-1");

  assert_body (&call, refusal->body);
  g_assert_cmpuint (ccp_upstream_response_get_status (call.response),
                    ==,
                    refusal->status);
  g_assert_cmpuint (fake_upstream_count_requests (proxy), ==, 1);
}

int
main (int argc, char **argv)
{
  ccp_soup_transport_prepare_environment ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/soup-send/connect/refused", test_refused);
  g_test_add_func ("/soup-send/connect/unknown-name", test_unknown_name);
  g_test_add_data_func ("/soup-send/connect/private-address",
                        "127.0.0.1",
                        test_private_address);
  g_test_add_data_func ("/soup-send/connect/mapped-private-address",
                        "::ffff:127.0.0.1",
                        test_private_address);
  g_test_add_func ("/soup-send/connect/private-name", test_private_name);
  g_test_add_func ("/soup-send/connect/T125-proxy", test_proxy);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path =
          g_strconcat ("/soup-send/connect/T125-proxy-", refusals[i].name, NULL);

      g_test_add_data_func (path, &refusals[i], test_proxy_refuses);
    }
  g_test_add_func ("/soup-send/tls/untrusted", test_untrusted);
  g_test_add_func ("/soup-send/tls/trusted", test_trusted);
  g_test_add_func ("/soup-send/timeout/no-connection", test_no_connection_in_time);
  g_test_add_func ("/soup-send/timeout/no-head", test_no_head_in_time);
  g_test_add_func ("/soup-send/timeout/no-head-in-short-time",
                   test_no_head_in_short_time);
  g_test_add_func ("/soup-send/cancel/T100-in-handshake", test_cancelled_in_handshake);
  for (guint i = 0; i < G_N_ELEMENTS (nonsense); i++)
    {
      g_autofree char *path = g_strconcat ("/soup-send/answer/", nonsense[i].name, NULL);

      g_test_add_data_func (path, &nonsense[i], test_nonsense);
    }
  g_test_add_func ("/soup-send/answer/header-flood", test_header_flood);
  g_test_add_func ("/soup-send/answer/T84-gzip", test_gzip);

  return g_test_run ();
}
