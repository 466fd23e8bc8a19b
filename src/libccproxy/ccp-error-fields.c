/* ccp-error-fields.c: finds the parts of an error object, whatever a provider calls them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-error-fields"

#include "private/ccp-error-fields.h"

/* error objects wrap each other; nobody means more than this */
#define MAX_WRAPPERS 4

/* A member as text; numbers and flags as they are written, null and "" as nothing */
char *
ccp_error_fields_dup_member (const CcpJsonValue *object, const char *name)
{
  CcpJsonValue member = ccp_json_value_member (object, name);
  CcpJsonKind kind = ccp_json_value_get_kind (&member);
  gsize length;
  const char *raw = NULL;

  if (kind == CCP_JSON_STRING)
    return ccp_json_value_is_blank_string (&member)
               ? NULL
               : ccp_json_value_dup_string (&member, NULL);
  if (kind != CCP_JSON_NUMBER)
    return NULL;
  raw = ccp_json_value_peek_raw (&member, &length);
  return g_strndup (raw, length);
}

static char *
dup_first_member (const CcpJsonValue *object, const char *const *names, gsize n_names)
{
  for (gsize i = 0; i < n_names; i++)
    {
      char *text = ccp_error_fields_dup_member (object, names[i]);

      if (text != NULL)
        return text;
    }
  return NULL;
}

/* Goes down to the object that holds the error itself: out of arrays, and through
 * "error", "errors" and "detail" where they hold objects */
CcpJsonValue
ccp_error_fields_unwrap (CcpJsonValue value)
{
  static const char *const wrappers[] = { "error",
                                          "errors",
                                          "detail",
                                          "fault",
                                          "message" };

  for (guint depth = 0; depth < MAX_WRAPPERS; depth++)
    {
      CcpJsonValue inner = CCP_JSON_VALUE_NONE;

      if (ccp_json_value_is_array (&value))
        inner = ccp_json_value_element (&value, 0);
      for (gsize i = 0; i < G_N_ELEMENTS (wrappers) && ccp_json_value_is_object (&value);
           i++)
        {
          inner = ccp_json_value_member (&value, wrappers[i]);
          if (ccp_json_value_is_object (&inner) || ccp_json_value_is_array (&inner))
            break;
          inner = CCP_JSON_VALUE_NONE;
        }
      if (ccp_json_value_get_length (&inner) == 0)
        break;
      value = inner;
    }
  return value;
}

/* Where validation failed: the "loc" of FastAPI, joined by points, or "param" */
char *
ccp_error_fields_find_param (const CcpJsonValue *error)
{
  CcpJsonValue path = ccp_json_value_member (error, "loc");
  CcpJsonValue step;
  CcpJsonIter iter;
  GString *joined = NULL;

  if (!ccp_json_value_is_array (&path))
    return ccp_error_fields_dup_member (error, "param");
  joined = g_string_new (NULL);
  ccp_json_iter_init (&iter, &path);
  while (ccp_json_iter_next (&iter, NULL, &step))
    {
      if (!ccp_json_value_is_string (&step) ||
          ccp_json_value_equals_string (&step, "body"))
        continue;
      if (joined->len > 0)
        g_string_append_c (joined, '.');
      ccp_json_value_append_string (&step, joined);
    }
  return g_string_free (joined, FALSE);
}

/* OpenRouter hides what the provider behind it said */
static char *
find_hidden_message (const CcpJsonValue *error)
{
  CcpJsonValue metadata = ccp_json_value_member (error, "metadata");
  g_autofree char *raw = ccp_error_fields_dup_member (&metadata, "raw");
  g_autoptr (CcpJson) document = NULL;
  CcpJsonValue root;
  char *message = NULL;

  if (raw == NULL)
    return NULL;
  document = ccp_json_new_from_text (raw, -1, NULL);
  if (document == NULL)
    return g_steal_pointer (&raw);
  ccp_json_get_root (document, &root);
  root = ccp_error_fields_unwrap (root);
  message = ccp_error_fields_dup_member (&root, "message");
  return message != NULL ? message : g_steal_pointer (&raw);
}

/* A message of FastAPI makes sense only with the path beside it */
static char *
prefix_with_path (const CcpJsonValue *error, char *found)
{
  CcpJsonValue path = ccp_json_value_member (error, "loc");
  g_autofree char *message = found;
  g_autofree char *joined = NULL;

  if (message == NULL || !ccp_json_value_is_array (&path))
    return g_steal_pointer (&message);
  joined = ccp_error_fields_find_param (error);
  return g_strconcat (joined, ": ", message, NULL);
}

char *
ccp_error_fields_find_message (const CcpJsonValue *error)
{
  static const char *const names[] = {
    "message", "msg",         "error", "detail",      "details",      "error_msg",
    "reason",  "description", "title", "faultstring", "errorMessage", "error_description"
  };
  g_autofree char *message = NULL;
  g_autofree char *more = NULL;

  if (ccp_json_value_is_string (error))
    return ccp_json_value_dup_string (error, NULL);
  message =
      prefix_with_path (error, dup_first_member (error, names, G_N_ELEMENTS (names)));
  more = find_hidden_message (error);
  if (message == NULL)
    return g_steal_pointer (&more);
  if (more == NULL)
    return g_steal_pointer (&message);
  return g_strconcat (message, ": ", more, NULL);
}

/* A reason in the details of a Google error says more than its numeric code */
char *
ccp_error_fields_find_code (const CcpJsonValue *error)
{
  static const char *const names[] = { "code", "error_code", "status" };
  CcpJsonValue details = ccp_json_value_member (error, "details");
  CcpJsonValue detail;
  CcpJsonIter iter;

  if (ccp_json_value_is_array (&details))
    {
      ccp_json_iter_init (&iter, &details);
      while (ccp_json_iter_next (&iter, NULL, &detail))
        {
          char *reason = ccp_error_fields_dup_member (&detail, "reason");

          if (reason != NULL)
            return reason;
        }
    }
  return dup_first_member (error, names, G_N_ELEMENTS (names));
}

guint
ccp_error_fields_find_status (const CcpJsonValue *error)
{
  static const char *const names[] = { "code", "status_code", "status", "statusCode" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = ccp_error_fields_dup_member (error, names[i]);
      guint64 number = 0;

      if (text != NULL && g_ascii_string_to_unsigned (text, 10, 400, 599, &number, NULL))
        return (guint) number;
    }
  return 0;
}
