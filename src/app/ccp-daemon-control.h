/* ccp-daemon-control.h: what the bus may see of the daemon and do with it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-control.h"
#include "ccp-reloader.h"
#include "ccp-server.h"
#include "ccp-shutdown.h"

G_BEGIN_DECLS

#define CCP_TYPE_DAEMON_CONTROL (ccp_daemon_control_get_type ())

/* A CcpControl. */
G_DECLARE_FINAL_TYPE (CcpDaemonControl, ccp_daemon_control, CCP, DAEMON_CONTROL, GObject)

CcpDaemonControl *ccp_daemon_control_new (CcpPipeline *pipeline,
                                          CcpServer *server,
                                          CcpReloader *reloader,
                                          CcpShutdown *shutdown);

G_END_DECLS
