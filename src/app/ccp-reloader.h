/* ccp-reloader.h: reads the configuration anew while the daemon serves
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-options.h"
#include "ccp-pipeline.h"
#include "ccp-server.h"
#include "ccp-service-manager.h"
#include "ccp-setup.h"
#include "ccp-shutdown.h"
#include "ccp-transport-factory.h"

G_BEGIN_DECLS

#define CCP_TYPE_RELOADER (ccp_reloader_get_type ())

/* Reads the file that the daemon was started with, on SIGHUP or when it is asked to. What
 * is under way ends on the old configuration, and what comes later begins on the new one.
 * A configuration with an error changes nothing. Its signal is "reloaded" (gboolean ok,
 * CcpDiagnostics). */
G_DECLARE_FINAL_TYPE (CcpReloader, ccp_reloader, CCP, RELOADER, GObject)

/* @options: (not owned)
 * @setup: what is in use now
 * @transports: what it was made with */
CcpReloader *ccp_reloader_new (const CcpOptions *options,
                               CcpSetup *setup,
                               CcpPipeline *pipeline,
                               CcpServer *server,
                               CcpTransportFactory *transports);
/* who is told that the configuration is read */
void ccp_reloader_set_service_manager (CcpReloader *self, CcpServiceManager *manager);
/* once it drains nothing is read any more; how long that takes is configured */
void ccp_reloader_set_shutdown (CcpReloader *self, CcpShutdown *shutdown);
/* The addresses of the configuration do not count: the sockets are somebody else's. */
void ccp_reloader_keep_listeners (CcpReloader *self);

/* @diagnostics: (out) (optional) (transfer full): what is wrong with the file, whether or
 * not it is used; NULL if it was not read
 *
 * Returns: whether it is in use now; if not, all is as before */
gboolean
ccp_reloader_reload (CcpReloader *self, CcpDiagnostics **diagnostics, GError **error);

/* Returns: (transfer none): what is in use */
CcpSetup *ccp_reloader_get_setup (CcpReloader *self);
/* Returns: (transfer none): what was wrong with the file when it was read last */
CcpDiagnostics *ccp_reloader_get_diagnostics (CcpReloader *self);
/* when what is in use was read: microseconds since 1970 */
gint64 ccp_reloader_get_loaded_at (CcpReloader *self);

G_END_DECLS
