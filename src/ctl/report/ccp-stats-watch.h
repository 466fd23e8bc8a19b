/* ccp-stats-watch.h: shows what exchanges took as long as somebody looks
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-bus-client.h"

G_BEGIN_DECLS

/* Runs the main loop until the user or the daemon ends it: on a terminal it draws the
 * counts again when they have changed, else it prints a line.
 * @by: (nullable): as of ccp_stats_report_read()
 * Returns: FALSE with @error if the daemon has ended */
gboolean ccp_stats_watch_run (CcpBusClient *client,
                              const char *by,
                              gboolean as_json,
                              GError **error);

G_END_DECLS
