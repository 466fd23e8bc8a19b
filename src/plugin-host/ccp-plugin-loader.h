/* ccp-plugin-loader.h: brings a plugin in, in one language
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-plugin-info.h"

G_BEGIN_DECLS

#define CCP_TYPE_PLUGIN_LOADER (ccp_plugin_loader_get_type ())

G_DECLARE_INTERFACE (CcpPluginLoader, ccp_plugin_loader, CCP, PLUGIN_LOADER, GObject)

struct _CcpPluginLoaderInterface
{
  GTypeInterface parent_iface;

  gboolean (*load) (CcpPluginLoader *self,
                    const CcpPluginInfo *info,
                    CcpRegistrar *registrar,
                    GError **error);
};

/* Loads the plugin and has it register what it has. It may block: plugins are loaded
 * when the daemon starts or reads its configuration. */
gboolean ccp_plugin_loader_load (CcpPluginLoader *self,
                                 const CcpPluginInfo *info,
                                 CcpRegistrar *registrar,
                                 GError **error);

G_END_DECLS
