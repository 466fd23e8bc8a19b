/* ccp-class-alias.c: another name of a transformer, with params that come with it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-class-alias"

#include "ccp-class-alias.h"

#include <string.h>

#include "ccp-key-group.h"

static const char *const known_keys[] = {
  "Class", "Params", "Wrap", "Description", NULL,
};

static gboolean
read_params (CcpClassAlias *self, GKeyFile *file, const char *group, GError **error)
{
  g_autofree char *text = g_key_file_get_string (file, group, "Params", NULL);
  CcpJsonValue root;

  self->params = ccp_json_new_from_text (text != NULL ? text : "{}", -1, error);
  if (self->params == NULL)
    {
      g_prefix_error (error, "Params: ");
      return FALSE;
    }
  ccp_json_get_root (self->params, &root);
  if (ccp_json_value_is_object (&root))
    return TRUE;
  g_set_error (error, CCP_ERROR, CCP_ERROR_PLUGIN, "Params: expected an object");
  return FALSE;
}

static gboolean
read_group (CcpClassAlias *self, GKeyFile *file, const char *group, GError **error)
{
  if (!ccp_class_alias_is_name (self->name))
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_PLUGIN,
                   "expected letters, digits, dashes and underscores as the name");
      return FALSE;
    }
  if (!ccp_key_group_check (file, group, known_keys, error) ||
      !read_params (self, file, group, error))
    return FALSE;
  self->class_name = g_key_file_get_string (file, group, "Class", error);
  self->wrap = g_key_file_get_string (file, group, "Wrap", NULL);
  self->description = g_key_file_get_string (file, group, "Description", NULL);
  return self->class_name != NULL;
}

static gboolean
check_param (CcpOptionTable *table,
             const CcpJsonValue *name,
             const CcpJsonValue *value,
             GError **error)
{
  g_autofree char *key = ccp_json_value_dup_string (name, NULL);
  const CcpOptionSpec *spec = ccp_option_table_find (table, key);
  g_autofree char *fault = NULL;

  if (spec != NULL && ccp_option_spec_accepts (spec, value))
    return TRUE;
  fault = spec != NULL ? ccp_option_spec_describe (spec)
                       : ccp_option_table_describe_unknown (table, key);
  g_set_error (error, CCP_ERROR, CCP_ERROR_PLUGIN, "Params: %s: %s", key, fault);
  return FALSE;
}

/* a key with null is as if it were not there */
static gboolean
has_member (const CcpJsonValue *object, const CcpJsonValue *name)
{
  g_autofree char *key = ccp_json_value_dup_string (name, NULL);
  CcpJsonValue value = ccp_json_value_member (object, key);

  return ccp_json_value_exists (&value) &&
         ccp_json_value_get_kind (&value) != CCP_JSON_NULL;
}

/* @overrides: (nullable): what they have is left out
 * @except: (nullable): this is left out as well */
static void
write_members (CcpJsonWriter *writer,
               const CcpJsonValue *object,
               const CcpJsonValue *overrides,
               const char *except)
{
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  ccp_json_iter_init (&iter, object);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      if ((overrides != NULL && has_member (overrides, &name)) ||
          (except != NULL && ccp_json_value_equals_string (&name, except)))
        continue;
      ccp_json_writer_key_value (writer, &name);
      ccp_json_writer_value (writer, &value);
    }
}

static void
write_merged (CcpJsonWriter *writer,
              const CcpJsonValue *base,
              const CcpJsonValue *overrides)
{
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  if (ccp_json_value_is_object (base))
    write_members (writer, base, overrides, NULL);
  ccp_json_iter_init (&iter, overrides);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      if (!has_member (overrides, &name) && has_member (base, &name))
        continue;
      ccp_json_writer_key_value (writer, &name);
      ccp_json_writer_value (writer, &value);
    }
}

CcpClassAlias *
ccp_class_alias_new_from_key_file (GKeyFile *file,
                                   const char *group,
                                   const char *name,
                                   GError **error)
{
  g_autoptr (CcpClassAlias) self = g_new0 (CcpClassAlias, 1);

  g_return_val_if_fail (file != NULL, NULL);
  g_return_val_if_fail (group != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  self->name = g_strdup (name);
  if (read_group (self, file, group, error))
    return g_steal_pointer (&self);
  g_prefix_error (error, "[%s]: ", group);
  return NULL;
}

void
ccp_class_alias_free (CcpClassAlias *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->class_name, g_free);
  g_clear_pointer (&self->params, ccp_json_unref);
  g_clear_pointer (&self->wrap, g_free);
  g_clear_pointer (&self->description, g_free);
  g_free (self);
}

gboolean
ccp_class_alias_is_name (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return *text != '\0' &&
         text[strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_")] == '\0';
}

gboolean
ccp_class_alias_check (const CcpClassAlias *self, CcpOptionTable *table, GError **error)
{
  g_autoptr (CcpOptionTable) nothing = ccp_option_table_new ("param");
  CcpJsonValue root;
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  g_return_val_if_fail (self != NULL, FALSE);

  if (table == NULL)
    table = nothing;
  if (self->wrap != NULL && ccp_option_table_find (table, self->wrap) == NULL)
    {
      g_autofree char *fault = ccp_option_table_describe_unknown (table, self->wrap);

      g_set_error (error, CCP_ERROR, CCP_ERROR_PLUGIN, "Wrap: %s: %s", self->wrap, fault);
      return FALSE;
    }
  ccp_json_get_root (self->params, &root);
  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      if (!check_param (table, &name, &value, error))
        return FALSE;
    }
  return TRUE;
}

CcpJson *
ccp_class_alias_apply (const CcpClassAlias *self, CcpJson *params)
{
  g_autoptr (CcpJsonWriter) writer = NULL;
  CcpJsonValue own;
  CcpJsonValue given;
  CcpJsonValue inside;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (params != NULL, NULL);

  ccp_json_get_root (self->params, &own);
  ccp_json_get_root (params, &given);
  writer = ccp_json_writer_new ();
  ccp_json_writer_begin_object (writer);
  if (self->wrap != NULL && ccp_json_value_get_length (&given) > 0)
    {
      inside = ccp_json_value_member (&own, self->wrap);
      write_members (writer, &own, NULL, self->wrap);
      ccp_json_writer_key (writer, self->wrap);
      ccp_json_writer_begin_object (writer);
      write_merged (writer, &inside, &given);
      ccp_json_writer_end_object (writer);
    }
  else
    write_merged (writer, &own, &given);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}
