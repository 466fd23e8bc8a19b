/* ccp-yaml-node.c: a value of a YAML file that is to be written
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-yaml-node"

#include "ccp-yaml-node.h"

#include <math.h>
#include <string.h>

static CcpYamlNode *
create (CcpYamlNodeKind kind, char *text)
{
  CcpYamlNode *self = g_new0 (CcpYamlNode, 1);

  self->kind = kind;
  self->text = text;
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_yaml_node_free);
  return self;
}

static CcpYamlNode *
create_from_double (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    return ccp_yaml_node_new_null ();
  /* the shorter one, if it is the same number */
  g_ascii_formatd (buffer, sizeof buffer, "%.15g", value);
  if (g_ascii_strtod (buffer, NULL) != value)
    g_ascii_dtostr (buffer, sizeof buffer, value);
  return create (CCP_YAML_NODE_PLAIN, g_strdup (buffer));
}

static CcpYamlNode *
create_from_value (JsonNode *json)
{
  GType type = json_node_get_value_type (json);

  if (type == G_TYPE_BOOLEAN)
    return ccp_yaml_node_new_boolean (json_node_get_boolean (json));
  if (type == G_TYPE_INT64)
    return ccp_yaml_node_new_integer (json_node_get_int (json));
  if (type == G_TYPE_DOUBLE)
    return create_from_double (json_node_get_double (json));
  return ccp_yaml_node_new_text (json_node_get_string (json));
}

static CcpYamlNode *
create_from_object (JsonObject *object)
{
  CcpYamlNode *self = ccp_yaml_node_new_mapping ();
  JsonObjectIter iter;
  const char *key = NULL;
  JsonNode *value = NULL;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &key, &value))
    ccp_yaml_node_set (self, key, ccp_yaml_node_new_from_json (value));
  return self;
}

static CcpYamlNode *
create_from_array (JsonArray *array)
{
  CcpYamlNode *self = ccp_yaml_node_new_list ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    ccp_yaml_node_append (
        self,
        ccp_yaml_node_new_from_json (json_array_get_element (array, i)));
  return self;
}

static gboolean
find (const CcpYamlNode *self, const char *key, guint *index)
{
  for (guint i = 0; i < self->children->len; i++)
    {
      const CcpYamlNode *child = g_ptr_array_index (self->children, i);

      if (g_strcmp0 (child->key, key) == 0)
        {
          *index = i;
          return TRUE;
        }
    }
  return FALSE;
}

static void
wipe (char *text)
{
  /* it may be an API key */
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

CcpYamlNode *
ccp_yaml_node_new_text (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return create (CCP_YAML_NODE_TEXT, g_strdup (text));
}

CcpYamlNode *
ccp_yaml_node_new_integer (gint64 value)
{
  return create (CCP_YAML_NODE_PLAIN, g_strdup_printf ("%" G_GINT64_FORMAT, value));
}

CcpYamlNode *
ccp_yaml_node_new_boolean (gboolean value)
{
  return create (CCP_YAML_NODE_PLAIN, g_strdup (value ? "true" : "false"));
}

CcpYamlNode *
ccp_yaml_node_new_null (void)
{
  return create (CCP_YAML_NODE_PLAIN, g_strdup ("null"));
}

CcpYamlNode *
ccp_yaml_node_new_list (void)
{
  return create (CCP_YAML_NODE_LIST, NULL);
}

CcpYamlNode *
ccp_yaml_node_new_mapping (void)
{
  return create (CCP_YAML_NODE_MAPPING, NULL);
}

CcpYamlNode *
ccp_yaml_node_new_from_json (JsonNode *json)
{
  g_return_val_if_fail (json != NULL, NULL);

  if (JSON_NODE_HOLDS_OBJECT (json))
    return create_from_object (json_node_get_object (json));
  if (JSON_NODE_HOLDS_ARRAY (json))
    return create_from_array (json_node_get_array (json));
  if (JSON_NODE_HOLDS_NULL (json))
    return ccp_yaml_node_new_null ();
  return create_from_value (json);
}

CcpYamlNode *
ccp_yaml_node_copy (const CcpYamlNode *self)
{
  CcpYamlNode *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = create (self->kind, g_strdup (self->text));
  copy->key = g_strdup (self->key);
  copy->comment = g_strdup (self->comment);
  copy->is_open = self->is_open;
  for (guint i = 0; i < self->children->len; i++)
    g_ptr_array_add (copy->children,
                     ccp_yaml_node_copy (g_ptr_array_index (self->children, i)));
  return copy;
}

void
ccp_yaml_node_free (CcpYamlNode *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->comment, g_free);
  g_clear_pointer (&self->text, wipe);
  g_free (self);
}

CcpYamlNode *
ccp_yaml_node_append (CcpYamlNode *self, CcpYamlNode *child)
{
  g_return_val_if_fail (self != NULL && self->kind == CCP_YAML_NODE_LIST, NULL);
  g_return_val_if_fail (child != NULL, NULL);

  g_ptr_array_add (self->children, child);
  return child;
}

CcpYamlNode *
ccp_yaml_node_insert (CcpYamlNode *self, guint index, CcpYamlNode *child)
{
  g_return_val_if_fail (self != NULL && self->kind == CCP_YAML_NODE_LIST, NULL);
  g_return_val_if_fail (child != NULL, NULL);

  g_ptr_array_insert (self->children, (int) index, child);
  return child;
}

CcpYamlNode *
ccp_yaml_node_set (CcpYamlNode *self, const char *key, CcpYamlNode *child)
{
  guint index = 0;

  g_return_val_if_fail (self != NULL && self->kind == CCP_YAML_NODE_MAPPING, NULL);
  g_return_val_if_fail (key != NULL, NULL);
  g_return_val_if_fail (child != NULL, NULL);

  g_free (child->key);
  child->key = g_strdup (key);
  if (find (self, key, &index))
    {
      ccp_yaml_node_free (g_ptr_array_index (self->children, index));
      self->children->pdata[index] = child;
    }
  else
    g_ptr_array_add (self->children, child);
  return child;
}

void
ccp_yaml_node_set_text (CcpYamlNode *self, const char *key, const char *text)
{
  ccp_yaml_node_set (self, key, ccp_yaml_node_new_text (text));
}

CcpYamlNode *
ccp_yaml_node_get (const CcpYamlNode *self, const char *key)
{
  guint index = 0;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  return find (self, key, &index) ? g_ptr_array_index (self->children, index) : NULL;
}

CcpYamlNode *
ccp_yaml_node_ensure_mapping (CcpYamlNode *self, const char *key)
{
  CcpYamlNode *found = ccp_yaml_node_get (self, key);

  return found != NULL ? found
                       : ccp_yaml_node_set (self, key, ccp_yaml_node_new_mapping ());
}

CcpYamlNode *
ccp_yaml_node_ensure_list (CcpYamlNode *self, const char *key)
{
  CcpYamlNode *found = ccp_yaml_node_get (self, key);

  return found != NULL && found->kind == CCP_YAML_NODE_LIST
             ? found
             : ccp_yaml_node_set (self, key, ccp_yaml_node_new_list ());
}

gboolean
ccp_yaml_node_has_text (const CcpYamlNode *self, const char *text)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  for (guint i = 0; i < self->children->len; i++)
    {
      const CcpYamlNode *child = g_ptr_array_index (self->children, i);

      if (child->kind == CCP_YAML_NODE_TEXT && g_str_equal (child->text, text))
        return TRUE;
    }
  return FALSE;
}

void
ccp_yaml_node_remove_text (CcpYamlNode *self, const char *text)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  for (guint i = self->children->len; i > 0; i--)
    {
      const CcpYamlNode *child = g_ptr_array_index (self->children, i - 1);

      if (child->kind == CCP_YAML_NODE_TEXT && g_str_equal (child->text, text))
        g_ptr_array_remove_index (self->children, i - 1);
    }
}

void
ccp_yaml_node_set_comment (CcpYamlNode *self, const char *comment)
{
  g_return_if_fail (self != NULL);

  g_free (self->comment);
  self->comment = g_strdup (comment);
}

void
ccp_yaml_node_set_open (CcpYamlNode *self)
{
  g_return_if_fail (self != NULL);

  self->is_open = TRUE;
}
