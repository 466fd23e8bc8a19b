/* stage-router-stage.h: the kinds of work that are routed apart
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* in the order in which they are looked for */
typedef enum
{
  STAGE_ROUTER_STAGE_WEB_SEARCH,
  STAGE_ROUTER_STAGE_SUBAGENT,
  STAGE_ROUTER_STAGE_BACKGROUND,
  STAGE_ROUTER_STAGE_PLANNING,
  STAGE_ROUTER_STAGE_IMAGE,
  STAGE_ROUTER_STAGE_LONG_CONTEXT,
  STAGE_ROUTER_STAGE_THINKING,
  STAGE_ROUTER_STAGE_DEFAULT,
} StageRouterStage;

#define STAGE_ROUTER_N_STAGES (STAGE_ROUTER_STAGE_DEFAULT + 1)

/* the threshold of long_context, as claude-code-router calls it where it stands alone */
#define STAGE_ROUTER_THRESHOLD_ALIAS "longContextThreshold"

const char *stage_router_stage_get_name (StageRouterStage stage);
/* Returns: (nullable): the name that claude-code-router has for it, if it is another */
const char *stage_router_stage_get_alias (StageRouterStage stage);
/* @name: a name or an alias */
gboolean stage_router_stage_parse (const char *name, StageRouterStage *stage);
/* Returns: (transfer container) (element-type utf8): names and aliases, then NULL */
GPtrArray *stage_router_stage_list_names (void);

G_END_DECLS
