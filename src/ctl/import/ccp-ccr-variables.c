/* ccp-ccr-variables.c: environment variables in texts of claude-code-router
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-ccr-variables"

#include "ccp-ccr-variables.h"

#include <string.h>

static gsize
measure_name (const char *text)
{
  gsize length = 0;

  if (!g_ascii_isalpha (*text) && *text != '_')
    return 0;
  while (g_ascii_isalnum (text[length]) || text[length] == '_')
    length++;
  return length;
}

/* without braces only capitals are a variable */
static gsize
measure_bare_name (const char *text)
{
  gsize length = 0;

  if (!g_ascii_isupper (*text) && *text != '_')
    return 0;
  while (g_ascii_isupper (text[length]) || g_ascii_isdigit (text[length]) ||
         text[length] == '_')
    length++;
  return length;
}

/* @p: at a dollar
 * Returns: behind what it begins */
static const char *
convert_dollar (const char *p, GString *converted)
{
  gsize length = p[1] == '{' ? measure_name (p + 2) : 0;

  if (length > 0 && p[2 + length] == '}')
    {
      g_string_append_len (converted, p, (gssize) length + 3);
      return p + length + 3;
    }
  length = measure_bare_name (p + 1);
  if (length > 0)
    {
      g_string_append_printf (converted, "${%.*s}", (int) length, p + 1);
      return p + 1 + length;
    }
  if (p[1] == '{' || p[1] == '$')
    g_string_append_c (converted, '$');
  g_string_append_c (converted, '$');
  return p + 1;
}

static void
convert_members (JsonObject *object)
{
  JsonObjectIter iter;
  JsonNode *member = NULL;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, NULL, &member))
    ccp_ccr_variables_convert (member);
}

static void
convert_elements (JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    ccp_ccr_variables_convert (json_array_get_element (array, i));
}

char *
ccp_ccr_variables_convert_text (const char *text)
{
  GString *converted = g_string_new (NULL);
  const char *p = text;

  g_return_val_if_fail (text != NULL, NULL);

  while (*p != '\0')
    {
      if (*p == '$')
        p = convert_dollar (p, converted);
      else
        g_string_append_c (converted, *p++);
    }
  return g_string_free (converted, FALSE);
}

void
ccp_ccr_variables_convert (JsonNode *node)
{
  g_return_if_fail (node != NULL);

  if (JSON_NODE_HOLDS_OBJECT (node))
    convert_members (json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    convert_elements (json_node_get_array (node));
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      g_autofree char *text =
          ccp_ccr_variables_convert_text (json_node_get_string (node));

      json_node_set_string (node, text);
    }
}

char *
ccp_ccr_variables_dup_name (const char *text)
{
  gsize length = 0;

  g_return_val_if_fail (text != NULL, NULL);

  if (!g_str_has_prefix (text, "${"))
    return NULL;
  length = measure_name (text + 2);
  if (length == 0 ||
      !(g_str_equal (text + 2 + length, "}") || g_str_equal (text + 2 + length, ":-}")))
    return NULL;
  return g_strndup (text + 2, length);
}
