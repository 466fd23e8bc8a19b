/* test-think-tags.c: tests of ccp-think-tags.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "emitter-fixture.h"

typedef struct
{
  const char *name;
  CcpThinkTagsMode mode;
  const char *pieces[5];
  const char *thinking;
  const char *text;
} Case;

static const Case cases[] = {
  { "off", CCP_THINK_TAGS_OFF, { "<think>a</think>b" }, "", "<think>a</think>b" },
  { "whole", CCP_THINK_TAGS_AUTO, { "<think>a</think>b" }, "a", "b" },
  { "in-pieces", CCP_THINK_TAGS_AUTO, { "<th", "ink>a</", "thi", "nk>b" }, "a", "b" },
  { "white-space-around",
    CCP_THINK_TAGS_AUTO,
    { " \n<think>", "a", "</think>\n", "\nb c" },
    "a",
    "b c" },
  { "no-tag", CCP_THINK_TAGS_AUTO, { "<thin", "g>" }, "", "<thing>" },
  { "later-tags-are-text",
    CCP_THINK_TAGS_AUTO,
    { "a <think>b</think>" },
    "",
    "a <think>b</think>" },
  { "begin-is-missing", CCP_THINK_TAGS_ON, { "a", "</think>b" }, "a", "b" },
  { "begin-is-there", CCP_THINK_TAGS_ON, { "<think>a</think>b" }, "a", "b" },
  { "never-closed", CCP_THINK_TAGS_AUTO, { "<think>a</th" }, "a</th", "" },
  { "begin-of-a-tag-at-the-end", CCP_THINK_TAGS_AUTO, { "<thi" }, "", "<thi" },
  { "closed-twice", CCP_THINK_TAGS_ON, { "a</think>b</think>" }, "a", "b</think>" },
};

typedef struct
{
  GString *thinking;
  GString *text;
} Parts;

static void
put (gboolean thinking, const char *text, gsize length, gpointer data)
{
  Parts *parts = data;

  g_assert_cmpuint (length, >, 0);
  g_string_append_len (thinking ? parts->thinking : parts->text, text, (gssize) length);
}

static void
check_parts (const Case *wanted, Parts *parts)
{
  g_assert_cmpstr (parts->thinking->str, ==, wanted->thinking);
  g_assert_cmpstr (parts->text->str, ==, wanted->text);
  g_string_free (parts->thinking, TRUE);
  g_string_free (parts->text, TRUE);
}

static void
test_feed (gconstpointer data)
{
  const Case *wanted = data;
  g_autoptr (CcpThinkTags) tags = ccp_think_tags_new (wanted->mode);
  Parts parts = { g_string_new (NULL), g_string_new (NULL) };

  for (gsize i = 0; wanted->pieces[i] != NULL; i++)
    ccp_think_tags_feed (tags, wanted->pieces[i], -1, put, &parts);
  ccp_think_tags_flush (tags, put, &parts);

  check_parts (wanted, &parts);
}

/* The result does not depend on where the pieces end */
static void
test_byte_by_byte (gconstpointer data)
{
  const Case *wanted = data;
  g_autoptr (CcpThinkTags) tags = ccp_think_tags_new (wanted->mode);
  Parts parts = { g_string_new (NULL), g_string_new (NULL) };

  for (gsize i = 0; wanted->pieces[i] != NULL; i++)
    for (const char *byte = wanted->pieces[i]; *byte != '\0'; byte++)
      ccp_think_tags_feed (tags, byte, 1, put, &parts);
  ccp_think_tags_flush (tags, put, &parts);

  check_parts (wanted, &parts);
}

static void
test_idle (void)
{
  g_autoptr (CcpThinkTags) off = ccp_think_tags_new (CCP_THINK_TAGS_OFF);
  g_autoptr (CcpThinkTags) tags = ccp_think_tags_new (CCP_THINK_TAGS_AUTO);
  Parts parts = { g_string_new (NULL), g_string_new (NULL) };

  g_assert_true (ccp_think_tags_is_idle (off));
  g_assert_false (ccp_think_tags_is_idle (tags));
  ccp_think_tags_feed (tags, "<think>a</think>", -1, put, &parts);
  g_assert_false (ccp_think_tags_is_idle (tags));
  ccp_think_tags_feed (tags, "b", -1, put, &parts);
  g_assert_true (ccp_think_tags_is_idle (tags));
  g_string_free (parts.thinking, TRUE);
  g_string_free (parts.text, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_TABLE ("/think-tags/feed/T89-", cases, test_feed);
  ADD_TABLE ("/think-tags/feed-byte-by-byte/T89-", cases, test_byte_by_byte);
  g_test_add_func ("/think-tags/is-idle/when-all-is-text", test_idle);

  return g_test_run ();
}
