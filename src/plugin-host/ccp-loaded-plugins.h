/* ccp-loaded-plugins.h: the plugins that were loaded, each of them once
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-plugin-loader.h"

G_BEGIN_DECLS

typedef struct _CcpLoadedPlugins CcpLoadedPlugins;

CcpLoadedPlugins *ccp_loaded_plugins_new (void);
void ccp_loaded_plugins_free (CcpLoadedPlugins *self);
/* @name: the Loader of .plugin files */
void ccp_loaded_plugins_set_loader (CcpLoadedPlugins *self,
                                    const char *name,
                                    CcpPluginLoader *loader);
/* Loads the plugin if it is not; if that failed, it fails in the same way again.
 * @info: must outlive @self
 * Returns: (transfer none) (nullable): what it has registered */
CcpRegistrar *ccp_loaded_plugins_ensure (CcpLoadedPlugins *self,
                                         const CcpPluginInfo *info,
                                         GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpLoadedPlugins, ccp_loaded_plugins_free)

G_END_DECLS
