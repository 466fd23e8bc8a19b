/* tools-repair-arguments.h: mends the arguments of tools that are nearly JSON
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define TOOLS_TYPE_REPAIR_ARGUMENTS (tools_repair_arguments_get_type ())

G_DECLARE_FINAL_TYPE (ToolsRepairArguments,
                      tools_repair_arguments,
                      TOOLS,
                      REPAIR_ARGUMENTS,
                      CcpSimpleTransformer)

G_END_DECLS
