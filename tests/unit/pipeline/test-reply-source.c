/* test-reply-source.c: tests of ccp-reply-source.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-reply-source.h"

#include "scripted-source.h"

#define START                                                                            \
  "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\","      \
  "\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"stop_reason\":null,"          \
  "\"stop_sequence\":null,\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}"
#define BLOCK                                                                            \
  "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"                     \
  "{\"type\":\"text\",\"text\":\"\"}}"
#define DELTA                                                                            \
  "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":"                             \
  "{\"type\":\"text_delta\",\"text\":\"hi\"}}"
#define STOP "{\"type\":\"content_block_stop\",\"index\":0}"
#define MESSAGE_DELTA                                                                    \
  "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\","                 \
  "\"stop_sequence\":null},\"usage\":{\"output_tokens\":2}}"
#define MESSAGE_STOP "{\"type\":\"message_stop\"}"

typedef struct
{
  ScriptedSource *script;
  CcpExchange *exchange;
  CcpReplySource *source;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{\"model\":\"m\"}", -1, NULL);

  fixture->exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  fixture->script = scripted_source_new ();
  fixture->source =
      ccp_reply_source_new (CCP_EVENT_SOURCE (fixture->script), fixture->exchange, 20);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->source);
  g_clear_object (&fixture->script);
  g_clear_object (&fixture->exchange);
}

static void
assert_next (Fixture *fixture, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpEventBatch) batch =
      scripted_source_pull (CCP_EVENT_SOURCE (fixture->source), &error);
  g_autofree char *names = batch != NULL ? scripted_source_describe (batch) : NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (names, ==, expected);
}

static void
add_whole_message (Fixture *fixture)
{
  static const char *const events[] = { START, BLOCK,         DELTA,
                                        STOP,  MESSAGE_DELTA, MESSAGE_STOP };

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    scripted_source_add_event (fixture->script, events[i]);
  scripted_source_add_end (fixture->script);
}

static void
test_whole_message (Fixture *fixture, gconstpointer data)
{
  add_whole_message (fixture);

  assert_next (fixture, "message_start");
  assert_next (fixture, "content_block_start");
  assert_next (fixture, "content_block_delta");
  assert_next (fixture, "content_block_stop");
  assert_next (fixture, "message_delta");
  assert_next (fixture, "message_stop");
  assert_next (fixture, NULL);
}

/* T87: something before the first byte of the upstream; T60: message_start once and first
 */
static void
test_hold_is_over (Fixture *fixture, gconstpointer data)
{
  assert_next (fixture, "message_start ping");
  assert_next (fixture, "ping");
  scripted_source_add_event (fixture->script, START);
  scripted_source_add_event (fixture->script, BLOCK);
  assert_next (fixture, "content_block_start");
}

/* T74: a stream that ends too early is an error, never a message */
static void
test_truncated (Fixture *fixture, gconstpointer data)
{
  scripted_source_add_event (fixture->script, START);
  scripted_source_add_event (fixture->script, BLOCK);
  scripted_source_add_end (fixture->script);

  assert_next (fixture, "message_start");
  assert_next (fixture, "content_block_start");
  assert_next (fixture, "error");
  assert_next (fixture, NULL);
}

static void
test_cut_after_the_stop_reason (Fixture *fixture, gconstpointer data)
{
  static const char *const events[] = { START, MESSAGE_DELTA };

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    scripted_source_add_event (fixture->script, events[i]);
  scripted_source_add_error (fixture->script, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);

  assert_next (fixture, "message_start");
  assert_next (fixture, "message_delta");
  assert_next (fixture, "message_stop");
  assert_next (fixture, NULL);
}

static void
test_broken_plugin (Fixture *fixture, gconstpointer data)
{
  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "*");
  scripted_source_add_event (fixture->script, START);
  scripted_source_add_event (fixture->script, DELTA);

  assert_next (fixture, "message_start");
  assert_next (fixture, "error");
  assert_next (fixture, NULL);
}

static void
test_committed_batch_is_given_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CcpLedger) ledger = ccp_ledger_new ();
  g_autoptr (CcpTally) tally = ccp_tally_new (ledger, fixture->exchange, NULL);
  g_autoptr (CcpEventBatch) first = NULL;

  add_whole_message (fixture);
  first = scripted_source_pull (CCP_EVENT_SOURCE (fixture->source), NULL);
  ccp_reply_source_commit (fixture->source, first, tally, 20);

  assert_next (fixture, "message_start");
  assert_next (fixture, "content_block_start");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                              \
  g_test_add ("/reply-source/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("pass/whole-message", test_whole_message);
  ADD ("hold/T60-T87-start-then-pings", test_hold_is_over);
  ADD ("end/T74-truncated-is-an-error", test_truncated);
  ADD ("end/T74-cut-after-the-stop-reason", test_cut_after_the_stop_reason);
  ADD ("guard/malformed-event-becomes-an-error", test_broken_plugin);
  ADD ("commit/first-batch-is-given-again", test_committed_batch_is_given_again);
  return g_test_run ();
}
