/* ccp-environment-proxies.c: the proxies that the environment names
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-environment-proxies"

#include "ccp-environment-proxies.h"

#include <string.h>

/* Whatever NO_PROXY says: what listens on this machine is reached directly. */
static const char *const always_direct[] = { "localhost", "127.0.0.0/8", "::1" };

/* The name in lower case, then in upper case */
static const char *
get_variable (char **environment, const char *name)
{
  g_autofree char *upper = g_ascii_strup (name, -1);
  const char *value = g_environ_getenv (environment, name);

  if (value == NULL)
    value = g_environ_getenv (environment, upper);
  return value;
}

/* What GIO's resolver understands: it has no default scheme, and its socks5 always
 * lets the proxy resolve the name, which others call socks5h. */
static char *
read_proxy (char **environment, const char *name)
{
  const char *value = get_variable (environment, name);

  if (value == NULL || *value == '\0')
    return NULL;
  if (strstr (value, "://") == NULL)
    return g_strconcat ("http://", value, NULL);
  if (g_str_has_prefix (value, "socks5h://"))
    return g_strconcat ("socks5://", value + strlen ("socks5h://"), NULL);
  return g_strdup (value);
}

/* Returns: %NULL if no host at all is to be reached through a proxy */
static char **
read_exceptions (char **environment)
{
  const char *value = get_variable (environment, "no_proxy");
  g_auto (GStrv) items = g_strsplit_set (value != NULL ? value : "", ", ", -1);
  g_autoptr (GStrvBuilder) hosts = g_strv_builder_new ();

  for (guint i = 0; items[i] != NULL; i++)
    {
      if (strcmp (items[i], "*") == 0)
        return NULL;
      if (*items[i] != '\0')
        g_strv_builder_add (hosts, items[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (always_direct); i++)
    g_strv_builder_add (hosts, always_direct[i]);
  return g_strv_builder_end (hosts);
}

/* Reads `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`, in lower or upper case.
 * The desktop's settings are not asked: a daemon's way out should not depend on who is
 * logged in, and asking them starts threads and a D-Bus connection.
 *
 * Returns: (transfer full) (nullable): a resolver, or %NULL if every way is direct */
GProxyResolver *
ccp_environment_proxies_new (char **environment)
{
  g_autofree char *http = read_proxy (environment, "http_proxy");
  g_autofree char *https = read_proxy (environment, "https_proxy");
  g_autofree char *all = read_proxy (environment, "all_proxy");
  g_auto (GStrv) exceptions = read_exceptions (environment);
  g_autoptr (GProxyResolver) resolver = NULL;

  if (exceptions == NULL || (http == NULL && https == NULL && all == NULL))
    return NULL;

  resolver = g_simple_proxy_resolver_new (all, exceptions);
  if (http != NULL)
    g_simple_proxy_resolver_set_uri_proxy (G_SIMPLE_PROXY_RESOLVER (resolver),
                                           "http",
                                           http);
  if (https != NULL)
    g_simple_proxy_resolver_set_uri_proxy (G_SIMPLE_PROXY_RESOLVER (resolver),
                                           "https",
                                           https);
  return g_steal_pointer (&resolver);
}
