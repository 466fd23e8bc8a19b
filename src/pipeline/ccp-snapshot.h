/* ccp-snapshot.h: a configuration made ready to run
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-provider-states.h"
#include "ccp-target.h"
#include "ccp-transport-factory.h"

G_BEGIN_DECLS

#define CCP_TYPE_SNAPSHOT (ccp_snapshot_get_type ())

/* Does not change: a reload makes another one, and exchanges under way keep theirs. */
G_DECLARE_FINAL_TYPE (CcpSnapshot, ccp_snapshot, CCP, SNAPSHOT, GObject)

CcpSnapshot *ccp_snapshot_new (CcpConfig *config,
                               CcpPluginRegistry *registry,
                               CcpTransportFactory *transports,
                               GError **error);
/* Another snapshot of the configuration of @base, of which only the router is new: it has
 * the same targets, with all that they have learned.
 * @routing: the settings of the router */
CcpSnapshot *
ccp_snapshot_new_with_routing (CcpSnapshot *base, CcpJson *routing, GError **error);
/* likewise
 * @profile: one of routing.profiles */
CcpSnapshot *
ccp_snapshot_new_with_profile (CcpSnapshot *base, const char *profile, GError **error);
/* Before it is used: what is known of its providers is in @states from now on. */
void ccp_snapshot_use_states (CcpSnapshot *self, CcpProviderStates *states);
CcpConfig *ccp_snapshot_get_config (CcpSnapshot *self);
CcpPluginRegistry *ccp_snapshot_get_registry (CcpSnapshot *self);
CcpCatalog *ccp_snapshot_get_catalog (CcpSnapshot *self);
/* the settings of the router that are in force */
CcpJson *ccp_snapshot_get_routing (CcpSnapshot *self);
CcpRouter *ccp_snapshot_get_router (CcpSnapshot *self);
CcpTarget *ccp_snapshot_get_target (CcpSnapshot *self,
                                    const char *provider); /* (nullable) */

/* Takes what the targets of @old have learned, as far as it still holds. */
void ccp_snapshot_take_over (CcpSnapshot *self, CcpSnapshot *old);

G_END_DECLS
