/* ccp-daemon.h: configuration, plugins, pipeline and server, put together
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "ccp-exit-status.h"
#include "ccp-options.h"

G_BEGIN_DECLS

#define CCP_TYPE_DAEMON (ccp_daemon_get_type ())

G_DECLARE_FINAL_TYPE (CcpDaemon, ccp_daemon, CCP, DAEMON, GObject)

/* @options: (not owned): must live as long as the daemon */
CcpDaemon *ccp_daemon_new (const CcpOptions *options);
/* prints what is to be said of the configuration, and serves until it is told to end */
CcpExitStatus ccp_daemon_run (CcpDaemon *self);

G_END_DECLS
