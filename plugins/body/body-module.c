/* body-module.c: the two symbols that make a shared object a plugin
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "body-clean-cache.h"
#include "body-gateway.h"
#include "body-max-tokens.h"
#include "body-merge-params.h"
#include "body-remove-params.h"
#include "body-rename-max-tokens.h"
#include "body-sampling.h"
#include "body-stream-options.h"

CCP_PLUGIN_EXPORT extern const int ccp_plugin_abi;
CCP_PLUGIN_EXPORT void ccp_plugin_register (CcpRegistrar *registrar);

const int ccp_plugin_abi = CCP_PLUGIN_ABI;

static void
add (CcpRegistrar *registrar, const char *name, GType type)
{
  ccp_registrar_add (registrar, CCP_TYPE_TRANSFORMER, name, type);
}

void
ccp_plugin_register (CcpRegistrar *registrar)
{
  add (registrar, "CleanCache", BODY_TYPE_CLEAN_CACHE);
  add (registrar, "Gateway", BODY_TYPE_GATEWAY);
  add (registrar, "MaxTokens", BODY_TYPE_MAX_TOKENS);
  add (registrar, "MergeParams", BODY_TYPE_MERGE_PARAMS);
  add (registrar, "RemoveParams", BODY_TYPE_REMOVE_PARAMS);
  add (registrar, "RenameMaxTokens", BODY_TYPE_RENAME_MAX_TOKENS);
  add (registrar, "Sampling", BODY_TYPE_SAMPLING);
  add (registrar, "StreamOptions", BODY_TYPE_STREAM_OPTIONS);
}
