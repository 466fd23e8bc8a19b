/* ccp-plugin-info.h: what the .plugin file of a plugin says
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-class-alias.h"
#include "ccp-option-table.h"

G_BEGIN_DECLS

typedef struct
{
  GType iface;
  char *name; /* as it is registered, without the plugin's */
} CcpProvision;

typedef struct
{
  char *path;        /* of the .plugin file, without symbolic links */
  char *name;        /* from the name of the file, so that it is there in any case */
  GError *error;     /* (nullable): why the plugin cannot be used; the rest may be NULL */
  char *loader;      /* "c", … */
  char *module;      /* (nullable): the file beside the .plugin file */
  char *description; /* (nullable) */
  GArray *provides;  /* (element-type CcpProvision) */
  char **urls;       /* patterns */
  gboolean own_upstream;   /* its provider runs the server that it describes */
  CcpOptionTable *options; /* of its dialect */
  GHashTable *params;      /* (element-type utf8 CcpOptionTable): of its classes */
  GHashTable *aliases;     /* (element-type utf8 CcpClassAlias): of its transformers */
  GHashTable *classes;     /* (element-type utf8 utf8): what its classes do, in a line */
} CcpPluginInfo;

/* Reads and checks the file; what is wrong is in the error of the result. */
CcpPluginInfo *ccp_plugin_info_new (const char *path);
void ccp_plugin_info_free (CcpPluginInfo *self);
gboolean
ccp_plugin_info_provides (const CcpPluginInfo *self, GType iface, const char *name);
/* Returns: (nullable): the only class of that kind, NULL if there is none or more */
const char *ccp_plugin_info_get_only (const CcpPluginInfo *self, GType iface);
/* Returns: (nullable): what the class takes, NULL if it takes nothing */
CcpOptionTable *ccp_plugin_info_get_params (const CcpPluginInfo *self,
                                            const char *class_name);
/* Returns: (nullable): what the class does, in a line */
const char *ccp_plugin_info_get_class_description (const CcpPluginInfo *self,
                                                   const char *class_name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpPluginInfo, ccp_plugin_info_free)

G_END_DECLS
