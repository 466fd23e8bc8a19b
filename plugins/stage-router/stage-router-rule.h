/* stage-router-rule.h: what the user wants of some requests, whatever their stage
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "stage-router-chain.h"
#include "stage-router-condition.h"

G_BEGIN_DECLS

typedef struct
{
  char *place; /* in the settings, such as "rules[0]" */
  char *title; /* of its steps in a trace: the place, and the name that it was given */
  StageRouterCondition *when; /* (nullable): NULL holds always */
  StageRouterChain *chain;
} StageRouterRule;

/* Returns: (nullable): none if there is anything wrong, which is said */
StageRouterRule *stage_router_rule_new (const StageRouterReader *reader,
                                        const CcpJsonValue *value,
                                        const char *place);
void stage_router_rule_free (StageRouterRule *self);
/* whether it holds for each request */
gboolean stage_router_rule_is_unconditional (const StageRouterRule *self);
/* whether it holds for each request that @other holds for */
gboolean stage_router_rule_covers (const StageRouterRule *self,
                                   const StageRouterRule *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StageRouterRule, stage_router_rule_free)

G_END_DECLS
