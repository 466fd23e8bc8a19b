/* ccp-plugin-search.h: finds the .plugin files in folders
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-plugin-info.h"

G_BEGIN_DECLS

/* *.plugin and, one folder deeper, *.plugin, of each folder in turn. The first of a name
 * is taken, also if it cannot be used: another one in its place would be a surprise.
 * Returns: (element-type CcpPluginInfo) */
GPtrArray *ccp_plugin_search_run (const char *const *folders);

G_END_DECLS
