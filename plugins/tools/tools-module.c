/* tools-module.c: the two symbols that make a shared object a plugin
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "tools-exit-tool.h"
#include "tools-repair-arguments.h"

CCP_PLUGIN_EXPORT extern const int ccp_plugin_abi;
CCP_PLUGIN_EXPORT void ccp_plugin_register (CcpRegistrar *registrar);

const int ccp_plugin_abi = CCP_PLUGIN_ABI;

void
ccp_plugin_register (CcpRegistrar *registrar)
{
  ccp_registrar_add (registrar, CCP_TYPE_TRANSFORMER, "ExitTool", TOOLS_TYPE_EXIT_TOOL);
  ccp_registrar_add (registrar,
                     CCP_TYPE_TRANSFORMER,
                     "RepairArguments",
                     TOOLS_TYPE_REPAIR_ARGUMENTS);
}
