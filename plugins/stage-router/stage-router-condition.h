/* stage-router-condition.h: what must hold of a request for a rule to decide
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "stage-router-reader.h"
#include "stage-router-request.h"

G_BEGIN_DECLS

typedef struct _StageRouterCondition StageRouterCondition;

/* @value: a mapping
 * Returns: (nullable): none if there is anything wrong, which is said */
StageRouterCondition *stage_router_condition_new (const StageRouterReader *reader,
                                                  const CcpJsonValue *value,
                                                  const char *place);
void stage_router_condition_free (StageRouterCondition *self);
/* Returns: (nullable): what does not hold, %NULL if all does */
const char *stage_router_condition_find_miss (const StageRouterCondition *self,
                                              StageRouterRequest *request);
/* Whether each request for which @other holds is one for which @self holds; it may say no
 * in error. */
gboolean stage_router_condition_covers (const StageRouterCondition *self,
                                        const StageRouterCondition *other);
/* whether nothing is asked */
gboolean stage_router_condition_is_empty (const StageRouterCondition *self);
/* whether any part of it asks for the stage */
gboolean stage_router_condition_uses_stage (const StageRouterCondition *self);
/* Returns: bits of the stages if nothing but the stage is asked, else 0 */
guint stage_router_condition_get_stages (const StageRouterCondition *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StageRouterCondition, stage_router_condition_free)

G_END_DECLS
