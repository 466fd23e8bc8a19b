/* edit-module.c: the two symbols that make a shared object a plugin
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "edit-answer.h"
#include "edit-body.h"
#include "edit-http.h"

CCP_PLUGIN_EXPORT extern const int ccp_plugin_abi;
CCP_PLUGIN_EXPORT void ccp_plugin_register (CcpRegistrar *registrar);

const int ccp_plugin_abi = CCP_PLUGIN_ABI;

void
ccp_plugin_register (CcpRegistrar *registrar)
{
  ccp_registrar_add (registrar, CCP_TYPE_TRANSFORMER, "Answer", EDIT_TYPE_ANSWER);
  ccp_registrar_add (registrar, CCP_TYPE_TRANSFORMER, "Body", EDIT_TYPE_BODY);
  ccp_registrar_add (registrar, CCP_TYPE_TRANSFORMER, "Http", EDIT_TYPE_HTTP);
}
