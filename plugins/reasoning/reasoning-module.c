/* reasoning-module.c: the two symbols that make a shared object a plugin
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "reasoning-enable-thinking.h"
#include "reasoning-force-reasoning.h"
#include "reasoning-think-tags.h"
#include "reasoning-thinking.h"

CCP_PLUGIN_EXPORT extern const int ccp_plugin_abi;
CCP_PLUGIN_EXPORT void ccp_plugin_register (CcpRegistrar *registrar);

const int ccp_plugin_abi = CCP_PLUGIN_ABI;

void
ccp_plugin_register (CcpRegistrar *registrar)
{
  ccp_registrar_add (registrar,
                     CCP_TYPE_TRANSFORMER,
                     "EnableThinking",
                     REASONING_TYPE_ENABLE_THINKING);
  ccp_registrar_add (registrar,
                     CCP_TYPE_TRANSFORMER,
                     "ForceReasoning",
                     REASONING_TYPE_FORCE_REASONING);
  ccp_registrar_add (registrar,
                     CCP_TYPE_TRANSFORMER,
                     "ThinkTags",
                     REASONING_TYPE_THINK_TAGS);
  ccp_registrar_add (registrar,
                     CCP_TYPE_TRANSFORMER,
                     "Thinking",
                     REASONING_TYPE_THINKING);
}
