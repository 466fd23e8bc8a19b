/* stage-router-rule.c: what the user wants of some requests, whatever their stage
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "stage-router"

#include "stage-router-rule.h"

static const char *const keys[] = { "name", "when", "use", NULL };

static CcpJsonValue
get_member (const CcpJsonValue *value, const char *name)
{
  CcpJsonValue member = ccp_json_value_member (value, name);

  return ccp_json_value_get_kind (&member) > CCP_JSON_NULL ? member : CCP_JSON_VALUE_NONE;
}

static gboolean
read_title (StageRouterRule *self,
            const StageRouterReader *reader,
            const CcpJsonValue *value)
{
  CcpJsonValue member = get_member (value, "name");
  g_autofree char *name = ccp_json_value_dup_string (&member, NULL);
  g_autofree char *inner = stage_router_reader_get_place (self->place, "name");

  self->title =
      name != NULL ? g_strconcat (self->place, " ", name, NULL) : g_strdup (self->place);
  if (!ccp_json_value_exists (&member) || name != NULL)
    return TRUE;
  stage_router_reader_refuse_value (reader, &member, inner, "expected a text");
  return FALSE;
}

static gboolean
read_when (StageRouterRule *self,
           const StageRouterReader *reader,
           const CcpJsonValue *value)
{
  CcpJsonValue member = get_member (value, "when");
  g_autofree char *inner = stage_router_reader_get_place (self->place, "when");

  if (!ccp_json_value_exists (&member))
    return TRUE;
  self->when = stage_router_condition_new (reader, &member, inner);
  return self->when != NULL;
}

static gboolean
read_use (StageRouterRule *self,
          const StageRouterReader *reader,
          const CcpJsonValue *value)
{
  CcpJsonValue member = get_member (value, "use");
  g_autofree char *inner = stage_router_reader_get_place (self->place, "use");

  if (ccp_json_value_exists (&member))
    self->chain = stage_router_chain_new (reader, &member, inner);
  else
    stage_router_reader_refuse (reader,
                                STAGE_ROUTER_READER_MISSING,
                                self->place,
                                "\"use\" is missing: the model that gets what the rule "
                                "holds for");
  return self->chain != NULL;
}

StageRouterRule *
stage_router_rule_new (const StageRouterReader *reader,
                       const CcpJsonValue *value,
                       const char *place)
{
  g_autoptr (StageRouterRule) self = g_new0 (StageRouterRule, 1);
  gboolean good = TRUE;

  g_return_val_if_fail (reader != NULL, NULL);

  self->place = g_strdup (place);
  good = stage_router_reader_check_mapping (reader, value, place, keys);
  if (!ccp_json_value_is_object (value))
    return NULL;
  good &= read_title (self, reader, value);
  good &= read_when (self, reader, value);
  good &= read_use (self, reader, value);
  return good ? g_steal_pointer (&self) : NULL;
}

void
stage_router_rule_free (StageRouterRule *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->when, stage_router_condition_free);
  g_clear_pointer (&self->chain, stage_router_chain_free);
  g_free (self);
}

gboolean
stage_router_rule_is_unconditional (const StageRouterRule *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->when == NULL || stage_router_condition_is_empty (self->when);
}

gboolean
stage_router_rule_covers (const StageRouterRule *self, const StageRouterRule *other)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (other != NULL, FALSE);

  if (stage_router_rule_is_unconditional (self))
    return TRUE;
  return other->when != NULL && stage_router_condition_covers (self->when, other->when);
}
