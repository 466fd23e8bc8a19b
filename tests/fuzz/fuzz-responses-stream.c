/* fuzz-responses-stream.c: any bytes as a stream of the OpenAI Responses format.
 * What comes out must be a stream that the guard has no fault to find with.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz-target.h"
#include "responses-exchange.h"

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  dialect_player_silence_logs ();
  return 0;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const DialectPlayer player = responses_exchange_get_player ();
  g_autoptr (CcpExchange) exchange = NULL;

  if (size < DIALECT_PLAYER_HEAD_SIZE)
    return 0;
  exchange = responses_exchange_create (data[0]);
  dialect_player_stream (&player, exchange, data, size);
  return 0;
}
