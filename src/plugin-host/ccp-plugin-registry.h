/* ccp-plugin-registry.h: the plugins that were found, and what they have registered
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-config.h"
#include "ccp-plugin-loader.h"

G_BEGIN_DECLS

/* the router of a configuration that does not name one in routing.router */
#define CCP_PLUGIN_REGISTRY_DEFAULT_ROUTER "stage-router"

#define CCP_TYPE_PLUGIN_REGISTRY (ccp_plugin_registry_get_type ())

G_DECLARE_FINAL_TYPE (CcpPluginRegistry,
                      ccp_plugin_registry,
                      CCP,
                      PLUGIN_REGISTRY,
                      GObject)

/* @paths: folders in the order in which they are searched; a name that was found before
 * shadows a later one. Only .plugin files are read here; a module is loaded when
 * something of it is first wanted. */
CcpPluginRegistry *ccp_plugin_registry_new (const char *const *paths);
/* @name: "c", "python", …: the Loader of .plugin files; "c" is there from the start */
void ccp_plugin_registry_set_loader (CcpPluginRegistry *self,
                                     const char *name,
                                     CcpPluginLoader *loader);
/* CCPROXY_PLUGIN_PATH (colon-separated), the configuration's transformer_paths,
 * $XDG_DATA_HOME/ccproxy/plugins, the system's folder
 * @config: (nullable) */
char **ccp_plugin_registry_default_paths (const char *const *environment,
                                          CcpConfig *config);

/* @name: "module.ClassName" or an alias; a new instance each time, configured with
 * @params */
CcpTransformer *ccp_plugin_registry_create_transformer (CcpPluginRegistry *self,
                                                        const char *name,
                                                        CcpJson *params,
                                                        GError **error);
/* an instance without params, which can say where it works and no more */
CcpTransformer *ccp_plugin_registry_probe_transformer (CcpPluginRegistry *self,
                                                       const char *name,
                                                       GError **error);
/* what an entry of a list of transformers means, without an alias
 * @class_name: (out): "module.ClassName"
 * @meant: (out): @params and those of the alias */
gboolean ccp_plugin_registry_resolve_transformer (CcpPluginRegistry *self,
                                                  const char *name,
                                                  CcpJson *params,
                                                  char **class_name,
                                                  CcpJson **meant,
                                                  GError **error);
/* @type: the plugin's name, or "module.ClassName" where it has more than one provider */
CcpProvider *ccp_plugin_registry_create_provider (CcpPluginRegistry *self,
                                                  const char *type,
                                                  CcpJson *settings,
                                                  GError **error);
CcpRouter *ccp_plugin_registry_create_router (CcpPluginRegistry *self,
                                              const char *type,
                                              CcpJson *settings,
                                              CcpCatalog *catalog,
                                              GError **error);
/* Has a router of @type, which need not be able to work with them, say what is wrong with
 * @settings. */
gboolean ccp_plugin_registry_lint_router (CcpPluginRegistry *self,
                                          const char *type,
                                          CcpJson *settings,
                                          CcpCatalog *catalog,
                                          CcpFindings *findings,
                                          GError **error);
/* Returns: (transfer none) (nullable): the plugin whose URL patterns match @url best */
const char *ccp_plugin_registry_infer_type (CcpPluginRegistry *self, const char *url);
/* whether the provider runs the server that it describes, so that the URL is its own */
gboolean ccp_plugin_registry_has_own_upstream (CcpPluginRegistry *self, const char *type);
/* the options of a dialect with their defaults filled in, from the plugin's table;
 * @options may be NULL */
CcpJson *ccp_plugin_registry_complete_options (CcpPluginRegistry *self,
                                               const char *type,
                                               CcpJson *provider_options,
                                               CcpJson *model_options,
                                               GError **error);
/* Returns: (nullable): @options, and those facts about a model that the dialect has an
 * option for, where @options does not say otherwise; NULL if there is no such @type */
CcpJson *ccp_plugin_registry_add_facts (CcpPluginRegistry *self,
                                        const char *type,
                                        CcpJson *options,
                                        CcpJson *facts,
                                        GError **error);
/* Returns: (element-type CcpPluginInfo): every plugin, also those that cannot be used */
GPtrArray *ccp_plugin_registry_get_plugins (CcpPluginRegistry *self);
/* what only the plugins can tell about a configuration: types, classes, params, options,
 * references between providers, models and routing */
void ccp_plugin_registry_check (CcpPluginRegistry *self,
                                CcpConfig *config,
                                CcpDiagnostics *diagnostics);

G_END_DECLS
