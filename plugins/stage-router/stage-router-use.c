/* stage-router-use.c: which models do the work of a stage, and what it requires
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "stage-router"

#include "stage-router-use.h"

#include "stage-router-glob.h"

#define MAX_TOKENS G_GINT64_CONSTANT (100000000)

/* a budget below is none that a provider takes (protocol A.2) */
#define LEAST_BUDGET 1024

/* what clients ask for by themselves */
#define USUAL_EFFORT CCP_THINKING_HIGH

static gboolean
read_number (const StageRouterReader *reader,
             const CcpJsonValue *value,
             const char *place,
             gint64 least,
             gint64 *number)
{
  if (!ccp_json_value_get_int (value, number))
    {
      stage_router_reader_refuse_value (reader,
                                        value,
                                        place,
                                        "expected a number of tokens");
      return FALSE;
    }
  if (*number >= least && *number <= MAX_TOKENS)
    return TRUE;
  stage_router_reader_refuse (reader,
                              STAGE_ROUTER_READER_OUT_OF_RANGE,
                              place,
                              "expected %" G_GINT64_FORMAT "..%" G_GINT64_FORMAT
                              " tokens, got %" G_GINT64_FORMAT,
                              least,
                              MAX_TOKENS,
                              *number);
  return FALSE;
}

static gboolean
read_effort (const StageRouterReader *reader,
             const CcpJsonValue *value,
             const char *place,
             CcpThinkingLevel *effort)
{
  for (guint i = CCP_THINKING_LOW; i <= CCP_THINKING_MAX; i++)
    if (ccp_json_value_equals_string (value, ccp_thinking_level_get_effort (i)))
      {
        *effort = (CcpThinkingLevel) i;
        return TRUE;
      }
  stage_router_reader_refuse_value (reader,
                                    value,
                                    place,
                                    "expected one of low, medium, high, xhigh, max");
  return FALSE;
}

/* Returns: (nullable): the keys of a stage's mapping, beside "use" */
static const char *const *
get_keys (StageRouterStage stage)
{
  static const char *const thinking[] = { "use", "effort", "budget", NULL };
  static const char *const background[] = { "use", "models", NULL };
  static const char *const long_context[] = { "use", "threshold", NULL };
  static const char *const others[] = { "use", NULL };

  switch (stage)
    {
    case STAGE_ROUTER_STAGE_THINKING:
      return thinking;
    case STAGE_ROUTER_STAGE_BACKGROUND:
      return background;
    case STAGE_ROUTER_STAGE_LONG_CONTEXT:
      return long_context;
    default:
      return others;
    }
}

static gboolean
read_member (StageRouterUse *self,
             const StageRouterReader *reader,
             const char *name,
             const CcpJsonValue *value,
             const char *place)
{
  if (g_str_equal (name, "use"))
    return (self->chain = stage_router_chain_new (reader, value, place)) != NULL;
  if (g_str_equal (name, "effort"))
    return read_effort (reader, value, place, &self->effort);
  if (g_str_equal (name, "budget"))
    return read_number (reader, value, place, LEAST_BUDGET, &self->budget);
  if (g_str_equal (name, "threshold"))
    return stage_router_use_read_threshold (reader, value, place, &self->threshold);
  return (self->models = stage_router_reader_read_strings (reader, value, place)) != NULL;
}

static gboolean
read_mapping (StageRouterUse *self,
              const StageRouterReader *reader,
              const char *const *keys,
              const CcpJsonValue *value,
              const char *place)
{
  gboolean good = stage_router_reader_check_mapping (reader, value, place, keys);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      CcpJsonValue member = ccp_json_value_member (value, keys[i]);
      g_autofree char *inner = stage_router_reader_get_place (place, keys[i]);

      if (ccp_json_value_get_kind (&member) > CCP_JSON_NULL)
        good &= read_member (self, reader, keys[i], &member, inner);
      else if (i == 0)
        {
          stage_router_reader_refuse (
              reader,
              STAGE_ROUTER_READER_MISSING,
              place,
              "\"use\" is missing: the model that does this work");
          good = FALSE;
        }
    }
  return good;
}

StageRouterUse *
stage_router_use_new (const StageRouterReader *reader,
                      StageRouterStage stage,
                      const CcpJsonValue *value,
                      const char *place)
{
  g_autoptr (StageRouterUse) self = g_new0 (StageRouterUse, 1);

  g_return_val_if_fail (reader != NULL, NULL);

  if (ccp_json_value_is_object (value))
    return read_mapping (self, reader, get_keys (stage), value, place)
               ? g_steal_pointer (&self)
               : NULL;
  if (!ccp_json_value_is_string (value) && !ccp_json_value_is_array (value))
    {
      stage_router_reader_refuse_value (reader,
                                        value,
                                        place,
                                        "expected a model, a list of models, or a "
                                        "mapping with \"use\"");
      return NULL;
    }
  self->chain = stage_router_chain_new (reader, value, place);
  return self->chain != NULL ? g_steal_pointer (&self) : NULL;
}

void
stage_router_use_free (StageRouterUse *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->chain, stage_router_chain_free);
  g_clear_pointer (&self->models, g_ptr_array_unref);
  g_free (self);
}

/* A client that wants no more than thought has the effort that it would make by itself.
 * An effort is compared with the one that a budget stands for, and a budget only with a
 * budget. */
gboolean
stage_router_use_is_deep (const StageRouterUse *self, const StageRouterSigns *signs)
{
  CcpThinkingLevel depth = signs->depth;
  CcpThinkingLevel least = self != NULL ? self->effort : CCP_THINKING_UNSET;
  gint64 budget = self != NULL ? self->budget : 0;

  if (!signs->is_thinking)
    return FALSE;
  if (signs->turns.is_deep)
    return TRUE;
  if (budget > 0 && signs->budget >= budget)
    return TRUE;
  if (least == CCP_THINKING_UNSET && budget > 0)
    return FALSE;
  if (least == CCP_THINKING_UNSET)
    least = USUAL_EFFORT + 1;
  if (depth == CCP_THINKING_DEFAULT)
    depth = USUAL_EFFORT;
  if (budget > 0 && signs->budget > 0)
    return FALSE;
  return depth >= least;
}

gboolean
stage_router_use_is_small_model (const StageRouterUse *self, const char *model)
{
  if (self == NULL || self->models == NULL || model == NULL)
    return FALSE;
  for (guint i = 0; i < self->models->len; i++)
    if (stage_router_glob_matches (g_ptr_array_index (self->models, i), model, -1))
      return TRUE;
  return FALSE;
}

gboolean
stage_router_use_read_threshold (const StageRouterReader *reader,
                                 const CcpJsonValue *value,
                                 const char *place,
                                 gint64 *threshold)
{
  g_return_val_if_fail (reader != NULL, FALSE);
  g_return_val_if_fail (threshold != NULL, FALSE);

  return read_number (reader, value, place, 1, threshold);
}
