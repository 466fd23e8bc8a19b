/* ccp-stage-override.c: the settings of routing with other targets for some stages
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-stage-override"

#include "ccp-stage-override.h"

#include "ccp-routing-profile.h"
#include "ccp-stage-names.h"

#define PROFILES "profiles"
#define USE "use"

typedef struct
{
  CcpJsonWriter *writer;
  GHashTable *stages; /* (element-type utf8 GStrv) */
  CcpJsonValue root;
  CcpJsonValue profile; /* the sheet that is used; may not exist */
} Override;

/* Returns: (nullable): the targets that are set for the stage which is called @name */
static char **
find_targets (const Override *self, const CcpJsonValue *name)
{
  g_autofree char *text = ccp_json_value_dup_string (name, NULL);

  return text != NULL ? g_hash_table_lookup (self->stages, ccp_stage_names_resolve (text))
                      : NULL;
}

static void
write_targets (const Override *self, char **targets)
{
  if (g_strv_length (targets) == 1)
    {
      ccp_json_writer_string (self->writer, targets[0]);
      return;
    }
  ccp_json_writer_begin_array (self->writer);
  for (guint i = 0; targets[i] != NULL; i++)
    ccp_json_writer_string (self->writer, targets[i]);
  ccp_json_writer_end_array (self->writer);
}

/* @value: what the stage goes to now, and perhaps what it requires */
static void
write_stage (const Override *self, const CcpJsonValue *value, char **targets)
{
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue member;

  if (!ccp_json_value_is_object (value))
    {
      write_targets (self, targets);
      return;
    }
  ccp_json_writer_begin_object (self->writer);
  ccp_json_iter_init (&iter, value);
  while (ccp_json_iter_next (&iter, &name, &member))
    if (!ccp_json_value_equals_string (&name, USE))
      {
        ccp_json_writer_key_value (self->writer, &name);
        ccp_json_writer_value (self->writer, &member);
      }
  ccp_json_writer_key (self->writer, USE);
  write_targets (self, targets);
  ccp_json_writer_end_object (self->writer);
}

/* What is set goes before the profile, so the profile has nothing for it any more. */
static void
write_profile (const Override *self)
{
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  ccp_json_writer_begin_object (self->writer);
  ccp_json_iter_init (&iter, &self->profile);
  while (ccp_json_iter_next (&iter, &name, &value))
    if (find_targets (self, &name) == NULL)
      {
        ccp_json_writer_key_value (self->writer, &name);
        ccp_json_writer_value (self->writer, &value);
      }
  ccp_json_writer_end_object (self->writer);
}

static void
write_profiles (const Override *self, const CcpJsonValue *profiles, const char *current)
{
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  if (!ccp_json_value_is_object (&self->profile))
    {
      ccp_json_writer_value (self->writer, profiles);
      return;
    }
  ccp_json_writer_begin_object (self->writer);
  ccp_json_iter_init (&iter, profiles);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      ccp_json_writer_key_value (self->writer, &name);
      if (ccp_json_value_equals_string (&name, current))
        write_profile (self);
      else
        ccp_json_writer_value (self->writer, &value);
    }
  ccp_json_writer_end_object (self->writer);
}

static void
write_others (const Override *self, const char *current)
{
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  ccp_json_iter_init (&iter, &self->root);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      if (find_targets (self, &name) != NULL)
        continue;
      ccp_json_writer_key_value (self->writer, &name);
      if (ccp_json_value_equals_string (&name, PROFILES))
        write_profiles (self, &value, current);
      else
        ccp_json_writer_value (self->writer, &value);
    }
}

static void
write_stages (const Override *self)
{
  g_autoptr (GList) stages = g_hash_table_get_keys (self->stages);

  stages = g_list_sort (stages, (GCompareFunc) g_strcmp0);
  for (GList *item = stages; item != NULL; item = item->next)
    {
      const char *key = NULL;
      CcpJsonValue base = ccp_stage_names_find_value (&self->root, item->data, &key);
      CcpJsonValue value = ccp_stage_names_find_value (&self->profile, item->data, NULL);

      ccp_json_writer_key (self->writer, key);
      write_stage (self,
                   ccp_json_value_exists (&value) ? &value : &base,
                   g_hash_table_lookup (self->stages, item->data));
    }
}

CcpJson *
ccp_stage_override_apply (CcpJson *routing, GHashTable *stages)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autofree char *current = NULL;
  Override self = { .writer = writer, .stages = stages };

  g_return_val_if_fail (routing != NULL, NULL);
  g_return_val_if_fail (stages != NULL, NULL);

  current = ccp_routing_profile_dup_current (routing);
  ccp_json_get_root (routing, &self.root);
  self.profile = ccp_routing_profile_get_sheet (routing);
  ccp_json_writer_begin_object (writer);
  write_others (&self, current);
  write_stages (&self);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}
