/* emitter-player.h: plays any calls of CcpMessageEmitter
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "fuzz-reader.h"

typedef struct
{
  CcpMessageEmitter *emitter;
  CcpJson *values;       /* strings and others, to be spliced */
  CcpEventBatch *events; /* (nullable): where taken events go; if NULL, none are taken */
  GString *text;         /* all text that the emitter was given while it counted */
  GString *thinking;     /* and all thinking */
  gboolean comparable;   /* text came through as it is: no NUL, no broken UTF-8 */
} EmitterPlayer;

void emitter_player_init (EmitterPlayer *self, CcpExchange *exchange, gboolean takes);
void emitter_player_clear (EmitterPlayer *self);
/* Plays calls until the input is at its end, then ends the message. */
void emitter_player_play (EmitterPlayer *self, FuzzReader *input);
