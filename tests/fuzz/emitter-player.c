/* emitter-player.c: plays any calls of CcpMessageEmitter
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "emitter-player.h"

/* so few that calls for the same tool meet */
#define N_KEYS 5

static const char values[] =
    "[\"\",\"text\",\"\\u00e4\\n\\\"\",\"{\",\"}\",\"{\\\"a\\\":\",\"1}\",\"{}\","
    "\"\\u007b\\u0022\\u007d\\u0022\\u007d\",\" \",\"null\",\"[1\",\"]\",\"\\\\\\\"\","
    "\"\\ud83d\",\"\\ude00\",{\"k\": [1, \"}\"]},[1, 2],5,null,true,{}]";

static const char *const pieces[] = {
  "{\"a\":", "1}", "{}", "{\"b\":\"}", "\\\"",   "\"}",
  "[",       "]",  " ",  "null",       "\"{}\"", "x",
};

static const char *const ids[] = {
  NULL, "", "call_1", "call_2", "functions.A:0", "toolu_xZg_aaaaaa", "\xff",
};

static const char *const names[] = { NULL, "", "A", "B", "mcp_a", "\xc3" };

static const char *const signatures[] = {
  "", "ccp1:no", "ccp1:rc", "ccp1:rd:0:x", "ccp1:gm:0:n:s", "ccp1:or:0:i:\"e\"", "real",
};

static const char *const blocks[] = {
  "{\"type\":\"redacted_thinking\",\"data\":\"d\"}",
  ("{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{\"q\": "
   "1}}"),
  "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"s\",\"content\":[]}",
  "{\"type\":\"hologram\",\"x\":[1]}",
  "{\"type\":\"tool_use\",\"id\":\"whole\",\"name\":\"W\",\"input\":{}}",
  "{}",
  "[]",
};

#define PICK(input, table) ((table)[fuzz_reader_choice (input, G_N_ELEMENTS (table))])

static CcpJsonValue
pick_value (EmitterPlayer *self, FuzzReader *input)
{
  CcpJsonValue root;

  ccp_json_get_root (self->values, &root);
  return ccp_json_value_element (
      &root,
      fuzz_reader_choice (input, ccp_json_value_get_length (&root)));
}

static void
note (EmitterPlayer *self, GString *log, const char *text, gsize length)
{
  if (ccp_message_emitter_get_finished (self->emitter))
    return;
  if (memchr (text, '\0', length) != NULL || !g_utf8_validate (text, length, NULL))
    self->comparable = FALSE;
  g_string_append_len (log, text, (gssize) length);
}

static void
note_value (EmitterPlayer *self, GString *log, const CcpJsonValue *value)
{
  gsize length = 0;
  g_autofree char *text = ccp_json_value_dup_string (value, &length);
  gsize raw_length = 0;
  const char *raw = ccp_json_value_peek_raw (value, &raw_length);

  if (text == NULL)
    return;
  /* halves of a pair are joined only when they meet */
  if (g_strstr_len (raw, (gssize) raw_length, "\\ud") != NULL)
    self->comparable = FALSE;
  note (self, log, text, length);
}

static void
play_text (EmitterPlayer *self, FuzzReader *input)
{
  gsize length = 0;
  const char *text = fuzz_reader_text (input, 20, &length);

  note (self, self->text, text, length);
  ccp_message_emitter_text (self->emitter, text, (gssize) length);
}

static void
play_thinking (EmitterPlayer *self, FuzzReader *input)
{
  gsize length = 0;
  const char *text = fuzz_reader_text (input, 20, &length);

  note (self, self->thinking, text, length);
  ccp_message_emitter_thinking (self->emitter, text, (gssize) length);
}

static void
play_value (EmitterPlayer *self, FuzzReader *input)
{
  CcpJsonValue value = pick_value (self, input);

  switch (fuzz_reader_choice (input, 3))
    {
    case 0:
      note_value (self, self->text, &value);
      ccp_message_emitter_text_value (self->emitter, &value);
      break;
    case 1:
      note_value (self, self->thinking, &value);
      ccp_message_emitter_thinking_value (self->emitter, &value);
      break;
    default:
      ccp_message_emitter_tool_arguments_value (self->emitter,
                                                fuzz_reader_choice (input, N_KEYS),
                                                &value);
    }
}

static void
play_tool (EmitterPlayer *self, FuzzReader *input, guint call)
{
  guint key = fuzz_reader_choice (input, N_KEYS);
  const char *text = NULL;
  gsize length = 0;

  switch (call)
    {
    case 0:
      text = PICK (input, ids);
      ccp_message_emitter_tool_begin (self->emitter, key, text, PICK (input, names));
      break;
    case 1:
      ccp_message_emitter_tool_arguments (self->emitter, key, PICK (input, pieces), -1);
      break;
    case 2:
      text = fuzz_reader_text (input, 10, &length);
      ccp_message_emitter_tool_arguments (self->emitter, key, text, (gssize) length);
      break;
    default:
      ccp_message_emitter_tool_end (self->emitter, key);
    }
}

static void
play_block (EmitterPlayer *self, FuzzReader *input)
{
  g_autoptr (CcpJson) block = ccp_json_new_from_text (PICK (input, blocks), -1, NULL);

  ccp_message_emitter_block (self->emitter, block);
}

static void
play_usage (EmitterPlayer *self, FuzzReader *input)
{
  CcpUsage usage = {
    .input_tokens = (gint64) fuzz_reader_byte (input) - 1,
    .output_tokens = (gint64) fuzz_reader_byte (input) - 1,
    .cache_read_tokens = (gint64) fuzz_reader_byte (input) - 1,
    .cache_creation_tokens = -1,
    .thinking_tokens = (gint64) fuzz_reader_byte (input) - 1,
    .web_searches = -1,
  };

  ccp_message_emitter_usage (self->emitter, &usage);
}

static void
take (EmitterPlayer *self)
{
  g_autoptr (CcpEventBatch) taken = NULL;

  if (self->events == NULL)
    return;
  taken = ccp_message_emitter_take_events (self->emitter);
  for (guint i = 0; i < ccp_event_batch_get_length (taken); i++)
    ccp_event_batch_append (self->events, ccp_event_batch_get (taken, i));
}

static void
play_fail (EmitterPlayer *self)
{
  g_autoptr (CcpVerdict) verdict =
      ccp_verdict_new (CCP_VERDICT_RETRY, CCP_ERROR_OVERLOADED, "busy");

  ccp_message_emitter_fail (self->emitter, verdict);
}

static void
play_rare (EmitterPlayer *self, FuzzReader *input, guint call)
{
  CcpMessageEmitter *emitter = self->emitter;

  switch (call)
    {
    case 0:
      ccp_message_emitter_start (emitter);
      break;
    case 1:
      ccp_message_emitter_set_default_signature (emitter, PICK (input, signatures));
      break;
    case 2:
      play_usage (self, input);
      break;
    case 3:
      ccp_message_emitter_stop (emitter,
                                fuzz_reader_choice (input, CCP_STOP_CONTEXT_WINDOW + 1),
                                PICK (input, names));
      break;
    case 4:
      take (self);
      break;
    case 5:
      ccp_message_emitter_finish (emitter);
      break;
    default:
      play_fail (self);
    }
}

static void
play_call (EmitterPlayer *self, FuzzReader *input, guint call)
{
  switch (call >> 4)
    {
    case 0:
    case 1:
    case 2:
      play_text (self, input);
      break;
    case 3:
    case 4:
      play_thinking (self, input);
      break;
    case 5:
      ccp_message_emitter_signature (self->emitter, PICK (input, signatures));
      break;
    case 6:
      play_block (self, input);
      break;
    case 7:
    case 8:
      play_value (self, input);
      break;
    case 15:
      play_rare (self, input, MIN (call & 15, 6));
      break;
    default:
      play_tool (self, input, call & 3);
    }
}

void
emitter_player_init (EmitterPlayer *self, CcpExchange *exchange, gboolean takes)
{
  *self = (EmitterPlayer){ .comparable = TRUE };
  self->emitter = ccp_message_emitter_new (exchange);
  self->values = ccp_json_new_from_text (values, -1, NULL);
  self->text = g_string_new (NULL);
  self->thinking = g_string_new (NULL);
  if (takes)
    self->events = ccp_event_batch_new ();
}

void
emitter_player_clear (EmitterPlayer *self)
{
  g_clear_object (&self->emitter);
  g_clear_pointer (&self->values, ccp_json_unref);
  g_clear_pointer (&self->events, ccp_event_batch_unref);
  g_string_free (self->text, TRUE);
  g_string_free (self->thinking, TRUE);
}

void
emitter_player_play (EmitterPlayer *self, FuzzReader *input)
{
  while (input->size > 0)
    play_call (self, input, fuzz_reader_byte (input));
  ccp_message_emitter_finish (self->emitter);
  take (self);
}
