/* test-delivery.c: how the reply of a run begins and ends
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-delivery.h"

#include <string.h>

#include "run-fixture.h"
#include "scripted-source.h"

#define START                                                                            \
  "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\","      \
  "\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"stop_reason\":null,"          \
  "\"stop_sequence\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}"
#define END                                                                              \
  "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\","                 \
  "\"stop_sequence\":null},\"usage\":{\"output_tokens\":4}}"

static void
begin (RunFixture *f, CcpDelivery *delivery, const char *request)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text (request, -1, NULL);
  g_autoptr (CcpTally) tally = NULL;

  run_fixture_configure (f, "", "", "");
  f->exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  tally = ccp_tally_new (f->ledger, f->exchange, f->cancellable);
  ccp_delivery_init (delivery, tally, ccp_snapshot_get_config (f->snapshot));
}

/* a stream that was held for too long */
static void
begin_late (RunFixture *f, CcpDelivery *delivery)
{
  begin (f, delivery, RUN_STREAM);
  f->reply = ccp_delivery_begin (delivery);
}

static void
end (RunFixture *f, CcpDelivery *delivery)
{
  f->reply = ccp_delivery_end (delivery);
  g_assert_null (ccp_delivery_end (delivery));
}

static void
assert_streams (RunFixture *f, const char *expected)
{
  g_autofree char *text = run_fixture_pull_all (f);

  g_test_message ("%s", text);
  g_assert_true (g_str_has_prefix (text, expected));
}

static ScriptedSource *
create_events (void)
{
  ScriptedSource *source = scripted_source_new ();

  scripted_source_add_event (source, START);
  scripted_source_add_event (source, END);
  scripted_source_add_event (source, "{\"type\":\"message_stop\"}");
  scripted_source_add_end (source);
  return source;
}

static gboolean
give_message (CcpDelivery *delivery, const char *text, GError **error)
{
  g_autoptr (CcpJson) message = ccp_json_new_from_text (text, -1, NULL);

  return ccp_delivery_give_message (delivery, message, error);
}

static void
test_fails (RunFixture *f, gconstpointer data)
{
  g_autoptr (GError) error =
      g_error_new_literal (CCP_ERROR, CCP_ERROR_RATE_LIMITED, "too much");
  CcpDelivery delivery;

  begin (f, &delivery, data);
  ccp_delivery_fail (&delivery, error, 1500);
  end (f, &delivery);

  run_fixture_assert_whole (f, 429, "too much");
  g_assert_cmpstr (ccp_headers_get (ccp_reply_get_headers (f->reply), "retry-after"),
                   ==,
                   "2");
  ccp_delivery_clear (&delivery);
}

static void
test_fails_late (RunFixture *f, gconstpointer data)
{
  g_autoptr (GError) error =
      g_error_new_literal (CCP_ERROR, CCP_ERROR_OVERLOADED, "too much");
  g_autofree char *text = NULL;
  CcpDelivery delivery;

  begin_late (f, &delivery);
  ccp_delivery_fail (&delivery, error, 1500);

  g_assert_null (ccp_delivery_end (&delivery));
  text = run_fixture_pull_all (f);
  g_assert_true (g_str_has_prefix (text, "message_start ping error {"));
  g_assert_nonnull (strstr (text, "overloaded_error"));
  g_assert_nonnull (strstr (text, "too much"));
  ccp_delivery_clear (&delivery);
}

static void
test_message (RunFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CcpDelivery delivery;

  begin (f, &delivery, RUN_PLAIN);
  give_message (&delivery, RUN_MESSAGE, &error);
  end (f, &delivery);

  g_assert_no_error (error);
  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
  g_assert_cmpint (ccp_exchange_get_usage (f->exchange)->output_tokens, ==, 4);
  ccp_delivery_clear (&delivery);
}

static void
test_message_as_stream (RunFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CcpDelivery delivery;

  begin (f, &delivery, RUN_STREAM);
  give_message (&delivery, RUN_MESSAGE, &error);
  end (f, &delivery);

  g_assert_no_error (error);
  assert_streams (f, "message_start content_block_start content_block_delta");
  ccp_delivery_clear (&delivery);
}

/* the start was given with the first ping, and is not given again */
static void
test_message_late (RunFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CcpDelivery delivery;

  begin_late (f, &delivery);
  give_message (&delivery, RUN_MESSAGE, &error);

  g_assert_no_error (error);
  g_assert_null (ccp_delivery_end (&delivery));
  assert_streams (f, "message_start ping content_block_start content_block_delta");
  ccp_delivery_clear (&delivery);
}

static void
test_no_message (RunFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CcpDelivery delivery;

  begin (f, &delivery, data);
  g_assert_false (give_message (&delivery, "{\"type\":\"message\"}", &error));
  g_assert_nonnull (error);
  ccp_delivery_fail (&delivery, error, 0);
  end (f, &delivery);

  run_fixture_assert_whole (f, 502, "error");
  ccp_delivery_clear (&delivery);
}

static void
test_nothing (RunFixture *f, gconstpointer data)
{
  CcpDelivery delivery;

  begin (f, &delivery, RUN_PLAIN);
  ccp_delivery_give_nothing (&delivery);
  end (f, &delivery);

  run_fixture_assert_whole (f, 200, "\"stop_reason\":\"max_tokens\"");
  ccp_delivery_clear (&delivery);
}

static void
test_events (RunFixture *f, gconstpointer data)
{
  g_autoptr (ScriptedSource) events = create_events ();
  g_autoptr (CcpReplySource) guarded = NULL;
  g_autoptr (CcpEventBatch) first = NULL;
  g_autoptr (GError) error = NULL;
  CcpDelivery delivery;

  begin (f, &delivery, RUN_STREAM);
  guarded = ccp_delivery_open (&delivery, CCP_EVENT_SOURCE (events));
  first = scripted_source_pull (CCP_EVENT_SOURCE (guarded), &error);
  g_assert_no_error (error);
  g_assert_false (ccp_delivery_has_begun (&delivery));
  ccp_delivery_commit (&delivery, guarded, first);
  end (f, &delivery);

  assert_streams (f, "message_start message_delta message_stop");
  ccp_delivery_clear (&delivery);
}

static void
test_events_late (RunFixture *f, gconstpointer data)
{
  g_autoptr (ScriptedSource) events = create_events ();
  CcpDelivery delivery;

  begin_late (f, &delivery);
  g_assert_true (ccp_delivery_has_begun (&delivery));
  g_assert_null (ccp_delivery_open (&delivery, CCP_EVENT_SOURCE (events)));
  g_assert_null (ccp_delivery_end (&delivery));

  assert_streams (f, "message_start ping message_delta message_stop");
  ccp_delivery_clear (&delivery);
}

static gboolean
on_over (gpointer data)
{
  g_assert_not_reached ();
}

/* nothing of a plain request is sent before all of it is there */
static void
test_holds_streams_alone (RunFixture *f, gconstpointer data)
{
  g_autoptr (GObject) owner = g_object_new (G_TYPE_OBJECT, NULL);
  CcpDelivery delivery;

  begin (f, &delivery, RUN_PLAIN);
  delivery.start_hold = 1;
  ccp_delivery_hold (&delivery, on_over, owner);
  g_usleep (5000);
  run_fixture_settle ();

  g_assert_null (delivery.hold.timer);
  ccp_delivery_clear (&delivery);
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);

  run_fixture_add ("delivery/fail", "status", RUN_PLAIN, test_fails);
  run_fixture_add ("delivery/fail", "status-of-a-stream", RUN_STREAM, test_fails);
  run_fixture_add ("delivery/fail", "event-once-begun", NULL, test_fails_late);
  run_fixture_add ("delivery/give-message", "whole", NULL, test_message);
  run_fixture_add ("delivery/give-message", "as-a-stream", NULL, test_message_as_stream);
  run_fixture_add ("delivery/give-message", "once-begun", NULL, test_message_late);
  run_fixture_add ("delivery/give-message", "none", RUN_PLAIN, test_no_message);
  run_fixture_add ("delivery/give-message", "no-stream", RUN_STREAM, test_no_message);
  run_fixture_add ("delivery/give-nothing", "max-tokens", NULL, test_nothing);
  run_fixture_add ("delivery/open", "first-batch-decides", NULL, test_events);
  run_fixture_add ("delivery/open", "once-begun", NULL, test_events_late);
  run_fixture_add ("delivery/hold", "streams-alone", NULL, test_holds_streams_alone);

  return g_test_run ();
}
