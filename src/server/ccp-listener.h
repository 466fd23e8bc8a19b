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
/* @key: (nullable): the address that was asked for, as ccp_listen_address_to_uri ()
 * writes it: nobody else accepts there, and the file of a Unix socket is removed at the
 * end. NULL for a socket that somebody else has opened. */
gboolean
ccp_listener_add (CcpListener *self, GSocket *socket, const char *key, GError **error);
/* Returns: (transfer none) (nullable): the socket that was asked for as @key, or has that
 * address */
GSocket *ccp_listener_find (CcpListener *self, const char *key);
/* Returns: (transfer none) (nullable): one that has the port of @address and is not among
 * @keys, so that it will go */
GSocket *ccp_listener_find_leaving (CcpListener *self,
                                    GSocketAddress *address,
                                    const char *const *keys);
/* Stops listening on what was asked for and is not among @keys; who has connected there
 * is accepted before. What stays has the order of @keys. */
void ccp_listener_retain (CcpListener *self, const char *const *keys);
/* Returns: (transfer full) (element-type GSocketAddress): of all of them */
GPtrArray *ccp_listener_get_addresses (CcpListener *self);
/* Returns: (transfer full): "http://127.0.0.1:3456", "unix:/path", in the order added */
char **ccp_listener_get_uris (CcpListener *self);
/* Takes who has connected and waits to be accepted, before a stop () would cut them off;
 * who waits on a socket of others is served by the next program that has it. */
void ccp_listener_accept_waiting (CcpListener *self);
void ccp_listener_stop (CcpListener *self);

G_END_DECLS
