/* ccp-event-failure.h: what an error event means
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): the verdict that the event carries, else one made
 * of its type and message; NULL if @event is no error */
CcpVerdict *ccp_event_failure_judge (CcpEvent *event);

G_END_DECLS
