/* fuzz-emitter.c: any order of calls of CcpMessageEmitter gives a well-formed answer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The first byte of the input says what the client asked for, each other one is a call.
 */
#include <ccp.h>

#include "ccp-event-writer.h"
#include "ccp-message-collector.h"
#include "ccp-stream-guard.h"
#include "emitter-player.h"
#include "fuzz-target.h"
#include "stream-checker.h"

static const char *const bodies[] = {
  "{\"model\":\"m\",\"thinking\":{\"type\":\"adaptive\"}}",
  "{\"model\":\"m\"}",
  "{\"model\":\"m\",\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"}}",
};

/* what is random is the same in both runs */
static CcpExchange *
create_exchange (guint body)
{
  g_autoptr (CcpJson) json = ccp_json_new_from_text (bodies[body], -1, NULL);
  CcpExchange *exchange = NULL;

  g_random_set_seed (1);
  exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, json);
  ccp_tool_names_add (ccp_exchange_get_tool_names (exchange), "mcp.a", "mcp_a");
  return exchange;
}

/* an end that came before the last call leaves texts out that came later */
static void
check_texts (const EmitterPlayer *player, const StreamChecker *checker, guint body)
{
  if (checker->failed || !player->comparable)
    return;
  g_assert_cmpstr (checker->text->str, ==, player->text->str);
  g_assert_cmpstr (checker->thinking->str, ==, body == 0 ? player->thinking->str : "");
}

static void
check_stream (EmitterPlayer *player, CcpExchange *exchange, guint body)
{
  g_autoptr (CcpStreamGuard) guard = ccp_stream_guard_new (exchange);
  g_autoptr (CcpEventBatch) passed = ccp_stream_guard_filter (guard, player->events);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  StreamChecker checker;

  g_assert (passed == player->events);
  stream_checker_init (&checker);
  ccp_event_writer_append (bytes, passed);
  stream_checker_read (&checker, (const char *) bytes->data, bytes->len);
  g_assert (checker.over);
  check_texts (player, &checker, body);
  stream_checker_clear (&checker);
}

static char *
collect (CcpEventBatch *events)
{
  g_autoptr (CcpMessageCollector) collector = ccp_message_collector_new ();
  g_autoptr (CcpJson) message = NULL;

  ccp_message_collector_add (collector, events);
  message = ccp_message_collector_finish (collector, NULL);
  return message != NULL ? ccp_json_to_text (message) : g_strdup ("");
}

static char *
take_message (EmitterPlayer *player)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) message =
      ccp_message_emitter_take_message (player->emitter, &error);

  g_assert ((message == NULL) == (error != NULL));
  if (message == NULL)
    return g_strdup ("");
  g_assert (ccp_stream_guard_check_message (message, &error));
  return ccp_json_to_text (message);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  FuzzReader input = { data, size };
  guint body = fuzz_reader_choice (&input, G_N_ELEMENTS (bodies));
  FuzzReader again = input;
  g_autoptr (CcpExchange) stream_exchange = create_exchange (body);
  g_autoptr (CcpExchange) message_exchange = NULL;
  g_autofree char *collected = NULL;
  g_autofree char *message = NULL;
  EmitterPlayer stream;
  EmitterPlayer whole;

  emitter_player_init (&stream, stream_exchange, TRUE);
  emitter_player_play (&stream, &input);
  check_stream (&stream, stream_exchange, body);

  message_exchange = create_exchange (body);
  emitter_player_init (&whole, message_exchange, FALSE);
  emitter_player_play (&whole, &again);
  collected = collect (stream.events);
  message = take_message (&whole);
  g_assert_cmpstr (message, ==, collected);

  emitter_player_clear (&stream);
  emitter_player_clear (&whole);
  return 0;
}
