/* stage-router-sheet.h: the stages and rules of the settings, or of one of their profiles
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "stage-router-rule.h"
#include "stage-router-use.h"

G_BEGIN_DECLS

typedef struct
{
  StageRouterUse *uses[STAGE_ROUTER_N_STAGES]; /* (nullable) each */
  char *titles[STAGE_ROUTER_N_STAGES];         /* of their steps in a trace */
  gint64 threshold;                            /* of long_context alone, 0 for none */
  GPtrArray *rules;                            /* (element-type StageRouterRule) */
  gboolean uses_stage;                         /* whether a rule asks for the stage */
} StageRouterSheet;

/* Reads what is there; what is wrong is said and left out.
 * @place: empty for the settings themselves */
StageRouterSheet *stage_router_sheet_new (const StageRouterReader *reader,
                                          const CcpJsonValue *value,
                                          const char *place);
void stage_router_sheet_free (StageRouterSheet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StageRouterSheet, stage_router_sheet_free)

G_END_DECLS
