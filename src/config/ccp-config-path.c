/* ccp-config-path.c: a path in the configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-config-path"

#include "ccp-config-path.h"

#include "ccp-error.h"

char *
ccp_config_path_expand (const char *text,
                        const char *folder,
                        const char *const *environment,
                        GError **error)
{
  const char *home = g_environ_getenv ((char **) environment, "HOME");

  g_return_val_if_fail (text != NULL, NULL);

  if (g_path_is_absolute (text))
    return g_canonicalize_filename (text, "/");
  if (text[0] == '~' && (text[1] == '/' || text[1] == '\0'))
    {
      if (home != NULL && g_path_is_absolute (home))
        return g_canonicalize_filename (text[1] == '\0' ? "." : text + 2, home);
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_CONFIG,
                   "\"%s\" cannot be found: HOME is not set",
                   text);
      return NULL;
    }
  if (*text != '\0' && *text != '~' && folder != NULL)
    return g_canonicalize_filename (text, folder);
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_CONFIG,
               "expected a path that starts with / or ~/, got \"%s\"",
               text);
  return NULL;
}
