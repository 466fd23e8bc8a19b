/* fuzz-reasoning-stream.c: any answer, its text in any pieces. What comes out must be a
 * stream that the guard has no fault to find with, the same however the text was cut.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-stream-guard.h"
#include "fuzz-reader.h"
#include "fuzz-target.h"
#include "reasoning-answer.h"
#include "reasoning-think-tags.h"
#include "transcript.h"

#define MAX_SIZE 4096

static const char *const params[] = {
  "{\"tags\":[\"think\"],\"where\":\"start\"}",
  "{\"tags\":[\"think\"],\"where\":\"implied\"}",
  "{\"tags\":[\"think\"],\"where\":\"first\"}",
  "{\"tags\":[\"think\"],\"where\":\"anywhere\"}",
  ("{\"tags\":[[\"<t\",\"</\"],\"think\",[\"a\",\"a\"],[\"\xc3\xa9<\",\">\"]],"
   "\"where\":\"anywhere\"}"),
};

static const char *const asked[] = {
  "{\"model\":\"m\",\"thinking\":{\"type\":\"adaptive\"}}",
  "{\"model\":\"m\",\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"}}",
  "{\"model\":\"m\"}",
};

static const char *const fragments[] = {
  "<think>", "</think>", "<", "/", "think", ">", "t", "hink", "a", " ", "\n", "\xc3\xa9",
};

typedef enum
{
  OP_NEXT_TEXT = G_N_ELEMENTS (fragments),
  OP_TOOL,
  OP_THINKING,
  OP_CITATION,
  N_OPS,
} Op;

/* the same answer twice: with each fragment as an event, and with as few as can be */
typedef struct
{
  CcpEventBatch *cut;
  CcpEventBatch *joined;
  GString *text; /* that is not in the joined one yet */
  guint index;
  gboolean is_open; /* a text block */
} Answer;

static void
join_text (Answer *self)
{
  if (self->text->len > 0)
    reasoning_answer_add_delta (self->joined,
                                self->index,
                                "text_delta",
                                "text",
                                self->text->str,
                                self->text->len);
  g_string_truncate (self->text, 0);
}

static void
close_text (Answer *self)
{
  if (!self->is_open)
    return;
  join_text (self);
  reasoning_answer_stop_block (self->cut, self->index);
  reasoning_answer_stop_block (self->joined, self->index);
  self->is_open = FALSE;
  self->index++;
}

static void
open_text (Answer *self)
{
  static const char *const start = "{\"type\":\"text\",\"text\":\"\"}";

  if (self->is_open)
    return;
  reasoning_answer_start_block (self->cut, self->index, start);
  reasoning_answer_start_block (self->joined, self->index, start);
  self->is_open = TRUE;
}

static void
add_block (Answer *self, const char *block)
{
  close_text (self);
  reasoning_answer_add_block (self->cut, self->index, block, REASONING_UNCUT);
  reasoning_answer_add_block (self->joined, self->index, block, REASONING_UNCUT);
  self->index++;
}

static void
add_citation (Answer *self)
{
  g_autofree char *json =
      g_strdup_printf ("{\"type\":\"content_block_delta\",\"index\":%u,\"delta\":{"
                       "\"type\":\"citations_delta\",\"citation\":{}}}",
                       self->index);

  if (!self->is_open)
    return;
  join_text (self);
  reasoning_answer_add (self->cut, "content_block_delta", json);
  reasoning_answer_add (self->joined, "content_block_delta", json);
}

static void
add_op (Answer *self, guint op)
{
  switch (op)
    {
    case OP_NEXT_TEXT:
      close_text (self);
      open_text (self);
      break;
    case OP_TOOL:
      add_block (self, "tool");
      break;
    case OP_THINKING:
      add_block (self, "thinking own");
      break;
    case OP_CITATION:
      add_citation (self);
      break;
    default:
      open_text (self);
      reasoning_answer_add_pieces (self->cut,
                                   self->index,
                                   fragments[op],
                                   REASONING_UNCUT);
      g_string_append (self->text, fragments[op]);
      break;
    }
}

static void
make_answer (Answer *self, FuzzReader *reader, gboolean is_broken)
{
  reasoning_answer_begin (self->cut);
  reasoning_answer_begin (self->joined);
  while (reader->size > 0)
    add_op (self, fuzz_reader_choice (reader, N_OPS));
  if (is_broken)
    {
      join_text (self);
      return;
    }
  close_text (self);
  reasoning_answer_end (self->cut, "end_turn");
  reasoning_answer_end (self->joined, "end_turn");
}

static void
check_well_formed (CcpExchange *exchange, CcpEventBatch *batch, gboolean is_broken)
{
  g_autoptr (CcpStreamGuard) guard = ccp_stream_guard_new (exchange);
  g_autoptr (CcpEventBatch) passed = ccp_stream_guard_filter (guard, batch);

  g_assert (passed == batch);
  g_assert (ccp_stream_guard_get_finished (guard) == !is_broken);
}

static void
append (CcpEventBatch *all,
        CcpSimpleTransformer *tags,
        CcpExchange *exchange,
        CcpEventBatch *batch,
        CcpTransformFlags flags)
{
  g_autoptr (CcpEventBatch) out =
      ccp_simple_transformer_transform_events (tags, exchange, batch, flags, NULL);

  for (guint i = 0; i < ccp_event_batch_get_length (out); i++)
    ccp_event_batch_append (all, ccp_event_batch_get (out, i));
}

/* Returns: (transfer full): what a client reads */
static char *
run (const char *settings, const char *request, CcpEventBatch *answer, gboolean is_broken)
{
  g_autoptr (CcpSimpleTransformer) tags =
      reasoning_fixture_create (REASONING_TYPE_THINK_TAGS, settings);
  g_autoptr (CcpExchange) exchange = reasoning_fixture_exchange (request);
  g_autoptr (CcpEventBatch) all = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) nothing = ccp_event_batch_new ();

  for (guint i = 0; i < ccp_event_batch_get_length (answer); i++)
    {
      g_autoptr (CcpEventBatch) one = ccp_event_batch_new ();

      ccp_event_batch_append (one, ccp_event_batch_get (answer, i));
      append (all, tags, exchange, one, CCP_TRANSFORM_NONE);
    }
  append (all,
          tags,
          exchange,
          nothing,
          is_broken ? CCP_TRANSFORM_END | CCP_TRANSFORM_CUT : CCP_TRANSFORM_END);
  check_well_formed (exchange, all, is_broken);
  return transcript_render (all);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  FuzzReader reader = { data, MIN (size, MAX_SIZE) };
  const char *settings = params[fuzz_reader_choice (&reader, G_N_ELEMENTS (params))];
  const char *request = asked[fuzz_reader_choice (&reader, G_N_ELEMENTS (asked))];
  gboolean is_broken = fuzz_reader_choice (&reader, 2) == 1;
  Answer answer = { ccp_event_batch_new (),
                    ccp_event_batch_new (),
                    g_string_new (NULL),
                    0,
                    FALSE };
  g_autofree char *cut = NULL;
  g_autofree char *joined = NULL;

  make_answer (&answer, &reader, is_broken);
  cut = run (settings, request, answer.cut, is_broken);
  joined = run (settings, request, answer.joined, is_broken);
  g_assert_cmpstr (cut, ==, joined);
  ccp_event_batch_unref (answer.cut);
  ccp_event_batch_unref (answer.joined);
  g_string_free (answer.text, TRUE);
  return 0;
}
