/* ccp-config-node.c: a value in the configuration, and where it stands
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-config-node"

#include "ccp-config-node.h"

#include <string.h>

#include "ccp-masked-source.h"

/* longer values are cut where an error shows them */
#define MAX_SHOWN 60

struct _CcpConfigNode
{
  CcpConfigNodeKind kind;
  CcpConfigNode *parent; /* (not owned) (nullable) */
  guint index;           /* among the children of the parent */
  guint line;
  guint column;

  char *key; /* (nullable) */
  guint key_line;
  guint key_column;

  char *text;   /* (nullable): of a scalar */
  char *source; /* (nullable): what was written, where that is not the text */
  gboolean quoted;
  gboolean from_environment;
  gboolean partial; /* a key of the mapping was refused */
  char *origin;     /* (nullable): where a copy is from */

  GPtrArray *children; /* (element-type CcpConfigNode) */
  GHashTable *members; /* (nullable): of a mapping, from key to child, neither owned */
};

static void
wipe_text (char **text)
{
  if (*text == NULL)
    return;
  explicit_bzero (*text, strlen (*text));
  g_clear_pointer (text, g_free);
}

static void
adopt (CcpConfigNode *self, CcpConfigNode *child)
{
  child->parent = self;
  child->index = self->children->len;
  g_ptr_array_add (self->children, child);
}

static gboolean
is_plain_null (const char *text)
{
  return g_str_equal (text, "") || g_str_equal (text, "~") ||
         g_ascii_strcasecmp (text, "null") == 0;
}

static void
write_scalar (CcpConfigNode *self, CcpJsonWriter *writer)
{
  g_autoptr (CcpJson) number = NULL;

  if (!self->quoted && is_plain_null (self->text))
    return ccp_json_writer_null (writer);
  if (!self->quoted && g_str_equal (self->text, "true"))
    return ccp_json_writer_boolean (writer, TRUE);
  if (!self->quoted && g_str_equal (self->text, "false"))
    return ccp_json_writer_boolean (writer, FALSE);
  if (!self->quoted && (g_ascii_isdigit (self->text[0]) || self->text[0] == '-'))
    number = ccp_json_new_from_text (self->text, -1, NULL);
  if (number != NULL)
    ccp_json_writer_document (writer, number);
  else
    ccp_json_writer_string (writer, self->text);
}

static void
write_node (CcpConfigNode *self, CcpJsonWriter *writer)
{
  if (self->kind == CCP_CONFIG_NODE_SCALAR && self->text != NULL)
    return write_scalar (self, writer);
  if (self->kind == CCP_CONFIG_NODE_SCALAR || self->kind == CCP_CONFIG_NODE_BROKEN)
    return ccp_json_writer_null (writer);

  if (self->kind == CCP_CONFIG_NODE_MAPPING)
    ccp_json_writer_begin_object (writer);
  else
    ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < self->children->len; i++)
    {
      CcpConfigNode *child = g_ptr_array_index (self->children, i);

      if (self->kind == CCP_CONFIG_NODE_MAPPING)
        ccp_json_writer_key (writer, child->key);
      write_node (child, writer);
    }
  if (self->kind == CCP_CONFIG_NODE_MAPPING)
    ccp_json_writer_end_object (writer);
  else
    ccp_json_writer_end_array (writer);
}

static void
append_path (CcpConfigNode *self, GString *path)
{
  if (self->parent == NULL)
    return;
  append_path (self->parent, path);
  if (self->key == NULL)
    g_string_append_printf (path, "[%u]", self->index);
  else
    g_string_append_printf (path, "%s%s", path->len > 0 ? "." : "", self->key);
}

CcpConfigNode *
ccp_config_node_new (CcpConfigNodeKind kind, guint line, guint column)
{
  CcpConfigNode *self = g_new0 (CcpConfigNode, 1);

  self->kind = kind;
  self->line = line;
  self->column = column;
  if (kind == CCP_CONFIG_NODE_SEQUENCE || kind == CCP_CONFIG_NODE_MAPPING)
    self->children =
        g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_config_node_free);
  if (kind == CCP_CONFIG_NODE_MAPPING)
    self->members = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

CcpConfigNode *
ccp_config_node_new_scalar (const char *text, gboolean quoted, guint line, guint column)
{
  CcpConfigNode *self = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  self = ccp_config_node_new (CCP_CONFIG_NODE_SCALAR, line, column);
  self->text = g_strdup (text);
  self->quoted = quoted;
  return self;
}

void
ccp_config_node_free (CcpConfigNode *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->members, g_hash_table_unref);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->origin, g_free);
  wipe_text (&self->text);
  wipe_text (&self->source);
  g_free (self);
}

void
ccp_config_node_append (CcpConfigNode *self, CcpConfigNode *child)
{
  g_return_if_fail (self != NULL && self->kind == CCP_CONFIG_NODE_SEQUENCE);
  g_return_if_fail (child != NULL && child->parent == NULL);

  adopt (self, child);
}

void
ccp_config_node_insert (CcpConfigNode *self,
                        const char *key,
                        guint key_line,
                        guint key_column,
                        CcpConfigNode *child)
{
  g_return_if_fail (self != NULL && self->kind == CCP_CONFIG_NODE_MAPPING);
  g_return_if_fail (key != NULL && !g_hash_table_contains (self->members, key));
  g_return_if_fail (child != NULL && child->parent == NULL);

  child->key = g_strdup (key);
  child->key_line = key_line;
  child->key_column = key_column;
  adopt (self, child);
  g_hash_table_insert (self->members, child->key, child);
}

CcpConfigNode *
ccp_config_node_copy (CcpConfigNode *self, guint line, guint column)
{
  CcpConfigNode *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = ccp_config_node_new (self->kind, line, column);
  copy->text = g_strdup (self->text);
  copy->source = g_strdup (self->source);
  copy->quoted = self->quoted;
  copy->from_environment = self->from_environment;
  copy->partial = self->partial;
  for (guint i = 0; i < ccp_config_node_get_length (self); i++)
    {
      CcpConfigNode *child = g_ptr_array_index (self->children, i);
      CcpConfigNode *twin = ccp_config_node_copy (child, line, column);

      if (self->kind == CCP_CONFIG_NODE_MAPPING)
        ccp_config_node_insert (copy, child->key, line, column, twin);
      else
        ccp_config_node_append (copy, twin);
    }
  return copy;
}

void
ccp_config_node_enclose (CcpConfigNode *self, const char *key)
{
  CcpConfigNode *inside = NULL;

  g_return_if_fail (self != NULL);

  inside = ccp_config_node_copy (self, self->line, self->column);
  wipe_text (&self->text);
  wipe_text (&self->source);
  g_clear_pointer (&self->members, g_hash_table_unref);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_config_node_free);
  self->kind = key != NULL ? CCP_CONFIG_NODE_MAPPING : CCP_CONFIG_NODE_SEQUENCE;
  if (key == NULL)
    return ccp_config_node_append (self, inside);
  self->members = g_hash_table_new (g_str_hash, g_str_equal);
  ccp_config_node_insert (self, key, self->line, self->column, inside);
}

void
ccp_config_node_set_origin (CcpConfigNode *self, const char *origin)
{
  g_return_if_fail (self != NULL);

  g_free (self->origin);
  self->origin = g_strdup (origin);
}

void
ccp_config_node_set_expanded (CcpConfigNode *self,
                              const char *text,
                              gboolean from_environment)
{
  g_return_if_fail (self != NULL && self->text != NULL);
  g_return_if_fail (text != NULL);

  wipe_text (&self->source);
  self->source = g_steal_pointer (&self->text);
  self->text = g_strdup (text);
  self->from_environment = from_environment;
}

void
ccp_config_node_set_broken (CcpConfigNode *self)
{
  g_return_if_fail (self != NULL && self->children == NULL);

  self->kind = CCP_CONFIG_NODE_BROKEN;
}

void
ccp_config_node_set_partial (CcpConfigNode *self)
{
  g_return_if_fail (self != NULL && self->kind == CCP_CONFIG_NODE_MAPPING);

  self->partial = TRUE;
}

void
ccp_config_node_wipe (CcpConfigNode *self)
{
  g_return_if_fail (self != NULL);

  wipe_text (&self->text);
  wipe_text (&self->source);
}

CcpConfigNodeKind
ccp_config_node_get_kind (CcpConfigNode *self)
{
  g_return_val_if_fail (self != NULL, CCP_CONFIG_NODE_BROKEN);

  return self->kind;
}

gboolean
ccp_config_node_is_null (CcpConfigNode *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->kind == CCP_CONFIG_NODE_SCALAR && !self->quoted && self->text != NULL &&
         is_plain_null (self->text);
}

gboolean
ccp_config_node_is_quoted (CcpConfigNode *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->quoted;
}

gboolean
ccp_config_node_is_from_environment (CcpConfigNode *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->from_environment;
}

gboolean
ccp_config_node_is_partial (CcpConfigNode *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->partial;
}

gboolean
ccp_config_node_is_whole (CcpConfigNode *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->kind == CCP_CONFIG_NODE_BROKEN || self->partial)
    return FALSE;
  for (guint i = 0; i < ccp_config_node_get_length (self); i++)
    {
      if (!ccp_config_node_is_whole (g_ptr_array_index (self->children, i)))
        return FALSE;
    }
  return TRUE;
}

const char *
ccp_config_node_get_scalar (CcpConfigNode *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kind == CCP_CONFIG_NODE_SCALAR ? self->text : NULL;
}

guint
ccp_config_node_get_line (CcpConfigNode *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->line;
}

guint
ccp_config_node_get_column (CcpConfigNode *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->column;
}

guint
ccp_config_node_get_key_line (CcpConfigNode *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->key_line;
}

guint
ccp_config_node_get_key_column (CcpConfigNode *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->key_column;
}

const char *
ccp_config_node_get_key (CcpConfigNode *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->key;
}

const char *
ccp_config_node_get_origin (CcpConfigNode *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  while (self->origin == NULL && self->parent != NULL)
    self = self->parent;
  return self->origin;
}

guint
ccp_config_node_get_length (CcpConfigNode *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->children != NULL ? self->children->len : 0;
}

CcpConfigNode *
ccp_config_node_get_child (CcpConfigNode *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < ccp_config_node_get_length (self), NULL);

  return g_ptr_array_index (self->children, index);
}

CcpConfigNode *
ccp_config_node_get_member (CcpConfigNode *self, const char *key)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  return self->members != NULL ? g_hash_table_lookup (self->members, key) : NULL;
}

char *
ccp_config_node_dup_path (CcpConfigNode *self)
{
  GString *path = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, g_string_free (path, FALSE));

  append_path (self, path);
  return g_string_free (path, FALSE);
}

char *
ccp_config_node_describe (CcpConfigNode *self)
{
  const char *shown = NULL;
  const char *end = NULL;
  g_autoptr (CcpMaskedSource) masked = NULL;
  g_autofree char *start = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->kind == CCP_CONFIG_NODE_SEQUENCE)
    return g_strdup ("a list");
  if (self->kind == CCP_CONFIG_NODE_MAPPING)
    return g_strdup ("a mapping");
  shown = self->source != NULL ? self->source : self->text;
  if (shown == NULL || ccp_config_node_is_null (self))
    return g_strdup ("nothing");
  /* a key may stand where none is expected */
  masked = ccp_masked_source_new (shown, strlen (shown));
  if (ccp_masked_source_get_line (masked, 2) == NULL)
    shown = ccp_masked_source_get_line (masked, 1);
  if (g_utf8_strlen (shown, -1) <= MAX_SHOWN)
    return g_strdup_printf ("\"%s\"", shown);
  end = g_utf8_offset_to_pointer (shown, MAX_SHOWN);
  start = g_strndup (shown, (gsize) (end - shown));
  return g_strdup_printf ("\"%s…\"", start);
}

CcpJson *
ccp_config_node_to_json (CcpConfigNode *self)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  g_return_val_if_fail (self != NULL, NULL);

  write_node (self, writer);
  return ccp_json_writer_finish (writer);
}
