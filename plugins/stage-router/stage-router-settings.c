/* stage-router-settings.c: the settings of the router, read and ready for use
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "stage-router"

#include "stage-router-settings.h"

#define DEFAULT "default"
#define PROFILE "profile"
#define PROFILES "profiles"

static void
read_profile (StageRouterSettings *self,
              const StageRouterReader *reader,
              const char *name,
              const CcpJsonValue *value)
{
  g_autoptr (GPtrArray) known = stage_router_stage_list_names ();
  g_autofree char *place = stage_router_reader_get_place (PROFILES, name);

  g_ptr_array_remove_index (known, known->len - 1);
  g_ptr_array_add (known, (char *) STAGE_ROUTER_THRESHOLD_ALIAS);
  g_ptr_array_add (known, (char *) "rules");
  g_ptr_array_add (known, NULL);
  stage_router_reader_check_mapping (reader,
                                     value,
                                     place,
                                     (const char *const *) known->pdata);
  if (ccp_json_value_is_object (value))
    g_hash_table_replace (self->profiles,
                          g_strdup (name),
                          stage_router_sheet_new (reader, value, place));
}

static void
read_profiles (StageRouterSettings *self,
               const StageRouterReader *reader,
               const CcpJsonValue *root)
{
  CcpJsonValue profiles = ccp_json_value_member (root, PROFILES);
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  if (ccp_json_value_get_kind (&profiles) <= CCP_JSON_NULL)
    return;
  if (!ccp_json_value_is_object (&profiles))
    {
      stage_router_reader_refuse_value (
          reader,
          &profiles,
          PROFILES,
          "expected a mapping of names to stages and rules");
      return;
    }
  ccp_json_iter_init (&iter, &profiles);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      g_autofree char *text = ccp_json_value_dup_string (&name, NULL);

      read_profile (self, reader, text, &value);
    }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static void
refuse_profile (const StageRouterSettings *self, const StageRouterReader *reader)
{
  g_autofree char *what = g_strdup_printf ("no profile is called \"%s\"", self->profile);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name = NULL;

  g_hash_table_iter_init (&iter, self->profiles);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, name);
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  stage_router_reader_refuse_word (reader,
                                   STAGE_ROUTER_READER_UNKNOWN_PROFILE,
                                   PROFILE,
                                   what,
                                   self->profile,
                                   (const char *const *) names->pdata);
}

static void
read_choice (StageRouterSettings *self,
             const StageRouterReader *reader,
             const CcpJsonValue *root)
{
  CcpJsonValue value = ccp_json_value_member (root, PROFILE);

  if (ccp_json_value_get_kind (&value) <= CCP_JSON_NULL)
    return;
  self->profile = ccp_json_value_dup_string (&value, NULL);
  if (self->profile == NULL)
    stage_router_reader_refuse_value (reader,
                                      &value,
                                      PROFILE,
                                      "expected the name of a profile");
  else if (!g_hash_table_contains (self->profiles, self->profile))
    refuse_profile (self, reader);
}

StageRouterSettings *
stage_router_settings_new (const StageRouterReader *reader, const CcpJsonValue *value)
{
  StageRouterSettings *self = g_new0 (StageRouterSettings, 1);
  CcpJsonValue fallback = ccp_json_value_member (value, DEFAULT);

  g_return_val_if_fail (reader != NULL, NULL);

  self->base = stage_router_sheet_new (reader, value, "");
  self->profiles = g_hash_table_new_full (g_str_hash,
                                          g_str_equal,
                                          g_free,
                                          (GDestroyNotify) stage_router_sheet_free);
  if (ccp_json_value_get_kind (&fallback) <= CCP_JSON_NULL)
    stage_router_reader_refuse (reader,
                                STAGE_ROUTER_READER_MISSING,
                                DEFAULT,
                                "name the model that gets what nothing else is set for");
  read_profiles (self, reader, value);
  read_choice (self, reader, value);
  return self;
}

void
stage_router_settings_free (StageRouterSettings *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->base, stage_router_sheet_free);
  g_clear_pointer (&self->profiles, g_hash_table_unref);
  g_clear_pointer (&self->profile, g_free);
  g_free (self);
}

const StageRouterSheet *
stage_router_settings_find_profile (const StageRouterSettings *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  return name != NULL ? g_hash_table_lookup (self->profiles, name) : NULL;
}
