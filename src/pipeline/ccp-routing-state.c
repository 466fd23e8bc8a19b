/* ccp-routing-state.c: what of the routing was set while the daemon runs
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-routing-state"

#include "ccp-routing-state.h"

#include "ccp-log-text.h"
#include "ccp-routing-profile.h"
#include "ccp-stage-names.h"
#include "ccp-stage-override.h"

struct _CcpRoutingState
{
  GObject parent_instance;

  char *profile;      /* (nullable): as of set_profile () */
  GHashTable *stages; /* (element-type utf8 GStrv) */
};

G_DEFINE_FINAL_TYPE (CcpRoutingState, ccp_routing_state, G_TYPE_OBJECT)

static gboolean
check_stage (const char *stage, char **names, GError **error)
{
  g_autofree char *list = NULL;
  g_autofree char *near = NULL;
  g_autofree char *clipped = NULL;

  if (g_strv_contains ((const char *const *) names, stage))
    return TRUE;
  list = g_strjoinv (", ", names);
  near = ccp_near_match_describe (stage, (const char *const *) names);
  clipped = ccp_log_text_clip_name (stage);
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_NOT_FOUND,
               "there is no stage \"%s\"; there are %s%s",
               clipped,
               list,
               near);
  return FALSE;
}

static gboolean
check_targets (const char *stage, char **targets, CcpCatalog *catalog, GError **error)
{
  if (targets[0] == NULL)
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_INVALID_REQUEST,
                   "the stage \"%s\" needs at least one model",
                   stage);
      return FALSE;
    }
  for (guint i = 0; targets[i] != NULL; i++)
    {
      g_autoptr (CcpRoute) route =
          ccp_catalog_resolve (catalog, stage, targets[i], error);

      if (route == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_stages (CcpRoutingState *self, CcpSnapshot *base, GError **error)
{
  g_auto (GStrv) names =
      ccp_stage_names_list (ccp_snapshot_get_registry (base),
                            ccp_config_get_routing (ccp_snapshot_get_config (base)));
  GHashTableIter iter;
  gpointer stage = NULL;
  gpointer targets = NULL;

  g_hash_table_iter_init (&iter, self->stages);
  while (g_hash_table_iter_next (&iter, &stage, &targets))
    if (!check_stage (stage, names, error) ||
        !check_targets (stage, targets, ccp_snapshot_get_catalog (base), error))
      return FALSE;
  return TRUE;
}

/* Returns: (nullable): @base is not touched */
static CcpJson *
change_routing (CcpRoutingState *self, CcpSnapshot *base, GError **error)
{
  CcpJson *routing = ccp_config_get_routing (ccp_snapshot_get_config (base));
  g_autoptr (CcpJson) chosen = NULL;

  if (self->profile == NULL)
    chosen = ccp_json_ref (routing);
  else if (*self->profile == '\0')
    chosen = ccp_routing_profile_clear (routing);
  else
    chosen = ccp_routing_profile_select (routing, self->profile, error);
  if (chosen == NULL || !check_stages (self, base, error))
    return NULL;
  return ccp_stage_override_apply (chosen, self->stages);
}

static void
prune_profile (CcpRoutingState *self, CcpSnapshot *base)
{
  g_autoptr (CcpRoutingState) one = ccp_routing_state_new ();
  g_autoptr (CcpSnapshot) snapshot = NULL;
  g_autoptr (GError) error = NULL;

  ccp_routing_state_set_profile (one, self->profile);
  snapshot = ccp_routing_state_apply (one, base, &error);
  if (snapshot != NULL)
    return;
  g_warning ("the profile that was set is set no more: %s", error->message);
  g_clear_pointer (&self->profile, g_free);
}

static gboolean
fits (const char *stage, gpointer targets, CcpSnapshot *base)
{
  g_autoptr (CcpRoutingState) one = ccp_routing_state_new ();
  g_autoptr (CcpSnapshot) snapshot = NULL;
  g_autoptr (GError) error = NULL;

  ccp_routing_state_set_stage (one, stage, targets);
  snapshot = ccp_routing_state_apply (one, base, &error);
  if (snapshot == NULL)
    g_warning ("what was set for the stage %s is set no more: %s", stage, error->message);
  return snapshot != NULL;
}

static void
ccp_routing_state_finalize (GObject *object)
{
  CcpRoutingState *self = CCP_ROUTING_STATE (object);

  g_clear_pointer (&self->profile, g_free);
  g_clear_pointer (&self->stages, g_hash_table_unref);

  G_OBJECT_CLASS (ccp_routing_state_parent_class)->finalize (object);
}

static void
ccp_routing_state_class_init (CcpRoutingStateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_routing_state_finalize;
}

static void
ccp_routing_state_init (CcpRoutingState *self)
{
  self->stages = g_hash_table_new_full (g_str_hash,
                                        g_str_equal,
                                        g_free,
                                        (GDestroyNotify) g_strfreev);
}

CcpRoutingState *
ccp_routing_state_new (void)
{
  return g_object_new (CCP_TYPE_ROUTING_STATE, NULL);
}

CcpRoutingState *
ccp_routing_state_copy (CcpRoutingState *self)
{
  CcpRoutingState *copy = NULL;
  GHashTableIter iter;
  gpointer stage = NULL;
  gpointer targets = NULL;

  g_return_val_if_fail (CCP_IS_ROUTING_STATE (self), NULL);

  copy = ccp_routing_state_new ();
  copy->profile = g_strdup (self->profile);
  g_hash_table_iter_init (&iter, self->stages);
  while (g_hash_table_iter_next (&iter, &stage, &targets))
    ccp_routing_state_set_stage (copy, stage, targets);
  return copy;
}

void
ccp_routing_state_set_profile (CcpRoutingState *self, const char *profile)
{
  char *copy = NULL;

  g_return_if_fail (CCP_IS_ROUTING_STATE (self));

  copy = g_strdup (profile);
  g_free (self->profile);
  self->profile = copy;
}

void
ccp_routing_state_set_stage (CcpRoutingState *self,
                             const char *stage,
                             const char *const *targets)
{
  g_return_if_fail (CCP_IS_ROUTING_STATE (self));
  g_return_if_fail (stage != NULL);
  g_return_if_fail (targets != NULL);

  g_hash_table_replace (self->stages,
                        g_strdup (ccp_stage_names_resolve (stage)),
                        g_strdupv ((char **) targets));
}

GHashTable *
ccp_routing_state_get_stages (CcpRoutingState *self)
{
  g_return_val_if_fail (CCP_IS_ROUTING_STATE (self), NULL);

  return self->stages;
}

CcpSnapshot *
ccp_routing_state_apply (CcpRoutingState *self, CcpSnapshot *base, GError **error)
{
  g_autoptr (CcpJson) routing = NULL;

  g_return_val_if_fail (CCP_IS_ROUTING_STATE (self), NULL);
  g_return_val_if_fail (CCP_IS_SNAPSHOT (base), NULL);

  if (self->profile == NULL && g_hash_table_size (self->stages) == 0)
    return g_object_ref (base);
  routing = change_routing (self, base, error);
  return routing != NULL ? ccp_snapshot_new_with_routing (base, routing, error) : NULL;
}

void
ccp_routing_state_prune (CcpRoutingState *self, CcpSnapshot *base)
{
  GHashTableIter iter;
  gpointer stage = NULL;
  gpointer targets = NULL;

  g_return_if_fail (CCP_IS_ROUTING_STATE (self));
  g_return_if_fail (CCP_IS_SNAPSHOT (base));

  if (self->profile != NULL)
    prune_profile (self, base);
  g_hash_table_iter_init (&iter, self->stages);
  while (g_hash_table_iter_next (&iter, &stage, &targets))
    if (!fits (stage, targets, base))
      g_hash_table_iter_remove (&iter);
}
