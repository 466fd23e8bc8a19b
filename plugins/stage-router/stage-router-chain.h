/* stage-router-chain.h: the models that are tried one after the other
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "stage-router-reader.h"
#include "stage-router-request.h"
#include "stage-router-trace.h"

G_BEGIN_DECLS

typedef struct _StageRouterChain StageRouterChain;

/* @value: a target or a list of them
 * Returns: (nullable): none if there is anything wrong, which is said */
StageRouterChain *stage_router_chain_new (const StageRouterReader *reader,
                                          const CcpJsonValue *value,
                                          const char *place);
void stage_router_chain_free (StageRouterChain *self);
/* Makes a route of the chain, those behind for which the request is too long, or that
 * cannot see its images, as far as that is known.
 * Returns: (transfer full): the first, with the others as its fallback */
CcpRoute *stage_router_chain_create_route (const StageRouterChain *self,
                                           const char *stage,
                                           StageRouterRequest *request,
                                           StageRouterTrace *trace);
/* Returns: tokens, 0 if not known of any */
gint64 stage_router_chain_get_largest_window (const StageRouterChain *self);
/* Returns: whether it is known of all that they read no images */
gboolean stage_router_chain_is_blind (const StageRouterChain *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StageRouterChain, stage_router_chain_free)

G_END_DECLS
