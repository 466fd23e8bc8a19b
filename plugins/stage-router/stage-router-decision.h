/* stage-router-decision.h: how one request gets its route
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "stage-router-settings.h"

G_BEGIN_DECLS

typedef struct
{
  CcpCatalog *catalog;             /* (not owned) */
  const StageRouterSheet *profile; /* (nullable): what goes before the base */
  const StageRouterSheet *base;
  StageRouterRequest *request; /* (not owned) */
  StageRouterTrace *trace;     /* (not owned) */
} StageRouterDecision;

/* The client's own choice of a model comes first, then rules, stages and the default.
 * Returns: (transfer full): the route, not yet with its trace */
CcpRoute *stage_router_decision_make (const StageRouterDecision *self);

G_END_DECLS
