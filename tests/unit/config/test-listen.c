/* test-listen.c: addresses to listen on
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-listen.h"

#include "config-fixture.h"

typedef struct
{
  const char *text;
  const char *expected; /* (nullable): NULL if it is refused */
  gboolean is_private;
  const char *error;
} Case;

static const Case cases[] = {
  { "127.0.0.1:3456", "127.0.0.1:3456", TRUE, NULL },
  { "127.9.9.9:0", "127.9.9.9:0", TRUE, NULL },
  { "LOCALHOST:1", "127.0.0.1:1", TRUE, NULL },
  { "[::1]:65535", "[::1]:65535", TRUE, NULL },
  { "[0:0::1]:1", "[::1]:1", TRUE, NULL },
  { "0.0.0.0:1", "0.0.0.0:1", FALSE, NULL },
  { "[::]:1", "[::]:1", FALSE, NULL },
  { "192.168.1.2:1", "192.168.1.2:1", FALSE, NULL },
  { "unix:/run/c.sock", "unix:/run/c.sock", TRUE, NULL },
  { "unix:/run/../c.sock", "unix:/c.sock", TRUE, NULL },
  { "unix:~/c.sock", "unix:/h/me/c.sock", TRUE, NULL },
  { "3456", NULL, FALSE, "expected host:port, [ipv6]:port or unix:path, got \"3456\"" },
  { ":3456", NULL, FALSE, "expected host:port, [ipv6]:port or unix:path, got \":3456\"" },
  { "", NULL, FALSE, "expected host:port, [ipv6]:port or unix:path, got \"\"" },
  { "::1:3456",
    NULL,
    FALSE,
    "an IPv6 address needs brackets, as in [::1]:3456, got \"::1:3456\"" },
  { "127.0.0.1:", NULL, FALSE, "expected a port 0..65535, got \"\"" },
  { "127.0.0.1:65536", NULL, FALSE, "expected a port 0..65535, got \"65536\"" },
  { "127.0.0.1:+1", NULL, FALSE, "expected a port 0..65535, got \"+1\"" },
  { "my.example:1",
    NULL,
    FALSE,
    "expected an IP address or localhost, got \"my.example\"" },
  { "*:1", NULL, FALSE, "expected an IP address or localhost, got \"*\"" },
  { "unix:c.sock",
    NULL,
    FALSE,
    "expected a path that starts with / or ~/, got \"c.sock\"" },
  { "unix:", NULL, FALSE, "expected a path that starts with / or ~/, got \"\"" },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      gboolean is_private = FALSE;
      g_autoptr (GError) error = NULL;
      g_autofree char *address =
          ccp_listen_parse (c->text, fixture_environment, &is_private, &error);

      g_test_message ("%s", c->text);
      g_assert_cmpstr (address, ==, c->expected);
      g_assert_cmpstr (error != NULL ? error->message : NULL, ==, c->error);
      if (address != NULL)
        g_assert_cmpint (is_private, ==, c->is_private);
    }
}

static void
test_long_path (void)
{
  g_autofree char *filler = g_strnfill (107, 'x');
  g_autofree char *fits = g_strdup_printf ("unix:/%.106s", filler);
  g_autofree char *too_long = g_strdup_printf ("unix:/%s", filler);
  gboolean is_private = FALSE;
  g_autoptr (GError) error = NULL;
  g_autofree char *good = ccp_listen_parse (fits, fixture_environment, &is_private, NULL);
  g_autofree char *bad =
      ccp_listen_parse (too_long, fixture_environment, &is_private, &error);

  g_assert_cmpstr (good, ==, fits);
  g_assert_null (bad);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
}

static void
test_open_with_keys (void)
{
  g_autofree char *shown = NULL;
  g_autoptr (CcpConfig) config =
      fixture_read ("listen: 0.0.0.0:1\nclient_keys: k\n"
                    "providers: [{name: p, url: 'https://a.example'}]",
                    &shown);

  g_assert_cmpstr (shown, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/listen/parse", test_parse);
  g_test_add_func ("/listen/parse/long-path", test_long_path);
  g_test_add_func ("/listen/read/open-with-keys", test_open_with_keys);

  return g_test_run ();
}
