/* stage-router-use.h: which models do the work of a stage, and what it requires
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "stage-router-chain.h"

G_BEGIN_DECLS

/* where a conversation is long if nothing else is configured */
#define STAGE_ROUTER_USE_THRESHOLD 60000

typedef struct
{
  StageRouterChain *chain;
  CcpThinkingLevel effort; /* of thinking, CCP_THINKING_UNSET for none */
  gint64 budget;           /* of thinking, 0 for none */
  gint64 threshold;        /* of long_context, 0 for none */
  GPtrArray *models;       /* (nullable) (element-type utf8): globs, of background */
} StageRouterUse;

/* @value: a target, a list of targets, or a mapping with "use"
 * Returns: (nullable): none if there is anything wrong, which is said */
StageRouterUse *stage_router_use_new (const StageRouterReader *reader,
                                      StageRouterStage stage,
                                      const CcpJsonValue *value,
                                      const char *place);
void stage_router_use_free (StageRouterUse *self);
/* @self: (nullable): without one it takes more effort than clients make by themselves
 * Returns: whether the client asks for as much thought as the stage requires */
gboolean stage_router_use_is_deep (const StageRouterUse *self,
                                   const StageRouterSigns *signs);
/* @self: (nullable)
 * Returns: whether @model is one that the client does its small work with */
gboolean stage_router_use_is_small_model (const StageRouterUse *self, const char *model);

gboolean stage_router_use_read_threshold (const StageRouterReader *reader,
                                          const CcpJsonValue *value,
                                          const char *place,
                                          gint64 *threshold);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StageRouterUse, stage_router_use_free)

G_END_DECLS
