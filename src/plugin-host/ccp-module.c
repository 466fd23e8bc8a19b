/* ccp-module.c: a shared object that is a plugin
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-module"

#include "ccp-module.h"

#include <gmodule.h>
#include <string.h>

#include "private/ccp-registrar-private.h"

static gboolean
check_abi (GModule *module, GError **error)
{
  gpointer symbol = NULL;
  int abi = 0;

  if (!g_module_symbol (module, "ccp_plugin_abi", &symbol) || symbol == NULL)
    {
      g_set_error_literal (error,
                           CCP_ERROR,
                           CCP_ERROR_PLUGIN,
                           "it has no ccp_plugin_abi, so it is not a plugin");
      return FALSE;
    }
  abi = *(const int *) symbol;
  if (abi == CCP_PLUGIN_ABI)
    return TRUE;
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_PLUGIN,
               "it was built for the plugin interface %d, this is %d; build it again",
               abi,
               CCP_PLUGIN_ABI);
  return FALSE;
}

/* "OpenaiChatProvider" starts with the name of "openai-chat" */
static gboolean
has_prefix (const char *type_name, const char *plugin)
{
  for (; *plugin != '\0'; plugin++)
    {
      if (*plugin == '-')
        continue;
      if (g_ascii_tolower (*type_name) != *plugin)
        return FALSE;
      type_name++;
    }
  return TRUE;
}

static gboolean
check_types (CcpRegistrar *registrar, const char *plugin, GError **error)
{
  g_autoptr (GPtrArray) names = ccp_module_list_types (registrar);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (has_prefix (name, plugin))
        continue;
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_PLUGIN,
                   "the type %s must have a name that starts with the plugin's, so that "
                   "no other plugin has a type of that name",
                   name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
call_register (GModule *module, CcpRegistrar *registrar, GError **error)
{
  gpointer symbol = NULL;

  if (!g_module_symbol (module, "ccp_plugin_register", &symbol) || symbol == NULL)
    {
      g_set_error_literal (error,
                           CCP_ERROR,
                           CCP_ERROR_PLUGIN,
                           "it has no function ccp_plugin_register");
      return FALSE;
    }
  ((CcpPluginRegisterFunc) symbol) (registrar);
  if (ccp_registrar_get_error (registrar) == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (ccp_registrar_get_error (registrar)));
  return FALSE;
}

GPtrArray *
ccp_module_list_types (CcpRegistrar *registrar)
{
  GPtrArray *names = g_ptr_array_new ();

  g_return_val_if_fail (CCP_IS_REGISTRAR (registrar), names);

  for (guint i = 0; i < ccp_registrar_get_length (registrar); i++)
    {
      GType type = ccp_registrar_lookup (registrar,
                                         ccp_registrar_get_interface (registrar, i),
                                         ccp_registrar_get_name (registrar, i));

      g_ptr_array_add (names, (gpointer) g_type_name (type));
    }
  return names;
}

gboolean
ccp_module_register (const char *path,
                     const char *plugin,
                     CcpRegistrar *registrar,
                     GError **error)
{
  GModule *module = NULL;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (plugin != NULL, FALSE);
  g_return_val_if_fail (CCP_IS_REGISTRAR (registrar), FALSE);

  module = g_module_open_full (path, G_MODULE_BIND_LOCAL, &local_error);
  if (module == NULL)
    {
      g_set_error (error, CCP_ERROR, CCP_ERROR_PLUGIN, "%s", local_error->message);
      return FALSE;
    }
  /* types cannot be taken back, so code cannot either */
  g_module_make_resident (module);
  return check_abi (module, error) && call_register (module, registrar, error) &&
         check_types (registrar, plugin, error);
}
