/* prompt-module.c: the two symbols that make a shared object a plugin
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "prompt-append.h"
#include "prompt-rewrite.h"
#include "prompt-strip-images.h"

CCP_PLUGIN_EXPORT extern const int ccp_plugin_abi;
CCP_PLUGIN_EXPORT void ccp_plugin_register (CcpRegistrar *registrar);

const int ccp_plugin_abi = CCP_PLUGIN_ABI;

void
ccp_plugin_register (CcpRegistrar *registrar)
{
  ccp_registrar_add (registrar, CCP_TYPE_TRANSFORMER, "Append", PROMPT_TYPE_APPEND);
  ccp_registrar_add (registrar, CCP_TYPE_TRANSFORMER, "Rewrite", PROMPT_TYPE_REWRITE);
  ccp_registrar_add (registrar,
                     CCP_TYPE_TRANSFORMER,
                     "StripImages",
                     PROMPT_TYPE_STRIP_IMAGES);
}
