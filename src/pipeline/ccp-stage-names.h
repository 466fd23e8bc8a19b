/* ccp-stage-names.h: what the stages of a configuration's routing are called
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-plugin-registry.h"

G_BEGIN_DECLS

/* Returns: (transfer full): the stages that the routers of @routing know, by their own
 * names */
char **ccp_stage_names_list (CcpPluginRegistry *registry, CcpJson *routing);
/* Returns: (transfer none): the stage's own name; @name itself if it is that, or none */
const char *ccp_stage_names_resolve (const char *name);
/* @sheet: stages by their names: the routing, or one of its profiles
 * @name: a stage's own name
 * @key: (out) (optional): the name that it has in @sheet, else @name
 * Returns: what is set for the stage under either of its names; a value that does not
 * exist if nothing is */
CcpJsonValue ccp_stage_names_find_value (const CcpJsonValue *sheet,
                                         const char *name,
                                         const char **key);

G_END_DECLS
