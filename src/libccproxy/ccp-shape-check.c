/* ccp-shape-check.c: whether JSON has the shape that is expected, and where it has not
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-request-check"

#include "private/ccp-shape-check.h"

#include "ccp-error.h"

static const char *const shape_names[] = {
  [CCP_SHAPE_STRING] = "a valid string",          [CCP_SHAPE_INTEGER] = "a valid integer",
  [CCP_SHAPE_NUMBER] = "a valid number",          [CCP_SHAPE_BOOLEAN] = "a valid boolean",
  [CCP_SHAPE_OBJECT] = "a valid dictionary",      [CCP_SHAPE_LIST] = "a valid list",
  [CCP_SHAPE_CONTENT] = "a valid string or list",
};

static gboolean
has_shape (const CcpJsonValue *value, CcpShape shape)
{
  CcpJsonKind kind = ccp_json_value_get_kind (value);
  gint64 integer;

  switch (shape)
    {
    case CCP_SHAPE_STRING:
      return kind == CCP_JSON_STRING;
    case CCP_SHAPE_INTEGER:
      return ccp_json_value_get_int (value, &integer);
    case CCP_SHAPE_NUMBER:
      return kind == CCP_JSON_NUMBER;
    case CCP_SHAPE_BOOLEAN:
      return kind == CCP_JSON_BOOLEAN;
    case CCP_SHAPE_OBJECT:
      return kind == CCP_JSON_OBJECT;
    case CCP_SHAPE_LIST:
      return kind == CCP_JSON_ARRAY;
    case CCP_SHAPE_CONTENT:
      return kind == CCP_JSON_STRING || kind == CCP_JSON_ARRAY;
    }
  g_assert_not_reached ();
}

/* Goes into a member, for the path in errors. */
void
ccp_shape_check_enter_member (CcpShapeCheck *self, const char *name)
{
  g_assert (self->depth < CCP_SHAPE_MAX_PATH);
  self->path[self->depth++] = (CcpShapeStep){ name, 0 };
}

/* Goes into an element, for the path in errors. */
void
ccp_shape_check_enter_element (CcpShapeCheck *self, guint index)
{
  g_assert (self->depth < CCP_SHAPE_MAX_PATH);
  self->path[self->depth++] = (CcpShapeStep){ NULL, index };
}

/* Goes back out of what was entered last. */
void
ccp_shape_check_leave (CcpShapeCheck *self)
{
  g_assert (self->depth > 0);
  self->depth--;
}

/* Sets the error: the path of where it is, and what is wrong there. Returns: FALSE */
gboolean
ccp_shape_check_refuse (CcpShapeCheck *self, const char *format, ...)
{
  g_autoptr (GString) message = g_string_new (NULL);
  va_list arguments;

  for (guint i = 0; i < self->depth; i++)
    {
      if (i > 0)
        g_string_append_c (message, '.');
      if (self->path[i].name != NULL)
        g_string_append (message, self->path[i].name);
      else
        g_string_append_printf (message, "%u", self->path[i].index);
    }
  if (self->depth > 0)
    g_string_append (message, ": ");
  va_start (arguments, format);
  g_string_append_vprintf (message, format, arguments);
  va_end (arguments);
  g_set_error_literal (self->error, CCP_ERROR, CCP_ERROR_INVALID_REQUEST, message->str);
  return FALSE;
}

/* Checks that a value has a shape. */
gboolean
ccp_shape_check_value (CcpShapeCheck *self, const CcpJsonValue *value, CcpShape shape)
{
  return has_shape (value, shape) ||
         ccp_shape_check_refuse (self, "Input should be %s", shape_names[shape]);
}

/* Checks that a member has its shape, or is not there if it need not be. */
gboolean
ccp_shape_check_field (CcpShapeCheck *self,
                       const CcpJsonValue *object,
                       const CcpShapeField *field)
{
  CcpJsonValue value = ccp_json_value_member (object, field->name);
  CcpJsonKind kind = ccp_json_value_get_kind (&value);
  gboolean good;

  if (has_shape (&value, field->shape) ||
      (field->need == CCP_NEED_OPTIONAL && kind <= CCP_JSON_NULL))
    return TRUE;

  ccp_shape_check_enter_member (self, field->name);
  if (kind == CCP_JSON_NONE)
    good = ccp_shape_check_refuse (self, "Field required");
  else
    good = ccp_shape_check_value (self, &value, field->shape);
  ccp_shape_check_leave (self);
  return good;
}
