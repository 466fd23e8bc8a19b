/* stage-router-decision.c: how one request gets its route
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "stage-router"

#include "stage-router-decision.h"

#include <string.h>

#define EXPLICIT_STAGE "explicit"
#define RULE_STAGE "rule"
#define MODEL_RULE "model"

/* What clients name by themselves begins so. */
#define CLIENTS_PREFIX "claude-"

/* what is said of a stage, if it takes more than a word */
#define MAX_EVIDENCE 160

typedef struct
{
  const char *evidence;
  char text[MAX_EVIDENCE];
} Evidence;

static const StageRouterUse *
find_use (const StageRouterDecision *self, StageRouterStage stage)
{
  if (self->profile != NULL && self->profile->uses[stage] != NULL)
    return self->profile->uses[stage];
  return self->base->uses[stage];
}

/* where that use stands */
static const char *
find_title (const StageRouterDecision *self, StageRouterStage stage)
{
  if (self->profile != NULL && self->profile->uses[stage] != NULL)
    return self->profile->titles[stage];
  return self->base->titles[stage];
}

static gint64
get_threshold_of (const StageRouterSheet *sheet)
{
  const StageRouterUse *use = NULL;

  if (sheet == NULL)
    return 0;
  use = sheet->uses[STAGE_ROUTER_STAGE_LONG_CONTEXT];
  return use != NULL && use->threshold > 0 ? use->threshold : sheet->threshold;
}

static gint64
find_threshold (const StageRouterDecision *self)
{
  gint64 threshold = get_threshold_of (self->profile);

  if (threshold == 0)
    threshold = get_threshold_of (self->base);
  return threshold > 0 ? threshold : STAGE_ROUTER_USE_THRESHOLD;
}

static gboolean
is_long (const StageRouterDecision *self, Evidence *evidence)
{
  gint64 threshold = find_threshold (self);
  gboolean within = stage_router_request_is_within (self->request, threshold);

  if (self->request->tokens >= 0)
    g_snprintf (evidence->text,
                MAX_EVIDENCE,
                "about %" G_GINT64_FORMAT " tokens; long is more than %" G_GINT64_FORMAT,
                self->request->tokens,
                threshold);
  else
    g_snprintf (evidence->text,
                MAX_EVIDENCE,
                "not more than %" G_GINT64_FORMAT " tokens",
                threshold);
  evidence->evidence = evidence->text;
  return !within;
}

static gboolean
is_thinking (const StageRouterDecision *self, Evidence *evidence)
{
  const StageRouterSigns *signs = &self->request->signs;
  const char *effort = ccp_thinking_level_get_effort (signs->depth);
  gboolean deep =
      stage_router_use_is_deep (find_use (self, STAGE_ROUTER_STAGE_THINKING), signs);

  evidence->evidence = evidence->text;
  if (!signs->is_thinking)
    evidence->evidence = "the client does not ask for thought";
  else if (signs->turns.is_deep)
    evidence->evidence = "the user asked for deep thought";
  else if (signs->budget > 0)
    g_snprintf (evidence->text,
                MAX_EVIDENCE,
                "the client gives %" G_GINT64_FORMAT " tokens to thought",
                signs->budget);
  else
    g_snprintf (evidence->text,
                MAX_EVIDENCE,
                "the client asks for %s effort",
                effort != NULL ? effort : "its usual");
  return deep;
}

static gboolean
is_background (const StageRouterDecision *self, Evidence *evidence)
{
  const StageRouterUse *use = find_use (self, STAGE_ROUTER_STAGE_BACKGROUND);
  const char *model = ccp_exchange_get_model (self->request->exchange);

  evidence->evidence = self->request->signs.background;
  if (evidence->evidence == NULL && stage_router_use_is_small_model (use, model))
    evidence->evidence = "the model is one that small work is done with";
  return evidence->evidence != NULL;
}

static gboolean
holds (const StageRouterDecision *self, StageRouterStage stage, Evidence *evidence)
{
  const StageRouterSigns *signs = &self->request->signs;

  evidence->evidence = NULL;
  switch (stage)
    {
    case STAGE_ROUTER_STAGE_WEB_SEARCH:
      evidence->evidence = signs->web_search;
      break;
    case STAGE_ROUTER_STAGE_SUBAGENT:
      evidence->evidence = signs->subagent;
      break;
    case STAGE_ROUTER_STAGE_BACKGROUND:
      return is_background (self, evidence);
    case STAGE_ROUTER_STAGE_PLANNING:
      evidence->evidence = signs->planning;
      break;
    case STAGE_ROUTER_STAGE_IMAGE:
      evidence->evidence = signs->image;
      break;
    case STAGE_ROUTER_STAGE_LONG_CONTEXT:
      return is_long (self, evidence);
    case STAGE_ROUTER_STAGE_THINKING:
      return is_thinking (self, evidence);
    case STAGE_ROUTER_STAGE_DEFAULT:
      evidence->evidence = "nothing else decides";
      break;
    }
  return evidence->evidence != NULL;
}

/* A question for the number of tokens is one of the conversation, whatever it looks like
 * by itself. */
static gboolean
is_looked_at (const StageRouterDecision *self, StageRouterStage stage)
{
  return ccp_exchange_get_operation (self->request->exchange) !=
             CCP_OPERATION_COUNT_TOKENS ||
         stage == STAGE_ROUTER_STAGE_LONG_CONTEXT || stage == STAGE_ROUTER_STAGE_DEFAULT;
}

/* Returns: the first stage that the signs say, whether or not it is configured */
static StageRouterStage
classify (const StageRouterDecision *self)
{
  Evidence evidence = { 0 };
  guint stage = 0;

  while (!is_looked_at (self, (StageRouterStage) stage) ||
         !holds (self, (StageRouterStage) stage, &evidence))
    stage++;
  return (StageRouterStage) stage;
}

/* Returns: (transfer full) (nullable) */
static CcpRoute *
try_rules (const StageRouterDecision *self, const StageRouterSheet *sheet)
{
  for (guint i = 0; sheet != NULL && i < sheet->rules->len; i++)
    {
      const StageRouterRule *rule = g_ptr_array_index (sheet->rules, i);
      const char *miss = NULL;

      if (rule->when != NULL)
        miss = stage_router_condition_find_miss (rule->when, self->request);
      if (miss != NULL)
        {
          stage_router_trace_add (self->trace, rule->title, CCP_ROUTE_MISSED, miss);
          continue;
        }
      stage_router_trace_add (self->trace,
                              rule->title,
                              CCP_ROUTE_MATCHED,
                              "all of its conditions hold");
      return stage_router_chain_create_route (rule->chain,
                                              RULE_STAGE,
                                              self->request,
                                              self->trace);
    }
  return NULL;
}

/* Returns: (transfer full) (nullable) */
static CcpRoute *
try_stage (const StageRouterDecision *self, StageRouterStage stage)
{
  const StageRouterUse *use = find_use (self, stage);
  const char *title = find_title (self, stage);
  Evidence evidence = { 0 };

  if (use == NULL && stage == STAGE_ROUTER_STAGE_LONG_CONTEXT)
    {
      stage_router_trace_add (self->trace,
                              title,
                              CCP_ROUTE_SKIPPED,
                              "nothing is configured for it");
      return NULL;
    }
  if (!holds (self, stage, &evidence))
    {
      stage_router_trace_add_printf (self->trace,
                                     title,
                                     CCP_ROUTE_MISSED,
                                     "%s",
                                     evidence.evidence != NULL ? evidence.evidence
                                                               : "no sign of it");
      return NULL;
    }
  stage_router_trace_add_printf (self->trace,
                                 title,
                                 use != NULL ? CCP_ROUTE_MATCHED : CCP_ROUTE_SKIPPED,
                                 "%s%s",
                                 evidence.evidence,
                                 use != NULL ? "" : "; nothing is configured for it");
  return use != NULL
             ? stage_router_chain_create_route (use->chain,
                                                stage_router_stage_get_name (stage),
                                                self->request,
                                                self->trace)
             : NULL;
}

/* A name that clients have been built with, of a model that the configuration knows: it
 * is no choice of the user's, so what is configured goes before it. */
static gboolean
is_clients_own (CcpRoute *route, const char *model)
{
  const char *id = ccp_route_get_model_id (route);

  return id != NULL && g_ascii_strcasecmp (id, model) == 0 &&
         g_ascii_strncasecmp (model, CLIENTS_PREFIX, strlen (CLIENTS_PREFIX)) == 0 &&
         !ccp_route_get_long_context (route);
}

/* @is_own: whether the client names the model by itself
 * Returns: (transfer full) (nullable): what the client asks for, if it is known */
static CcpRoute *
resolve_model (const StageRouterDecision *self, gboolean *is_own)
{
  const char *model = ccp_exchange_get_model (self->request->exchange);
  CcpRoute *route = NULL;

  if (model != NULL)
    route = ccp_catalog_resolve (self->catalog, EXPLICIT_STAGE, model, NULL);
  *is_own = route != NULL && is_clients_own (route, model);
  if (route == NULL)
    stage_router_trace_add_printf (self->trace,
                                   MODEL_RULE,
                                   CCP_ROUTE_MISSED,
                                   "no model is called \"%s\"",
                                   model != NULL ? model : "");
  else if (*is_own)
    stage_router_trace_add_printf (self->trace,
                                   MODEL_RULE,
                                   CCP_ROUTE_SKIPPED,
                                   "the client names \"%s\" by itself, so what is "
                                   "configured goes before it",
                                   model);
  else
    stage_router_trace_add_printf (self->trace,
                                   MODEL_RULE,
                                   CCP_ROUTE_MATCHED,
                                   "the client asked for \"%s\"",
                                   model);
  return route;
}

CcpRoute *
stage_router_decision_make (const StageRouterDecision *self)
{
  g_autoptr (CcpRoute) asked = NULL;
  CcpRoute *route = NULL;
  gboolean is_own = FALSE;

  g_return_val_if_fail (self != NULL, NULL);

  asked = resolve_model (self, &is_own);
  if (asked != NULL && !is_own)
    return g_steal_pointer (&asked);
  if (self->base->uses_stage || (self->profile != NULL && self->profile->uses_stage))
    self->request->stage = classify (self);
  route = try_rules (self, self->profile);
  if (route == NULL)
    route = try_rules (self, self->base);
  for (guint i = 0; route == NULL && i < STAGE_ROUTER_STAGE_DEFAULT; i++)
    if (is_looked_at (self, (StageRouterStage) i))
      route = try_stage (self, (StageRouterStage) i);
  if (route != NULL)
    return route;
  if (asked == NULL)
    return try_stage (self, STAGE_ROUTER_STAGE_DEFAULT);
  stage_router_trace_add (self->trace,
                          MODEL_RULE,
                          CCP_ROUTE_MATCHED,
                          "nothing else decides, so the client has the model it names");
  return g_steal_pointer (&asked);
}
