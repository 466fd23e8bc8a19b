/* stage-router-stage.c: the kinds of work that are routed apart
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "stage-router"

#include "stage-router-stage.h"

static const struct
{
  const char *name;
  const char *alias;
} names[STAGE_ROUTER_N_STAGES] = {
  [STAGE_ROUTER_STAGE_WEB_SEARCH] = { "web_search", "webSearch" },
  [STAGE_ROUTER_STAGE_SUBAGENT] = { "subagent", NULL },
  [STAGE_ROUTER_STAGE_BACKGROUND] = { "background", NULL },
  [STAGE_ROUTER_STAGE_PLANNING] = { "planning", NULL },
  [STAGE_ROUTER_STAGE_IMAGE] = { "image", NULL },
  [STAGE_ROUTER_STAGE_LONG_CONTEXT] = { "long_context", "longContext" },
  [STAGE_ROUTER_STAGE_THINKING] = { "thinking", "think" },
  [STAGE_ROUTER_STAGE_DEFAULT] = { "default", NULL },
};

const char *
stage_router_stage_get_name (StageRouterStage stage)
{
  g_return_val_if_fail ((guint) stage < STAGE_ROUTER_N_STAGES, NULL);

  return names[stage].name;
}

const char *
stage_router_stage_get_alias (StageRouterStage stage)
{
  g_return_val_if_fail ((guint) stage < STAGE_ROUTER_N_STAGES, NULL);

  return names[stage].alias;
}

gboolean
stage_router_stage_parse (const char *name, StageRouterStage *stage)
{
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (stage != NULL, FALSE);

  for (guint i = 0; i < STAGE_ROUTER_N_STAGES; i++)
    if (g_str_equal (name, names[i].name) || g_strcmp0 (name, names[i].alias) == 0)
      {
        *stage = (StageRouterStage) i;
        return TRUE;
      }
  return FALSE;
}

GPtrArray *
stage_router_stage_list_names (void)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < STAGE_ROUTER_N_STAGES; i++)
    {
      g_ptr_array_add (list, (char *) names[i].name);
      if (names[i].alias != NULL)
        g_ptr_array_add (list, (char *) names[i].alias);
    }
  g_ptr_array_add (list, NULL);
  return list;
}
