/* fuzz-sse.c: the bytes of an answer give the same events however they are cut
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The first byte of the input says what the answer is said to be, the second how it is
 * cut; the rest is the answer.
 */
#include <ccp.h>

#include "ccp-framer.h"
#include "fuzz-reader.h"
#include "fuzz-target.h"
#include "sse-reader.h"

static const char *const content_types[] = {
  NULL,
  "text/event-stream",
  "application/json",
};

/* Pieces of 1 to 16 bytes, in an order that depends on @seed; one piece if it is 0. */
static gsize
next_piece (guint *seed, gsize left)
{
  if (*seed == 0)
    return left;
  *seed = *seed * 1103515245u + 12345u;
  return MIN (left, 1 + (*seed >> 16) % 16);
}

static void
take_events (CcpSseParser *parser, gboolean at_end, GString *out)
{
  for (;;)
    {
      g_auto (CcpSseEvent) event = { 0 };
      gsize length = 0;
      const char *data = NULL;

      if (!ccp_sse_parser_next (parser, at_end, &event, NULL))
        return;
      data = g_bytes_get_data (event.data, &length);
      sse_reader_note (out, event.name, data, length);
    }
}

static GString *
parse (const uint8_t *data, size_t size, guint seed)
{
  g_autoptr (CcpSseParser) parser = ccp_sse_parser_new ();
  GString *out = g_string_new (NULL);

  while (size > 0)
    {
      gsize piece = next_piece (&seed, size);

      ccp_sse_parser_feed (parser, data, piece);
      take_events (parser, FALSE, out);
      data += piece;
      size -= piece;
    }
  take_events (parser, TRUE, out);
  return out;
}

static GString *
describe (CcpEventBatch *batch)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    {
      CcpEvent *event = ccp_event_batch_get (batch, i);
      CcpJson *json = ccp_event_get_data (event);
      gsize length = 0;
      const char *text = json != NULL ? ccp_json_peek (json, &length) : NULL;

      if (json == NULL)
        {
          text = ccp_event_get_text (event);
          length = strlen (text);
        }
      g_string_append (out, json != NULL ? "json " : "text ");
      sse_reader_note (out, ccp_event_get_name (event), text, length);
    }
  return out;
}

static GString *
frame (const uint8_t *data, size_t size, guint kind, guint seed)
{
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  CcpFramer framer;

  ccp_framer_init (&framer, kind & 3, content_types[kind / 4 % 3]);
  while (size > 0)
    {
      gsize piece = next_piece (&seed, size);

      ccp_framer_feed (&framer, data, piece);
      g_assert (ccp_framer_collect (&framer, CCP_FRAMER_OPEN, batch, NULL));
      data += piece;
      size -= piece;
    }
  g_assert (ccp_framer_collect (&framer, CCP_FRAMER_ENDED, batch, NULL));
  ccp_framer_clear (&framer);
  return describe (batch);
}

/* @a, @b: (transfer full) */
static void
assert_equal (GString *a, GString *b)
{
  g_assert (g_string_equal (a, b));
  g_string_free (a, TRUE);
  g_string_free (b, TRUE);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  FuzzReader input = { data, size };
  guint kind = fuzz_reader_byte (&input);
  guint seed = 1u + fuzz_reader_byte (&input);

  assert_equal (parse (input.data, input.size, 0),
                sse_reader_read ((const char *) input.data, input.size));
  assert_equal (parse (input.data, input.size, seed),
                sse_reader_read ((const char *) input.data, input.size));
  assert_equal (frame (input.data, input.size, kind, 0),
                frame (input.data, input.size, kind, seed));
  return 0;
}
