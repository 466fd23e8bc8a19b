/* stage-router-sheet.c: the stages and rules of the settings, or of one of their profiles
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "stage-router"

#include "stage-router-sheet.h"

#define RULES "rules"

static CcpJsonValue
get_member (const CcpJsonValue *value, const char *name)
{
  CcpJsonValue member = ccp_json_value_member (value, name);

  return ccp_json_value_get_kind (&member) > CCP_JSON_NULL ? member : CCP_JSON_VALUE_NONE;
}

/* Finds the value of a stage under either of its names. */
static const char *
find_stage (const StageRouterReader *reader,
            StageRouterStage stage,
            const CcpJsonValue *sheet,
            const char *place,
            CcpJsonValue *value)
{
  const char *name = stage_router_stage_get_name (stage);
  const char *alias = stage_router_stage_get_alias (stage);
  CcpJsonValue other = CCP_JSON_VALUE_NONE;

  *value = get_member (sheet, name);
  if (alias != NULL)
    other = get_member (sheet, alias);
  if (!ccp_json_value_exists (&other))
    return name;
  if (ccp_json_value_exists (value))
    {
      g_autofree char *inner = stage_router_reader_get_place (place, alias);

      stage_router_reader_refuse (reader,
                                  STAGE_ROUTER_READER_TWICE,
                                  inner,
                                  "\"%s\" is another name of \"%s\", which is there as "
                                  "well; write it once",
                                  alias,
                                  name);
      return name;
    }
  *value = other;
  return alias;
}

static void
read_stage (StageRouterSheet *self,
            const StageRouterReader *reader,
            StageRouterStage stage,
            const CcpJsonValue *sheet,
            const char *place)
{
  CcpJsonValue value = CCP_JSON_VALUE_NONE;
  const char *name = find_stage (reader, stage, sheet, place, &value);
  g_autofree char *inner = stage_router_reader_get_place (place, name);
  g_autofree char *group = stage == STAGE_ROUTER_STAGE_DEFAULT
                               ? g_strdup (place)
                               : stage_router_reader_get_place (place, "stages");

  self->titles[stage] =
      stage_router_reader_get_place (group, stage_router_stage_get_name (stage));
  if (ccp_json_value_exists (&value))
    self->uses[stage] = stage_router_use_new (reader, stage, &value, inner);
}

static void
read_threshold (StageRouterSheet *self,
                const StageRouterReader *reader,
                const CcpJsonValue *sheet,
                const char *place)
{
  CcpJsonValue value = get_member (sheet, STAGE_ROUTER_THRESHOLD_ALIAS);
  StageRouterUse *use = self->uses[STAGE_ROUTER_STAGE_LONG_CONTEXT];
  g_autofree char *inner =
      stage_router_reader_get_place (place, STAGE_ROUTER_THRESHOLD_ALIAS);

  if (!ccp_json_value_exists (&value))
    return;
  if (use != NULL && use->threshold > 0)
    stage_router_reader_refuse (reader,
                                STAGE_ROUTER_READER_TWICE,
                                inner,
                                "long_context has a threshold as well; write it once");
  else if (!stage_router_use_read_threshold (reader, &value, inner, &self->threshold))
    self->threshold = 0;
}

static void
read_rule (StageRouterSheet *self,
           const StageRouterReader *reader,
           const CcpJsonValue *value,
           const char *place)
{
  StageRouterRule *rule = stage_router_rule_new (reader, value, place);

  if (rule == NULL)
    return;
  g_ptr_array_add (self->rules, rule);
  if (rule->when != NULL)
    self->uses_stage |= stage_router_condition_uses_stage (rule->when);
}

static void
read_rules (StageRouterSheet *self,
            const StageRouterReader *reader,
            const CcpJsonValue *sheet,
            const char *place)
{
  CcpJsonValue rules = get_member (sheet, RULES);
  g_autofree char *inner = stage_router_reader_get_place (place, RULES);
  CcpJsonIter iter;
  CcpJsonValue rule;

  if (!ccp_json_value_exists (&rules))
    return;
  if (!ccp_json_value_is_array (&rules))
    {
      stage_router_reader_refuse_value (
          reader,
          &rules,
          inner,
          "expected a list of rules, each with \"when\" and "
          "\"use\"");
      return;
    }
  ccp_json_iter_init (&iter, &rules);
  for (guint i = 0; ccp_json_iter_next (&iter, NULL, &rule); i++)
    {
      g_autofree char *one = g_strdup_printf ("%s[%u]", inner, i);

      read_rule (self, reader, &rule, one);
    }
}

StageRouterSheet *
stage_router_sheet_new (const StageRouterReader *reader,
                        const CcpJsonValue *value,
                        const char *place)
{
  StageRouterSheet *self = g_new0 (StageRouterSheet, 1);

  g_return_val_if_fail (reader != NULL, NULL);

  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) stage_router_rule_free);
  for (guint i = 0; i < STAGE_ROUTER_N_STAGES; i++)
    read_stage (self, reader, (StageRouterStage) i, value, place);
  read_threshold (self, reader, value, place);
  read_rules (self, reader, value, place);
  return self;
}

void
stage_router_sheet_free (StageRouterSheet *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < STAGE_ROUTER_N_STAGES; i++)
    {
      g_clear_pointer (&self->uses[i], stage_router_use_free);
      g_clear_pointer (&self->titles[i], g_free);
    }
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_free (self);
}
