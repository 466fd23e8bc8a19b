/* ccp-json-node.c: between JSON documents and json-glib trees
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-json"

#include "private/ccp-json-node.h"

#include <math.h>

#include "ccp-error.h"
#include "ccp-json-writer.h"
#include "private/ccp-json-number.h"
#include "private/ccp-json-string.h"

static char *
dup_string (const CcpJsonValue *string)
{
  gsize length;
  const char *raw = ccp_json_value_peek_raw (string, &length);

  return ccp_json_string_dup_without_nul (raw + 1, length - 2);
}

static JsonNode *
read_number (const CcpJsonValue *value, GError **error)
{
  gsize length;
  const char *raw = ccp_json_value_peek_raw (value, &length);
  gint64 integer;
  double number;

  if (ccp_json_number_is_integer (raw, length) &&
      ccp_json_value_get_int (value, &integer))
    return json_node_init_int (json_node_alloc (), integer);
  if (ccp_json_value_get_double (value, &number))
    return json_node_init_double (json_node_alloc (), number);

  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_JSON,
               "a number at byte %" G_GSIZE_FORMAT
               " is too large for a JSON tree, expected at most 1.8e308",
               (gsize) (raw - ccp_json_peek (value->document, NULL)));
  return NULL;
}

static JsonNode *
read_array (const CcpJsonValue *value, GError **error)
{
  g_autoptr (JsonArray) array = json_array_sized_new (ccp_json_value_get_length (value));
  CcpJsonValue element;
  CcpJsonIter iter;

  ccp_json_iter_init (&iter, value);
  while (ccp_json_iter_next (&iter, NULL, &element))
    {
      JsonNode *node = ccp_json_node_read (&element, error);

      if (node == NULL)
        return NULL;
      json_array_add_element (array, node);
    }
  return json_node_init_array (json_node_alloc (), array);
}

static JsonNode *
read_object (const CcpJsonValue *value, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  CcpJsonValue name;
  CcpJsonValue member;
  CcpJsonIter iter;

  ccp_json_iter_init (&iter, value);
  while (ccp_json_iter_next (&iter, &name, &member))
    {
      g_autofree char *text = dup_string (&name);
      JsonNode *node = ccp_json_node_read (&member, error);

      if (node == NULL)
        return NULL;
      json_object_set_member (object, text, node);
    }
  return json_node_init_object (json_node_alloc (), object);
}

static gboolean
write_scalar (CcpJsonWriter *writer, JsonNode *node, GError **error)
{
  const char *text;

  switch (json_node_get_value_type (node))
    {
    case G_TYPE_INT64:
      ccp_json_writer_int (writer, json_node_get_int (node));
      return TRUE;
    case G_TYPE_BOOLEAN:
      ccp_json_writer_boolean (writer, json_node_get_boolean (node));
      return TRUE;
    case G_TYPE_STRING:
      text = json_node_get_string (node);
      if (text != NULL)
        ccp_json_writer_string (writer, text);
      else
        ccp_json_writer_null (writer);
      return TRUE;
    case G_TYPE_DOUBLE:
      if (isfinite (json_node_get_double (node)))
        {
          ccp_json_writer_double (writer, json_node_get_double (node));
          return TRUE;
        }
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_JSON,
                   "a JSON tree has the number %f, which JSON cannot express",
                   json_node_get_double (node));
      return FALSE;
    default:
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_JSON,
                   "a JSON tree has a value of type %s, which JSON cannot express",
                   g_type_name (json_node_get_value_type (node)));
      return FALSE;
    }
}

static gboolean
may_nest (guint depth, GError **error)
{
  if (depth < CCP_JSON_MAX_DEPTH)
    return TRUE;

  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_JSON,
               "a JSON tree is nested deeper than %d",
               CCP_JSON_MAX_DEPTH);
  return FALSE;
}

static gboolean
write_array (CcpJsonWriter *writer, JsonArray *array, guint depth, GError **error)
{
  if (!may_nest (depth, error))
    return FALSE;

  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!ccp_json_node_write (json_array_get_element (array, i),
                              writer,
                              depth + 1,
                              error))
      return FALSE;
  ccp_json_writer_end_array (writer);
  return TRUE;
}

static gboolean
write_object (CcpJsonWriter *writer, JsonObject *object, guint depth, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (!may_nest (depth, error))
    return FALSE;

  ccp_json_writer_begin_object (writer);
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      ccp_json_writer_key (writer, name);
      if (!ccp_json_node_write (member, writer, depth + 1, error))
        return FALSE;
    }
  ccp_json_writer_end_object (writer);
  return TRUE;
}

/*
 * ccp_json_node_read:
 * @value: a value that exists
 * @error: return location for a %CCP_ERROR_JSON
 *
 * Builds a tree of a value. It calls itself, as deep as a document may be.
 *
 * Returns: (transfer full): a tree
 */
JsonNode *
ccp_json_node_read (const CcpJsonValue *value, GError **error)
{
  g_autofree char *text = NULL;

  switch (ccp_json_value_get_kind (value))
    {
    case CCP_JSON_NULL:
      return json_node_init_null (json_node_alloc ());
    case CCP_JSON_BOOLEAN:
      return json_node_init_boolean (json_node_alloc (),
                                     ccp_json_value_get_boolean (value, FALSE));
    case CCP_JSON_NUMBER:
      return read_number (value, error);
    case CCP_JSON_STRING:
      text = dup_string (value);
      return json_node_init_string (json_node_alloc (), text);
    case CCP_JSON_ARRAY:
      return read_array (value, error);
    case CCP_JSON_OBJECT:
      return read_object (value, error);
    case CCP_JSON_NONE:
    default:
      g_assert_not_reached ();
    }
}

/*
 * ccp_json_node_write:
 * @node: a tree
 * @writer: where to write it
 * @depth: how many arrays and objects are around it
 * @error: return location for a %CCP_ERROR_JSON
 *
 * Writes a tree. It calls itself, as deep as a document may be.
 *
 * Returns: whether JSON can express it
 */
gboolean
ccp_json_node_write (JsonNode *node, CcpJsonWriter *writer, guint depth, GError **error)
{
  if (JSON_NODE_HOLDS_VALUE (node))
    return write_scalar (writer, node, error);
  if (JSON_NODE_HOLDS_ARRAY (node) && json_node_get_array (node) != NULL)
    return write_array (writer, json_node_get_array (node), depth, error);
  if (JSON_NODE_HOLDS_OBJECT (node) && json_node_get_object (node) != NULL)
    return write_object (writer, json_node_get_object (node), depth, error);

  ccp_json_writer_null (writer);
  return TRUE;
}
