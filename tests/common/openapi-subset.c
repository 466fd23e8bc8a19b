/* openapi-subset.c: which schemas the proto form of Gemini takes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "openapi-subset.h"

static const char *const words[] = {
  "type",
  "format",
  "title",
  "description",
  "nullable",
  "default",
  "items",
  "minItems",
  "maxItems",
  "enum",
  "properties",
  "required",
  "minProperties",
  "propertyOrdering",
  "maxProperties",
  "minimum",
  "maximum",
  "minLength",
  "maxLength",
  "pattern",
  "example",
  "anyOf",
  NULL,
};

static const char *const types[] = {
  "string", "number", "integer", "boolean", "array", "object", NULL,
};

static CcpJsonValue
get_member (const CcpJsonValue *object, const char *name)
{
  return ccp_json_value_member (object, name);
}

static gboolean
is_one_of (const CcpJsonValue *value, const char *const *texts)
{
  for (; *texts != NULL; texts++)
    if (ccp_json_value_equals_string (value, *texts))
      return TRUE;
  return FALSE;
}

static void
check_words (const CcpJsonValue *schema)
{
  g_autoptr (GHashTable) seen =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_iter_init (&iter, schema);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      g_assert_true (is_one_of (&name, words));
      g_assert_true (g_hash_table_add (seen, ccp_json_value_dup_string (&name, NULL)));
    }
}

static void
check_enum (const CcpJsonValue *schema)
{
  CcpJsonValue list = get_member (schema, "enum");
  CcpJsonValue type = get_member (schema, "type");
  CcpJsonValue value;
  CcpJsonIter iter;

  if (!ccp_json_value_exists (&list))
    return;
  g_assert_true (ccp_json_value_equals_string (&type, "string"));
  g_assert_cmpuint (ccp_json_value_get_length (&list), >, 0);
  ccp_json_iter_init (&iter, &list);
  while (ccp_json_iter_next (&iter, NULL, &value))
    g_assert_true (ccp_json_value_is_string (&value) &&
                   !ccp_json_value_is_empty_string (&value));
}

static void
check_required (const CcpJsonValue *schema)
{
  CcpJsonValue required = get_member (schema, "required");
  CcpJsonValue properties = get_member (schema, "properties");
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_iter_init (&iter, &required);
  while (ccp_json_iter_next (&iter, NULL, &value))
    {
      g_autofree char *name = ccp_json_value_dup_string (&value, NULL);
      CcpJsonValue property = get_member (&properties, name);

      g_assert_true (ccp_json_value_exists (&property));
    }
}

static void
check_inside (const CcpJsonValue *schema, const char *name)
{
  CcpJsonValue inside = get_member (schema, name);
  CcpJsonValue value;
  CcpJsonIter iter;

  if (!ccp_json_value_exists (&inside))
    return;
  g_assert_cmpuint (ccp_json_value_get_length (&inside), >, 0);
  ccp_json_iter_init (&iter, &inside);
  while (ccp_json_iter_next (&iter, NULL, &value))
    openapi_subset_check (&value);
}

void
openapi_subset_check (const CcpJsonValue *schema)
{
  CcpJsonValue type = get_member (schema, "type");
  CcpJsonValue choice = get_member (schema, "anyOf");
  CcpJsonValue items = get_member (schema, "items");

  g_assert_true (ccp_json_value_is_object (schema));
  check_words (schema);
  g_assert_true (ccp_json_value_exists (&choice) || is_one_of (&type, types));
  if (ccp_json_value_equals_string (&type, "array"))
    openapi_subset_check (&items);
  check_enum (schema);
  check_required (schema);
  check_inside (schema, "properties");
  check_inside (schema, "anyOf");
}
