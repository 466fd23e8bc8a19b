/* test-environment-proxies.c: which way the environment sends a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-environment-proxies.h"

typedef struct
{
  const char *environment[4];
  const char *url;
  const char *way; /* (nullable): if there is no proxy for anything */
} Case;

static const Case cases[] = {
  { { "HOME=/" }, "https://api.example.com/", NULL },
  { { "HTTPS_PROXY=" }, "https://api.example.com/", NULL },
  { { "HTTPS_PROXY=http://p:3128", "NO_PROXY=*" }, "https://api.example.com/", NULL },
  { { "HTTPS_PROXY=http://p:3128" }, "https://api.example.com/", "http://p:3128" },
  { { "https_proxy=http://p:3128" }, "https://api.example.com/", "http://p:3128" },
  { { "https_proxy=http://a:1", "HTTPS_PROXY=http://b:2" },
    "https://api.example.com/",
    "http://a:1" },
  { { "HTTPS_PROXY=p:3128" }, "https://api.example.com/", "http://p:3128" },
  { { "HTTPS_PROXY=http://p:3128" }, "http://api.example.com/", "direct://" },
  { { "HTTP_PROXY=http://p:3128" }, "http://api.example.com/", "http://p:3128" },
  { { "ALL_PROXY=socks5://p:1080" }, "https://api.example.com/", "socks5://p:1080" },
  { { "ALL_PROXY=socks5h://p:1080" }, "https://api.example.com/", "socks5://p:1080" },
  { { "ALL_PROXY=http://a:1", "HTTPS_PROXY=http://b:2" },
    "https://api.example.com/",
    "http://b:2" },
  { { "HTTPS_PROXY=http://p:3128", "NO_PROXY=example.com" },
    "https://api.example.com/",
    "direct://" },
  { { "HTTPS_PROXY=http://p:3128", "NO_PROXY=a.test, .example.com" },
    "https://api.example.com/",
    "direct://" },
  { { "HTTPS_PROXY=http://p:3128", "no_proxy=other.com" },
    "https://api.example.com/",
    "http://p:3128" },
  { { "HTTPS_PROXY=http://p:3128", "NO_PROXY=10.0.0.0/8" },
    "https://10.1.2.3/",
    "direct://" },
  { { "ALL_PROXY=http://p:3128" }, "http://127.0.0.1:11434/", "direct://" },
  { { "ALL_PROXY=http://p:3128" }, "http://127.8.8.8/", "direct://" },
  { { "ALL_PROXY=http://p:3128" }, "http://localhost:11434/", "direct://" },
  { { "ALL_PROXY=http://p:3128" }, "http://[::1]:11434/", "direct://" },
};

static void
test_way (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autoptr (GProxyResolver) proxies =
          ccp_environment_proxies_new ((char **) c->environment);
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) ways = NULL;

      g_test_message ("%s: %s", c->environment[0], c->url);
      g_assert_true ((proxies == NULL) == (c->way == NULL));
      if (proxies == NULL)
        continue;
      ways = g_proxy_resolver_lookup (proxies, c->url, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (ways[0], ==, c->way);
      g_assert_null (ways[1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/environment-proxies/new/T125-way", test_way);

  return g_test_run ();
}
