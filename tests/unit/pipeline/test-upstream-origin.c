/* test-upstream-origin.c: which URLs and addresses belong to a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "ccp-upstream-origin.h"

typedef struct
{
  const char *base;
  const char *url;
  gboolean same;
} OriginCase;

static const OriginCase origin_cases[] = {
  { "https://api.example.com/v1", "https://api.example.com/v1/chat?x=1", TRUE },
  { "https://api.example.com/v1", "https://API.Example.com:443/", TRUE },
  { "http://127.0.0.1:8080", "http://127.0.0.1:8080/v1", TRUE },
  { "http://[::1]:8080/", "http://[::1]:8080/v1", TRUE },
  { "https://api.example.com/v1", "http://api.example.com/v1", FALSE },
  { "https://api.example.com/v1", "https://api.example.com:8443/v1", FALSE },
  { "https://api.example.com/v1", "https://api.example.com.evil.test/v1", FALSE },
  { "https://api.example.com/v1", "https://evil.test/api.example.com/v1", FALSE },
  { "https://api.example.com/v1", "https://api.example.com@evil.test/v1", FALSE },
  { "https://api.example.com/v1", "https://user:SECRET@api.example.com/v1", FALSE },
  { "https://api.example.com/v1", "//api.example.com/v1", FALSE },
  { "https://api.example.com/v1", "file:///etc/passwd", FALSE },
  { "https://api.example.com/v1", "https:///v1", FALSE },
  { "https://api.example.com/v1", "", FALSE },
};

static void
test_origin (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (origin_cases); i++)
    {
      const OriginCase *c = &origin_cases[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (CcpUpstreamOrigin) origin = ccp_upstream_origin_new (c->base, &error);
      g_autoptr (GUri) uri = NULL;

      g_assert_no_error (error);
      uri = ccp_upstream_origin_parse (origin, c->url, &error);
      g_test_message ("%s: %s", c->url, error != NULL ? error->message : "taken");
      g_assert_true ((uri != NULL) == c->same);
      if (!c->same)
        {
          g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
          g_assert_null (strstr (error->message, "SECRET"));
        }
    }
}

static void
test_base_url (void)
{
  static const char *const urls[] = {
    "",
    "api.example.com",
    "ftp://api.example.com",
    "https:///x",
    "https://SECRET@example.com",
    "https://exa mple.com/",
    "https://a%0d%0ax-b:1/",
  };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CcpUpstreamOrigin) origin = ccp_upstream_origin_new (urls[i], &error);

      g_test_message ("%s", urls[i]);
      g_assert_null (origin);
      g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
      g_assert_null (strstr (error->message, "SECRET"));
    }
}

typedef struct
{
  const char *host;
  const char *address;
  gboolean allowed;
} AddressCase;

static const AddressCase address_cases[] = {
  { "api.example.com", "93.184.216.34", TRUE },
  { "api.example.com", "2606:2800:220:1::1", TRUE },
  { "api.example.com", "172.15.255.255", TRUE },
  { "api.example.com", "172.32.0.0", TRUE },
  { "api.example.com", "127.0.0.1", FALSE },
  { "api.example.com", "10.1.2.3", FALSE },
  { "api.example.com", "100.100.100.200", FALSE },
  { "api.example.com", "172.16.0.1", FALSE },
  { "api.example.com", "192.168.1.1", FALSE },
  { "api.example.com", "169.254.169.254", FALSE },
  { "api.example.com", "0.0.0.0", FALSE },
  { "api.example.com", "::1", FALSE },
  { "api.example.com", "fd00::1", FALSE },
  { "api.example.com", "fe80::1", FALSE },
  { "api.example.com", "::ffff:10.0.0.1", FALSE },
  { "api.example.com", "::ffff:93.184.216.34", TRUE },
  { "localhost.", "127.0.0.1", FALSE },
  { "notlocalhost.com", "127.0.0.1", FALSE },
  { "localhost", "127.0.0.1", TRUE },
  { "a.localhost", "::1", TRUE },
  { "box", "192.168.1.1", TRUE },
  { "box.lan", "192.168.1.1", TRUE },
  { "ollama.local", "10.0.0.7", TRUE },
  { "host.docker.internal", "172.17.0.1", TRUE },
  { "metadata.google.internal", "169.254.169.254", FALSE },
  { "127.0.0.1", "127.0.0.1", TRUE },
  { "169.254.169.254", "169.254.169.254", TRUE },
  { "[fd00::1]", "fd00::1", TRUE },
};

static void
test_address (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (address_cases); i++)
    {
      const AddressCase *c = &address_cases[i];
      g_autofree char *url = g_strdup_printf ("http://%s/", c->host);
      g_autoptr (CcpUpstreamOrigin) origin = ccp_upstream_origin_new (url, NULL);
      g_autoptr (GSocketAddress) address =
          g_inet_socket_address_new_from_string (c->address, 80);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s at %s", c->host, c->address);
      g_assert_true (ccp_upstream_origin_check_address (origin, address, &error) ==
                     c->allowed);
      g_assert_true ((error == NULL) == c->allowed);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/upstream-origin/new/refuses", test_base_url);
  g_test_add_func ("/upstream-origin/parse/same-origin-only", test_origin);
  g_test_add_func ("/upstream-origin/check-address/private-only-where-meant",
                   test_address);

  return g_test_run ();
}
