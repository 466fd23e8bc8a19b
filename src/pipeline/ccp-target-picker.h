/* ccp-target-picker.h: which target of a chain is next, by what is known of its provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-snapshot.h"

G_BEGIN_DECLS

/* A plain part of a run. It goes along the chain and passes over providers that are
 * paused, out of reach, rest or keep failing while there is another one. When nothing
 * else is left the best of those that were passed over is next, and the last. */
typedef struct
{
  CcpSnapshot *snapshot;
  CcpRoute *first; /* where the chain begins */
  guint position;  /* of the target that was picked last, from 1 on; 0 before the first */
  gint64 since;    /* microseconds, of the clock of the providers' states */
  guint64 picked;  /* a bit for each position */
  gboolean is_over;
} CcpTargetPicker;

void
ccp_target_picker_init (CcpTargetPicker *self, CcpSnapshot *snapshot, CcpRoute *first);
void ccp_target_picker_clear (CcpTargetPicker *self);
/* @overflowed: tokens: only models with a larger window count that is known; 0 if all do
 * Returns: (transfer none) (nullable): the next target, whose position it is at now */
CcpRoute *ccp_target_picker_next (CcpTargetPicker *self, gint64 overflowed);
/* Returns: (transfer full): what the client is told where each provider is paused or
 * out of reach */
CcpVerdict *ccp_target_picker_refuse (CcpTargetPicker *self);

/* Returns: the context window of the model of @route in tokens, 0 if it is not known */
gint64 ccp_target_picker_find_window (CcpTargetPicker *self, CcpRoute *route);

G_END_DECLS
