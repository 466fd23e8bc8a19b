/* tools-exit-tool.h: makes a model that forgets its tools call one in each turn
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define TOOLS_TYPE_EXIT_TOOL (tools_exit_tool_get_type ())

G_DECLARE_FINAL_TYPE (ToolsExitTool,
                      tools_exit_tool,
                      TOOLS,
                      EXIT_TOOL,
                      CcpSimpleTransformer)

G_END_DECLS
