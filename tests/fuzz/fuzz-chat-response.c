/* fuzz-chat-response.c: any JSON as an answer of the OpenAI Chat format, good or
 * bad. What comes out must be a message, or an error that can be shown.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "chat-exchange.h"
#include "fuzz-target.h"

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  dialect_player_silence_logs ();
  return 0;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const DialectPlayer player = chat_exchange_get_player ();
  g_autoptr (CcpExchange) exchange = NULL;

  if (size < DIALECT_PLAYER_HEAD_SIZE)
    return 0;
  exchange = chat_exchange_create (data[0]);
  dialect_player_answer (&player, exchange, data, size);
  return 0;
}
