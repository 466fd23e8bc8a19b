/* ccp-desktop.h: what the daemon asks of the desktop and tells it, put together
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-pipeline.h"

G_BEGIN_DECLS

#define CCP_TYPE_DESKTOP (ccp_desktop_get_type ())

/* For the life of the daemon, as the configuration that is in use wants it. Without a
 * desktop nothing of it happens. The signal "reload" says that a person wants the
 * configuration to be read again. */
G_DECLARE_FINAL_TYPE (CcpDesktop, ccp_desktop, CCP, DESKTOP, GObject)

/* @proxies: (nullable): through which providers are reached
 * @session_bus: (nullable): its address
 * @system_bus: (nullable): likewise */
CcpDesktop *ccp_desktop_new (CcpPipeline *pipeline,
                             CcpTransportFactory *transports,
                             GProxyResolver *proxies,
                             const char *session_bus,
                             const char *system_bus);
/* The configuration was read again.
 * @ok: whether it is in use
 * @path: (nullable): the file */
void ccp_desktop_note_reload (CcpDesktop *self, gboolean ok, const char *path);

G_END_DECLS
