/* ccp-upstream-connection.c: one connection to a provider, kept between requests
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-upstream-connection"

#include "ccp-upstream-connection.h"

struct _CcpUpstreamConnection
{
  SoupSession *session;
  GSocket *socket; /* (nullable): the session's, while it is open */
  gboolean used;
};

/* No limits of the session's own: the pool bounds the number of connections, and the
 * sender has one timer for each phase where a session has one for everything. */
CcpUpstreamConnection *
ccp_upstream_connection_new (GProxyResolver *proxies, GTlsDatabase *authorities)
{
  CcpUpstreamConnection *self = NULL;

  g_return_val_if_fail (proxies == NULL || G_IS_PROXY_RESOLVER (proxies), NULL);
  g_return_val_if_fail (authorities == NULL || G_IS_TLS_DATABASE (authorities), NULL);

  self = g_new0 (CcpUpstreamConnection, 1);
  self->session = soup_session_new_with_options ("max-conns",
                                                 1,
                                                 "max-conns-per-host",
                                                 1,
                                                 "timeout",
                                                 0,
                                                 "idle-timeout",
                                                 0,
                                                 NULL);
  soup_session_set_proxy_resolver (self->session, proxies);
  if (authorities != NULL)
    soup_session_set_tls_database (self->session, authorities);

  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  return self;
}

void
ccp_upstream_connection_free (CcpUpstreamConnection *self)
{
  g_return_if_fail (self != NULL);

  soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->socket);
  g_free (self);
}

SoupSession *
ccp_upstream_connection_get_session (CcpUpstreamConnection *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->session;
}

gboolean
ccp_upstream_connection_is_used (CcpUpstreamConnection *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->used;
}

void
ccp_upstream_connection_set_used (CcpUpstreamConnection *self)
{
  g_return_if_fail (self != NULL);

  self->used = TRUE;
}

void
ccp_upstream_connection_set_socket (CcpUpstreamConnection *self, GSocket *socket)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (G_IS_SOCKET (socket));

  g_set_object (&self->socket, socket);
}

gboolean
ccp_upstream_connection_is_loopback (CcpUpstreamConnection *self)
{
  g_autoptr (GSocketAddress) address = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->socket != NULL)
    address = g_socket_get_remote_address (self->socket, NULL);
  return G_IS_INET_SOCKET_ADDRESS (address) &&
         g_inet_address_get_is_loopback (
             g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

/* Ends the conversation at once, whatever libsoup is doing: the provider sees the end
 * now, and pending reads wake up. The file descriptor stays valid until libsoup, which
 * may be polling on it, lets go of it. */
void
ccp_upstream_connection_shut (CcpUpstreamConnection *self)
{
  g_return_if_fail (self != NULL);

  if (self->socket != NULL && !g_socket_is_closed (self->socket))
    g_socket_shutdown (self->socket, TRUE, TRUE, NULL);
}
