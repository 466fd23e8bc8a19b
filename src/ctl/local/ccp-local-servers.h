/* ccp-local-servers.h: finds the model servers on this machine
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "ccp-local-server.h"

G_BEGIN_DECLS

#define CCP_LOCAL_SERVERS_MILLISECONDS 300 /* for each port; they are near */

/* Returns: (element-type guint16): the usual ports of model servers, or those of the
 * variable CCPROXY_LOCAL_PORTS, such as "8080,9000"
 * @environment: as of g_get_environ () */
GArray *ccp_local_servers_list_ports (const char *const *environment);
/* Asks all ports at once. Nothing but 127.0.0.1 is reached, and what is there is only
 * asked what it is.
 * @ports: (element-type guint16)
 * @milliseconds: for each of them */
void ccp_local_servers_find_async (GArray *ports,
                                   guint milliseconds,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* Returns: (transfer full) (element-type CcpLocalServer): in the order of the ports */
GPtrArray *ccp_local_servers_find_finish (GAsyncResult *result, GError **error);

G_END_DECLS
