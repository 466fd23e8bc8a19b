/* fuzz-guard.c: whatever a plugin returns, the client gets a well-formed stream
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Each byte of the input is an event, the end of a batch, or a call of the guard.
 */
#include <ccp.h>

#include "ccp-event-writer.h"
#include "ccp-stream-guard.h"
#include "fuzz-reader.h"
#include "fuzz-target.h"
#include "stream-checker.h"

typedef struct
{
  CcpStreamGuard *guard;
  CcpEventBatch *batch; /* under way */
  StreamChecker checker;
} Player;

#define START                                                                            \
  "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":" \
  "\"assistant\",\"model\":\"x\",\"content\":[],\"usage\":{\"input_tokens\":1}}}"
#define BLOCK(type, index, rest)                                                         \
  "{\"type\":\"content_block_start\",\"index\":" index                                   \
  ",\"content_block\":{\"type\":\"" type "\"" rest "}}"
#define DELTA(index, delta)                                                              \
  "{\"type\":\"content_block_delta\",\"index\":" index ",\"delta\":{" delta "}}"
#define STOP(index) "{\"type\":\"content_block_stop\",\"index\":" index "}"

/* the events of good streams come first, so that some are found */
static const char *const events[] = {
  START,
  BLOCK ("text", "0", ",\"text\":\"\""),
  DELTA ("0", "\"type\":\"text_delta\",\"text\":\"a\""),
  STOP ("0"),
  BLOCK ("tool_use", "1", ",\"id\":\"t\",\"name\":\"A\",\"input\":{}"),
  DELTA ("1", "\"type\":\"input_json_delta\",\"partial_json\":\"{}\""),
  STOP ("1"),
  BLOCK ("thinking", "2", ",\"thinking\":\"\",\"signature\":\"\""),
  DELTA ("2", "\"type\":\"thinking_delta\",\"thinking\":\"t\""),
  DELTA ("2", "\"type\":\"signature_delta\",\"signature\":\"s\""),
  STOP ("2"),
  BLOCK ("redacted_thinking", "0", ",\"data\":\"d\""),
  BLOCK ("hologram", "0", ""),
  DELTA ("0", "\"type\":\"hologram_delta\""),
  DELTA ("0", "\"type\":\"citations_delta\",\"citation\":{}"),
  "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{}}",
  "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":null}}",
  "{\"type\":\"message_stop\"}",
  "{\"type\":\"ping\"}",
  "{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"x\"}}",
  "{\"type\":\"error\",\"error\":{\"type\":\"api_error\"},\"request_id\":5}",
  "{\"type\":\"error\",\"error\":null}",
  "{\"type\":\"novelty\"}",
  BLOCK ("text", "0", ""),
  BLOCK ("text", "-1", ",\"text\":\"\""),
  BLOCK ("text", "1e400", ",\"text\":\"\""),
  BLOCK ("text", "\"0\"", ",\"text\":\"\""),
  BLOCK ("tool_use", "0", ",\"id\":\"\",\"name\":\"A\",\"input\":{}"),
  BLOCK ("tool_use", "0", ",\"id\":\"t\",\"name\":\"A\",\"input\":[]"),
  DELTA ("0", "\"type\":\"text_delta\",\"text\":null"),
  DELTA ("0", "\"type\":\"text_delta\""),
  DELTA ("0", ""),
  "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":[]}",
  "{\"type\":\"content_block_start\",\"index\":0}",
  "{\"type\":\"message_start\",\"message\":{}}",
  "{\"type\":\"message_delta\",\"delta\":null}",
  "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":5}}",
  "{\"type\":\"message_delta\",\"delta\":{},\"usage\":[]}",
  "{\"type\":\"ping\",\"type\":\"message_stop\"}",
  "{}",
  "[]",
  "null",
};

static char *
dup_type (CcpJson *json)
{
  CcpJsonValue value;

  ccp_json_get_root (json, &value);
  value = ccp_json_value_member (&value, "type");
  return ccp_json_value_dup_string (&value, NULL);
}

static void
add_known (Player *self, guint index)
{
  g_autoptr (CcpJson) json = ccp_json_new_from_text (events[index], -1, NULL);
  g_autofree char *name = dup_type (json);

  ccp_event_batch_take (self->batch, ccp_event_new (name, json));
}

static void
add_any (Player *self, FuzzReader *input)
{
  gsize name_length = 0;
  const char *name_start = fuzz_reader_text (input, 20, &name_length);
  g_autofree char *name = g_strndup (name_start, name_length);
  gsize length = 0;
  const char *text = fuzz_reader_text (input, 200, &length);
  g_autoptr (CcpJson) json = ccp_json_new_from_text (text, (gssize) length, NULL);

  ccp_event_batch_take (self->batch,
                        json != NULL ? ccp_event_new (name, json)
                                     : ccp_event_new_text (name, text, (gssize) length));
}

/* an event of a good name with the data of another one */
static void
add_mixed (Player *self, FuzzReader *input)
{
  guint index = fuzz_reader_choice (input, G_N_ELEMENTS (events));
  g_autoptr (CcpJson) json = ccp_json_new_from_text (events[index], -1, NULL);
  static const char *const names[] = {
    "", "message_start", "content_block_start", "ping", "error", "message_stop",
  };

  ccp_event_batch_take (
      self->batch,
      ccp_event_new (names[fuzz_reader_choice (input, G_N_ELEMENTS (names))], json));
}

/* @events: (transfer full) */
static void
send (Player *self, CcpEventBatch *sent)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  ccp_event_writer_append (bytes, sent);
  stream_checker_read (&self->checker, (const char *) bytes->data, bytes->len);
  g_assert (ccp_stream_guard_get_finished (self->guard) == self->checker.over);
  ccp_event_batch_unref (sent);
}

static void
end_batch (Player *self)
{
  send (self, ccp_stream_guard_filter (self->guard, self->batch));
  ccp_event_batch_unref (self->batch);
  self->batch = ccp_event_batch_new ();
}

static void
finish (Player *self, FuzzReader *input)
{
  g_autoptr (GError) cut = NULL;

  if (fuzz_reader_byte (input) & 1)
    cut = g_error_new (CCP_ERROR, CCP_ERROR_TIMEOUT, "too slow");
  end_batch (self);
  send (self, ccp_stream_guard_finish (self->guard, cut));
  g_assert (self->checker.over);
}

static void
play (Player *self, FuzzReader *input)
{
  while (input->size > 0)
    {
      guint call = fuzz_reader_byte (input);

      if (call < 0xd0)
        add_known (self, call % G_N_ELEMENTS (events));
      else if (call < 0xe0)
        end_batch (self);
      else if (call < 0xe8)
        add_any (self, input);
      else if (call < 0xf0)
        add_mixed (self, input);
      else if (call < 0xf8)
        send (self, ccp_stream_guard_keep_alive (self->guard));
      else
        finish (self, input);
    }
  finish (self, input);
}

/* what is left out is warned of */
static GLogWriterOutput
ignore_warning (GLogLevelFlags level,
                const GLogField *fields,
                gsize n_fields,
                gpointer user_data)
{
  return level >= G_LOG_LEVEL_WARNING
             ? G_LOG_WRITER_HANDLED
             : g_log_writer_default (level, fields, n_fields, user_data);
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_log_set_writer_func (ignore_warning, NULL, NULL);
  return 0;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{\"model\":\"m\"}", -1, NULL);
  g_autoptr (CcpExchange) exchange =
      ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  g_autoptr (CcpStreamGuard) guard = ccp_stream_guard_new (exchange);
  FuzzReader input = { data, size };
  Player player = { .guard = guard, .batch = ccp_event_batch_new () };

  stream_checker_init (&player.checker);
  play (&player, &input);
  stream_checker_clear (&player.checker);
  ccp_event_batch_unref (player.batch);
  return 0;
}
