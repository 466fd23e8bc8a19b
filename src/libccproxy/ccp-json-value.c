/* ccp-json-value.c: a place in a JSON document
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-json"

#include "ccp-json-value.h"

#include <string.h>

#include "private/ccp-json-number.h"
#include "private/ccp-json-string.h"
#include "private/ccp-json-tape.h"

static CcpJsonValue
create_value (CcpJson *document, guint index)
{
  return (CcpJsonValue){ document, index };
}

/* The node of a value if it is of the kind that is wanted. */
static const CcpJsonNode *
get_node_of_kind (const CcpJsonValue *self, CcpJsonKind kind)
{
  const CcpJsonNode *node = ccp_json_value_get_node (self);

  return node != NULL && (CcpJsonKind) node->kind == kind ? node : NULL;
}

static const char *
get_content (CcpJson *document, const CcpJsonNode *string, gsize *length)
{
  *length = string->end - string->start - 2;
  return document->text + string->start + 1;
}

/* Returns: (nullable): what follows prefix, NULL when the string begins differently */
static const char *
skip_prefix (CcpJson *document,
             const CcpJsonNode *string,
             const char *prefix,
             gsize prefix_length)
{
  gsize length;
  const char *content = get_content (document, string, &length);

  if (G_UNLIKELY (string->escaped))
    return ccp_json_string_skip_prefix (content, content + length, prefix, prefix_length);
  if (length < prefix_length || memcmp (content, prefix, prefix_length) != 0)
    return NULL;
  return content + prefix_length;
}

static gboolean
string_is (CcpJson *document, const CcpJsonNode *string, const char *text, gsize length)
{
  gsize raw_length = string->end - string->start - 2;

  if (G_LIKELY (!string->escaped))
    return raw_length == length &&
           memcmp (document->text + string->start + 1, text, length) == 0;
  /* decoding never makes a string longer */
  return raw_length >= length &&
         skip_prefix (document, string, text, length) == document->text + string->end - 1;
}

/**
 * ccp_json_value_get_kind: (skip)
 * @self: a value
 *
 * Gets what kind of value stands at a place.
 *
 * Returns: a kind, %CCP_JSON_NONE if there is no such value
 */
CcpJsonKind
ccp_json_value_get_kind (const CcpJsonValue *self)
{
  const CcpJsonNode *node;

  g_return_val_if_fail (self != NULL, CCP_JSON_NONE);

  node = ccp_json_value_get_node (self);
  return node != NULL ? (CcpJsonKind) node->kind : CCP_JSON_NONE;
}

/**
 * ccp_json_value_exists: (skip)
 * @self: a value
 *
 * Tells whether there is a value; `null` is one.
 *
 * Returns: whether there is a value
 */
gboolean
ccp_json_value_exists (const CcpJsonValue *self)
{
  return ccp_json_value_get_kind (self) != CCP_JSON_NONE;
}

/**
 * ccp_json_value_is_object: (skip)
 * @self: a value
 *
 * Tells whether the value is an object.
 *
 * Returns: whether it is one
 */
gboolean
ccp_json_value_is_object (const CcpJsonValue *self)
{
  return ccp_json_value_get_kind (self) == CCP_JSON_OBJECT;
}

/**
 * ccp_json_value_is_array: (skip)
 * @self: a value
 *
 * Tells whether the value is an array.
 *
 * Returns: whether it is one
 */
gboolean
ccp_json_value_is_array (const CcpJsonValue *self)
{
  return ccp_json_value_get_kind (self) == CCP_JSON_ARRAY;
}

/**
 * ccp_json_value_is_string: (skip)
 * @self: a value
 *
 * Tells whether the value is a string.
 *
 * Returns: whether it is one
 */
gboolean
ccp_json_value_is_string (const CcpJsonValue *self)
{
  return ccp_json_value_get_kind (self) == CCP_JSON_STRING;
}

/**
 * ccp_json_value_member: (skip)
 * @self: an object, or anything else
 * @name: the name of a member, without escapes
 *
 * Looks a member up. Where members have the same name, the last one is found.
 *
 * The time it takes grows with the number of members; who wants many of them walks over
 * them with ccp_json_iter_init().
 *
 * Returns: the member, or %CCP_JSON_VALUE_NONE
 */
CcpJsonValue
ccp_json_value_member (const CcpJsonValue *self, const char *name)
{
  CcpJsonValue found = CCP_JSON_VALUE_NONE;
  const CcpJsonNode *object;
  const CcpJsonNode *nodes;
  gsize length;

  g_return_val_if_fail (self != NULL, found);
  g_return_val_if_fail (name != NULL, found);

  object = get_node_of_kind (self, CCP_JSON_OBJECT);
  if (object == NULL)
    return found;

  nodes = self->document->tape->nodes;
  length = strlen (name);
  for (guint i = self->index + 1; i < object->next; i = nodes[i + 1].next)
    if (string_is (self->document, &nodes[i], name, length))
      found = create_value (self->document, i + 1);
  return found;
}

/**
 * ccp_json_value_element: (skip)
 * @self: an array, or anything else
 * @index: the position of an element, from 0
 *
 * Gets an element. The time it takes grows with @index; who wants all of them walks over
 * them with ccp_json_iter_init().
 *
 * Returns: the element, or %CCP_JSON_VALUE_NONE
 */
CcpJsonValue
ccp_json_value_element (const CcpJsonValue *self, guint index)
{
  const CcpJsonNode *array;
  guint i;

  g_return_val_if_fail (self != NULL, CCP_JSON_VALUE_NONE);

  array = get_node_of_kind (self, CCP_JSON_ARRAY);
  if (array == NULL || index >= array->count)
    return CCP_JSON_VALUE_NONE;

  i = self->index + 1;
  while (index-- > 0)
    i = self->document->tape->nodes[i].next;
  return create_value (self->document, i);
}

/**
 * ccp_json_value_get_length: (skip)
 * @self: a value
 *
 * Gets how many elements an array or members an object has. Members with the same name
 * count each.
 *
 * Returns: a number, 0 for all other kinds
 */
guint
ccp_json_value_get_length (const CcpJsonValue *self)
{
  const CcpJsonNode *node;

  g_return_val_if_fail (self != NULL, 0);

  node = ccp_json_value_get_node (self);
  return node != NULL ? node->count : 0;
}

/**
 * ccp_json_value_peek_raw: (skip)
 * @self: a value
 * @length: (out): how many bytes the text has
 *
 * Gets the text of a value exactly as it stands in the document, with quotes, escapes and
 * the white space in it.
 *
 * Returns: (transfer none) (nullable): the text, which does not end with a NUL, or %NULL
 * if there is no such value
 */
const char *
ccp_json_value_peek_raw (const CcpJsonValue *self, gsize *length)
{
  const CcpJsonNode *node;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (length != NULL, NULL);

  node = ccp_json_value_get_node (self);
  *length = node != NULL ? node->end - node->start : 0;
  return node != NULL ? self->document->text + node->start : NULL;
}

/**
 * ccp_json_value_peek_string: (skip)
 * @self: a value
 * @text: (out) (transfer none): the string, which does not end with a NUL
 * @length: (out): how many bytes it has
 *
 * Gets a string without copying it, which works if it has no escapes. If it fails,
 * ccp_json_value_dup_string() may succeed.
 *
 * Returns: whether it is a string without escapes
 */
gboolean
ccp_json_value_peek_string (const CcpJsonValue *self, const char **text, gsize *length)
{
  const CcpJsonNode *node;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (length != NULL, FALSE);

  node = get_node_of_kind (self, CCP_JSON_STRING);
  if (node == NULL || node->escaped)
    return FALSE;

  *text = get_content (self->document, node, length);
  return TRUE;
}

/**
 * ccp_json_value_equals_string: (skip)
 * @self: a value
 * @text: a text
 *
 * Tells whether the value is a string that, with its escapes resolved, is @text.
 *
 * Returns: whether it is
 */
gboolean
ccp_json_value_equals_string (const CcpJsonValue *self, const char *text)
{
  const CcpJsonNode *node;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  node = get_node_of_kind (self, CCP_JSON_STRING);
  return node != NULL && string_is (self->document, node, text, strlen (text));
}

/**
 * ccp_json_value_has_prefix: (skip)
 * @self: a value
 * @prefix: a text
 *
 * Tells whether the value is a string that, with its escapes resolved, begins with
 * @prefix.
 *
 * Returns: whether it does
 */
gboolean
ccp_json_value_has_prefix (const CcpJsonValue *self, const char *prefix)
{
  const CcpJsonNode *node;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (prefix != NULL, FALSE);

  node = get_node_of_kind (self, CCP_JSON_STRING);
  return node != NULL &&
         skip_prefix (self->document, node, prefix, strlen (prefix)) != NULL;
}

/**
 * ccp_json_value_is_empty_string: (skip)
 * @self: a value
 *
 * Tells whether the value is the string `""`.
 *
 * Returns: whether it is
 */
gboolean
ccp_json_value_is_empty_string (const CcpJsonValue *self)
{
  const CcpJsonNode *node;

  g_return_val_if_fail (self != NULL, FALSE);

  node = get_node_of_kind (self, CCP_JSON_STRING);
  return node != NULL && node->end - node->start == 2;
}

/**
 * ccp_json_value_is_blank_string: (skip)
 * @self: a value
 *
 * Tells whether the value is a string with nothing but white space in it, as Unicode
 * defines it, or nothing at all.
 *
 * Returns: whether it is
 */
gboolean
ccp_json_value_is_blank_string (const CcpJsonValue *self)
{
  const CcpJsonNode *node;
  const char *content;
  gsize length;

  g_return_val_if_fail (self != NULL, FALSE);

  node = get_node_of_kind (self, CCP_JSON_STRING);
  if (node == NULL)
    return FALSE;

  content = get_content (self->document, node, &length);
  return ccp_json_string_is_blank (content, length);
}

/**
 * ccp_json_value_dup_string: (skip)
 * @self: a value
 * @length: (out) (optional): how many bytes the string has; there may be a NUL in it
 *
 * Copies a string with its escapes resolved. Half a surrogate pair becomes U+FFFD.
 *
 * Returns: (transfer full) (nullable): the string, which ends with a NUL, or %NULL if the
 *   value is none
 */
char *
ccp_json_value_dup_string (const CcpJsonValue *self, gsize *length)
{
  const CcpJsonNode *node;
  GString *string;

  g_return_val_if_fail (self != NULL, NULL);

  if (length != NULL)
    *length = 0;
  node = get_node_of_kind (self, CCP_JSON_STRING);
  if (node == NULL)
    return NULL;

  string = g_string_sized_new (node->end - node->start);
  ccp_json_value_append_string (self, string);
  if (length != NULL)
    *length = string->len;
  return g_string_free (string, FALSE);
}

/**
 * ccp_json_value_append_string: (skip)
 * @self: a value
 * @string: where to put it
 *
 * Appends a string with its escapes resolved, and nothing if the value is no string.
 */
void
ccp_json_value_append_string (const CcpJsonValue *self, GString *string)
{
  const CcpJsonNode *node;
  const char *content;
  gsize length;

  g_return_if_fail (self != NULL);
  g_return_if_fail (string != NULL);

  node = get_node_of_kind (self, CCP_JSON_STRING);
  if (node == NULL)
    return;

  content = get_content (self->document, node, &length);
  if (node->escaped)
    ccp_json_string_decode (content, length, string);
  else
    g_string_append_len (string, content, (gssize) length);
}

/**
 * ccp_json_value_get_int: (skip)
 * @self: a value
 * @value: (out): the number
 *
 * Gets a number that is an integer, however it is written: `1`, `1.0` and `1e3` are.
 * Nothing is rounded.
 *
 * Returns: whether it is a number, integral and fits into 64 bits
 */
gboolean
ccp_json_value_get_int (const CcpJsonValue *self, gint64 *value)
{
  const CcpJsonNode *node;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  node = get_node_of_kind (self, CCP_JSON_NUMBER);
  return node != NULL && ccp_json_number_to_int (self->document->text + node->start,
                                                 node->end - node->start,
                                                 value);
}

/**
 * ccp_json_value_get_double: (skip)
 * @self: a value
 * @value: (out): the number
 *
 * Gets a number, rounded to the nearest one that a `double` can hold.
 *
 * Returns: whether it is a number and in range
 */
gboolean
ccp_json_value_get_double (const CcpJsonValue *self, double *value)
{
  const CcpJsonNode *node;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  node = get_node_of_kind (self, CCP_JSON_NUMBER);
  return node != NULL && ccp_json_number_to_double (self->document->text + node->start,
                                                    node->end - node->start,
                                                    value);
}

/**
 * ccp_json_value_get_boolean: (skip)
 * @self: a value
 * @fallback: what to return if the value is neither `true` nor `false`
 *
 * Gets a boolean.
 *
 * Returns: the boolean, or @fallback
 */
gboolean
ccp_json_value_get_boolean (const CcpJsonValue *self, gboolean fallback)
{
  const CcpJsonNode *node;

  g_return_val_if_fail (self != NULL, fallback);

  node = get_node_of_kind (self, CCP_JSON_BOOLEAN);
  return node != NULL ? self->document->text[node->start] == 't' : fallback;
}
