/* example-c-module.c: the two symbols that make a shared object a plugin
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "example-c-hours.h"
#include "example-c-replace-text.h"
#include "example-c-system-suffix.h"

CCP_PLUGIN_EXPORT extern const int ccp_plugin_abi;
CCP_PLUGIN_EXPORT void ccp_plugin_register (CcpRegistrar *registrar);

const int ccp_plugin_abi = CCP_PLUGIN_ABI;

void
ccp_plugin_register (CcpRegistrar *registrar)
{
  ccp_registrar_add (registrar,
                     CCP_TYPE_TRANSFORMER,
                     "SystemSuffix",
                     EXAMPLE_C_TYPE_SYSTEM_SUFFIX);
  ccp_registrar_add (registrar,
                     CCP_TYPE_TRANSFORMER,
                     "ReplaceText",
                     EXAMPLE_C_TYPE_REPLACE_TEXT);
  ccp_registrar_add (registrar, CCP_TYPE_ROUTER, "Hours", EXAMPLE_C_TYPE_HOURS);
}
