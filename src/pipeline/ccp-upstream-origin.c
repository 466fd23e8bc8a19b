/* ccp-upstream-origin.c: where a provider lives, and which addresses it may have
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-upstream-origin"

#include "ccp-upstream-origin.h"

#include <libsoup/soup.h>
#include <string.h>

typedef enum
{
  NAME_LITERAL, /* an address: whoever wrote it meant it */
  NAME_PRIVATE, /* cannot be a name of the public DNS */
  NAME_PUBLIC,
} NameKind;

struct _CcpUpstreamOrigin
{
  GUri *uri;
  char *label; /* host and port, for messages */
  NameKind kind;
};

/* Names that only a local network or this machine resolves (RFC 6761, 6762, 8375) */
static const char *const private_suffixes[] = {
  "localhost", "local", "lan", "internal", "home.arpa", "test",
};

/* Addresses that no public service has: this host, RFC 1918, CGNAT, ULA */
static const char *const private_ranges[] = {
  "0.0.0.0/8",      "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12",
  "192.168.0.0/16", "::/128",     "::1/128",       "fc00::/7",    "fec0::/10",
};

/* Never what a name was meant for: among these is the metadata service of clouds */
static const char *const forbidden_ranges[] = {
  "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4", "fe80::/10", "ff00::/8",
};

static gboolean
has_suffix (const char *host, const char *suffix)
{
  gsize host_length = strlen (host);
  gsize suffix_length = strlen (suffix);

  if (host_length < suffix_length ||
      g_ascii_strcasecmp (host + host_length - suffix_length, suffix) != 0)
    return FALSE;
  return host_length == suffix_length || host[host_length - suffix_length - 1] == '.';
}

static NameKind
classify_name (const char *host)
{
  if (g_hostname_is_ip_address (host))
    return NAME_LITERAL;
  if (strchr (host, '.') == NULL)
    return NAME_PRIVATE;
  for (guint i = 0; i < G_N_ELEMENTS (private_suffixes); i++)
    if (has_suffix (host, private_suffixes[i]))
      return NAME_PRIVATE;
  return NAME_PUBLIC;
}

static gboolean
is_in_ranges (GInetAddress *address, const char *const *ranges, guint n_ranges)
{
  for (guint i = 0; i < n_ranges; i++)
    {
      g_autoptr (GInetAddressMask) mask =
          g_inet_address_mask_new_from_string (ranges[i], NULL);

      if (g_inet_address_mask_matches (mask, address))
        return TRUE;
    }
  return FALSE;
}

/* ::ffff:a.b.c.d reaches a.b.c.d */
static GInetAddress *
unmap_address (GInetAddress *address)
{
  static const guint8 prefix[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV6 ||
      memcmp (bytes, prefix, sizeof (prefix)) != 0)
    return g_object_ref (address);
  return g_inet_address_new_from_bytes (bytes + sizeof (prefix), G_SOCKET_FAMILY_IPV4);
}

/* A host is decoded, and what is no part of a name could end the header it stands in. */
static gboolean
is_host (const char *host)
{
  if (host == NULL || *host == '\0')
    return FALSE;
  for (const char *c = host; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c) || strchr (" \"#/<>?@[\\]^`{|}", *c) != NULL)
      return FALSE;
  return TRUE;
}

static GUri *
parse_http (const char *url, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, &reason);

  /* The URL itself stays out of messages: it may hold a key. */
  if (uri == NULL)
    g_set_error (error, CCP_ERROR, CCP_ERROR_CONFIG, "no URL: %s", reason->message);
  else if (g_strcmp0 (g_uri_get_scheme (uri), "http") != 0 &&
           g_strcmp0 (g_uri_get_scheme (uri), "https") != 0)
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_CONFIG,
                 "a provider is reached by http or https, not by \"%s\"",
                 g_uri_get_scheme (uri));
  else if (!is_host (g_uri_get_host (uri)))
    g_set_error (error, CCP_ERROR, CCP_ERROR_CONFIG, "the provider's URL names no host");
  else if (g_uri_get_userinfo (uri) != NULL)
    g_set_error (
        error,
        CCP_ERROR,
        CCP_ERROR_CONFIG,
        "the URL of %s holds a user name or password: write the key into api_key",
        g_uri_get_host (uri));
  else
    return g_steal_pointer (&uri);
  return NULL;
}

CcpUpstreamOrigin *
ccp_upstream_origin_new (const char *base_url, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  CcpUpstreamOrigin *self = NULL;

  g_return_val_if_fail (base_url != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  uri = parse_http (base_url, error);
  if (uri == NULL)
    return NULL;

  self = g_new0 (CcpUpstreamOrigin, 1);
  self->kind = classify_name (g_uri_get_host (uri));
  self->label = g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri));
  self->uri = g_steal_pointer (&uri);
  return self;
}

void
ccp_upstream_origin_free (CcpUpstreamOrigin *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->uri, g_uri_unref);
  g_clear_pointer (&self->label, g_free);
  g_free (self);
}

const char *
ccp_upstream_origin_get_label (CcpUpstreamOrigin *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->label;
}

const char *
ccp_upstream_origin_get_host (CcpUpstreamOrigin *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_uri_get_host (self->uri);
}

gboolean
ccp_upstream_origin_is_near (CcpUpstreamOrigin *self)
{
  g_autoptr (GInetAddress) literal = NULL;
  g_autoptr (GInetAddress) ip = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->kind != NAME_LITERAL)
    return self->kind == NAME_PRIVATE;
  literal = g_inet_address_new_from_string (g_uri_get_host (self->uri));
  if (literal == NULL)
    return FALSE;
  ip = unmap_address (literal);
  return g_inet_address_get_is_link_local (ip) ||
         is_in_ranges (ip, private_ranges, G_N_ELEMENTS (private_ranges));
}

/* Returns: (transfer full): @url, which must be of this origin */
GUri *
ccp_upstream_origin_parse (CcpUpstreamOrigin *self, const char *url, GError **error)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (url != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  uri = parse_http (url, error);
  if (uri == NULL)
    return NULL;
  if (g_strcmp0 (g_uri_get_scheme (uri), g_uri_get_scheme (self->uri)) == 0 &&
      g_ascii_strcasecmp (g_uri_get_host (uri), g_uri_get_host (self->uri)) == 0 &&
      g_uri_get_port (uri) == g_uri_get_port (self->uri))
    return g_steal_pointer (&uri);

  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_CONFIG,
               "a request for %s://%s must not go to %s://%s:%d: "
               "a transformer changed the origin, and the key would go there",
               g_uri_get_scheme (self->uri),
               self->label,
               g_uri_get_scheme (uri),
               g_uri_get_host (uri),
               g_uri_get_port (uri));
  return NULL;
}

/* A name of the public DNS that leads into a private network is an attack (rebinding) or
 * a mistake; an address that stands in the configuration is consent. */
gboolean
ccp_upstream_origin_check_address (CcpUpstreamOrigin *self,
                                   GSocketAddress *address,
                                   GError **error)
{
  g_autoptr (GInetAddress) ip = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (self->kind == NAME_LITERAL || !G_IS_INET_SOCKET_ADDRESS (address))
    return TRUE;

  ip =
      unmap_address (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
  if (!is_in_ranges (ip, forbidden_ranges, G_N_ELEMENTS (forbidden_ranges)) &&
      (self->kind == NAME_PRIVATE ||
       !is_in_ranges (ip, private_ranges, G_N_ELEMENTS (private_ranges))))
    return TRUE;

  text = g_inet_address_to_string (ip);
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_UPSTREAM,
               "%s has the private address %s: if that is meant, write the address into "
               "the provider's url",
               self->label,
               text);
  return FALSE;
}
