/* ccp-loopback-get.h: gets a JSON document from a server on this machine
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* Returns: (nullable): for http://127.0.0.1:@port, which nothing else is reached by */
CcpTransport *
ccp_loopback_get_create_transport (guint16 port, guint milliseconds, GError **error);
void ccp_loopback_get_async (CcpTransport *transport,
                             guint16 port,
                             const char *path,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
/* Returns: (transfer full) (nullable): NULL with @error for anything but status 200 with
 * a JSON object of less than a megabyte */
CcpJson *ccp_loopback_get_finish (GAsyncResult *result, GError **error);

G_END_DECLS
