/* ccp-top-listing.h: what top shows, once and for programs
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-bus-client.h"

G_BEGIN_DECLS

/* Prints the exchanges under way as JSON. It runs the main loop of this thread for as
 * long as the daemon takes to answer.
 * Returns: FALSE with the error of the bus if it does not */
gboolean ccp_top_listing_print (CcpBusClient *client, GError **error);

G_END_DECLS
