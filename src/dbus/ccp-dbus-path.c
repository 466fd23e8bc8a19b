/* ccp-dbus-path.c: paths of objects with a name in them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-dbus-path"

#include "ccp-dbus-path.h"

char *
ccp_dbus_path_build (const char *prefix, const char *name)
{
  GString *path = NULL;

  g_return_val_if_fail (prefix != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  path = g_string_new (prefix);
  if (*name == '\0')
    g_string_append_c (path, '_');
  for (const char *c = name; *c != '\0'; c++)
    if (g_ascii_isalpha (*c) || (g_ascii_isdigit (*c) && c > name))
      g_string_append_c (path, *c);
    else
      g_string_append_printf (path, "_%02x", (guint) (guchar) *c);
  return g_string_free (path, FALSE);
}
