/* test-access-policy.c: who may ask
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-access-policy.h"

#include <gio/gunixsocketaddress.h>

typedef struct
{
  const char *line;
  const char *fields;
  guint status; /* 0 for welcome */
} Case;

static CcpRefusal *
check (CcpServerSettings *settings,
       GSocketAddress *local,
       const char *line,
       const char *fields)
{
  g_autofree char *text = g_strdup_printf ("%s HTTP/1.1\r\n%s\r\n", line, fields);
  CcpRequestHead head;
  g_autoptr (CcpRefusal) refusal = ccp_request_head_parse (&head, text, strlen (text));

  g_assert_null (refusal);
  return ccp_access_policy_check (settings, local, &head);
}

static void
run (CcpServerSettings *settings, const char *address, const Case *cases, guint n)
{
  g_autoptr (GSocketAddress) local = g_inet_socket_address_new_from_string (address, 1);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CcpRefusal) refusal =
          check (settings, local, cases[i].line, cases[i].fields);

      g_test_message ("%s %s", cases[i].line, cases[i].fields);
      g_assert_cmpuint (refusal != NULL ? refusal->status : 0, ==, cases[i].status);
    }
}

static void
test_hosts (void)
{
  static const Case cases[] = {
    { "GET /", "Host: 127.0.0.1\r\n", 0 },
    { "GET /", "Host: 127.0.0.1:3456\r\n", 0 },
    { "GET /", "Host: localhost\r\n", 0 },
    { "GET /", "Host: LOCALHOST:80\r\n", 0 },
    { "GET /", "Host: [::1]\r\n", 0 },
    { "GET /", "Host: [::1]:3456\r\n", 0 },
    { "GET /", "Host: proxy.example:9\r\n", 0 },
    { "GET /", "Host: exact.example:80\r\n", 0 },
    { "GET /", "Host: exact.example:81\r\n", 403 },
    { "GET /", "Host: exact.example\r\n", 403 },
    { "GET /", "Host: evil.example\r\n", 403 },
    { "GET /", "Host: evil.example:3456\r\n", 403 },
    { "GET /", "Host: localhost.evil.example\r\n", 403 },
    { "GET /", "Host: localhost.\r\n", 403 },
    { "GET /", "Host: 127.0.0.1.evil.example\r\n", 403 },
    { "GET /", "Host: 10.0.0.1\r\n", 403 },
    { "GET /", "Host: :80\r\n", 403 },
    { "GET /", "Host: [::1\r\n", 403 },
  };
  g_autoptr (CcpServerSettings) settings = ccp_server_settings_new ();

  g_ptr_array_add (settings->allowed_hosts, g_strdup ("Proxy.example"));
  g_ptr_array_add (settings->allowed_hosts, g_strdup ("exact.example:80"));
  run (settings, "127.0.0.1", cases, G_N_ELEMENTS (cases));
}

static void
test_own_address (void)
{
  static const Case v4[] = {
    { "GET /", "Host: 10.1.2.3:80\r\n", 0 },
    { "GET /", "Host: 10.1.2.4:80\r\n", 403 },
  };
  static const Case v6[] = {
    { "GET /", "Host: [fd00::5]:80\r\n", 0 },
    { "GET /", "Host: [fd00::6]\r\n", 403 },
  };
  g_autoptr (CcpServerSettings) settings = ccp_server_settings_new ();

  run (settings, "10.1.2.3", v4, G_N_ELEMENTS (v4));
  run (settings, "fd00::5", v6, G_N_ELEMENTS (v6));
}

static void
test_web_pages (void)
{
  static const Case cases[] = {
    { "GET /", "Host: localhost:1\r\nOrigin: https://evil.example\r\n", 403 },
    { "GET /", "Host: localhost:1\r\nOrigin: null\r\n", 403 },
    { "GET /", "Host: localhost:1\r\nOrigin: http://localhost:2\r\n", 403 },
    { "GET /", "Host: localhost:1\r\nOrigin: https://localhost:1\r\n", 403 },
    { "GET /", "Host: localhost:1\r\nOrigin: http://localhost:1\r\n", 0 },
    { "GET /",
      "Host: localhost:1\r\nOrigin: http://localhost:1\r\nOrigin: null\r\n",
      403 },
    { "GET /", "Host: localhost:1\r\nSec-Fetch-Site: cross-site\r\n", 403 },
    { "GET /", "Host: localhost:1\r\nSec-Fetch-Site: same-site\r\n", 403 },
    { "GET /", "Host: localhost:1\r\nSec-Fetch-Site: none\r\n", 0 },
    { "GET /", "Host: localhost:1\r\nSec-Fetch-Site: same-origin\r\n", 0 },
    { "OPTIONS /v1/messages", "Host: localhost:1\r\n", 403 },
    { "OPTIONS *", "Host: localhost:1\r\n", 403 },
  };
  g_autoptr (CcpServerSettings) settings = ccp_server_settings_new ();

  run (settings, "127.0.0.1", cases, G_N_ELEMENTS (cases));
}

static void
test_content_types (void)
{
  static const Case cases[] = {
    { "POST /", "Host: localhost\r\n", 0 },
    { "POST /", "Host: localhost\r\nContent-Type: application/json\r\n", 0 },
    { "POST /", "Host: localhost\r\nContent-Type: application/octet-stream\r\n", 0 },
    { "POST /", "Host: localhost\r\nContent-Type: text/plain\r\n", 415 },
    { "POST /", "Host: localhost\r\nContent-Type: Text/Plain; charset=utf-8\r\n", 415 },
    { "POST /", "Host: localhost\r\nContent-Type: multipart/form-data;x\r\n", 415 },
    { "POST /",
      "Host: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n",
      415 },
    { "GET /", "Host: localhost\r\nContent-Type: text/plain\r\n", 0 },
  };
  g_autoptr (CcpServerSettings) settings = ccp_server_settings_new ();

  run (settings, "127.0.0.1", cases, G_N_ELEMENTS (cases));
}

static void
test_content_encodings (void)
{
  static const Case cases[] = {
    { "POST /", "Host: localhost\r\nContent-Encoding: identity\r\n", 0 },
    { "POST /", "Host: localhost\r\nContent-Encoding: Identity\r\n", 0 },
    { "POST /", "Host: localhost\r\nContent-Encoding: gzip\r\n", 415 },
    { "POST /", "Host: localhost\r\nContent-Encoding: \r\n", 415 },
    { "POST /", "Host: localhost\r\nContent-Encoding: identity, br\r\n", 415 },
    { "POST /",
      "Host: localhost\r\nContent-Encoding: identity\r\nContent-Encoding: zstd\r\n",
      415 },
    { "PUT /", "Host: localhost\r\nContent-Encoding: gzip\r\n", 415 },
  };
  g_autoptr (CcpServerSettings) settings = ccp_server_settings_new ();

  run (settings, "127.0.0.1", cases, G_N_ELEMENTS (cases));
}

static void
test_keys (void)
{
  static const Case cases[] = {
    { "GET /v1/models", "Host: localhost\r\n", 401 },
    { "HEAD /v1/models", "Host: localhost\r\n", 401 },
    { "GET /v1/models", "Host: localhost\r\nX-Api-Key: open sesame\r\n", 0 },
    { "GET /v1/models", "Host: localhost\r\nX-Api-Key: open\r\n", 401 },
    { "GET /v1/models", "Host: localhost\r\nX-Api-Key: open sesame!\r\n", 401 },
    { "GET /v1/models", "Host: localhost\r\nAuthorization: Bearer open sesame\r\n", 0 },
    { "GET /v1/models", "Host: localhost\r\nAuthorization: Bearer \r\n", 401 },
    { "GET /v1/models", "Host: localhost\r\nAuthorization: open sesame\r\n", 401 },
    { "GET /v1/models",
      "Host: localhost\r\nX-Api-Key: x\r\nAuthorization: Bearer open sesame\r\n",
      0 },
    { "GET /v1/models",
      "Host: localhost\r\nX-Api-Key: open sesame\r\nAuthorization: Bearer x\r\n",
      0 },
    { "GET /v1/models",
      "Host: localhost\r\nX-Api-Key: x\r\nAuthorization: Bearer y\r\n",
      401 },
    { "GET /v1/models",
      "Host: localhost\r\nX-Api-Key: \r\nAuthorization: Bearer open sesame\r\n",
      0 },
    { "HEAD /", "Host: localhost\r\n", 0 },
    { "GET /health?a=b", "Host: localhost\r\n", 0 },
    { "GET /healthy", "Host: localhost\r\n", 401 },
    { "POST /v1/messages", "Host: evil\r\nX-Api-Key: open sesame\r\n", 403 },
  };
  g_autoptr (CcpServerSettings) settings = ccp_server_settings_new ();

  g_ptr_array_add (settings->client_keys, ccp_secret_new ("open sesame"));
  run (settings, "127.0.0.1", cases, G_N_ELEMENTS (cases));
}

static void
test_no_keys (void)
{
  static const Case local[] = { { "GET /v1/models", "Host: localhost\r\n", 0 } };
  static const Case remote[] = {
    { "GET /v1/models", "Host: localhost\r\n", 401 },
    { "GET /v1/models", "Host: localhost\r\nX-Api-Key: x\r\n", 401 },
  };
  g_autoptr (CcpServerSettings) settings = ccp_server_settings_new ();
  g_autoptr (GSocketAddress) unix_socket = g_unix_socket_address_new ("/x");
  g_autoptr (CcpRefusal) refusal =
      check (settings, unix_socket, "GET /v1/models", "Host: localhost\r\n");

  run (settings, "127.0.0.1", local, 1);
  run (settings, "::1", local, 1);
  run (settings, "::ffff:127.0.0.1", local, 1);
  run (settings, "10.0.0.1", remote, G_N_ELEMENTS (remote));
  g_assert_null (refusal);
}

/* but for those that may not know that there is a proxy at all */
static void
test_refusal (void)
{
  static const Case cases[] = {
    { "GET /health", "Host: localhost\r\n", 500 },
    { "POST /v1/messages", "Host: localhost\r\nContent-Type: application/json\r\n", 500 },
    { "GET /", "Host: evil.example\r\n", 403 },
  };
  g_autoptr (CcpServerSettings) settings = ccp_server_settings_new ();
  g_autoptr (GSocketAddress) unix_socket = g_unix_socket_address_new ("/x");
  g_autoptr (CcpRefusal) refusal = NULL;

  settings->refusal = g_strdup ("out of order");
  run (settings, "127.0.0.1", cases, G_N_ELEMENTS (cases));
  refusal = check (settings, unix_socket, "GET /health", "Host: localhost\r\n");
  g_assert_cmpstr (refusal->message, ==, "out of order");
  g_assert_true (refusal->is_final);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/access-policy/check/T141-hosts", test_hosts);
  g_test_add_func ("/access-policy/check/T141-own-address", test_own_address);
  g_test_add_func ("/access-policy/check/T141-web-pages", test_web_pages);
  g_test_add_func ("/access-policy/check/T141-content-types", test_content_types);
  g_test_add_func ("/access-policy/check/content-encodings", test_content_encodings);
  g_test_add_func ("/access-policy/check/T142-keys", test_keys);
  g_test_add_func ("/access-policy/check/T140-no-keys", test_no_keys);
  g_test_add_func ("/access-policy/check/nobody-is-answered", test_refusal);

  return g_test_run ();
}
