/* ccp-client-address.c: which address of the proxy a program connects to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-client-address"

#include "ccp-client-address.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

#define HTTP_PREFIX "http://"
#define ANY_PORT ":0"
/* in seconds; who listens on this machine is there at once */
#define PATIENCE 2

/* Returns: (transfer full): @authority for who connects */
static char *
dup_authority (const char *authority)
{
  const char *port = strrchr (authority, ':');
  gsize brackets = *authority == '[' ? 1 : 0;
  g_autofree char *host = NULL;
  g_autoptr (GInetAddress) parsed = NULL;

  if (port == NULL || (gsize) (port - authority) < 2 * brackets)
    return g_strdup (authority);
  host = g_strndup (authority + brackets, port - authority - 2 * brackets);
  parsed = g_inet_address_new_from_string (host);
  if (parsed == NULL || !g_inet_address_get_is_any (parsed))
    return g_strdup (authority);
  return g_strconcat (brackets > 0 ? "[::1]" : "127.0.0.1", port, NULL);
}

static void
add_kind (GPtrArray *addresses, gboolean is_unix, GPtrArray *found)
{
  for (guint i = 0; i < addresses->len; i++)
    {
      g_autofree char *uri =
          ccp_client_address_normalize (g_ptr_array_index (addresses, i));

      if (uri != NULL && ccp_client_address_is_unix (uri) == is_unix)
        g_ptr_array_add (found, g_steal_pointer (&uri));
    }
}

char *
ccp_client_address_normalize (const char *address)
{
  g_autofree char *authority = NULL;

  g_return_val_if_fail (address != NULL, NULL);

  if (ccp_client_address_is_unix (address))
    return g_strdup (address);
  if (g_str_has_suffix (address, ANY_PORT))
    return NULL;
  if (g_str_has_prefix (address, HTTP_PREFIX))
    address += strlen (HTTP_PREFIX);
  authority = dup_authority (address);
  return g_strconcat (HTTP_PREFIX, authority, NULL);
}

gboolean
ccp_client_address_is_unix (const char *uri)
{
  g_return_val_if_fail (uri != NULL, FALSE);

  return g_str_has_prefix (uri, CCP_CLIENT_ADDRESS_UNIX_PREFIX);
}

GPtrArray *
ccp_client_address_sort (GPtrArray *addresses, CcpClientAddressKinds kinds)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (addresses != NULL, NULL);

  if (kinds & CCP_CLIENT_ADDRESS_UNIX)
    add_kind (addresses, TRUE, found);
  if (kinds & CCP_CLIENT_ADDRESS_TCP)
    add_kind (addresses, FALSE, found);
  return g_steal_pointer (&found);
}

gboolean
ccp_client_address_try (const char *uri, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnectable) place = NULL;
  g_autoptr (GSocketConnection) connection = NULL;

  g_return_val_if_fail (uri != NULL, FALSE);

  place = ccp_client_address_is_unix (uri)
              ? G_SOCKET_CONNECTABLE (g_unix_socket_address_new (
                    uri + strlen (CCP_CLIENT_ADDRESS_UNIX_PREFIX)))
              : g_network_address_parse_uri (uri, 80, error);
  if (place == NULL)
    return FALSE;
  g_socket_client_set_timeout (client, PATIENCE);
  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect (client, place, NULL, error);
  return connection != NULL;
}
