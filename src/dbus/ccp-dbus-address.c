/* ccp-dbus-address.c: where the session bus is
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-dbus-address"

#include "ccp-dbus-address.h"

char *
ccp_dbus_address_find_session (const char *const *environment)
{
  const char *address =
      g_environ_getenv ((char **) (void *) environment, "DBUS_SESSION_BUS_ADDRESS");
  const char *runtime =
      g_environ_getenv ((char **) (void *) environment, "XDG_RUNTIME_DIR");
  g_autofree char *path = NULL;
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (environment != NULL, NULL);

  if (address != NULL && *address != '\0')
    return g_strdup (address);
  if (runtime == NULL || !g_path_is_absolute (runtime))
    return NULL;
  path = g_build_filename (runtime, "bus", NULL);
  escaped = g_dbus_address_escape_value (path);
  return g_strconcat ("unix:path=", escaped, NULL);
}
