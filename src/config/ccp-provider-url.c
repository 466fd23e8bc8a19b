/* ccp-provider-url.c: checks the address of a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-provider-url"

#include "ccp-provider-url.h"

#include <string.h>

#include "ccp-error.h"

/* everything but the host is left as it is, as it will be sent */
#define URI_FLAGS                                                                        \
  (G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_ENCODED_QUERY |     \
   G_URI_FLAGS_ENCODED_FRAGMENT)

/* networks whose machines are one's own, or a neighbour's */
static const char *const private_networks[] = {
  "127.0.0.0/8",    "10.0.0.0/8",           "172.16.0.0/12", "192.168.0.0/16",
  "169.254.0.0/16", "100.64.0.0/10",        "::1/128",       "fc00::/7",
  "fe80::/10",      "::ffff:127.0.0.0/104",
};

static const char *const private_domains[] = {
  ".localhost", ".local", ".lan", ".internal", ".home.arpa", ".test",
};

static gboolean
is_private_address (GInetAddress *address)
{
  for (guint i = 0; i < G_N_ELEMENTS (private_networks); i++)
    {
      g_autoptr (GInetAddressMask) mask =
          g_inet_address_mask_new_from_string (private_networks[i], NULL);

      g_assert (mask != NULL);
      if (g_inet_address_mask_matches (mask, address))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_private_host (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  g_autofree char *name = g_ascii_strdown (host, -1);

  if (address != NULL)
    return is_private_address (address);
  for (guint i = 0; i < G_N_ELEMENTS (private_domains); i++)
    {
      if (g_str_has_suffix (name, private_domains[i]))
        return TRUE;
    }
  /* a name without a dot is found only by the local resolver: a container, a neighbour */
  return strchr (name, '.') == NULL;
}

static gboolean
refuse (GError **error, const char *expected)
{
  g_set_error_literal (error, CCP_ERROR, CCP_ERROR_CONFIG, expected);
  return FALSE;
}

static gboolean
has_forbidden_character (const char *url)
{
  for (; *url != '\0'; url++)
    {
      if (*url == ' ' || g_ascii_iscntrl (*url))
        return TRUE;
    }
  return FALSE;
}

/* @host: (nullable): decoded; what has none of these may be sent as the Host */
static gboolean
is_host (const char *host)
{
  if (host == NULL || *host == '\0')
    return FALSE;
  for (; *host != '\0'; host++)
    {
      if (g_ascii_iscntrl (*host) || strchr (" \"#/<>?@[\\]^`{|}", *host) != NULL)
        return FALSE;
    }
  return TRUE;
}

gboolean
ccp_provider_url_check (const char *url, gboolean *is_exposed, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  gboolean is_plain = FALSE;

  g_return_val_if_fail (url != NULL, FALSE);
  g_return_val_if_fail (is_exposed != NULL, FALSE);

  if (has_forbidden_character (url))
    return refuse (error, "expected a URL without spaces and line breaks");
  uri = g_uri_parse (url, URI_FLAGS, NULL);
  if (uri == NULL)
    return refuse (error, "expected a URL such as https://api.example.com/v1");
  is_plain = g_strcmp0 (g_uri_get_scheme (uri), "http") == 0;
  if (!is_plain && g_strcmp0 (g_uri_get_scheme (uri), "https") != 0)
    return refuse (error, "expected a URL that starts with http:// or https://");
  if (!is_host (g_uri_get_host (uri)))
    return refuse (error, "expected a URL with a host");
  if (g_uri_get_userinfo (uri) != NULL)
    return refuse (error, "expected a URL without user and password; use api_key");
  if (g_uri_get_fragment (uri) != NULL)
    return refuse (error, "expected a URL without a fragment (#)");
  *is_exposed = is_plain && !is_private_host (g_uri_get_host (uri));
  return TRUE;
}
