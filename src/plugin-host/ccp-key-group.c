/* ccp-key-group.c: what a group of a .plugin file may hold
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-key-group"

#include "ccp-key-group.h"

#include <ccp.h>

gboolean
ccp_key_group_check (GKeyFile *file,
                     const char *group,
                     const char *const *known,
                     GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, error);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *near = NULL;

      if (g_strv_contains (known, keys[i]))
        continue;
      near = ccp_near_match_describe (keys[i], known);
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_PLUGIN,
                   "unknown key \"%s\"%s",
                   keys[i],
                   near);
      return FALSE;
    }
  return keys != NULL;
}
