/* ccp-class-lookup.h: finds what a name in the configuration means among the plugins
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-config-context.h"
#include "ccp-plugin-info.h"

G_BEGIN_DECLS

typedef struct
{
  const CcpPluginInfo *info;
  const char *class_name;     /* of info */
  const CcpClassAlias *alias; /* (nullable): if that was the name; of info */
  CcpDiagnosticCode fault;    /* what is wrong with the name that was not found */
} CcpClassLookup;

/* @plugins: (element-type CcpPluginInfo)
 * @name: "module.ClassName", or "module" where it has only one of that kind
 * @error: with what was probably meant */
gboolean ccp_class_lookup_find (GPtrArray *plugins,
                                GType iface,
                                const char *name,
                                CcpClassLookup *found,
                                GError **error);
/* @name: an alias of a transformer, or as above */
gboolean ccp_class_lookup_find_transformer (GPtrArray *plugins,
                                            const char *name,
                                            CcpClassLookup *found,
                                            GError **error);
/* Returns: "module.ClassName" of what was found */
char *ccp_class_lookup_dup_name (const CcpClassLookup *found);
/* what was found out about the name at @node, unless the plugin may be in a folder that
 * is not known
 * @found: as it is after it was looked for in vain, with @error */
void ccp_class_lookup_report (const CcpClassLookup *found,
                              const CcpConfigContext *context,
                              CcpConfigNode *node,
                              const GError *error);
/* Returns: the names of the plugins that have something of that kind, with commas */
char *ccp_class_lookup_list (GPtrArray *plugins, GType iface);

G_END_DECLS
