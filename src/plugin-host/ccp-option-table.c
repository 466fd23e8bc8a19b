/* ccp-option-table.c: the settings that a plugin has, or one of its classes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-option-table"

#include "ccp-option-table.h"

/* longer values are cut where an error shows them */
#define MAX_SHOWN 60

struct _CcpOptionTable
{
  char *what;
  GPtrArray *specs; /* (element-type CcpOptionSpec): owned, unless it is joined */
};

/* null in a layer is as if it were not there */
static gboolean
has_value (const CcpJsonValue *value)
{
  return ccp_json_value_exists (value) &&
         ccp_json_value_get_kind (value) != CCP_JSON_NULL;
}

static char *
show_value (const CcpJsonValue *value)
{
  gsize length = 0;
  const char *raw = ccp_json_value_peek_raw (value, &length);
  g_autofree char *start = g_strndup (raw, MIN (length, MAX_SHOWN));
  g_autofree char *valid = g_utf8_make_valid (start, -1);

  return g_strconcat (valid, length > MAX_SHOWN ? "…" : "", NULL);
}

static gboolean
check_member (CcpOptionTable *self,
              const char *name,
              const CcpJsonValue *value,
              GError **error)
{
  const CcpOptionSpec *spec = ccp_option_table_find (self, name);
  g_autofree char *reason = NULL;
  g_autofree char *got = NULL;

  if (spec != NULL && (!has_value (value) || ccp_option_spec_accepts (spec, value)))
    return TRUE;
  if (spec == NULL)
    {
      reason = ccp_option_table_describe_unknown (self, name);
      g_set_error (error, CCP_ERROR, CCP_ERROR_CONFIG, "\"%s\": %s", name, reason);
      return FALSE;
    }
  reason = ccp_option_spec_describe (spec);
  got = show_value (value);
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_CONFIG,
               "%s \"%s\": %s, got %s",
               self->what,
               name,
               reason,
               got);
  return FALSE;
}

static gboolean
check_layer (CcpOptionTable *self, CcpJson *layer, GError **error)
{
  CcpJsonValue root;
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_get_root (layer, &root);
  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      g_autofree char *text = ccp_json_value_dup_string (&name, NULL);

      if (!check_member (self, text, &value, error))
        return FALSE;
    }
  return TRUE;
}

/* Returns: the value of the last layer that has one, or the default, or none */
static CcpJsonValue
find_value (const CcpOptionSpec *spec, CcpJson *const *layers)
{
  CcpJsonValue found = CCP_JSON_VALUE_NONE;

  if (spec->fallback != NULL)
    ccp_json_get_root (spec->fallback, &found);
  for (guint i = 0; layers[i] != NULL; i++)
    {
      CcpJsonValue value;

      ccp_json_get_root (layers[i], &value);
      value = ccp_json_value_member (&value, spec->name);
      if (has_value (&value))
        found = value;
    }
  return found;
}

/* Returns: (array zero-terminated=1) (element-type utf8): the names, not owned */
static GPtrArray *
list_names (CcpOptionTable *self)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < self->specs->len; i++)
    {
      const CcpOptionSpec *spec = g_ptr_array_index (self->specs, i);

      g_ptr_array_add (names, spec->name);
    }
  g_ptr_array_add (names, NULL);
  return names;
}

CcpOptionTable *
ccp_option_table_new (const char *what)
{
  CcpOptionTable *self = g_new0 (CcpOptionTable, 1);

  self->what = g_strdup (what);
  self->specs = g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_option_spec_free);
  return self;
}

CcpOptionTable *
ccp_option_table_new_joined (const char *what)
{
  CcpOptionTable *self = g_new0 (CcpOptionTable, 1);

  self->what = g_strdup (what);
  self->specs = g_ptr_array_new ();
  return self;
}

void
ccp_option_table_join (CcpOptionTable *self, CcpOptionTable *other)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (other != NULL);

  for (guint i = 0; i < other->specs->len; i++)
    {
      CcpOptionSpec *spec = g_ptr_array_index (other->specs, i);

      if (ccp_option_table_find (self, spec->name) == NULL)
        g_ptr_array_add (self->specs, spec);
    }
}

void
ccp_option_table_free (CcpOptionTable *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->what, g_free);
  g_clear_pointer (&self->specs, g_ptr_array_unref);
  g_free (self);
}

void
ccp_option_table_take (CcpOptionTable *self, CcpOptionSpec *spec)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (spec != NULL);

  g_ptr_array_add (self->specs, spec);
}

const CcpOptionSpec *
ccp_option_table_find (CcpOptionTable *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < self->specs->len; i++)
    {
      const CcpOptionSpec *spec = g_ptr_array_index (self->specs, i);

      if (g_str_equal (spec->name, name))
        return spec;
    }
  return NULL;
}

guint
ccp_option_table_get_length (CcpOptionTable *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->specs->len;
}

const CcpOptionSpec *
ccp_option_table_get (CcpOptionTable *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->specs->len, NULL);

  return g_ptr_array_index (self->specs, index);
}

const char *
ccp_option_table_guess (CcpOptionTable *self, const char *name)
{
  g_autoptr (GPtrArray) names = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  names = list_names (self);
  return ccp_near_match_find (name, (const char *const *) names->pdata);
}

char *
ccp_option_table_describe_unknown (CcpOptionTable *self, const char *name)
{
  g_autoptr (GPtrArray) names = NULL;
  g_autofree char *near = NULL;
  g_autofree char *all = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  names = list_names (self);
  if (names->len == 1)
    return g_strdup_printf ("unknown %s; there are none", self->what);
  near = ccp_near_match_describe (name, (const char *const *) names->pdata);
  if (*near != '\0')
    return g_strdup_printf ("unknown %s%s", self->what, near);
  all = g_strjoinv (", ", (char **) names->pdata);
  return g_strdup_printf ("unknown %s; known here: %s", self->what, all);
}

CcpJson *
ccp_option_table_add_facts (CcpOptionTable *self, CcpJson *options, CcpJson *facts)
{
  g_autoptr (CcpJsonWriter) writer = NULL;
  CcpJsonValue own;
  CcpJsonValue known;
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (options != NULL, NULL);
  g_return_val_if_fail (facts != NULL, NULL);

  ccp_json_get_root (options, &own);
  ccp_json_get_root (facts, &known);
  writer = ccp_json_writer_new ();
  ccp_json_writer_begin_object (writer);
  ccp_json_iter_init (&iter, &own);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      if (!has_value (&value))
        continue;
      ccp_json_writer_key_value (writer, &name);
      ccp_json_writer_value (writer, &value);
    }
  for (guint i = 0; i < self->specs->len; i++)
    {
      const CcpOptionSpec *spec = g_ptr_array_index (self->specs, i);
      CcpJsonValue said = ccp_json_value_member (&own, spec->name);
      CcpJsonValue fact = ccp_json_value_member (&known, spec->name);

      if (!has_value (&said) && has_value (&fact) &&
          ccp_option_spec_accepts (spec, &fact))
        ccp_option_spec_write (spec, &fact, writer);
    }
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

CcpJson *
ccp_option_table_complete (CcpOptionTable *self, CcpJson *const *layers, GError **error)
{
  g_autoptr (CcpJsonWriter) writer = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (layers != NULL, NULL);

  for (guint i = 0; layers[i] != NULL; i++)
    {
      if (!check_layer (self, layers[i], error))
        return NULL;
    }
  writer = ccp_json_writer_new ();
  ccp_json_writer_begin_object (writer);
  for (guint i = 0; i < self->specs->len; i++)
    {
      const CcpOptionSpec *spec = g_ptr_array_index (self->specs, i);
      CcpJsonValue value = find_value (spec, layers);

      if (ccp_json_value_exists (&value))
        ccp_option_spec_write (spec, &value, writer);
      else if (spec->required)
        {
          g_set_error (error,
                       CCP_ERROR,
                       CCP_ERROR_CONFIG,
                       "%s \"%s\": missing",
                       self->what,
                       spec->name);
          return NULL;
        }
    }
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}
