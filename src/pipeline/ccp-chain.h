/* ccp-chain.h: the transformers of one exchange
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-plan.h"

G_BEGIN_DECLS

#define CCP_TYPE_CHAIN (ccp_chain_get_type ())

/* The instances of a plan, made for one attempt of one exchange. */
G_DECLARE_FINAL_TYPE (CcpChain, ccp_chain, CCP, CHAIN, GObject)

CcpChain *ccp_chain_new (CcpPluginRegistry *registry, CcpPlan *plan, GError **error);
GPtrArray *ccp_chain_get_request (CcpChain *self);  /* (element-type CcpTransformer) */
GPtrArray *ccp_chain_get_response (CcpChain *self); /* (element-type CcpTransformer) */

G_END_DECLS
