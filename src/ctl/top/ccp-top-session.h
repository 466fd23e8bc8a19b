/* ccp-top-session.h: top on the screen, from the first key to the last
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-bus-client.h"

G_BEGIN_DECLS

/* Shows what goes on until somebody ends it. It runs the main loop of this thread.
 * @has_colours: whether there may be any
 * Returns: FALSE with CCP_ERROR_UNAVAILABLE if the terminal cannot show it */
gboolean ccp_top_session_run (CcpBusClient *client, gboolean has_colours, GError **error);

G_END_DECLS
