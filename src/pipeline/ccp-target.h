/* ccp-target.h: one provider of a snapshot, ready to be used
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-key-source.h"
#include "ccp-plan.h"
#include "ccp-provider-config.h"
#include "ccp-provider-state.h"

G_BEGIN_DECLS

#define CCP_TYPE_TARGET (ccp_target_get_type ())

/* The provider's instance, its transport, and for each model the plan and the dialect's
 * settings, with what was learned from the provider's answers. */
G_DECLARE_FINAL_TYPE (CcpTarget, ccp_target, CCP, TARGET, GObject)

CcpTarget *ccp_target_new (CcpPluginRegistry *registry,
                           CcpConfig *config,
                           const CcpProviderConfig *provider,
                           CcpTransport *transport,
                           CcpFaultLog *faults,
                           GError **error);
const char *ccp_target_get_name (CcpTarget *self);
CcpPluginRegistry *ccp_target_get_registry (CcpTarget *self);
CcpProvider *ccp_target_get_provider (CcpTarget *self);
CcpTransport *ccp_target_get_transport (CcpTarget *self);
CcpKeySource *ccp_target_get_keys (CcpTarget *self);
/* Returns: (transfer none): what is known of the provider at run time */
CcpProviderState *ccp_target_get_state (CcpTarget *self);
/* In place of the one that it has of its own at first. */
void ccp_target_set_state (CcpTarget *self, CcpProviderState *state);
/* whether its provider is paused, or there is no network to reach it by */
gboolean ccp_target_is_shut (CcpTarget *self);
/* a model that the configuration does not list has the provider's own plan and settings
 */
CcpPlan *ccp_target_get_plan (CcpTarget *self, CcpRoute *route);
CcpJson *ccp_target_get_options (CcpTarget *self, CcpRoute *route);

/* From now on @settings are among the options of the model of @route. */
void ccp_target_learn (CcpTarget *self, CcpRoute *route, CcpJson *settings);
/* Takes what @old, of the same provider, has learned of models whose settings are still
 * the same. */
void ccp_target_take_over (CcpTarget *self, CcpTarget *old);

G_END_DECLS
