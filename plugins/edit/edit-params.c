/* edit-params.c: reads params, and says where in them a fault is
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "edit-params"

#include "edit-params.h"

#include <string.h>

/* longer texts are cut where an error shows them */
#define MAX_SHOWN 60

/* reads one value of a list, or the only one */
typedef gpointer (*ReadOne) (const CcpJsonValue *value,
                             const char *place,
                             GError **error);

static gpointer
read_path (const CcpJsonValue *value, const char *place, GError **error)
{
  return edit_params_read_path (value, place, error);
}

static gpointer
read_glob (const CcpJsonValue *value, const char *place, GError **error)
{
  g_autofree char *text = ccp_json_value_dup_string (value, NULL);
  g_autofree char *got = NULL;

  if (text != NULL)
    return g_pattern_spec_new (text);
  got = edit_params_describe (value);
  edit_params_refuse (error,
                      place,
                      "expected a name, which may have * in it, got %s",
                      got);
  return NULL;
}

static gboolean
read_into (GPtrArray *list,
           const CcpJsonValue *value,
           const char *place,
           ReadOne read_one,
           GError **error)
{
  gpointer item = read_one (value, place, error);

  if (item != NULL)
    g_ptr_array_add (list, item);
  return item != NULL;
}

static GPtrArray *
read_list (const CcpJsonValue *value,
           const char *place,
           ReadOne read_one,
           GDestroyNotify free_one,
           GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (free_one);
  CcpJsonIter iter;
  CcpJsonValue element;

  if (!ccp_json_value_is_array (value))
    return read_into (list, value, place, read_one, error) ? g_steal_pointer (&list)
                                                           : NULL;
  if (ccp_json_value_get_length (value) == 0)
    {
      edit_params_refuse (error, place, "expected at least one, got an empty list");
      return NULL;
    }
  ccp_json_iter_init (&iter, value);
  while (ccp_json_iter_next (&iter, NULL, &element))
    {
      g_autofree char *inner = g_strdup_printf ("%s[%u]", place, list->len);

      if (!read_into (list, &element, inner, read_one, error))
        return NULL;
    }
  return g_steal_pointer (&list);
}

char *
edit_params_get_place (const char *parent, const char *member)
{
  return *parent != '\0' ? g_strconcat (parent, ".", member, NULL) : g_strdup (member);
}

gboolean
edit_params_refuse (GError **error, const char *place, const char *format, ...)
{
  va_list arguments;
  g_autofree char *message = NULL;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_CONFIG,
               "%s%s%s",
               place,
               *place != '\0' ? ": " : "",
               message);
  return FALSE;
}

gboolean
edit_params_check_object (const CcpJsonValue *value, const char *place, GError **error)
{
  g_autofree char *got = NULL;

  if (!ccp_json_value_exists (value) || ccp_json_value_is_object (value))
    return TRUE;
  got = edit_params_describe (value);
  return edit_params_refuse (error, place, "expected a mapping, got %s", got);
}

gboolean
edit_params_check_members (const CcpJsonValue *object,
                           const char *place,
                           const char *what,
                           const char *const *known,
                           GError **error)
{
  CcpJsonIter iter;
  CcpJsonValue name;

  ccp_json_iter_init (&iter, object);
  while (ccp_json_iter_next (&iter, &name, NULL))
    {
      g_autofree char *text = ccp_json_value_dup_string (&name, NULL);
      g_autofree char *inner = NULL;
      g_autofree char *near = NULL;
      g_autofree char *all = NULL;

      if (g_strv_contains (known, text))
        continue;
      inner = edit_params_get_place (place, text);
      near = ccp_near_match_describe (text, known);
      all = g_strjoinv (", ", (char **) known);
      return edit_params_refuse (error,
                                 inner,
                                 "unknown %s%s%s",
                                 what,
                                 *near != '\0' ? near : "; known here: ",
                                 *near != '\0' ? "" : all);
    }
  return TRUE;
}

CcpJsonPath *
edit_params_read_path (const CcpJsonValue *value, const char *place, GError **error)
{
  g_autofree char *text = ccp_json_value_dup_string (value, NULL);
  g_autofree char *got = NULL;
  CcpJsonPath *path = NULL;

  if (text == NULL)
    {
      got = edit_params_describe (value);
      edit_params_refuse (error, place, "expected a path such as /a/b, got %s", got);
      return NULL;
    }
  path = ccp_json_path_new (text, error);
  if (path == NULL)
    g_prefix_error (error, "%s: ", place);
  return path;
}

GPtrArray *
edit_params_read_paths (const CcpJsonValue *value, const char *place, GError **error)
{
  return read_list (value, place, read_path, (GDestroyNotify) ccp_json_path_free, error);
}

GPtrArray *
edit_params_read_globs (const CcpJsonValue *value, const char *place, GError **error)
{
  return read_list (value, place, read_glob, (GDestroyNotify) g_pattern_spec_free, error);
}

char *
edit_params_describe (const CcpJsonValue *value)
{
  gsize length = 0;
  const char *raw = ccp_json_value_peek_raw (value, &length);
  g_autofree char *start = NULL;
  g_autofree char *valid = NULL;

  switch (ccp_json_value_get_kind (value))
    {
    case CCP_JSON_NONE:
    case CCP_JSON_NULL:
      return g_strdup ("nothing");
    case CCP_JSON_ARRAY:
      return g_strdup ("a list");
    case CCP_JSON_OBJECT:
      return g_strdup ("a mapping");
    case CCP_JSON_BOOLEAN:
    case CCP_JSON_NUMBER:
    case CCP_JSON_STRING:
    default:
      start = g_strndup (raw, MIN (length, MAX_SHOWN));
      valid = g_utf8_make_valid (start, -1);
      return g_strconcat (valid, length > MAX_SHOWN ? "…" : "", NULL);
    }
}

char *
edit_params_dup_text (const CcpJsonValue *value)
{
  gsize length = 0;
  const char *raw = NULL;
  g_autofree char *text = NULL;

  if (ccp_json_value_get_kind (value) != CCP_JSON_STRING)
    {
      raw = ccp_json_value_peek_raw (value, &length);
      return g_strndup (raw, length);
    }
  text = ccp_json_value_dup_string (value, &length);
  return strlen (text) == length ? g_steal_pointer (&text) : NULL;
}

gboolean
edit_params_is_scalar (const CcpJsonValue *value)
{
  CcpJsonKind kind = ccp_json_value_get_kind (value);

  return kind != CCP_JSON_NONE && kind != CCP_JSON_ARRAY && kind != CCP_JSON_OBJECT;
}
