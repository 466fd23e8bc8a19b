/* gemini-state.h: thought signatures on their way back
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gemini-request.h"

G_BEGIN_DECLS

/* What was found in the thinking of one turn, and is still to be put somewhere. */
typedef struct
{
  char *next;         /* (nullable): the signature of the next part */
  gboolean has_calls; /* a call was written before in this turn */
} GeminiState;

void gemini_state_clear (GeminiState *self);
/* Takes what a block of thinking carries; writes the part that it stands for, if any */
void gemini_state_read (GeminiState *self, GeminiRequest *request, const CcpBlock *block);
/* Writes the signature that belongs to the part which is being written */
void gemini_state_write (GeminiState *self, GeminiRequest *request, gboolean is_call);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GeminiState, gemini_state_clear)

G_END_DECLS
