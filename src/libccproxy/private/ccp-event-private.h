/* ccp-event-private.h: events that remember the bytes they came in
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-event.h"

G_BEGIN_DECLS

CCP_HOST_API
CcpEvent *ccp_event_new_raw (const char *name, CcpJson *data, GBytes *raw);

G_END_DECLS
