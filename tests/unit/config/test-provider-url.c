/* test-provider-url.c: addresses of providers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-provider-url.h"

#include "ccp-error.h"

typedef struct
{
  const char *url;
  gboolean is_exposed;
} Good;

typedef struct
{
  const char *url;
  const char *error;
} Bad;

static const Good good[] = {
  { "https://api.example.com", FALSE },
  { "HTTPS://api.example.com/v1/chat/completions?api-version=1", FALSE },
  { "http://api.example.com", TRUE },
  { "http://8.8.8.8/v1", TRUE },
  { "http://[2001:db8::1]/v1", TRUE },
  { "http://localhost:8000", FALSE },
  { "http://127.0.0.1:8000", FALSE },
  { "http://[::1]:8000/v1", FALSE },
  { "http://192.168.0.9", FALSE },
  { "http://10.1.2.3", FALSE },
  { "http://172.31.0.1", FALSE },
  { "http://172.32.0.1", TRUE },
  { "http://100.64.0.1", FALSE },
  { "http://[fd00::1]", FALSE },
  { "http://ollama:11434/v1", FALSE },
  { "http://box.local", FALSE },
  { "http://a.localhost", FALSE },
  { "http://notlocal", FALSE },
  { "http://evil.local.example", TRUE },
};

static const Bad bad[] = {
  { "", "expected a URL such as https://api.example.com/v1" },
  { "api.example.com", "expected a URL such as https://api.example.com/v1" },
  { "ftp://a", "expected a URL that starts with http:// or https://" },
  { "file:///etc/passwd", "expected a URL that starts with http:// or https://" },
  { "https://", "expected a URL with a host" },
  { "https:///v1", "expected a URL with a host" },
  { "http://a]b/v1", "expected a URL with a host" },
  { "http://a%20b/v1", "expected a URL with a host" },
  { "https://a b", "expected a URL without spaces and line breaks" },
  { "https://a\r\nX: y", "expected a URL without spaces and line breaks" },
  { "https://a:99999", "expected a URL such as https://api.example.com/v1" },
  { "https://u:p@a", "expected a URL without user and password; use api_key" },
  { "https://u@a", "expected a URL without user and password; use api_key" },
  { "https://a/#b", "expected a URL without a fragment (#)" },
};

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      gboolean is_exposed = FALSE;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", good[i].url);
      g_assert_true (ccp_provider_url_check (good[i].url, &is_exposed, &error));
      g_assert_cmpint (is_exposed, ==, good[i].is_exposed);
    }
}

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      gboolean is_exposed = FALSE;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i].url);
      g_assert_false (ccp_provider_url_check (bad[i].url, &is_exposed, &error));
      g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
      g_assert_cmpstr (error->message, ==, bad[i].error);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/provider-url/check/good", test_good);
  g_test_add_func ("/provider-url/check/bad", test_bad);

  return g_test_run ();
}
