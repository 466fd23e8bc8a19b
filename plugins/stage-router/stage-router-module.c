/* stage-router-module.c: what the plugin has
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "stage-router.h"

CCP_PLUGIN_EXPORT extern const int ccp_plugin_abi;
CCP_PLUGIN_EXPORT void ccp_plugin_register (CcpRegistrar *registrar);

const int ccp_plugin_abi = CCP_PLUGIN_ABI;

void
ccp_plugin_register (CcpRegistrar *registrar)
{
  ccp_registrar_add (registrar, CCP_TYPE_ROUTER, "StageRouter", STAGE_ROUTER_TYPE_ROUTER);
}
