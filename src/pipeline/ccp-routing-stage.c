/* ccp-routing-stage.c: a stage, and where it goes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-routing-stage"

#include "ccp-routing-stage.h"

#include "ccp-routing-profile.h"
#include "ccp-stage-names.h"

#define USE "use"

/* Returns: (transfer full): a model, a list of them, or what "use" says */
static char **
list_targets (const CcpJsonValue *value)
{
  g_autoptr (GStrvBuilder) targets = g_strv_builder_new ();
  g_autofree char *only = NULL;
  CcpJsonValue use = *value;
  CcpJsonIter iter;
  CcpJsonValue item;

  if (ccp_json_value_is_object (value))
    use = ccp_json_value_member (value, USE);
  only = ccp_json_value_dup_string (&use, NULL);
  if (only != NULL)
    g_strv_builder_add (targets, only);
  ccp_json_iter_init (&iter, &use);
  while (ccp_json_value_is_array (&use) && ccp_json_iter_next (&iter, NULL, &item))
    {
      g_autofree char *text = ccp_json_value_dup_string (&item, NULL);

      if (text != NULL)
        g_strv_builder_add (targets, text);
    }
  return g_strv_builder_end (targets);
}

static void
add_stage (GPtrArray *list,
           const char *name,
           CcpStageOrigin origin,
           const CcpJsonValue *value)
{
  CcpRoutingStage *stage = g_new0 (CcpRoutingStage, 1);

  stage->name = g_strdup (name);
  stage->origin = origin;
  stage->targets = list_targets (value);
  g_ptr_array_add (list, stage);
}

const char *
ccp_routing_stage_get_origin (const CcpRoutingStage *self)
{
  static const char *const names[] = {
    [CCP_STAGE_ORIGIN_CONFIG] = "config",
    [CCP_STAGE_ORIGIN_PROFILE] = "profile",
    [CCP_STAGE_ORIGIN_SET] = "set",
  };

  g_return_val_if_fail (self != NULL, NULL);

  return names[self->origin];
}

GPtrArray *
ccp_routing_stage_list (CcpPluginRegistry *registry, CcpJson *routing, GHashTable *set)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_routing_stage_free);
  g_auto (GStrv) names = NULL;
  CcpJsonValue root;
  CcpJsonValue profile;

  g_return_val_if_fail (CCP_IS_PLUGIN_REGISTRY (registry), NULL);
  g_return_val_if_fail (routing != NULL, NULL);
  g_return_val_if_fail (set != NULL, NULL);

  names = ccp_stage_names_list (registry, routing);
  ccp_json_get_root (routing, &root);
  profile = ccp_routing_profile_get_sheet (routing);
  for (guint i = 0; names[i] != NULL; i++)
    {
      CcpJsonValue base = ccp_stage_names_find_value (&root, names[i], NULL);
      CcpJsonValue ours = ccp_stage_names_find_value (&profile, names[i], NULL);

      if (g_hash_table_contains (set, names[i]))
        add_stage (list, names[i], CCP_STAGE_ORIGIN_SET, &base);
      else if (ccp_json_value_exists (&ours))
        add_stage (list, names[i], CCP_STAGE_ORIGIN_PROFILE, &ours);
      else if (ccp_json_value_exists (&base))
        add_stage (list, names[i], CCP_STAGE_ORIGIN_CONFIG, &base);
    }
  return g_steal_pointer (&list);
}

void
ccp_routing_stage_free (CcpRoutingStage *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->targets, g_strfreev);
  g_free (self);
}
