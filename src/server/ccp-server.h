/* ccp-server.h: the front door
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-listen-plan.h"
#include "ccp-runner.h"
#include "ccp-server-settings.h"

G_BEGIN_DECLS

#define CCP_TYPE_SERVER (ccp_server_get_type ())

/* Serves the Anthropic Messages API over HTTP/1.1 on any number of sockets, and has a
 * runner answer what is asked. */
G_DECLARE_FINAL_TYPE (CcpServer, ccp_server, CCP, SERVER, GObject)

/* @runner: (nullable): nobody, where the settings have a refusal for everybody */
CcpServer *ccp_server_new (CcpRunner *runner, CcpServerSettings *settings);

/* "127.0.0.1:0", "[::1]:3456", "unix:/path". An address that others can reach is refused
 * while there are no client keys. */
gboolean ccp_server_listen (CcpServer *self, const char *address, GError **error);
/* a socket that listens already, as those of socket activation */
gboolean ccp_server_listen_socket (CcpServer *self, GSocket *socket, GError **error);
/* Returns: (transfer full): "http://127.0.0.1:PORT", "unix:/path", in their order */
char **ccp_server_get_uris (CcpServer *self);

/* for connections from now on; a request under way is not touched */
void ccp_server_set_settings (CcpServer *self, CcpServerSettings *settings);
/* Makes ready what ccp_server_change () needs, so that that cannot fail.
 * @addresses: (nullable) (element-type utf8): as of ccp_server_listen (); NULL if those
 * that are there stay
 * @settings: those that will hold
 *
 * Returns: (transfer full) (nullable): NULL with an error; nothing has changed then */
CcpListenPlan *ccp_server_prepare (CcpServer *self,
                                   GPtrArray *addresses,
                                   CcpServerSettings *settings,
                                   GError **error);
/* Takes @settings, listens on what is new in @plan, and stops listening on what is not in
 * it. Connections stay, those that are idle as well. */
void
ccp_server_change (CcpServer *self, CcpListenPlan *plan, CcpServerSettings *settings);

guint ccp_server_get_in_flight (CcpServer *self);   /* exchanges */
guint ccp_server_get_connections (CcpServer *self); /* open ones */

/* Stops listening, and waits until the replies under way are written; every connection
 * is closed then. Who has connected before is still served, but for those who wait on a
 * socket that others have opened. Cancelling ends only the wait. */
void ccp_server_drain_async (CcpServer *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean ccp_server_drain_finish (CcpServer *self, GAsyncResult *result, GError **error);
/* Stops listening and closes every connection; exchanges under way are cancelled. */
void ccp_server_close (CcpServer *self);

G_END_DECLS
