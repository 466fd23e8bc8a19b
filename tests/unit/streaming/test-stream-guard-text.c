/* test-stream-guard-text.c: how much the model has written so far
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-stream-guard.h"
#include "streaming-fixture.h"

#define START                                                                            \
  "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\","      \
  "\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"stop_reason\":null,"          \
  "\"stop_sequence\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}"
#define BLOCK(block)                                                                     \
  "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":" block "}" \
  "}"
#define TEXT BLOCK ("\"text\",\"text\":\"\"")
#define THINKING BLOCK ("\"thinking\",\"thinking\":\"\",\"signature\":\"\"")
#define TOOL BLOCK ("\"tool_use\",\"id\":\"t\",\"name\":\"A\",\"input\":{}")
#define DELTA(delta)                                                                     \
  "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":" delta "}}"
#define STOP "{\"type\":\"content_block_stop\",\"index\":0}"
#define END(usage)                                                                       \
  "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\","                 \
  "\"stop_sequence\":null}" usage "}"

#define MAX_EVENTS 8

typedef struct
{
  const char *name;
  const char *events[MAX_EVENTS];
  gsize length;
  gboolean counted;
} Case;

static const Case cases[] = {
  { "nothing-yet", { START }, 0, FALSE },
  { "text",
    { START,
      TEXT,
      DELTA ("\"text_delta\",\"text\":\"four\""),
      DELTA ("\"text_delta\",\"text\":\"\\u00e9\"") },
    10,
    FALSE },
  { "thinking-but-no-signature",
    { START,
      THINKING,
      DELTA ("\"thinking_delta\",\"thinking\":\"hm\""),
      DELTA ("\"signature_delta\",\"signature\":\"a-long-signature\"") },
    2,
    FALSE },
  { "tool-input",
    { START, TOOL, DELTA ("\"input_json_delta\",\"partial_json\":\"[1]\"") },
    3,
    FALSE },
  { "counted",
    { START,
      TEXT,
      DELTA ("\"text_delta\",\"text\":\"four\""),
      STOP,
      END (",\"usage\":{\"output_tokens\":7}") },
    4,
    TRUE },
  { "provider-does-not-count",
    { START, TEXT, DELTA ("\"text_delta\",\"text\":\"four\""), STOP, END ("") },
    4,
    FALSE },
};

static void
test_text (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (CcpExchange) exchange = create_exchange ();
  g_autoptr (CcpStreamGuard) guard = ccp_stream_guard_new (exchange);
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) passed = NULL;

  for (guint i = 0; i < MAX_EVENTS && c->events[i] != NULL; i++)
    add_typed (batch, c->events[i]);
  passed = ccp_stream_guard_filter (guard, batch);

  g_assert_true (passed == batch);
  g_assert_cmpuint (ccp_stream_guard_get_text_length (guard), ==, c->length);
  g_assert_cmpint (ccp_stream_guard_get_counted (guard), ==, c->counted);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_TABLE ("/stream-guard/text/", cases, test_text);

  return g_test_run ();
}
