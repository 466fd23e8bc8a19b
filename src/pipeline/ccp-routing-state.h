/* ccp-routing-state.h: what of the routing was set while the daemon runs
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-snapshot.h"

G_BEGIN_DECLS

#define CCP_TYPE_ROUTING_STATE (ccp_routing_state_get_type ())

/* It goes before what the configuration says, and stays when that is read anew. */
G_DECLARE_FINAL_TYPE (CcpRoutingState, ccp_routing_state, CCP, ROUTING_STATE, GObject)

/* nothing is set */
CcpRoutingState *ccp_routing_state_new (void);
/* so that something can be tried without losing what there is */
CcpRoutingState *ccp_routing_state_copy (CcpRoutingState *self);
/* @profile: (nullable): one of routing.profiles; "" for none of them; NULL for the one
 * that the configuration names */
void ccp_routing_state_set_profile (CcpRoutingState *self, const char *profile);
/* @stage: by either of its names
 * @targets: (array zero-terminated=1): models, as the configuration names them */
void ccp_routing_state_set_stage (CcpRoutingState *self,
                                  const char *stage,
                                  const char *const *targets);
/* Returns: (transfer none) (element-type utf8 GStrv): what was set, by the stages' own
 * names */
GHashTable *ccp_routing_state_get_stages (CcpRoutingState *self);
/* Returns: (transfer full) (nullable): @base itself if nothing is set, or a snapshot with
 * the same targets; NULL with an error that says what does not fit @base */
CcpSnapshot *
ccp_routing_state_apply (CcpRoutingState *self, CcpSnapshot *base, GError **error);
/* forgets, with a warning, what does not fit @base */
void ccp_routing_state_prune (CcpRoutingState *self, CcpSnapshot *base);

G_END_DECLS
