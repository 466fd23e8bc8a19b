/* ccp-plugin-loader.c: brings a plugin in, in one language
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-plugin-loader"

#include "ccp-plugin-loader.h"

G_DEFINE_INTERFACE (CcpPluginLoader, ccp_plugin_loader, G_TYPE_OBJECT)

static void
ccp_plugin_loader_default_init (CcpPluginLoaderInterface *iface)
{
}

gboolean
ccp_plugin_loader_load (CcpPluginLoader *self,
                        const CcpPluginInfo *info,
                        CcpRegistrar *registrar,
                        GError **error)
{
  g_return_val_if_fail (CCP_IS_PLUGIN_LOADER (self), FALSE);
  g_return_val_if_fail (info != NULL, FALSE);
  g_return_val_if_fail (CCP_IS_REGISTRAR (registrar), FALSE);

  return CCP_PLUGIN_LOADER_GET_IFACE (self)->load (self, info, registrar, error);
}
