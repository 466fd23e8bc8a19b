/* ccp-plan-report.h: says which transformers stand where
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-plan.h"

G_BEGIN_DECLS

typedef struct
{
  CcpPluginRegistry *registry;
  CcpPlan *plan;
  const char *provider;
  const char *type;  /* what it speaks */
  const char *model; /* (nullable): the provider's name for it; NULL for any other */
} CcpPlanReport;

char *ccp_plan_report_text (const CcpPlanReport *self);
/* {"provider", "type", "model", "request": […], "response": […], "left_out": […]} */
CcpJson *ccp_plan_report_json (const CcpPlanReport *self);

G_END_DECLS
