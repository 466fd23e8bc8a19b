/* test-stop-matcher.c: tests of ccp-stop-matcher.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "emitter-fixture.h"

typedef struct
{
  const char *name;
  const char *sequences; /* of the request, JSON */
  const char *pieces[5];
  const char *text;    /* what the client gets before the end of the answer */
  const char *rest;    /* what comes at the end */
  const char *matched; /* (nullable) */
} Case;

static const Case cases[] = {
  { "no-sequences", "[]", { "a", "b" }, "ab", "", NULL },
  { "not-a-list", "\"a\"", { "a", "b" }, "ab", "", NULL },
  { "empty-ones-are-none", "[\"\",1,null]", { "a", "b" }, "ab", "", NULL },
  { "within-a-piece", "[\"END\"]", { "one END two" }, "one ", "", "END" },
  { "across-pieces", "[\"END\"]", { "one E", "N", "D two" }, "one ", "", "END" },
  { "keeps-back-what-may-match", "[\"END\"]", { "one E" }, "one", " E", NULL },
  { "nothing-after-a-match", "[\"END\"]", { "END", "more", "END" }, "", "", "END" },
  { "first-in-the-text-wins", "[\"b\",\"a\"]", { "xab" }, "x", "", "a" },
  { "first-complete-wins", "[\"ab\",\"a\"]", { "xab" }, "x", "", "a" },
  { "first-complete-wins-in-pieces", "[\"ab\",\"a\"]", { "xa", "b" }, "x", "", "a" },
  { "first-complete-wins-inside", "[\"abcd\",\"bc\"]", { "xabcd" }, "xa", "", "bc" },
  { "first-named-wins-at-one-end", "[\"ab\",\"b\"]", { "xab" }, "x", "", "ab" },
  { "characters-stay-whole", "[\"x12\"]", { "\xc3\xa9\xc3\xa9" }, "é", "é", NULL },
  { "white-space", "[\"\\n\\n\"]", { "a\n", "\nb" }, "a", "", "\n\n" },
};

static char *
take_text (CcpMessageEmitter *emitter)
{
  g_autoptr (CcpEventBatch) events = ccp_message_emitter_take_events (emitter);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ccp_event_batch_get_length (events); i++)
    {
      CcpJsonValue value;

      ccp_json_get_root (ccp_event_get_data (ccp_event_batch_get (events, i)), &value);
      value = ccp_json_value_member (&value, "delta");
      value = ccp_json_value_member (&value, "text");
      ccp_json_value_append_string (&value, text);
    }
  return g_string_free (text, FALSE);
}

static CcpMessageEmitter *
create_emitter_of (const Case *wanted, CcpStopMatcher **matcher)
{
  g_autofree char *text = g_strdup_printf ("{\"stop_sequences\":%s}", wanted->sequences);
  g_autoptr (CcpJson) body = ccp_json_new_from_text (text, -1, NULL);

  g_assert_nonnull (body);
  *matcher = ccp_stop_matcher_new (body);
  return create_emitter ("{\"model\":\"m\"}");
}

static void
check_end (const Case *wanted, CcpStopMatcher *matcher, CcpMessageEmitter *emitter)
{
  g_autofree char *text = take_text (emitter);
  g_autofree char *rest = NULL;

  ccp_stop_matcher_flush (matcher, emitter);
  rest = take_text (emitter);

  g_assert_cmpstr (text, ==, wanted->text);
  g_assert_cmpstr (rest, ==, wanted->rest);
  g_assert_cmpstr (ccp_stop_matcher_get_matched (matcher), ==, wanted->matched);
}

static void
test_feed (gconstpointer data)
{
  const Case *wanted = data;
  g_autoptr (CcpStopMatcher) matcher = NULL;
  g_autoptr (CcpMessageEmitter) emitter = create_emitter_of (wanted, &matcher);

  for (gsize i = 0; wanted->pieces[i] != NULL; i++)
    ccp_stop_matcher_feed (matcher, wanted->pieces[i], -1, emitter);

  check_end (wanted, matcher, emitter);
}

static void
test_feed_value (gconstpointer data)
{
  const Case *wanted = data;
  g_autoptr (CcpStopMatcher) matcher = NULL;
  g_autoptr (CcpMessageEmitter) emitter = create_emitter_of (wanted, &matcher);

  for (gsize i = 0; wanted->pieces[i] != NULL; i++)
    {
      g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
      g_autoptr (CcpJson) piece = NULL;
      CcpJsonValue root;

      ccp_json_writer_string (writer, wanted->pieces[i]);
      piece = ccp_json_writer_finish (writer);
      ccp_json_get_root (piece, &root);
      ccp_stop_matcher_feed_value (matcher, &root, emitter);
    }

  check_end (wanted, matcher, emitter);
}

static void
test_has (void)
{
  g_autoptr (CcpJson) body =
      ccp_json_new_from_text ("{\"stop_sequences\":[\"a\",\"\\u00e9\"]}", -1, NULL);
  g_autoptr (CcpStopMatcher) matcher = ccp_stop_matcher_new (body);

  g_assert_true (ccp_stop_matcher_has (matcher, "é"));
  g_assert_false (ccp_stop_matcher_has (matcher, "b"));
  g_assert_false (ccp_stop_matcher_has (matcher, ""));
  g_assert_false (ccp_stop_matcher_has (matcher, NULL));
  g_assert_false (ccp_stop_matcher_is_idle (matcher));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_TABLE ("/stop-matcher/feed/E67-", cases, test_feed);
  ADD_TABLE ("/stop-matcher/feed-value/E67-", cases, test_feed_value);
  g_test_add_func ("/stop-matcher/has/knows-the-client's", test_has);

  return g_test_run ();
}
