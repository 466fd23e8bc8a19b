/* ccp-phase.c: how far an exchange is
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-phase"

#include "ccp-phase.h"

static const char *const names[] = {
  [CCP_PHASE_ROUTING] = "routing",
  [CCP_PHASE_SENDING] = "sending",
  [CCP_PHASE_WAITING] = "waiting",
  [CCP_PHASE_STREAMING] = "streaming",
};

const char *
ccp_phase_to_string (CcpPhase phase)
{
  g_return_val_if_fail ((guint) phase < G_N_ELEMENTS (names), NULL);

  return names[phase];
}
