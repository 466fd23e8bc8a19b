/* ccp-listen-address.c: an address to listen on, as people write it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-listen-address"

#include "ccp-listen-address.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>
#include <sys/un.h>

#define UNIX_PREFIX "unix:"

static GSocketAddress *
parse_unix (const char *text, const char *path, GError **error)
{
  if (*path != '/')
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_CONFIG,
                   "cannot listen on \"%s\": the path must begin with /",
                   text);
      return NULL;
    }
  if (strlen (path) >= sizeof (((struct sockaddr_un *) NULL)->sun_path))
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_CONFIG,
                   "cannot listen on \"%s\": the path of a socket has at most %zu bytes",
                   text,
                   sizeof (((struct sockaddr_un *) NULL)->sun_path) - 1);
      return NULL;
    }
  return g_unix_socket_address_new (path);
}

/* "[::1]" -> "::1", "localhost" -> "127.0.0.1" */
static char *
normalize_host (const char *host)
{
  gsize length = strlen (host);

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return g_strdup ("127.0.0.1");
  if (length > 2 && *host == '[' && host[length - 1] == ']')
    return g_strndup (host + 1, length - 2);
  return strchr (host, ':') == NULL ? g_strdup (host) : NULL;
}

static GInetAddress *
parse_host (const char *text, gsize length)
{
  g_autofree char *host = g_strndup (text, length);
  g_autofree char *plain = normalize_host (host);

  return plain != NULL ? g_inet_address_new_from_string (plain) : NULL;
}

static GSocketAddress *
parse_inet (const char *text, GError **error)
{
  const char *colon = strrchr (text, ':');
  g_autoptr (GInetAddress) host = NULL;
  guint64 port;

  if (colon != NULL)
    host = parse_host (text, colon - text);
  if (host == NULL)
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_CONFIG,
                   "cannot listen on \"%s\": expected ADDRESS:PORT such as "
                   "127.0.0.1:3456 or [::1]:3456, or unix:/path",
                   text);
      return NULL;
    }
  if (!g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL))
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_CONFIG,
                   "cannot listen on \"%s\": expected a port of 0..65535, got \"%s\"",
                   text,
                   colon + 1);
      return NULL;
    }
  return g_inet_socket_address_new (host, (guint16) port);
}

/* ::ffff:127.0.0.1 is loopback too, and GInetAddress does not know */
static gboolean
is_mapped_loopback (GInetAddress *address)
{
  static const guint8 prefix[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127 };

  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 &&
         memcmp (g_inet_address_to_bytes (address), prefix, sizeof prefix) == 0;
}

GSocketAddress *
ccp_listen_address_parse (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  return g_str_has_prefix (text, UNIX_PREFIX)
             ? parse_unix (text, text + strlen (UNIX_PREFIX), error)
             : parse_inet (text, error);
}

char *
ccp_listen_address_to_uri (GSocketAddress *address)
{
  g_autofree char *host = NULL;
  gboolean is_v6;

  g_return_val_if_fail (G_IS_SOCKET_ADDRESS (address), NULL);

  if (G_IS_UNIX_SOCKET_ADDRESS (address))
    return g_strconcat (UNIX_PREFIX,
                        g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (address)),
                        NULL);
  host = g_inet_address_to_string (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
  is_v6 = g_socket_address_get_family (address) == G_SOCKET_FAMILY_IPV6;
  return g_strdup_printf (
      "http://%s%s%s:%u",
      is_v6 ? "[" : "",
      host,
      is_v6 ? "]" : "",
      g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
}

gboolean
ccp_listen_address_is_local (GSocketAddress *address)
{
  GInetAddress *inet = NULL;

  g_return_val_if_fail (G_IS_SOCKET_ADDRESS (address), FALSE);

  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return G_IS_UNIX_SOCKET_ADDRESS (address);
  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  return g_inet_address_get_is_loopback (inet) || is_mapped_loopback (inet);
}
