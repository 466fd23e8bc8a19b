/* openai-chat-module.c: what the host finds in the module
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp.h"

#include "openai-chat-provider.h"
#include "openai-chat-transformer.h"

CCP_PLUGIN_EXPORT extern const int ccp_plugin_abi;
CCP_PLUGIN_EXPORT void ccp_plugin_register (CcpRegistrar *registrar);

const int ccp_plugin_abi = CCP_PLUGIN_ABI;

void
ccp_plugin_register (CcpRegistrar *registrar)
{
  ccp_registrar_add (registrar,
                     CCP_TYPE_PROVIDER,
                     "OpenAIChat",
                     OPENAI_CHAT_TYPE_PROVIDER);
  ccp_registrar_add (registrar,
                     CCP_TYPE_TRANSFORMER,
                     "AnthropicToOpenAI",
                     OPENAI_CHAT_TYPE_TRANSFORMER);
}
