/* ccp-option-spec.c: one setting that a plugin has
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-option-spec"

#include "ccp-option-spec.h"

#include <math.h>

#include "ccp-key-group.h"

/* the words of .plugin files, in the order of CcpOptionType */
static const char *const type_names[] = {
  "boolean", "integer", "number", "string",  "enum",    "string-list",
  "list",    "object",  "target", "targets", "dialect", NULL,
};

static const char *const known_keys[] = {
  "Type",     "Values",      "Minimum", "Maximum", "Default",
  "Required", "Description", "Schema",  NULL,
};

static gboolean
read_type (CcpOptionSpec *self, GKeyFile *file, const char *group, GError **error)
{
  g_autofree char *word = g_key_file_get_string (file, group, "Type", error);
  g_autofree char *all = NULL;

  if (word == NULL)
    return FALSE;
  for (guint i = 0; type_names[i] != NULL; i++)
    {
      if (g_str_equal (word, type_names[i]))
        {
          self->type = (CcpOptionType) i;
          return TRUE;
        }
    }
  all = g_strjoinv (", ", (char **) type_names);
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_PLUGIN,
               "Type: expected one of %s, got \"%s\"",
               all,
               word);
  return FALSE;
}

static gboolean
read_bound (GKeyFile *file,
            const char *group,
            const char *key,
            double *bound,
            GError **error)
{
  g_autoptr (GError) local_error = NULL;
  double value = 0;

  if (!g_key_file_has_key (file, group, key, NULL))
    return TRUE;
  value = g_key_file_get_double (file, group, key, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  *bound = value;
  return TRUE;
}

static CcpJson *
wrap_string (const char *text)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_string (writer, text);
  return ccp_json_writer_finish (writer);
}

static CcpJson *
wrap_list (char **list)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_array (writer);
  for (guint i = 0; list[i] != NULL; i++)
    ccp_json_writer_string (writer, list[i]);
  ccp_json_writer_end_array (writer);
  return ccp_json_writer_finish (writer);
}

/* Returns: (nullable) */
static CcpJson *
parse_default (const CcpOptionSpec *self, GKeyFile *file, const char *group)
{
  g_autofree char *text = g_key_file_get_string (file, group, "Default", NULL);
  g_auto (GStrv) list = NULL;

  if (text == NULL)
    return NULL;
  switch (self->type)
    {
    case CCP_OPTION_STRING:
    case CCP_OPTION_ENUM:
    case CCP_OPTION_TARGET:
    case CCP_OPTION_DIALECT:
      return wrap_string (text);
    case CCP_OPTION_STRING_LIST:
      list = g_key_file_get_string_list (file, group, "Default", NULL, NULL);
      return wrap_list (list);
    default:
      return ccp_json_new_from_text (text, -1, NULL);
    }
}

static gboolean
read_schema (CcpOptionSpec *self, GKeyFile *file, const char *group, GError **error)
{
  g_autofree char *text = g_key_file_get_string (file, group, "Schema", NULL);
  CcpJsonValue root = CCP_JSON_VALUE_NONE;

  if (text == NULL)
    return TRUE;
  self->schema = ccp_json_new_from_text (text, -1, NULL);
  if (self->schema != NULL)
    ccp_json_get_root (self->schema, &root);
  if (ccp_json_value_is_object (&root))
    return TRUE;
  g_set_error_literal (error,
                       CCP_ERROR,
                       CCP_ERROR_PLUGIN,
                       "Schema: expected a JSON Schema, which is a JSON object");
  return FALSE;
}

static gboolean
read_default (CcpOptionSpec *self, GKeyFile *file, const char *group, GError **error)
{
  CcpJsonValue value = CCP_JSON_VALUE_NONE;
  g_autofree char *expected = NULL;

  if (!g_key_file_has_key (file, group, "Default", NULL))
    return TRUE;
  self->fallback = parse_default (self, file, group);
  if (self->fallback != NULL)
    ccp_json_get_root (self->fallback, &value);
  if (ccp_option_spec_accepts (self, &value))
    return TRUE;
  expected = ccp_option_spec_describe (self);
  g_set_error (error, CCP_ERROR, CCP_ERROR_PLUGIN, "Default: %s", expected);
  return FALSE;
}

static gboolean
read_all (CcpOptionSpec *self, GKeyFile *file, const char *group, GError **error)
{
  if (!ccp_key_group_check (file, group, known_keys, error) ||
      !read_type (self, file, group, error) ||
      !read_bound (file, group, "Minimum", &self->minimum, error) ||
      !read_bound (file, group, "Maximum", &self->maximum, error))
    return FALSE;
  self->values = g_key_file_get_string_list (file, group, "Values", NULL, NULL);
  if (self->type == CCP_OPTION_ENUM && (self->values == NULL || self->values[0] == NULL))
    {
      g_set_error_literal (error,
                           CCP_ERROR,
                           CCP_ERROR_PLUGIN,
                           "Values: an enum needs its values");
      return FALSE;
    }
  if (!read_schema (self, file, group, error))
    return FALSE;
  self->required = g_key_file_get_boolean (file, group, "Required", NULL);
  self->description = g_key_file_get_string (file, group, "Description", NULL);
  return read_default (self, file, group, error);
}

static gboolean
is_string_list (const CcpJsonValue *value)
{
  CcpJsonIter iter;
  CcpJsonValue element;

  if (ccp_json_value_is_string (value))
    return TRUE;
  if (!ccp_json_value_is_array (value))
    return FALSE;
  ccp_json_iter_init (&iter, value);
  while (ccp_json_iter_next (&iter, NULL, &element))
    {
      if (!ccp_json_value_is_string (&element))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_one_of (const CcpJsonValue *value, char **words)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (ccp_json_value_equals_string (value, words[i]))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_in_range (const CcpOptionSpec *self, const CcpJsonValue *value)
{
  gint64 integer = 0;
  double number = 0;

  if (self->type == CCP_OPTION_INTEGER && !ccp_json_value_get_int (value, &integer))
    return FALSE;
  return ccp_json_value_get_double (value, &number) && number >= self->minimum &&
         number <= self->maximum;
}

static char *
describe_range (const CcpOptionSpec *self)
{
  const char *what = self->type == CCP_OPTION_INTEGER ? "a whole number" : "a number";
  gboolean has_minimum = isfinite (self->minimum);
  gboolean has_maximum = isfinite (self->maximum);

  if (has_minimum && has_maximum)
    return g_strdup_printf ("expected %.15g..%.15g", self->minimum, self->maximum);
  if (has_minimum)
    return g_strdup_printf ("expected %s from %.15g on", what, self->minimum);
  if (has_maximum)
    return g_strdup_printf ("expected %s up to %.15g", what, self->maximum);
  return g_strdup_printf ("expected %s", what);
}

CcpOptionSpec *
ccp_option_spec_new_from_key_file (GKeyFile *file,
                                   const char *group,
                                   const char *name,
                                   GError **error)
{
  g_autoptr (CcpOptionSpec) self = g_new0 (CcpOptionSpec, 1);

  g_return_val_if_fail (file != NULL && group != NULL && name != NULL, NULL);

  self->name = g_strdup (name);
  self->minimum = -INFINITY;
  self->maximum = INFINITY;
  if (read_all (self, file, group, error))
    return g_steal_pointer (&self);
  g_prefix_error (error, "[%s]: ", group);
  return NULL;
}

void
ccp_option_spec_free (CcpOptionSpec *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->values, g_strfreev);
  g_clear_pointer (&self->fallback, ccp_json_unref);
  g_clear_pointer (&self->schema, ccp_json_unref);
  g_clear_pointer (&self->description, g_free);
  g_free (self);
}

const char *
ccp_option_spec_get_type_name (const CcpOptionSpec *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return type_names[self->type];
}

char *
ccp_option_spec_describe (const CcpOptionSpec *self)
{
  g_autofree char *words = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  switch (self->type)
    {
    case CCP_OPTION_BOOLEAN:
      return g_strdup ("expected true or false");
    case CCP_OPTION_INTEGER:
    case CCP_OPTION_NUMBER:
      return describe_range (self);
    case CCP_OPTION_ENUM:
      words = g_strjoinv (", ", self->values);
      return g_strdup_printf ("expected one of %s", words);
    case CCP_OPTION_STRING_LIST:
      return g_strdup ("expected a list of strings");
    case CCP_OPTION_LIST:
      return g_strdup ("expected a list");
    case CCP_OPTION_TARGETS:
      return g_strdup ("expected a model, a list of models, or a mapping with \"use\"");
    case CCP_OPTION_DIALECT:
      return g_strdup ("expected module.ClassName");
    case CCP_OPTION_OBJECT:
      return g_strdup ("expected a mapping");
    case CCP_OPTION_STRING:
    case CCP_OPTION_TARGET:
    default:
      return g_strdup ("expected a string");
    }
}

gboolean
ccp_option_spec_accepts (const CcpOptionSpec *self, const CcpJsonValue *value)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  switch (self->type)
    {
    case CCP_OPTION_BOOLEAN:
      return ccp_json_value_get_kind (value) == CCP_JSON_BOOLEAN;
    case CCP_OPTION_INTEGER:
    case CCP_OPTION_NUMBER:
      return is_in_range (self, value);
    case CCP_OPTION_ENUM:
      return is_one_of (value, self->values);
    case CCP_OPTION_STRING_LIST:
      return is_string_list (value);
    case CCP_OPTION_TARGETS:
      return ccp_json_value_is_string (value) || ccp_json_value_is_array (value) ||
             ccp_json_value_is_object (value);
    case CCP_OPTION_LIST:
      return ccp_json_value_exists (value);
    case CCP_OPTION_OBJECT:
      return ccp_json_value_is_object (value);
    case CCP_OPTION_STRING:
    case CCP_OPTION_TARGET:
    case CCP_OPTION_DIALECT:
    default:
      return ccp_json_value_is_string (value);
    }
}

void
ccp_option_spec_write (const CcpOptionSpec *self,
                       const CcpJsonValue *value,
                       CcpJsonWriter *writer)
{
  gboolean is_alone = FALSE;

  g_return_if_fail (self != NULL);
  g_return_if_fail (value != NULL);

  is_alone = (self->type == CCP_OPTION_STRING_LIST || self->type == CCP_OPTION_LIST) &&
             !ccp_json_value_is_array (value);
  ccp_json_writer_key (writer, self->name);
  if (is_alone)
    ccp_json_writer_begin_array (writer);
  ccp_json_writer_value (writer, value);
  if (is_alone)
    ccp_json_writer_end_array (writer);
}
