/* ccp-transformer-check.h: checks a list of transformers against the plugins
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-plugin-registry.h"

G_BEGIN_DECLS

/* @refs: (element-type CcpTransformerRef)
 * @is_request: whether it is the list for requests, or the one for answers
 * @provider: (nullable): its name; NULL where it could not be made, and @dialect is not
 * known
 * @dialect: (nullable): "module.ClassName" of the provider's conversion, NULL for none */
void ccp_transformer_check_list (CcpPluginRegistry *registry,
                                 const CcpConfigContext *context,
                                 GPtrArray *refs,
                                 gboolean is_request,
                                 const char *provider,
                                 const char *dialect);

G_END_DECLS
