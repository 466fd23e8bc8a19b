/* stage-router-trace.h: what was looked at before a request had its route
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *steps; /* (element-type Step) */
} StageRouterTrace;

void stage_router_trace_init (StageRouterTrace *self);
void stage_router_trace_clear (StageRouterTrace *self);
/* @rule: static, or what lives as long as the trace
 * @evidence: the same */
void stage_router_trace_add (StageRouterTrace *self,
                             const char *rule,
                             CcpRouteVerdict verdict,
                             const char *evidence);
void stage_router_trace_add_printf (StageRouterTrace *self,
                                    const char *rule,
                                    CcpRouteVerdict verdict,
                                    const char *format,
                                    ...) G_GNUC_PRINTF (4, 5);
void stage_router_trace_write (const StageRouterTrace *self, CcpRoute *route);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StageRouterTrace, stage_router_trace_clear)

G_END_DECLS
