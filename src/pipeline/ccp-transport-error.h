/* ccp-transport-error.h: says in one sentence why a provider could not be reached
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

GError *ccp_transport_error_new (const GError *cause, const char *peer, gboolean heard);

G_END_DECLS
