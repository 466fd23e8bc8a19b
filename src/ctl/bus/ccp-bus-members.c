/* ccp-bus-members.c: members of a{sv}, where one that is missing is empty
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-bus-members"

#include "ccp-bus-members.h"

const char *
ccp_bus_members_get_text (GVariant *members, const char *name)
{
  const char *text = "";

  g_return_val_if_fail (members != NULL, "");
  g_return_val_if_fail (name != NULL, "");

  g_variant_lookup (members, name, "&s", &text);
  return text;
}

char *
ccp_bus_members_dup_string (GVariant *members, const char *name)
{
  return g_strdup (ccp_bus_members_get_text (members, name));
}

guint
ccp_bus_members_get_uint (GVariant *members, const char *name)
{
  guint number = 0;

  g_return_val_if_fail (members != NULL, 0);
  g_return_val_if_fail (name != NULL, 0);

  g_variant_lookup (members, name, "u", &number);
  return number;
}

guint64
ccp_bus_members_get_count (GVariant *members, const char *name)
{
  guint64 number = 0;

  g_return_val_if_fail (members != NULL, 0);
  g_return_val_if_fail (name != NULL, 0);

  g_variant_lookup (members, name, "t", &number);
  return number;
}

gint64
ccp_bus_members_get_time (GVariant *members, const char *name)
{
  return (gint64) MIN (ccp_bus_members_get_count (members, name), G_MAXINT64);
}
