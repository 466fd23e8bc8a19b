/* edit-query.c: the query of a URL
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "edit-query"

#include "edit-query.h"

#include <string.h>

static gboolean
is_named (const char *parameter, const char *name)
{
  gsize length = strcspn (parameter, "=");
  g_autofree char *decoded = g_uri_unescape_segment (parameter, parameter + length, NULL);

  return g_strcmp0 (decoded, name) == 0;
}

static void
append (GString *url, gboolean *is_first, const char *parameter)
{
  g_string_append_c (url, *is_first ? '?' : '&');
  g_string_append (url, parameter);
  *is_first = FALSE;
}

char *
edit_query_set (const char *url, const char *name, const char *value)
{
  gsize length = strcspn (url, "?");
  GString *changed = g_string_new_len (url, (gssize) length);
  gboolean is_first = TRUE;
  const char *query = url[length] == '?' ? url + length + 1 : "";
  g_auto (GStrv) parameters = g_strsplit (query, "&", -1);
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *escaped_value =
      value != NULL ? g_uri_escape_string (value, NULL, FALSE) : NULL;
  g_autofree char *own = g_strconcat (escaped, "=", escaped_value, NULL);

  for (guint i = 0; parameters[i] != NULL; i++)
    if (*parameters[i] != '\0' && !is_named (parameters[i], name))
      append (changed, &is_first, parameters[i]);
  if (value != NULL)
    append (changed, &is_first, own);
  return g_string_free (changed, FALSE);
}
