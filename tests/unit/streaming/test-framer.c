/* test-framer.c: events out of bytes, however these are cut
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-framer.h"
#include "streaming-fixture.h"

typedef struct
{
  const char *name;
  const char *content_type;
  CcpFraming framing;
  const char *bytes;
  const char *expected;
} Case;

#define SSE "text/event-stream; charset=utf-8"
#define JSON "application/json"

static const Case cases[] = {
  { "lf", SSE, CCP_FRAMING_SSE, "data: {\"a\":1}\n\ndata: 2\n\n", "|{\"a\":1}\n|2\n" },
  { "crlf", SSE, CCP_FRAMING_SSE, "data: 1\r\n\r\ndata: 2\r\n\r\n", "|1\n|2\n" },
  { "cr", SSE, CCP_FRAMING_SSE, "data: 1\r\rdata: 2\r\r", "|1\n|2\n" },
  { "mixed-ends",
    SSE,
    CCP_FRAMING_SSE,
    "data: 1\r\n\ndata: 2\r\rdata: 3\n\r",
    "|1\n|2\n|3\n" },
  { "cr-then-lf-lines",
    SSE,
    CCP_FRAMING_SSE,
    "data: [\r\ndata: 1]\r\n\r\n",
    "|[\\n1]\n" },
  { "no-blank-after-colon", SSE, CCP_FRAMING_SSE, "data:1\n\ndata:  2\n\n", "|1\n| 2\n" },
  { "names",
    SSE,
    CCP_FRAMING_SSE,
    "event: ping\ndata: {}\n\ndata: {}\n\nevent:x\nevent: y\ndata:1\n\n",
    "ping|{}\n|{}\ny|1\n" },
  { "several-data-lines",
    SSE,
    CCP_FRAMING_SSE,
    "data: {\"a\":\ndata: 1,\ndata\ndata: \"b\":2}\n\n",
    "|{\"a\":\\n1,\\n\\n\"b\":2}\n" },
  { "comments",
    SSE,
    CCP_FRAMING_SSE,
    ": OPENROUTER PROCESSING\n\n:\n: x\ndata: 1\n: y\n\n: z\n\n",
    "|1\n" },
  { "other-fields",
    SSE,
    CCP_FRAMING_SSE,
    "id: 5\nretry: 10\nnonsense\nfoo: bar\ndata: 1\n\nid: 6\n\n",
    "|1\n" },
  { "nothing-in-it",
    SSE,
    CCP_FRAMING_SSE,
    "data:\n\ndata: \n\nevent: x\n\ndata: 1\n\n",
    "|1\n" },
  { "named-without-data", SSE, CCP_FRAMING_SSE, "event: x\ndata:\n\n", "x|text:\n" },
  { "byte-order-mark",
    SSE,
    CCP_FRAMING_SSE,
    "\xef\xbb\xbf"
    "data: 1\n\n",
    "|1\n" },
  { "byte-order-mark-later",
    SSE,
    CCP_FRAMING_SSE,
    "data: 1\n\n\xef\xbb\xbf"
    "data: 2\n\ndata: 3\n\n",
    "|1\n|3\n" },
  { "no-final-blank-line", SSE, CCP_FRAMING_SSE, "data: 1\n\ndata: 2\n", "|1\n|2\n" },
  { "no-final-line-end", SSE, CCP_FRAMING_SSE, "data: 1\n\ndata: {}", "|1\n|{}\n" },
  { "cut-object", SSE, CCP_FRAMING_SSE, "data: 1\n\ndata: {\"a\":", "|1\n" },
  { "cut-object-with-line-end",
    SSE,
    CCP_FRAMING_SSE,
    "data: {\"a\":\n",
    "|text:{\"a\":\n" },
  { "done", SSE, CCP_FRAMING_SSE, "data: 1\n\ndata: [DONE]\n\ndata: 2\n\n", "|1\n" },
  { "done-unclosed", SSE, CCP_FRAMING_SSE, "data: 1\n\ndata:  [DONE] ", "|1\n" },
  { "text",
    SSE,
    CCP_FRAMING_SSE,
    "data: rate limited\n\nevent: error\ndata: [half\n\n",
    "|text:rate limited\nerror|text:[half\n" },
  { "utf-8",
    SSE,
    CCP_FRAMING_SSE,
    "data: \"ä😀漢\"\n\n",
    "|\"\\303\\244\\360\\237\\230\\200\\346\\274\\242\"\n" },
  { "empty", SSE, CCP_FRAMING_AUTO, "", "" },
  { "blank", JSON, CCP_FRAMING_AUTO, " \n\n ", "" },
  { "document", JSON, CCP_FRAMING_AUTO, "\n {\"a\": [1]}\n", "|{\"a\": [1]}\\n\n" },
  { "document-as-stream",
    SSE,
    CCP_FRAMING_AUTO,
    "{\"error\":\n{}}",
    "|{\"error\":\\n{}}\n" },
  { "stream-as-document",
    JSON,
    CCP_FRAMING_AUTO,
    "data: {}\n\ndata: [DONE]\n\n",
    "|{}\n" },
  { "stream-as-document-event",
    JSON,
    CCP_FRAMING_DOCUMENT,
    "event: x\ndata: {}\n\n",
    "x|{}\n" },
  { "comment-as-document", NULL, CCP_FRAMING_AUTO, ": hi\n\ndata: {}\n\n", "|{}\n" },
  { "stream-without-type", NULL, CCP_FRAMING_AUTO, "retry: 1\ndata: {}\n\n", "|{}\n" },
  { "html",
    "text/html",
    CCP_FRAMING_AUTO,
    "<html>data: x\n\n</html>",
    "|text:<html>data: x\\n\\n</html>\n" },
  { "short-text", "text/plain", CCP_FRAMING_AUTO, "dat", "|text:dat\n" },
  { "cut-document", JSON, CCP_FRAMING_AUTO, "{\"a\":", "|text:{\"a\":\n" },
  { "document-array", JSON, CCP_FRAMING_DOCUMENT, "[1,2]", "|[1,2]\n" },
  { "byte-order-mark-document", JSON, CCP_FRAMING_AUTO, "\xef\xbb\xbf{}", "|{}\n" },
  { "array",
    JSON,
    CCP_FRAMING_JSON_ARRAY,
    "[{\"a\":\"]},{\\\"\"}\n,\r\n [1] ,\"x,]\\\\\", 12 ,true,null]\n",
    "|{\"a\":\"]},{\\\"\"}\n|[1]\n|\"x,]\\\\\"\n|12\n|true\n|null\n" },
  { "array-by-itself", JSON, CCP_FRAMING_AUTO, " [{},\n{}]", "|{}\n|{}\n" },
  { "array-empty", JSON, CCP_FRAMING_AUTO, "[]", "" },
  { "array-cut", JSON, CCP_FRAMING_AUTO, "[{\"a\":1},{\"b\"", "|{\"a\":1}\n" },
  { "array-of-nonsense", JSON, CCP_FRAMING_AUTO, "[{x},{}]{}", "|text:{x}\n|{}\n" },
  { "array-that-is-an-object",
    JSON,
    CCP_FRAMING_JSON_ARRAY,
    "{\"error\":1}",
    "|{\"error\":1}\n" },
};

/* Feeds the bytes in the pieces that end at the offsets in @cuts. */
static char *
run (const Case *c, const gsize *cuts, gsize n_cuts, CcpFramerInput end)
{
  GString *lines = g_string_new (NULL);
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  CcpFramer framer;
  gsize length = strlen (c->bytes);
  gsize start = 0;

  ccp_framer_init (&framer, c->framing, c->content_type);
  for (gsize i = 0; i <= n_cuts; i++)
    {
      gsize stop = i < n_cuts ? cuts[i] : length;

      ccp_framer_feed (&framer, (const guint8 *) c->bytes + start, stop - start);
      g_assert_true (ccp_framer_collect (&framer, CCP_FRAMER_OPEN, batch, NULL));
      start = stop;
    }
  g_assert_true (ccp_framer_collect (&framer, end, batch, NULL));
  g_assert_true (ccp_framer_collect (&framer, end, batch, NULL));
  describe_events (batch, lines);
  ccp_framer_clear (&framer);
  return g_string_free (lines, FALSE);
}

static void
test_whole (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *lines = run (c, NULL, 0, CCP_FRAMER_ENDED);

  g_assert_cmpstr (lines, ==, c->expected);
}

static void
test_every_cut (gconstpointer data)
{
  const Case *c = data;

  for (gsize first = 0; first <= strlen (c->bytes); first++)
    for (gsize second = first; second <= strlen (c->bytes); second++)
      {
        const gsize cuts[] = { first, second };
        g_autofree char *lines = run (c, cuts, 2, CCP_FRAMER_ENDED);

        g_assert_cmpstr (lines, ==, c->expected);
      }
}

static void
test_each_byte (gconstpointer data)
{
  const Case *c = data;
  gsize length = strlen (c->bytes);
  g_autofree gsize *cuts = g_new0 (gsize, length + 1);
  g_autofree char *lines = NULL;

  for (gsize i = 0; i < length; i++)
    cuts[i] = i;
  lines = run (c, cuts, length, CCP_FRAMER_ENDED);

  g_assert_cmpstr (lines, ==, c->expected);
}

static char *
join_raw (CcpEventBatch *batch)
{
  GString *raw = g_string_new (NULL);

  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    {
      GBytes *bytes = ccp_event_get_raw (ccp_event_batch_get (batch, i));

      g_assert_nonnull (bytes);
      g_string_append_len (raw, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }
  return g_string_free (raw, FALSE);
}

/* what nobody changes goes out as it came in */
static void
test_raw_bytes (void)
{
  static const char *const streams[] = {
    "event: a\ndata: 1\n\ndata: 2\nid: 7\n\n",
    "event: a\r\ndata: 1\r\n\r\ndata:2\r\n\r\n",
    "data: 1\r\rdata: 2\r\r",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (streams); i++)
    for (gsize cut = 0; cut < strlen (streams[i]); cut++)
      {
        g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
        g_autofree char *raw = NULL;
        CcpFramer framer;

        ccp_framer_init (&framer, CCP_FRAMING_SSE, NULL);
        ccp_framer_feed (&framer, (const guint8 *) streams[i], cut);
        ccp_framer_collect (&framer, CCP_FRAMER_OPEN, batch, NULL);
        ccp_framer_feed (&framer,
                         (const guint8 *) streams[i] + cut,
                         strlen (streams[i]) - cut);
        ccp_framer_collect (&framer, CCP_FRAMER_OPEN, batch, NULL);
        ccp_framer_clear (&framer);
        raw = join_raw (batch);
        /* the LF of a CRLF may come after the event is complete */
        if (g_str_has_suffix (streams[i], "\n") && !g_str_has_suffix (raw, "\n"))
          g_assert_cmpmem (raw, strlen (raw), streams[i], strlen (streams[i]) - 1);
        else
          g_assert_cmpstr (raw, ==, streams[i]);
      }
}

/* an event without its end would run into the next one */
static void
test_no_raw_bytes_without_end (void)
{
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  CcpFramer framer;

  ccp_framer_init (&framer, CCP_FRAMING_SSE, NULL);
  ccp_framer_feed (&framer, (const guint8 *) "data: 1\n", 8);
  ccp_framer_collect (&framer, CCP_FRAMER_ENDED, batch, NULL);
  ccp_framer_clear (&framer);

  g_assert_cmpuint (ccp_event_batch_get_length (batch), ==, 1);
  g_assert_null (ccp_event_get_raw (ccp_event_batch_get (batch, 0)));
}

static void
test_cut_document (void)
{
  static const Case whole = { "", JSON, CCP_FRAMING_AUTO, "{\"a\":1}", NULL };
  static const Case half = { "", JSON, CCP_FRAMING_AUTO, "{\"a\":", NULL };
  g_autofree char *whole_lines = run (&whole, NULL, 0, CCP_FRAMER_CUT);
  g_autofree char *half_lines = run (&half, NULL, 0, CCP_FRAMER_CUT);

  g_assert_cmpstr (whole_lines, ==, "|{\"a\":1}\n");
  g_assert_cmpstr (half_lines, ==, "");
}

typedef struct
{
  const char *name;
  CcpFraming framing;
  const char *start;
  const char *piece;
  gsize limit;
  const char *message;
} LimitCase;

static const LimitCase limit_cases[] = {
  { "line", CCP_FRAMING_SSE, "data: ", "xxxxxxxxxxxxxxxx", CCP_SSE_MAX_LINE, "line" },
  { "event",
    CCP_FRAMING_SSE,
    "data: x\n",
    "data: xxxxxxxxx\n",
    CCP_SSE_MAX_EVENT,
    "event" },
  { "document",
    CCP_FRAMING_AUTO,
    "{\"a\":\"",
    "xxxxxxxxxxxxxxxx",
    CCP_FRAMER_MAX_DOCUMENT,
    "answer" },
  { "element",
    CCP_FRAMING_AUTO,
    "[\"",
    "xxxxxxxxxxxxxxxx",
    CCP_ARRAY_MAX_ELEMENT,
    "element" },
  { "total",
    CCP_FRAMING_SSE,
    "data: x\n\n",
    ": xxxxxxxxxxxxx\n",
    CCP_FRAMER_MAX_TOTAL,
    "answer" },
};

static void
test_limit (gconstpointer data)
{
  const LimitCase *c = data;
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (GString) piece = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  CcpFramer framer;
  gsize fed = strlen (c->start);

  while (piece->len < 1 << 20)
    g_string_append (piece, c->piece);
  ccp_framer_init (&framer, c->framing, NULL);
  ccp_framer_feed (&framer, (const guint8 *) c->start, strlen (c->start));
  while (ccp_framer_collect (&framer, CCP_FRAMER_OPEN, batch, &error))
    {
      ccp_framer_feed (&framer, (const guint8 *) piece->str, piece->len);
      fed += piece->len;
    }
  ccp_framer_clear (&framer);

  g_assert_error (error, CCP_ERROR, CCP_ERROR_UPSTREAM);
  g_assert_nonnull (strstr (error->message, c->message));
  g_assert_cmpuint (fed, >, c->limit);
  g_assert_cmpuint (fed, <=, c->limit + 2 * piece->len + 16);
}

/* T85: what nobody can read is told from what says nothing, or says it badly */
static void
test_foreign (void)
{
  static const struct
  {
    const char *bytes;
    gboolean foreign;
  } foreigners[] = {
    { "<html></html>", TRUE },
    { "\xef\xbb\xbf\r\n <!DOCTYPE html>", TRUE },
    { "Not Found\n", TRUE },
    { "dat", TRUE },
    { "", FALSE },
    { " \n\n", FALSE },
    { ": comment\n\n", FALSE },
    { "data: x\n\n", FALSE },
    { "event: x\n", FALSE },
    { "{\"a\":", FALSE },
    { "[{x}", FALSE },
    { "data: [DONE]\n\n", FALSE },
    { "<html>\ndata: {}\n\n", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (foreigners); i++)
    for (gsize cut = 0; cut <= strlen (foreigners[i].bytes); cut++)
      {
        g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
        const guint8 *bytes = (const guint8 *) foreigners[i].bytes;
        CcpFramer framer;

        ccp_framer_init (&framer, CCP_FRAMING_AUTO, "text/event-stream");
        ccp_framer_feed (&framer, bytes, cut);
        ccp_framer_collect (&framer, CCP_FRAMER_OPEN, batch, NULL);
        ccp_framer_feed (&framer, bytes + cut, strlen (foreigners[i].bytes) - cut);
        ccp_framer_collect (&framer, CCP_FRAMER_ENDED, batch, NULL);

        g_assert_cmpint (ccp_framer_is_foreign (&framer), ==, foreigners[i].foreign);
        ccp_framer_clear (&framer);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/framer/raw/as-it-came", test_raw_bytes);
  g_test_add_func ("/framer/raw/not-without-end", test_no_raw_bytes_without_end);
  g_test_add_func ("/framer/cut/document", test_cut_document);
  ADD_TABLE ("/framer/whole/T83-T86-", cases, test_whole);
  ADD_TABLE ("/framer/every-cut/T82-T83-", cases, test_every_cut);
  ADD_TABLE ("/framer/each-byte/T82-T83-", cases, test_each_byte);
  ADD_TABLE ("/framer/limit/T83-", limit_cases, test_limit);
  g_test_add_func ("/framer/is-foreign/T85", test_foreign);

  return g_test_run ();
}
