/* edit-scalar.c: the operations that make one value of another
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "edit-scalar"

#include "edit-scalar.h"

#include <math.h>

#include "edit-params.h"

static void
assign (EditDocument *document, EditNode *node, const CcpJsonValue *value)
{
  gsize length = 0;

  ccp_json_value_peek_raw (value, &length);
  edit_document_charge (document, length);
  edit_node_assign (node, value);
}

/* @json: (nullable) (transfer full): NULL is too large or too deep to be made */
static void
assign_document (EditDocument *document, EditNode *node, CcpJson *json)
{
  CcpJsonValue root;

  if (json == NULL)
    {
      edit_document_charge (document, EDIT_DOCUMENT_MAX_ADDED);
      edit_document_charge (document, 1);
      return;
    }
  edit_document_keep (document, json);
  ccp_json_get_root (json, &root);
  assign (document, node, &root);
}

/* Returns: whether the node is of bytes again, after whatever has changed in it */
static gboolean
settle (EditDocument *document, EditNode *node)
{
  g_autoptr (CcpJsonWriter) writer = NULL;

  if (!node->changed)
    return TRUE;
  writer = ccp_json_writer_new ();
  edit_node_write (node, writer);
  assign_document (document, node, ccp_json_writer_finish (writer));
  return !node->changed;
}

static gboolean
is_scalar (const EditNode *node)
{
  CcpJsonKind kind = edit_node_get_kind (node);

  return kind != CCP_JSON_ARRAY && kind != CCP_JSON_OBJECT;
}

/* what no double can hold is larger than all of them */
static double
get_double (const CcpJsonValue *number)
{
  double value = 0;
  gsize length = 0;

  if (ccp_json_value_get_double (number, &value))
    return value;
  return *ccp_json_value_peek_raw (number, &length) == '-' ? -INFINITY : INFINITY;
}

/* Returns: whether @a is less than @b; integers are compared exactly */
static gboolean
is_less (const CcpJsonValue *a, const CcpJsonValue *b)
{
  gint64 left = 0;
  gint64 right = 0;

  if (ccp_json_value_get_int (a, &left) && ccp_json_value_get_int (b, &right))
    return left < right;
  return get_double (a) < get_double (b);
}

/* a text, or a block of text */
static CcpJsonValue
get_text (const CcpJsonValue *element)
{
  CcpJsonValue type = ccp_json_value_member (element, "type");
  CcpJsonValue text = ccp_json_value_member (element, "text");

  if (ccp_json_value_is_string (element))
    return *element;
  if (ccp_json_value_exists (&type) && !ccp_json_value_equals_string (&type, "text"))
    return CCP_JSON_VALUE_NONE;
  return ccp_json_value_is_string (&text) ? text : CCP_JSON_VALUE_NONE;
}

static gboolean
is_all_text (const CcpJsonValue *list)
{
  CcpJsonIter iter;
  CcpJsonValue element;

  ccp_json_iter_init (&iter, list);
  while (ccp_json_iter_next (&iter, NULL, &element))
    {
      CcpJsonValue text = get_text (&element);

      if (!ccp_json_value_exists (&text))
        return FALSE;
    }
  return TRUE;
}

void
edit_scalar_map (EditDocument *document, const EditOperation *operation, EditNode *node)
{
  g_autofree char *key = NULL;
  CcpJsonValue found = CCP_JSON_VALUE_NONE;

  if (!is_scalar (node))
    return;
  key = edit_params_dup_text (&node->raw);
  if (key != NULL)
    found = ccp_json_value_member (&operation->value, key);
  if (!ccp_json_value_exists (&found))
    found = operation->otherwise;
  if (ccp_json_value_exists (&found))
    assign (document, node, &found);
}

void
edit_scalar_cap (EditDocument *document, const EditOperation *operation, EditNode *node)
{
  if (edit_node_get_kind (node) != CCP_JSON_NUMBER)
    return;
  if (ccp_json_value_exists (&operation->maximum) &&
      is_less (&operation->maximum, &node->raw))
    assign (document, node, &operation->maximum);
  else if (ccp_json_value_exists (&operation->minimum) &&
           is_less (&node->raw, &operation->minimum))
    assign (document, node, &operation->minimum);
}

void
edit_scalar_join (EditDocument *document, const EditOperation *operation, EditNode *node)
{
  g_autoptr (CcpJsonWriter) writer = NULL;
  CcpJsonIter iter;
  CcpJsonValue element;
  const char *separator = "";

  if (edit_node_get_kind (node) != CCP_JSON_ARRAY || !settle (document, node) ||
      !is_all_text (&node->raw))
    return;
  writer = ccp_json_writer_new ();
  ccp_json_writer_begin_string (writer);
  ccp_json_iter_init (&iter, &node->raw);
  while (ccp_json_iter_next (&iter, NULL, &element))
    {
      CcpJsonValue text = get_text (&element);

      ccp_json_writer_append (writer, separator);
      ccp_json_writer_append_string_value (writer, &text);
      separator = operation->text;
    }
  ccp_json_writer_end_string (writer);
  assign_document (document, node, ccp_json_writer_finish (writer));
}

void
edit_scalar_encode (EditDocument *document,
                    const EditOperation *operation,
                    EditNode *node)
{
  g_autoptr (CcpJsonWriter) writer = NULL;

  if (!settle (document, node))
    return;
  writer = ccp_json_writer_new ();
  ccp_json_writer_begin_string (writer);
  ccp_json_writer_append_json (writer, &node->raw);
  ccp_json_writer_end_string (writer);
  assign_document (document, node, ccp_json_writer_finish (writer));
}

void
edit_scalar_decode (EditDocument *document,
                    const EditOperation *operation,
                    EditNode *node)
{
  gsize length = 0;
  g_autofree char *text = NULL;
  CcpJson *json = NULL;

  if (edit_node_get_kind (node) != CCP_JSON_STRING)
    return;
  text = ccp_json_value_dup_string (&node->raw, &length);
  json = ccp_json_new_from_text (text, (gssize) length, NULL);
  if (json != NULL)
    assign_document (document, node, json);
}
