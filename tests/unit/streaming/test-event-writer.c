/* test-event-writer.c: events as server-sent events
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-event-writer.h"
#include "ccp-framer.h"
#include "streaming-fixture.h"

static char *
write_batch (CcpEventBatch *batch)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  ccp_event_writer_append (bytes, batch);
  return g_strndup ((const char *) bytes->data, bytes->len);
}

static void
assert_written (CcpEvent *event, const char *expected)
{
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autofree char *text = NULL;

  ccp_event_batch_take (batch, event);
  text = write_batch (batch);
  g_assert_cmpstr (text, ==, expected);
}

static CcpEvent *
create_event (const char *name, const char *data)
{
  g_autoptr (CcpJson) json = ccp_json_new_from_text (data, -1, NULL);

  return ccp_event_new (name, json);
}

static void
test_json (void)
{
  assert_written (create_event ("ping", "{\"type\": \"ping\"}"),
                  "event: ping\ndata: {\"type\": \"ping\"}\n\n");
  assert_written (create_event (NULL, "1"), "data: 1\n\n");
}

static void
test_line_ends_in_json (void)
{
  assert_written (create_event ("a", "{\n\"b\":\r\n\"c\\n\"}\n"),
                  "event: a\ndata: { \"b\":  \"c\\n\"} \n\n");
}

static void
test_text (void)
{
  assert_written (ccp_event_new_text ("a", "b", -1), "event: a\ndata: b\n\n");
  assert_written (ccp_event_new_text (NULL, "b\r\nc\rd\n", -1),
                  "data: b\ndata: c\ndata: d\ndata: \n\n");
}

static void
test_line_ends_in_name (void)
{
  assert_written (create_event ("a\ndata: evil", "1"), "event: a\ndata: 1\n\n");
  assert_written (create_event ("\n", "1"), "data: 1\n\n");
}

static void
test_raw (void)
{
  static const char stream[] = "event:a\r\ndata:{ }\r\n\r\n: x\n\ndata: 1\nid: 2\n\n";
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autofree char *text = NULL;
  CcpFramer framer;

  ccp_framer_init (&framer, CCP_FRAMING_SSE, NULL);
  ccp_framer_feed (&framer, (const guint8 *) stream, strlen (stream));
  ccp_framer_collect (&framer, CCP_FRAMER_ENDED, batch, NULL);
  ccp_framer_clear (&framer);
  text = write_batch (batch);

  g_assert_cmpstr (text, ==, "event:a\r\ndata:{ }\r\n\r\ndata: 1\nid: 2\n\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/event-writer/json", test_json);
  g_test_add_func ("/event-writer/json/line-ends", test_line_ends_in_json);
  g_test_add_func ("/event-writer/text", test_text);
  g_test_add_func ("/event-writer/name/line-ends", test_line_ends_in_name);
  g_test_add_func ("/event-writer/raw", test_raw);

  return g_test_run ();
}
