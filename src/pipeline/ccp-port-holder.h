/* ccp-port-holder.h: who listens on a port already
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): "name (pid 123)"; NULL where /proc does not tell,
 * as of processes of other users */
char *ccp_port_holder_find (guint16 port);
/* Returns: (transfer full) (nullable): likewise */
char *ccp_port_holder_describe (gint64 pid);

G_END_DECLS
