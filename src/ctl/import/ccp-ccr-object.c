/* ccp-ccr-object.c: an object of claude-code-router's file, of which nothing is forgotten
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-ccr-object"

#include "ccp-ccr-object.h"

#include <glib/gi18n.h>

struct _CcpCcrObject
{
  JsonObject *object;
  char *place;
  CcpImportReport *report;
  const char *advice;
  GHashTable *taken; /* (element-type utf8): the keys as the file has them */
};

static const char *
skip_separators (const char *p)
{
  while (*p == '_' || *p == '-')
    p++;
  return p;
}

static gboolean
is_same_key (const char *a, const char *b)
{
  for (;;)
    {
      a = skip_separators (a);
      b = skip_separators (b);
      if (g_ascii_tolower (*a) != g_ascii_tolower (*b))
        return FALSE;
      if (*a == '\0')
        return TRUE;
      a++;
      b++;
    }
}

/* @written: (out): the key as the file has it
 * Returns: (nullable) */
static JsonNode *
find (CcpCcrObject *self, const char *key, const char **written)
{
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *node = NULL;

  json_object_iter_init_ordered (&iter, self->object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (is_same_key (name, key) && !g_hash_table_contains (self->taken, name))
      {
        *written = name;
        return node;
      }
  return NULL;
}

static void
refuse (CcpCcrObject *self, const char *key, const char *message)
{
  g_autofree char *place = ccp_ccr_object_dup_place (self, key);

  ccp_import_report_add (self->report, CCP_IMPORT_LOST, place, "%s", message);
}

CcpCcrObject *
ccp_ccr_object_new (JsonObject *object, const char *place, CcpImportReport *report)
{
  CcpCcrObject *self = NULL;

  g_return_val_if_fail (object != NULL, NULL);
  g_return_val_if_fail (place != NULL, NULL);
  g_return_val_if_fail (report != NULL, NULL);

  self = g_new0 (CcpCcrObject, 1);
  self->object = json_object_ref (object);
  self->place = g_strdup (place);
  self->report = report;
  self->advice = N_ ("unknown key; it is left out");
  self->taken = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

void
ccp_ccr_object_set_advice (CcpCcrObject *self, const char *advice)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (advice != NULL);

  self->advice = advice;
}

void
ccp_ccr_object_finish (CcpCcrObject *self)
{
  JsonObjectIter iter;
  const char *name = NULL;

  g_return_if_fail (self != NULL);

  json_object_iter_init_ordered (&iter, self->object);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    if (!g_hash_table_contains (self->taken, name))
      {
        g_autofree char *place = ccp_ccr_object_dup_place (self, name);

        ccp_import_report_add (self->report,
                               CCP_IMPORT_LOST,
                               place,
                               "%s",
                               _ (self->advice));
      }
  g_clear_pointer (&self->taken, g_hash_table_unref);
  g_clear_pointer (&self->object, json_object_unref);
  g_clear_pointer (&self->place, g_free);
  g_free (self);
}

JsonNode *
ccp_ccr_object_take (CcpCcrObject *self, const char *key)
{
  const char *written = NULL;
  JsonNode *node = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  node = find (self, key, &written);
  if (node == NULL)
    return NULL;
  g_hash_table_add (self->taken, (gpointer) written);
  return JSON_NODE_HOLDS_NULL (node) ? NULL : node;
}

const char *
ccp_ccr_object_take_text (CcpCcrObject *self, const char *key)
{
  JsonNode *node = ccp_ccr_object_take (self, key);

  if (node == NULL)
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_get_string (node);
  refuse (self, key, _ ("expected a text; it is left out"));
  return NULL;
}

JsonObject *
ccp_ccr_object_take_object (CcpCcrObject *self, const char *key)
{
  JsonNode *node = ccp_ccr_object_take (self, key);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  refuse (self, key, _ ("expected an object; it is left out"));
  return NULL;
}

JsonArray *
ccp_ccr_object_take_array (CcpCcrObject *self, const char *key)
{
  JsonNode *node = ccp_ccr_object_take (self, key);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  refuse (self, key, _ ("expected a list; it is left out"));
  return NULL;
}

gboolean
ccp_ccr_object_take_integer (CcpCcrObject *self, const char *key, gint64 *value)
{
  JsonNode *node = ccp_ccr_object_take (self, key);
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (node == NULL)
    return FALSE;
  if (type == G_TYPE_INT64)
    {
      *value = json_node_get_int (node);
      return TRUE;
    }
  if (type == G_TYPE_STRING && g_ascii_string_to_signed (json_node_get_string (node),
                                                         10,
                                                         G_MININT64,
                                                         G_MAXINT64,
                                                         value,
                                                         NULL))
    return TRUE;
  refuse (self, key, _ ("expected a whole number; it is left out"));
  return FALSE;
}

gboolean
ccp_ccr_object_take_boolean (CcpCcrObject *self, const char *key, gboolean *value)
{
  JsonNode *node = ccp_ccr_object_take (self, key);
  const char *text = NULL;

  if (node == NULL)
    return FALSE;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    {
      *value = json_node_get_boolean (node);
      return TRUE;
    }
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    text = json_node_get_string (node);
  *value = g_strcmp0 (text, "true") == 0;
  if (*value || g_strcmp0 (text, "false") == 0)
    return TRUE;
  refuse (self, key, _ ("expected true or false; it is left out"));
  return FALSE;
}

char *
ccp_ccr_object_dup_place (CcpCcrObject *self, const char *key)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (key == NULL)
    return g_strdup (self->place);
  return g_strconcat (self->place, *self->place != '\0' ? "." : "", key, NULL);
}
