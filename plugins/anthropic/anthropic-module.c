/* anthropic-module.c: what the host finds in the module
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp.h"

#include "anthropic-provider.h"
#include "anthropic-transformer.h"

CCP_PLUGIN_EXPORT extern const int ccp_plugin_abi;
CCP_PLUGIN_EXPORT void ccp_plugin_register (CcpRegistrar *registrar);

const int ccp_plugin_abi = CCP_PLUGIN_ABI;

void
ccp_plugin_register (CcpRegistrar *registrar)
{
  ccp_registrar_add (registrar, CCP_TYPE_PROVIDER, "Anthropic", ANTHROPIC_TYPE_PROVIDER);
  ccp_registrar_add (registrar,
                     CCP_TYPE_TRANSFORMER,
                     "AnthropicToAnthropic",
                     ANTHROPIC_TYPE_TRANSFORMER);
}
