/* test-stream-rescue.c: streams that go on when a transformer of them fails
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-stream-rescue.h"

#define START                                                                            \
  "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":" \
  "\"assistant\",\"model\":\"x\",\"content\":[],\"usage\":{}}}"

#define MAX_BATCHES 6

/* what goes in, and what the transformer makes of it; "=" if that is the same */
typedef struct
{
  const char *in;
  const char *out;
} Batch;

typedef struct
{
  const char *name;
  CcpSide side;
  Batch batches[MAX_BATCHES];
  const char *failing;  /* what it fails at */
  const char *expected; /* NULL if nothing can be made of it */
} Case;

/* S message_start, t0 and T0 the start of a text or a tool block, "a0:x" a delta of text,
 * "i0:x" one of arguments, e0 the end of a block, D message_delta, E message_stop, p
 * ping; anything else is an event of another format */
static const Case cases[] = {
  { "at-the-start", CCP_SIDE_ANTHROPIC, { { NULL, NULL } }, "S t0", "S t0" },
  { "nothing-was-changed", CCP_SIDE_ANTHROPIC, { { "S t0", "=" } }, "a0:x", "a0:x" },
  { "held-back-from-the-start",
    CCP_SIDE_ANTHROPIC,
    { { "S t0", "" }, { "a0:x", "" } },
    "e0 D E",
    "S t0 a0:x e0 D E" },
  { "held-back-in-the-middle",
    CCP_SIDE_ANTHROPIC,
    { { "S t0", "=" }, { "a0:x", "=" }, { "a0:<", "" } },
    "a0:y",
    "a0:< a0:y" },
  { "held-back-arguments",
    CCP_SIDE_ANTHROPIC,
    { { "S T0", "=" }, { "i0:{", "" }, { "i0:1", "" } },
    "e0",
    "i0:{ i0:1 e0" },
  { "a-part-of-a-batch-let-through",
    CCP_SIDE_ANTHROPIC,
    { { "S t0 a0:x", "S" }, { "a0:y a0:z", "t0 a0:x" } },
    "e0",
    "a0:y a0:z e0" },
  { "released-as-it-was",
    CCP_SIDE_ANTHROPIC,
    { { "S t0", "" }, { "a0:x", "S t0 a0:x" } },
    "a0:y",
    "a0:y" },
  { "at-the-end",
    CCP_SIDE_ANTHROPIC,
    { { "S t0 a0:x", "=" }, { "e0 D E", "" } },
    "",
    "e0 D E" },
  { "changed-in-an-open-block",
    CCP_SIDE_ANTHROPIC,
    { { "S t0", "=" }, { "a0:x", "a0:X" } },
    "a0:y",
    NULL },
  { "changed-and-a-ping-since",
    CCP_SIDE_ANTHROPIC,
    { { "S t0", "=" }, { "a0:x<", "a0:x" }, { "p", "=" } },
    "a0:y",
    NULL },
  { "changed-in-a-block-that-is-over",
    CCP_SIDE_ANTHROPIC,
    { { "S t0", "=" }, { "a0:x", "a0:X" }, { "e0", "=" } },
    "t1 a1:y",
    "t1 a1:y" },
  { "changed-before-and-held-now",
    CCP_SIDE_ANTHROPIC,
    { { "S t0 a0:x", "S t0 a0:X" }, { "e0", "=" }, { "t1", "" }, { "a1:y", "" } },
    "e1",
    "t1 a1:y e1" },
  { "another-kind-of-block", CCP_SIDE_ANTHROPIC, { { "S t0", "S T0" } }, "a0:x", NULL },
  { "a-block-less",
    CCP_SIDE_ANTHROPIC,
    { { "S t0 a0:x e0", "S" }, { "t1 a1:y e1", "t0 a0:y e0" } },
    "t2",
    NULL },
  { "a-whole-block-held-back",
    CCP_SIDE_ANTHROPIC,
    { { "S t0 e0", "=" }, { "T1 i1:1 e1", "" } },
    "D E",
    "T1 i1:1 e1 D E" },
  { "the-end-held-back",
    CCP_SIDE_ANTHROPIC,
    { { "S t0 e0", "=" }, { "D E", "D" } },
    "",
    "E" },
  { "broken-by-the-transformer",
    CCP_SIDE_ANTHROPIC,
    { { "S t0", "S e0" }, { "e0", "" } },
    "D",
    NULL },
  { "upstream-unchanged", CCP_SIDE_UPSTREAM, { { "x y", "=" } }, "z", "z" },
  { "upstream-held-back", CCP_SIDE_UPSTREAM, { { "x", "=" }, { "y", "" } }, "z", "y z" },
  { "upstream-changed", CCP_SIDE_UPSTREAM, { { "x", "X" }, { "y", "=" } }, "z", NULL },
};

/* Returns: the data of the event that @word stands for */
static char *
write_data (const char *word)
{
  const char *rest = word[0] != '\0' ? word + 1 : word;
  const char *colon = strchr (word, ':');
  int index = (int) g_ascii_strtoll (rest, NULL, 10);

  switch (word[0])
    {
    case 'S':
      return g_strdup (START);
    case 't':
      return g_strdup_printf ("{\"type\":\"content_block_start\",\"index\":%d,"
                              "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
                              index);
    case 'T':
      return g_strdup_printf ("{\"type\":\"content_block_start\",\"index\":%d,"
                              "\"content_block\":{\"type\":\"tool_use\",\"id\":\"i\","
                              "\"name\":\"n\",\"input\":{}}}",
                              index);
    case 'a':
      return g_strdup_printf ("{\"type\":\"content_block_delta\",\"index\":%d,\"delta\":"
                              "{\"type\":\"text_delta\",\"text\":\"%s\"}}",
                              index,
                              colon + 1);
    case 'i':
      return g_strdup_printf ("{\"type\":\"content_block_delta\",\"index\":%d,\"delta\":"
                              "{\"type\":\"input_json_delta\",\"partial_json\":\"%s\"}}",
                              index,
                              colon + 1);
    case 'e':
      return g_strdup_printf ("{\"type\":\"content_block_stop\",\"index\":%d}", index);
    case 'D':
      return g_strdup ("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":"
                       "\"end_turn\"},\"usage\":{}}");
    case 'E':
      return g_strdup ("{\"type\":\"message_stop\"}");
    case 'p':
      return g_strdup ("{\"type\":\"ping\"}");
    default:
      return g_strdup_printf ("{\"type\":\"%s\"}", word);
    }
}

static CcpEventBatch *
create_batch (const char *words)
{
  CcpEventBatch *batch = ccp_event_batch_new ();
  g_auto (GStrv) list = g_strsplit (words, " ", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      g_autofree char *text = write_data (list[i]);
      g_autoptr (CcpJson) data = ccp_json_new_from_text (text, -1, NULL);
      g_autofree char *type = NULL;
      CcpJsonValue value;

      if (list[i][0] == '\0')
        continue;
      ccp_json_get_root (data, &value);
      value = ccp_json_value_member (&value, "type");
      type = ccp_json_value_dup_string (&value, NULL);
      ccp_event_batch_take (batch, ccp_event_new (type, data));
    }
  return batch;
}

static char *
describe (CcpEventBatch *batch)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    {
      g_autofree char *text =
          ccp_json_to_text (ccp_event_get_data (ccp_event_batch_get (batch, i)));

      g_string_append_printf (lines, "%s\n", text);
    }
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

static void
test_take_over (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (CcpStreamRescue) rescue = ccp_stream_rescue_new (c->side);
  g_autoptr (CcpEventBatch) failing = create_batch (c->failing);
  g_autoptr (CcpEventBatch) batch = NULL;

  for (guint i = 0; i < MAX_BATCHES && c->batches[i].in != NULL; i++)
    {
      const Batch *b = &c->batches[i];
      g_autoptr (CcpEventBatch) in = create_batch (b->in);
      g_autoptr (CcpEventBatch) out =
          create_batch (g_str_equal (b->out, "=") ? b->in : b->out);

      ccp_stream_rescue_watch (rescue, in, out);
    }
  batch = ccp_stream_rescue_take_over (rescue, failing);

  if (c->expected == NULL)
    g_assert_null (batch);
  else
    {
      g_autoptr (CcpEventBatch) wanted = create_batch (c->expected);
      g_autofree char *expected = describe (wanted);
      g_autofree char *shown = NULL;

      g_assert_nonnull (batch);
      shown = describe (batch);
      g_assert_cmpstr (shown, ==, expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/stream-rescue/take-over/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_take_over);
    }

  return g_test_run ();
}
