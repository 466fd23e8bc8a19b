/* ccp-listen-address.c: an address to listen on, as people write it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-listen-address"

#include "ccp-listen-address.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

#include "ccp-listen.h"

#define UNIX_PREFIX "unix:"

/* "[::1]:3456" and "127.0.0.1:3456", as ccp_listen_parse () writes them */
static GSocketAddress *
parse_inet (const char *text)
{
  const char *colon = strrchr (text, ':');
  gsize brackets = *text == '[' ? 1 : 0;
  g_autofree char *host = g_strndup (text + brackets, colon - text - 2 * brackets);
  guint64 port = g_ascii_strtoull (colon + 1, NULL, 10);

  return g_inet_socket_address_new_from_string (host, (guint) port);
}

GSocketAddress *
ccp_listen_address_parse (const char *text, GError **error)
{
  static const char *const no_environment[] = { NULL };
  g_autofree char *plain = NULL;
  gboolean is_private;

  g_return_val_if_fail (text != NULL, NULL);

  plain = ccp_listen_parse (text, no_environment, &is_private, error);
  if (plain == NULL)
    {
      g_prefix_error (error, "cannot listen on \"%s\": ", text);
      return NULL;
    }
  return g_str_has_prefix (plain, UNIX_PREFIX)
             ? g_unix_socket_address_new (plain + strlen (UNIX_PREFIX))
             : parse_inet (plain);
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

/* GIO reads ::ffff:127.0.0.1 as the IPv4 address that it is */
gboolean
ccp_listen_address_is_local (GSocketAddress *address)
{
  g_return_val_if_fail (G_IS_SOCKET_ADDRESS (address), FALSE);

  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return G_IS_UNIX_SOCKET_ADDRESS (address);
  return g_inet_address_get_is_loopback (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}
