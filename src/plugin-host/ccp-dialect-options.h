/* ccp-dialect-options.h: the options that come with a dialect which an option names
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-config-context.h"
#include "ccp-plugin-info.h"

G_BEGIN_DECLS

/* @layers: (array zero-terminated=1): the options that are set; the last counts
 * Returns: (transfer full): the options that @info has, and those of the plugins whose
 * transformers are named; it must not outlive the plugins */
CcpOptionTable *ccp_dialect_options_join (GPtrArray *plugins,
                                          const CcpPluginInfo *info,
                                          CcpJson *const *layers);
/* Returns: whether a provider of that plugin takes a conversion by name; without one,
 * those in the lists of transformers convert */
gboolean ccp_dialect_options_has_any (const CcpPluginInfo *info);
/* @options: (nullable)
 * Returns: whether each transformer that is named is there */
gboolean ccp_dialect_options_check (const CcpConfigContext *context,
                                    GPtrArray *plugins,
                                    const CcpPluginInfo *info,
                                    CcpConfigNode *options);

G_END_DECLS
