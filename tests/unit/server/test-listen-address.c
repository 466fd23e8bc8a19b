/* test-listen-address.c: addresses to listen on
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-listen-address.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *uri; /* NULL for an error */
    gboolean local;
  } cases[] = {
    { "127.0.0.1:3456", "http://127.0.0.1:3456", TRUE },
    { "localhost:0", "http://127.0.0.1:0", TRUE },
    { "[::1]:65535", "http://[::1]:65535", TRUE },
    { "[::ffff:127.0.0.1]:1", "http://127.0.0.1:1", TRUE },
    { "0.0.0.0:1", "http://0.0.0.0:1", FALSE },
    { "[::]:1", "http://[::]:1", FALSE },
    { "unix:/run/x.sock", "unix:/run/x.sock", TRUE },
    { "127.0.0.1", NULL, FALSE },
    { "127.0.0.1:", NULL, FALSE },
    { "127.0.0.1:65536", NULL, FALSE },
    { "127.0.0.1:-1", NULL, FALSE },
    { "127.0.0.1:http", NULL, FALSE },
    { "::1:80", NULL, FALSE },
    { "example.org:80", NULL, FALSE },
    { ":80", NULL, FALSE },
    { "unix:x.sock", NULL, FALSE },
    { "", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocketAddress) address =
          ccp_listen_address_parse (cases[i].text, &error);
      g_autofree char *uri = address != NULL ? ccp_listen_address_to_uri (address) : NULL;

      g_test_message ("%s: %s", cases[i].text, error != NULL ? error->message : uri);
      g_assert_cmpstr (uri, ==, cases[i].uri);
      if (address != NULL)
        g_assert_cmpint (ccp_listen_address_is_local (address), ==, cases[i].local);
      else
        g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/listen-address/parse/table", test_parse);

  return g_test_run ();
}
