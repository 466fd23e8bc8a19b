/* ccp-json-handle.c: a place in a JSON document that keeps the document alive
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-json"

#include "ccp-json-handle.h"

#include "private/ccp-json-string.h"

/**
 * CcpJsonHandle:
 *
 * A place in a [struct@Json] that keeps the document alive, for language bindings. In C,
 * `CcpJsonValue` does the same without allocating.
 *
 * A place that does not exist has the kind %CCP_JSON_NONE, and every function takes it,
 * so that look-ups can follow each other without a check between.
 */
struct _CcpJsonHandle
{
  gatomicrefcount ref_count;
  CcpJson *document;
  CcpJsonValue value;
};

G_DEFINE_BOXED_TYPE (CcpJsonHandle,
                     ccp_json_handle,
                     ccp_json_handle_ref,
                     ccp_json_handle_unref)

static CcpJsonHandle *
create_handle (CcpJson *document, const CcpJsonValue *value)
{
  CcpJsonHandle *self = g_new (CcpJsonHandle, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->document = ccp_json_ref (document);
  self->value = *value;
  return self;
}

static char *
dup_string (const CcpJsonValue *string)
{
  gsize length;
  const char *raw;

  if (!ccp_json_value_is_string (string))
    return NULL;

  raw = ccp_json_value_peek_raw (string, &length);
  return ccp_json_string_dup_without_nul (raw + 1, length - 2);
}

/**
 * ccp_json_handle_new:
 * @document: a document
 *
 * Creates a handle for the value that is the whole document.
 *
 * Returns: (transfer full): a handle
 */
CcpJsonHandle *
ccp_json_handle_new (CcpJson *document)
{
  CcpJsonValue root;

  g_return_val_if_fail (document != NULL, NULL);

  ccp_json_get_root (document, &root);
  return create_handle (document, &root);
}

/**
 * ccp_json_handle_ref:
 * @self: a handle
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
CcpJsonHandle *
ccp_json_handle_ref (CcpJsonHandle *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ccp_json_handle_unref:
 * @self: (transfer full): a handle
 *
 * Gives a reference back.
 */
void
ccp_json_handle_unref (CcpJsonHandle *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  ccp_json_unref (self->document);
  g_free (self);
}

/**
 * ccp_json_handle_get_kind:
 * @self: a handle
 *
 * Gets what kind of value stands at a place.
 *
 * Returns: a kind, %CCP_JSON_NONE if there is no such value
 */
CcpJsonKind
ccp_json_handle_get_kind (CcpJsonHandle *self)
{
  g_return_val_if_fail (self != NULL, CCP_JSON_NONE);

  return ccp_json_value_get_kind (&self->value);
}

/**
 * ccp_json_handle_get_member:
 * @self: an object, or anything else
 * @name: the name of a member, without escapes
 *
 * Looks a member up. Where members have the same name, the last one is found.
 *
 * Returns: (transfer full): the member, of kind %CCP_JSON_NONE if there is none
 */
CcpJsonHandle *
ccp_json_handle_get_member (CcpJsonHandle *self, const char *name)
{
  CcpJsonValue member;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  member = ccp_json_value_member (&self->value, name);
  return create_handle (self->document, &member);
}

/**
 * ccp_json_handle_get_element:
 * @self: an array, or anything else
 * @index: the position of an element, from 0
 *
 * Gets an element.
 *
 * Returns: (transfer full): the element, of kind %CCP_JSON_NONE if there is none
 */
CcpJsonHandle *
ccp_json_handle_get_element (CcpJsonHandle *self, guint index)
{
  CcpJsonValue element;

  g_return_val_if_fail (self != NULL, NULL);

  element = ccp_json_value_element (&self->value, index);
  return create_handle (self->document, &element);
}

/**
 * ccp_json_handle_get_length:
 * @self: a handle
 *
 * Gets how many elements an array or members an object has. Members with the same name
 * count each.
 *
 * Returns: a number, 0 for all other kinds
 */
guint
ccp_json_handle_get_length (CcpJsonHandle *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return ccp_json_value_get_length (&self->value);
}

/**
 * ccp_json_handle_get_names:
 * @self: an object, or anything else
 *
 * Gets the names of all members in the order in which they are written. What
 * [method@JsonHandle.get_string] says about NUL characters holds here too.
 *
 * Returns: (transfer full) (array zero-terminated=1): the names, none if @self is no
 * object
 */
char **
ccp_json_handle_get_names (CcpJsonHandle *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  CcpJsonValue name;
  CcpJsonIter iter;

  g_return_val_if_fail (self != NULL, NULL);

  ccp_json_iter_init (&iter, &self->value);
  while (ccp_json_value_is_object (&self->value) &&
         ccp_json_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, dup_string (&name));
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_steal (names, NULL);
}

/**
 * ccp_json_handle_get_string:
 * @self: a handle
 *
 * Gets a string with its escapes resolved. Half a surrogate pair becomes U+FFFD, and so
 * does a NUL character, which would be taken for the end.
 *
 * Returns: (transfer full) (nullable): the string, or %NULL if the value is none
 */
char *
ccp_json_handle_get_string (CcpJsonHandle *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return dup_string (&self->value);
}

/**
 * ccp_json_handle_get_int:
 * @self: a handle
 * @value: (out): the number
 *
 * Gets a number that is an integer, however it is written: `1`, `1.0` and `1e3` are.
 * Nothing is rounded.
 *
 * Returns: whether it is a number, integral and fits into 64 bits
 */
gboolean
ccp_json_handle_get_int (CcpJsonHandle *self, gint64 *value)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  *value = 0;
  return ccp_json_value_get_int (&self->value, value);
}

/**
 * ccp_json_handle_get_double:
 * @self: a handle
 * @value: (out): the number
 *
 * Gets a number, rounded to the nearest one that a `double` can hold.
 *
 * Returns: whether it is a number and in range
 */
gboolean
ccp_json_handle_get_double (CcpJsonHandle *self, double *value)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  *value = 0;
  return ccp_json_value_get_double (&self->value, value);
}

/**
 * ccp_json_handle_get_boolean:
 * @self: a handle
 * @fallback: what to return if the value is neither `true` nor `false`
 *
 * Gets a boolean.
 *
 * Returns: the boolean, or @fallback
 */
gboolean
ccp_json_handle_get_boolean (CcpJsonHandle *self, gboolean fallback)
{
  g_return_val_if_fail (self != NULL, fallback);

  return ccp_json_value_get_boolean (&self->value, fallback);
}

/**
 * ccp_json_handle_to_text:
 * @self: a handle
 *
 * Gets the text of a value exactly as it stands in the document.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL if there is no such value
 */
char *
ccp_json_handle_to_text (CcpJsonHandle *self)
{
  const char *raw;
  gsize length;

  g_return_val_if_fail (self != NULL, NULL);

  raw = ccp_json_value_peek_raw (&self->value, &length);
  return g_strndup (raw, length);
}
