/* ccp-phase.h: how far an exchange is
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An attempt that fails begins again at CCP_PHASE_SENDING. */
typedef enum
{
  CCP_PHASE_ROUTING,
  CCP_PHASE_SENDING,   /* transformed, and sent until the head of the answer is there */
  CCP_PHASE_WAITING,   /* for something that the client can show, or for a whole answer */
  CCP_PHASE_STREAMING, /* it is on its way to the client */
} CcpPhase;

/* Returns: "routing", "sending", "waiting" or "streaming" */
const char *ccp_phase_to_string (CcpPhase phase);

G_END_DECLS
