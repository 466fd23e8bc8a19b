/* ccp-server-probe.h: asks a server on this machine which models it has
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CCP_SERVER_PROBE_TIMEOUT 1500 /* milliseconds: it is near */

/* @base: the base of an API like OpenAI's, such as http://127.0.0.1:8080/v1; another
 * machine is not asked */
void ccp_server_probe_run_async (const char *base,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* Returns: (transfer full) (array zero-terminated=1): at least one, or %NULL with @error
 */
char **ccp_server_probe_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
