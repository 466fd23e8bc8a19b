/* ccp-shutdown.h: how the daemon ends
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-server.h"
#include "ccp-service-manager.h"

G_BEGIN_DECLS

#define CCP_TYPE_SHUTDOWN (ccp_shutdown_get_type ())

/* SIGTERM, SIGINT or whoever calls drain () lets what is under way end; the second
 * signal, quit (), or the end of the time for it cuts it off. Signals: "draining", once,
 * when it begins; "over" when nothing is left. */
G_DECLARE_FINAL_TYPE (CcpShutdown, ccp_shutdown, CCP, SHUTDOWN, GObject)

/* From now on a signal does not kill the daemon; @manager is told of the end. */
CcpShutdown *ccp_shutdown_new (CcpServiceManager *manager);
/* what there is to drain; without it, there is nothing to wait for */
void ccp_shutdown_set_server (CcpShutdown *self, CcpServer *server);
/* how long a drain may take: milliseconds, default 30000; one under way is not changed */
void ccp_shutdown_set_timeout (CcpShutdown *self, guint milliseconds);
/* no-op while it drains */
void ccp_shutdown_drain (CcpShutdown *self);
/* Clients are told, if they take it, that they are cut off. */
void ccp_shutdown_quit (CcpShutdown *self);
gboolean ccp_shutdown_get_draining (CcpShutdown *self);

G_END_DECLS
