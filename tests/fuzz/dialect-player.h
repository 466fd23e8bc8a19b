/* dialect-player.h: plays what a fuzzer makes up to a dialect, and looks at what comes
 * out
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>
#include <stdint.h>

G_BEGIN_DECLS

#define DIALECT_PLAYER_HEAD_SIZE 2

typedef struct
{
  GType transformer; /* a CcpSimpleTransformer */
  GType provider;    /* a CcpSimpleProvider */
} DialectPlayer;

/* Of the first two bytes of @data, the first is the choices that @exchange was made of;
 * the rest is a stream in pieces, or a whole answer */
void dialect_player_stream (const DialectPlayer *self,
                            CcpExchange *exchange,
                            const uint8_t *data,
                            size_t size);
void dialect_player_answer (const DialectPlayer *self,
                            CcpExchange *exchange,
                            const uint8_t *data,
                            size_t size);
/* Makes logs cheap; a warning is a finding */
void dialect_player_silence_logs (void);

G_END_DECLS
