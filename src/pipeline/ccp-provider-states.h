/* ccp-provider-states.h: what is known of all providers, for the life of the daemon
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-provider-state.h"

G_BEGIN_DECLS

#define CCP_TYPE_PROVIDER_STATES (ccp_provider_states_get_type ())

/* By the names of the configuration, so that a reload forgets nothing. The signal
 * "changed" says of which provider the state changed. */
G_DECLARE_FINAL_TYPE (CcpProviderStates,
                      ccp_provider_states,
                      CCP,
                      PROVIDER_STATES,
                      GObject)

/* @clock: (nullable): NULL for that of the system */
CcpProviderStates *ccp_provider_states_new (CcpProviderClock clock, gpointer data);
/* Returns: (transfer none): that of the provider @name; at first it is ready */
CcpProviderState *ccp_provider_states_get (CcpProviderStates *self, const char *name);
/* ccp_provider_state_reconsider () for each */
void ccp_provider_states_reconsider (CcpProviderStates *self);

G_END_DECLS
