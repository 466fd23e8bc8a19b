/* ccp-upstream-connection.h: one connection to a provider, kept between requests
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A SoupSession that may open one connection, and the socket of that connection. */
typedef struct _CcpUpstreamConnection CcpUpstreamConnection;

CcpUpstreamConnection *ccp_upstream_connection_new (GProxyResolver *proxies,
                                                    GTlsDatabase *authorities);
void ccp_upstream_connection_free (CcpUpstreamConnection *self);
SoupSession *ccp_upstream_connection_get_session (CcpUpstreamConnection *self);
gboolean ccp_upstream_connection_is_used (CcpUpstreamConnection *self);
void ccp_upstream_connection_set_used (CcpUpstreamConnection *self);
void ccp_upstream_connection_set_socket (CcpUpstreamConnection *self, GSocket *socket);
/* Returns: whether it ends on this machine, so that it outlives the computer's sleep */
gboolean ccp_upstream_connection_is_loopback (CcpUpstreamConnection *self);
void ccp_upstream_connection_shut (CcpUpstreamConnection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpUpstreamConnection, ccp_upstream_connection_free)

G_END_DECLS
