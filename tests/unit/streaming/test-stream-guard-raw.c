/* test-stream-guard-raw.c: events of a provider that speaks the client's own dialect
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-framer.h"
#include "ccp-stream-guard.h"
#include "streaming-fixture.h"

#define START                                                                            \
  "event: message_start\n"                                                               \
  "data: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\","    \
  "\"role\":\"assistant\",\"model\":\"x\",\"content\":[],\"stop_reason\":null,"          \
  "\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}\n\n"
#define BLOCK                                                                            \
  "event: content_block_start\n"                                                         \
  "data: {\"type\":\"content_block_start\",\"index\":0,"                                 \
  "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
#define NOVELTY "event: novelty\ndata: { \"type\":\"novelty\",\"x\":1.0 }\n\n"
#define NOVEL_DELTA                                                                      \
  "event: content_block_delta\n"                                                         \
  "data: {\"type\":\"content_block_delta\",\"index\":0,"                                 \
  "\"delta\":{\"type\":\"novel_delta\"}}\n\n"
#define ERROR                                                                            \
  "event: error\n"                                                                       \
  "data: {\"type\":\"error\", "                                                          \
  "\"error\":{\"type\":\"novel_error\",\"message\":\"no\"}}\n\n"
#define MESSAGE(content)                                                                 \
  "{\"type\":\"message\",\"role\":\"assistant\",\"id\":\"m\",\"model\":\"x\","           \
  "\"content\":"                                                                         \
  "[" content "],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1,"            \
  "\"output_tokens\":1}}"

typedef struct
{
  const char *name;
  const char *stream;
  const char *expected;
} Case;

static const Case cases[] = {
  { "known", START BLOCK, START BLOCK },
  { "event-of-tomorrow", START NOVELTY, START NOVELTY },
  { "event-of-tomorrow-before-the-message", NOVELTY START, START },
  { "delta-of-tomorrow", START BLOCK NOVEL_DELTA, START BLOCK NOVEL_DELTA },
  { "event-that-is-another", START "event: a\ndata: {\"type\":\"b\"}\n\n", START },
  { "event-without-type", START "event: a\ndata: {}\n\n", START },
  { "event-that-is-no-json", START "event: a\ndata: b\n\n", START },
  { "T75-error-without-id", START BLOCK ERROR, START BLOCK ERROR },
};

static CcpEventBatch *
frame (const char *text)
{
  CcpEventBatch *batch = ccp_event_batch_new ();
  CcpFramer framer;
  g_autoptr (GError) error = NULL;

  ccp_framer_init (&framer, CCP_FRAMING_SSE, NULL);
  ccp_framer_feed (&framer, (const guint8 *) text, strlen (text));
  ccp_framer_collect (&framer, CCP_FRAMER_ENDED, batch, &error);
  ccp_framer_clear (&framer);
  g_assert_no_error (error);
  return batch;
}

static GLogWriterOutput
ignore_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  return G_LOG_WRITER_HANDLED;
}

static char *
filter (const char *text)
{
  g_autoptr (CcpExchange) exchange = create_exchange ();
  g_autoptr (CcpStreamGuard) guard = ccp_stream_guard_new (exchange);
  g_autoptr (CcpEventBatch) batch = frame (text);
  g_autoptr (CcpEventBatch) passed = ccp_stream_guard_filter (guard, batch);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  ccp_event_writer_append (bytes, passed);
  return g_strndup ((const char *) bytes->data, bytes->len);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *passed = filter (test->stream);

  g_assert_cmpstr (passed, ==, test->expected);
}

static void
test_T86_whole_message (void)
{
  g_autofree char *passed = filter (MESSAGE ("{\"type\":\"text\",\"text\":\"a\"}"));

  g_assert_true (g_str_has_prefix (passed, "event: message_start\n"));
  g_assert_nonnull (strstr (passed, "\"text_delta\",\"text\":\"a\""));
  g_assert_true (g_str_has_suffix (passed, "data: {\"type\":\"message_stop\"}\n\n"));
}

static void
test_whole_message_that_is_none (void)
{
  g_autofree char *passed = filter (MESSAGE ("{}"));

  g_assert_true (g_str_has_prefix (passed, "event: error\n"));
  g_assert_nonnull (strstr (passed, "a content block without a type"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_log_set_writer_func (ignore_log, NULL, NULL);

  ADD_TABLE ("/stream-guard-raw/filter/", cases, test_case);
  g_test_add_func ("/stream-guard-raw/filter/T86-whole-message", test_T86_whole_message);
  g_test_add_func ("/stream-guard-raw/filter/whole-message-that-is-none",
                   test_whole_message_that_is_none);
  return g_test_run ();
}
