/* test-reasoning-tag-stream.c: tags in the text of answers become thinking blocks
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "reasoning-tag-stream.h"

#include <string.h>

#include "ccp-message-collector.h"
#include "ccp-message-splitter.h"
#include "ccp-stream-guard.h"
#include "reasoning-answer.h"
#include "reasoning-think-tags.h"
#include "transcript.h"

#define ADD_TABLE(path, table, func)                                                     \
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)                                       \
    {                                                                                    \
      g_autofree char *name = g_strconcat (path, table[i].name, NULL);                   \
      g_test_add_data_func (name, &table[i], func);                                      \
    }

#define SHOWN "{\"model\":\"m\",\"thinking\":{\"type\":\"adaptive\"}}"
#define OMITTED                                                                          \
  "{\"model\":\"m\",\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"}}"
#define HIDDEN "{\"model\":\"m\"}"

#define START "{\"tags\":[\"think\"],\"where\":\"start\"}"
#define IMPLIED "{\"tags\":[\"think\"],\"where\":\"implied\"}"
#define FIRST "{\"tags\":[\"think\"],\"where\":\"first\"}"
#define ANYWHERE "{\"tags\":[\"think\"],\"where\":\"anywhere\"}"
#define OTHERS                                                                             \
  "{\"tags\":[\"thought\",[\"[THINK]\",\"[/THINK]\"],[\"◁think▷\",\"◁/think▷\"]]," \
  "\"where\":\"anywhere\"}"

typedef struct
{
  const char *name;
  const char *params;
  const char *asked;
  const char *blocks[4];
  const char *reason;
  const char *expected;
} Case;

static const Case cases[] = {
  { "start",
    START,
    SHOWN,
    { "text <think>why\nnot</think>\n\nHi <think>" },
    "end_turn",
    "thinking \"why\nnot\" [ccp1:rc]; text \"Hi <think>\"; end_turn 3 7" },
  { "no-tag",
    START,
    SHOWN,
    { "text Hi < there" },
    "end_turn",
    "text \"Hi < there\"; end_turn 3 7" },
  { "white-space-before",
    START,
    SHOWN,
    { "text \n <think>\n\nwhy</think>Hi" },
    "end_turn",
    "thinking \"why\" [ccp1:rc]; text \"Hi\"; end_turn 3 7" },
  { "never-closed",
    START,
    SHOWN,
    { "text <think>why</thin" },
    "max_tokens",
    "thinking \"why</thin\" [ccp1:rc]; max_tokens 3 7" },
  { "never-opened",
    START,
    SHOWN,
    { "text <thin" },
    "max_tokens",
    "text \"<thin\"; max_tokens 3 7" },
  { "nothing-behind",
    START,
    SHOWN,
    { "text <think>why</think>\n" },
    "end_turn",
    "thinking \"why\" [ccp1:rc]; end_turn 3 7" },
  { "empty-thought",
    START,
    SHOWN,
    { "text <think>\n\n</think>\n\nHi" },
    "end_turn",
    "text \"Hi\"; end_turn 3 7" },
  { "nothing-but-an-empty-thought",
    START,
    SHOWN,
    { "text <think></think>" },
    "end_turn",
    "end_turn 3 7" },
  { "empty-text", START, SHOWN, { "text " }, "end_turn", "text \"\"; end_turn 3 7" },
  { "before-a-call",
    START,
    SHOWN,
    { "text <think>why</think>\n", "tool" },
    "tool_use",
    "thinking \"why\" [ccp1:rc]; tool Read t1 {\"a\":1}; tool_use 3 7" },
  { "around-a-call",
    START,
    SHOWN,
    { "text <think>a</think>b", "tool", "text <think>c</think>d" },
    "tool_use",
    "thinking \"a\" [ccp1:rc]; text \"b\"; tool Read t1 {\"a\":1}; thinking \"c\" "
    "[ccp1:rc]; "
    "text \"d\"; tool_use 3 7" },
  { "behind-own-thinking",
    START,
    SHOWN,
    { "thinking own", "text <think>a</think>b" },
    "end_turn",
    "thinking \"own\" [own]; thinking \"a\" [ccp1:rc]; text \"b\"; end_turn 3 7" },
  { "implied",
    IMPLIED,
    SHOWN,
    { "text why</think>\nHi", "tool", "text and so on" },
    "tool_use",
    "thinking \"why\" [ccp1:rc]; text \"Hi\"; tool Read t1 {\"a\":1}; text \"and so "
    "on\"; "
    "tool_use 3 7" },
  { "implied-with-a-tag",
    IMPLIED,
    SHOWN,
    { "text <think>why</think>Hi" },
    "end_turn",
    "thinking \"why\" [ccp1:rc]; text \"Hi\"; end_turn 3 7" },
  { "first",
    FIRST,
    SHOWN,
    { "text Well. <think>a</think> b <think>c</think>" },
    "end_turn",
    "text \"Well. \"; thinking \"a\" [ccp1:rc]; text \"b <think>c</think>\"; end_turn 3 "
    "7" },
  { "anywhere",
    ANYWHERE,
    SHOWN,
    { "text a<think>b</think>c<think>d</think>\n" },
    "end_turn",
    "text \"a\"; thinking \"b\" [ccp1:rc]; text \"c\"; thinking \"d\" [ccp1:rc]; "
    "end_turn 3 7" },
  { "other-tags",
    OTHERS,
    SHOWN,
    { "text <thought>a[/THINK]</thought>b[THINK]c[/THINK]d◁think▷é◁/think▷ ◁/<think>" },
    "end_turn",
    "thinking \"a[/THINK]\" [ccp1:rc]; text \"b\"; thinking \"c\" [ccp1:rc]; text \"d\"; "
    "thinking \"é\" [ccp1:rc]; text \"◁/<think>\"; end_turn 3 7" },
  { "escapes",
    START,
    SHOWN,
    { "text <think>\"\\\t\u00e9\U0001f600</think>\"\\\n\U0001f600" },
    "end_turn",
    "thinking \"\"\\\t\u00e9\U0001f600\" [ccp1:rc]; text \"\"\\\n\U0001f600\"; "
    "end_turn 3 7" },
  { "omitted",
    START,
    OMITTED,
    { "text <think>why</think>Hi" },
    "end_turn",
    "thinking \"\" [ccp1:rc]; text \"Hi\"; end_turn 3 7" },
  { "hidden",
    START,
    HIDDEN,
    { "text <think>why</think>Hi" },
    "end_turn",
    "text \"Hi\"; end_turn 3 7" },
  { "hidden-in-the-middle",
    ANYWHERE,
    HIDDEN,
    { "text a <think>b</think>c", "tool" },
    "tool_use",
    "text \"a c\"; tool Read t1 {\"a\":1}; tool_use 3 7" },
  { "hidden-and-nothing-else",
    START,
    HIDDEN,
    { "text <think>why</think>", "tool" },
    "tool_use",
    "tool Read t1 {\"a\":1}; tool_use 3 7" },
};

static CcpEventBatch *
make_answer (const Case *wanted, gsize cut)
{
  CcpEventBatch *batch = ccp_event_batch_new ();

  reasoning_answer_begin (batch);
  for (guint i = 0; i < G_N_ELEMENTS (wanted->blocks) && wanted->blocks[i] != NULL; i++)
    reasoning_answer_add_block (batch, i, wanted->blocks[i], cut);
  reasoning_answer_end (batch, wanted->reason);
  return batch;
}

static CcpEventBatch *
feed (CcpSimpleTransformer *tags,
      CcpExchange *exchange,
      CcpEventBatch *batch,
      CcpTransformFlags flags)
{
  g_autoptr (GError) error = NULL;
  CcpEventBatch *out =
      ccp_simple_transformer_transform_events (tags, exchange, batch, flags, &error);

  g_assert_no_error (error);
  return out;
}

static void
append_all (CcpEventBatch *to, CcpEventBatch *from)
{
  for (guint i = 0; i < ccp_event_batch_get_length (from); i++)
    ccp_event_batch_append (to, ccp_event_batch_get (from, i));
}

/* Returns: (transfer full): what comes out if each event arrives alone */
static CcpEventBatch *
feed_one_by_one (CcpSimpleTransformer *tags,
                 CcpExchange *exchange,
                 CcpEventBatch *batch,
                 CcpTransformFlags flags)
{
  CcpEventBatch *all = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) nothing = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) end = NULL;

  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    {
      g_autoptr (CcpEventBatch) one = ccp_event_batch_new ();
      g_autoptr (CcpEventBatch) out = NULL;

      ccp_event_batch_append (one, ccp_event_batch_get (batch, i));
      out = feed (tags, exchange, one, CCP_TRANSFORM_NONE);
      append_all (all, out);
    }
  end = feed (tags, exchange, nothing, CCP_TRANSFORM_END | flags);
  append_all (all, end);
  return all;
}

/* nothing may be there that the guard would take out or replace */
static void
check_well_formed (CcpExchange *exchange, CcpEventBatch *batch, gboolean complete)
{
  g_autoptr (CcpStreamGuard) guard = ccp_stream_guard_new (exchange);
  g_autoptr (CcpEventBatch) passed = ccp_stream_guard_filter (guard, batch);

  g_assert_true (passed == batch);
  g_assert_cmpint (ccp_stream_guard_get_finished (guard), ==, complete);
}

static void
check_transcript (CcpEventBatch *batch, const char *expected)
{
  g_autofree char *shown = transcript_render (batch);

  g_assert_cmpstr (shown, ==, expected);
}

static void
check_cut (const Case *wanted, gsize cut)
{
  g_autoptr (CcpSimpleTransformer) tags =
      reasoning_fixture_create (REASONING_TYPE_THINK_TAGS, wanted->params);
  g_autoptr (CcpExchange) exchange = reasoning_fixture_exchange (wanted->asked);
  g_autoptr (CcpEventBatch) answer = make_answer (wanted, cut);
  g_autoptr (CcpEventBatch) out =
      feed_one_by_one (tags, exchange, answer, CCP_TRANSFORM_NONE);

  check_well_formed (exchange, out, TRUE);
  check_transcript (out, wanted->expected);
}

/* The result does not depend on where the pieces end. */
static void
test_every_cut (gconstpointer data)
{
  const Case *wanted = data;
  gsize longest = 0;

  check_cut (wanted, REASONING_UNCUT);
  check_cut (wanted, REASONING_CHARACTERS);
  for (guint i = 0; i < G_N_ELEMENTS (wanted->blocks) && wanted->blocks[i] != NULL; i++)
    longest = MAX (longest, strlen (wanted->blocks[i]));
  for (gsize cut = 1; cut < longest; cut++)
    {
      gboolean is_whole = TRUE;

      for (guint i = 0; i < G_N_ELEMENTS (wanted->blocks) && wanted->blocks[i] != NULL;
           i++)
        if (cut + strlen ("text ") < strlen (wanted->blocks[i]))
          is_whole &= (wanted->blocks[i][cut + strlen ("text ")] & 0xc0) != 0x80;
      if (is_whole)
        check_cut (wanted, cut);
    }
}

static void
test_whole_message (gconstpointer data)
{
  const Case *wanted = data;
  g_autoptr (CcpSimpleTransformer) tags =
      reasoning_fixture_create (REASONING_TYPE_THINK_TAGS, wanted->params);
  g_autoptr (CcpExchange) exchange = reasoning_fixture_exchange (wanted->asked);
  g_autoptr (CcpEventBatch) answer = make_answer (wanted, REASONING_UNCUT);
  g_autoptr (CcpEventBatch) out = feed (tags, exchange, answer, CCP_TRANSFORM_END);
  g_autoptr (CcpMessageCollector) collector = ccp_message_collector_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) message = NULL;
  g_autoptr (CcpEventBatch) again = NULL;

  ccp_message_collector_add (collector, out);
  message = ccp_message_collector_finish (collector, &error);
  g_assert_no_error (error);
  g_assert_true (ccp_stream_guard_check_message (message, &error));
  again = ccp_message_splitter_split (message, &error);
  g_assert_no_error (error);

  check_transcript (again, wanted->expected);
}

/* What breaks off is given as far as it came, and no block is closed that was not. */
typedef struct
{
  const char *name;
  const char *text;
  const char *expected;
} Broken;

static const Broken broken[] = {
  { "in-text", "<think>a</think>b", "thinking \"a\" [ccp1:rc]; text \"b\" ..." },
  { "in-thinking", "<think>a", "thinking \"a\" ..." },
  { "in-the-opening-tag", "<thi", "text \"<thi\" ..." },
  { "in-the-closing-tag", "<think>a</thi", "thinking \"a</thi\" ..." },
  { "behind-the-closing-tag", "<think>a</think>", "thinking \"a\" ..." },
  { "before-all", "", "" },
};

static void
test_broken (gconstpointer data)
{
  const Broken *wanted = data;
  g_autoptr (CcpSimpleTransformer) tags =
      reasoning_fixture_create (REASONING_TYPE_THINK_TAGS, START);
  g_autoptr (CcpExchange) exchange = reasoning_fixture_exchange (SHOWN);
  g_autoptr (CcpEventBatch) answer = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) out = NULL;

  reasoning_answer_begin (answer);
  reasoning_answer_start_block (answer, 0, "{\"type\":\"text\",\"text\":\"\"}");
  reasoning_answer_add_pieces (answer, 0, wanted->text, REASONING_UNCUT);
  out = feed_one_by_one (tags, exchange, answer, CCP_TRANSFORM_CUT);

  check_well_formed (exchange, out, FALSE);
  check_transcript (out, wanted->expected);
}

/* an error comes behind what was said before it */
static void
test_error (void)
{
  g_autoptr (CcpSimpleTransformer) tags =
      reasoning_fixture_create (REASONING_TYPE_THINK_TAGS, START);
  g_autoptr (CcpExchange) exchange = reasoning_fixture_exchange (SHOWN);
  g_autoptr (CcpEventBatch) answer = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) out = NULL;

  reasoning_answer_begin (answer);
  reasoning_answer_start_block (answer, 0, "{\"type\":\"text\",\"text\":\"\"}");
  reasoning_answer_add_pieces (answer, 0, "<think>a</", REASONING_UNCUT);
  reasoning_answer_add (answer,
                        "error",
                        "{\"type\":\"error\",\"error\":{\"type\":\"api_error\","
                        "\"message\":\"no\"},\"request_id\":\"r\"}");
  out = feed (tags, exchange, answer, CCP_TRANSFORM_END);

  check_well_formed (exchange, out, TRUE);
  check_transcript (out, "thinking \"a</\" ...; error api_error \"no\"");
}

/* What is certain goes out at once. */
static void
test_streams (void)
{
  g_autoptr (CcpSimpleTransformer) tags =
      reasoning_fixture_create (REASONING_TYPE_THINK_TAGS, START);
  g_autoptr (CcpExchange) exchange = reasoning_fixture_exchange (SHOWN);
  g_autoptr (CcpEventBatch) answer = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) out = NULL;

  reasoning_answer_begin (answer);
  reasoning_answer_start_block (answer, 0, "{\"type\":\"text\",\"text\":\"\"}");
  reasoning_answer_add_pieces (answer, 0, "<think>a long thought</th", REASONING_UNCUT);
  out = feed (tags, exchange, answer, CCP_TRANSFORM_NONE);

  check_transcript (out, "thinking \"a long thought\" ...");
}

/* Events of an answer without tags are the very same ones. */
static void
test_passes_untouched (void)
{
  const Case plain = { "", FIRST, SHOWN, { "thinking own", "tool" }, "tool_use", NULL };
  g_autoptr (CcpSimpleTransformer) tags =
      reasoning_fixture_create (REASONING_TYPE_THINK_TAGS, plain.params);
  g_autoptr (CcpExchange) exchange = reasoning_fixture_exchange (plain.asked);
  g_autoptr (CcpEventBatch) answer = make_answer (&plain, REASONING_UNCUT);
  g_autoptr (CcpEventBatch) out = feed (tags, exchange, answer, CCP_TRANSFORM_END);

  g_assert_cmpuint (ccp_event_batch_get_length (out),
                    ==,
                    ccp_event_batch_get_length (answer));
  for (guint i = 0; i < ccp_event_batch_get_length (out); i++)
    g_assert_true (ccp_event_batch_get (out, i) == ccp_event_batch_get (answer, i));
}

/* A citation belongs to the text that it stands in; the text of the start is text too. */
static void
test_citations (void)
{
  g_autoptr (CcpSimpleTransformer) tags =
      reasoning_fixture_create (REASONING_TYPE_THINK_TAGS, START);
  g_autoptr (CcpExchange) exchange = reasoning_fixture_exchange (SHOWN);
  g_autoptr (CcpEventBatch) answer = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) out = NULL;
  const char *citation = "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{"
                         "\"type\":\"citations_delta\",\"citation\":{\"url\":\"u\"}}}";
  CcpJsonValue value;
  gint64 index = 0;

  reasoning_answer_begin (answer);
  reasoning_answer_start_block (
      answer,
      0,
      "{\"type\":\"text\",\"text\":\"<think>a</think>b\",\"citations\":[]}");
  reasoning_answer_add (answer, "content_block_delta", citation);
  reasoning_answer_stop_block (answer, 0);
  reasoning_answer_end (answer, "end_turn");
  out = feed (tags, exchange, answer, CCP_TRANSFORM_END);

  check_well_formed (exchange, out, TRUE);
  check_transcript (out, "thinking \"a\" [ccp1:rc]; text \"b\"; end_turn 3 7");
  ccp_json_get_root (ccp_event_get_data (ccp_event_batch_get (out, 7)), &value);
  value = ccp_json_value_member (&value, "index");
  g_assert_true (ccp_json_value_get_int (&value, &index));
  g_assert_cmpint (index, ==, 1);
}

/* An answer that begins again after a failure is read from its beginning. */
static void
test_begins_again (void)
{
  const Case again = { "", START, SHOWN, { "text <think>a</think>b" }, "end_turn", NULL };
  g_autoptr (CcpSimpleTransformer) tags =
      reasoning_fixture_create (REASONING_TYPE_THINK_TAGS, START);
  g_autoptr (CcpExchange) exchange = reasoning_fixture_exchange (SHOWN);
  g_autoptr (CcpEventBatch) broken_off = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) answer = make_answer (&again, REASONING_UNCUT);
  g_autoptr (CcpEventBatch) lost = NULL;
  g_autoptr (CcpEventBatch) out = NULL;

  reasoning_answer_begin (broken_off);
  reasoning_answer_start_block (broken_off, 0, "{\"type\":\"text\",\"text\":\"\"}");
  reasoning_answer_add_pieces (broken_off, 0, "<think>x</th", REASONING_UNCUT);
  lost = feed (tags, exchange, broken_off, CCP_TRANSFORM_NONE);
  out = feed (tags, exchange, answer, CCP_TRANSFORM_END);

  check_well_formed (exchange, out, TRUE);
  check_transcript (out, "thinking \"a\" [ccp1:rc]; text \"b\"; end_turn 3 7");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_TABLE ("/reasoning-tag-stream/feed/every-cut/", cases, test_every_cut);
  ADD_TABLE ("/reasoning-tag-stream/feed/whole-message/", cases, test_whole_message);
  ADD_TABLE ("/reasoning-tag-stream/feed/broken-off-", broken, test_broken);
  g_test_add_func ("/reasoning-tag-stream/feed/error", test_error);
  g_test_add_func ("/reasoning-tag-stream/feed/streams", test_streams);
  g_test_add_func ("/reasoning-tag-stream/feed/passes-untouched", test_passes_untouched);
  g_test_add_func ("/reasoning-tag-stream/feed/citations", test_citations);
  g_test_add_func ("/reasoning-tag-stream/feed/begins-again", test_begins_again);

  return g_test_run ();
}
