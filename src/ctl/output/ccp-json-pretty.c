/* ccp-json-pretty.c: writes JSON for people
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "ccp-json-pretty.h"

#define INDENT 2

static void
append_raw (GString *text, const CcpJsonValue *value)
{
  gsize length = 0;
  const char *raw = ccp_json_value_peek_raw (value, &length);

  g_string_append_len (text, raw, (gssize) length);
}

static void
append_line (GString *text, guint depth)
{
  g_string_append_printf (text, "\n%*s", (int) (depth * INDENT), "");
}

/* The parser bounds how deep it can be. */
static void
append_value (GString *text, const CcpJsonValue *value, guint depth)
{
  gboolean is_object = ccp_json_value_is_object (value);
  gboolean is_first = TRUE;
  CcpJsonValue name;
  CcpJsonValue child;
  CcpJsonIter iter;

  if (ccp_json_value_get_length (value) == 0 ||
      (!is_object && !ccp_json_value_is_array (value)))
    {
      append_raw (text, value);
      return;
    }
  g_string_append_c (text, is_object ? '{' : '[');
  ccp_json_iter_init (&iter, value);
  while (ccp_json_iter_next (&iter, &name, &child))
    {
      if (!is_first)
        g_string_append_c (text, ',');
      is_first = FALSE;
      append_line (text, depth + 1);
      if (is_object)
        {
          append_raw (text, &name);
          g_string_append (text, ": ");
        }
      append_value (text, &child, depth + 1);
    }
  append_line (text, depth);
  g_string_append_c (text, is_object ? '}' : ']');
}

char *
ccp_json_pretty_format (CcpJson *json)
{
  g_autoptr (GString) text = g_string_new (NULL);
  CcpJsonValue root;

  g_return_val_if_fail (json != NULL, NULL);

  ccp_json_get_root (json, &root);
  append_value (text, &root, 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
