/* ccp-transformer-entry.h: all there is to say about a transformer of a plugin
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-plugin-registry.h"

G_BEGIN_DECLS

typedef struct
{
  const CcpPluginInfo *plugin;
  char *name; /* "module.ClassName" */
  const char *class_name;
  const char *description;  /* (nullable) */
  GPtrArray *aliases;       /* (element-type CcpClassAlias): by their names; not owned */
  CcpOptionTable *params;   /* (nullable) (not owned) */
  CcpTransformer *instance; /* (nullable): NULL if the plugin does not work */
  char *fault;              /* (nullable): why */
} CcpTransformerEntry;

/* @class_name: of @plugin */
CcpTransformerEntry *ccp_transformer_entry_new (CcpPluginRegistry *registry,
                                                const CcpPluginInfo *plugin,
                                                const char *class_name);
void ccp_transformer_entry_free (CcpTransformerEntry *self);
/* Returns: (element-type CcpTransformerEntry): of all plugins that can be used, by name
 */
GPtrArray *ccp_transformer_entry_list (CcpPluginRegistry *registry);
/* one line and the aliases, for a list */
void ccp_transformer_entry_print_short (const CcpTransformerEntry *self, GString *text);
void ccp_transformer_entry_print (const CcpTransformerEntry *self, GString *text);
void ccp_transformer_entry_write (const CcpTransformerEntry *self, CcpJsonWriter *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpTransformerEntry, ccp_transformer_entry_free)

G_END_DECLS
