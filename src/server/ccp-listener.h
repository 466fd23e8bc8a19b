/* ccp-listener.h: accepts connections on any number of sockets
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

#define CCP_TYPE_LISTENER (ccp_listener_get_type ())

G_DECLARE_FINAL_TYPE (CcpListener, ccp_listener, CCP, LISTENER, GObject)

typedef void (*CcpListenerFunc) (GSocket *client, gpointer user_data);

CcpListener *ccp_listener_new (CcpListenerFunc accepted, gpointer user_data);
/* @owned: nobody else accepts on it; the file of a Unix socket is removed at the end */
gboolean
ccp_listener_add (CcpListener *self, GSocket *socket, gboolean owned, GError **error);
/* Returns: (transfer full): "http://127.0.0.1:3456", "unix:/path", in the order added */
char **ccp_listener_get_uris (CcpListener *self);
/* Takes who has connected and waits to be accepted, before a stop () would cut them off;
 * who waits on a socket of others is served by the next program that has it. */
void ccp_listener_accept_waiting (CcpListener *self);
void ccp_listener_stop (CcpListener *self);

G_END_DECLS
