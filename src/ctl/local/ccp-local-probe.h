/* ccp-local-probe.h: asks what listens on a port of this machine whether it is a model
 * server
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "ccp-local-server.h"

G_BEGIN_DECLS

/* @milliseconds: in which it must have said all */
void ccp_local_probe_run_async (guint16 port,
                                guint milliseconds,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* Returns: (transfer full) (nullable): NULL with @error if there is none */
CcpLocalServer *ccp_local_probe_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
