/* gemini-module.c: what the host finds in the module
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp.h"

#include "gemini-provider.h"
#include "gemini-transformer.h"

CCP_PLUGIN_EXPORT extern const int ccp_plugin_abi;
CCP_PLUGIN_EXPORT void ccp_plugin_register (CcpRegistrar *registrar);

const int ccp_plugin_abi = CCP_PLUGIN_ABI;

void
ccp_plugin_register (CcpRegistrar *registrar)
{
  ccp_registrar_add (registrar, CCP_TYPE_PROVIDER, "Gemini", GEMINI_TYPE_PROVIDER);
  ccp_registrar_add (registrar,
                     CCP_TYPE_TRANSFORMER,
                     "AnthropicToGemini",
                     GEMINI_TYPE_TRANSFORMER);
}
