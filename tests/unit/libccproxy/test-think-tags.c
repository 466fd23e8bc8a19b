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
  const char *const *tags; /* (nullable): other than the usual ones */
} Case;

static const char *const two_names[] = { "<think>",
                                         "</think>",
                                         "<thinking>",
                                         "</thinking>",
                                         NULL };
static const char *const brackets[] = { "[THINK]", "[/THINK]", NULL };
static const char *const one_in_the_other[] = { "<a", "</a", "<a>", "</a>", NULL };

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
  { "first-behind-text",
    CCP_THINK_TAGS_FIRST,
    { "Well. <think>a</think>\n\nb <think>c</think>" },
    "a",
    "Well. b <think>c</think>" },
  { "first-at-the-beginning", CCP_THINK_TAGS_FIRST, { "\n<think>a</think>b" }, "a", "b" },
  { "first-without-a-tag",
    CCP_THINK_TAGS_FIRST,
    { " a < b", " <thin" },
    "",
    " a < b <thin" },
  { "first-never-closed", CCP_THINK_TAGS_FIRST, { "a<think>b</think" }, "b</think", "a" },
  { "anywhere",
    CCP_THINK_TAGS_ANYWHERE,
    { "<think>a</think>b<think>c</think> d<think>e" },
    "ace",
    "bd" },
  { "anywhere-in-a-row",
    CCP_THINK_TAGS_ANYWHERE,
    { "<think>a</think>\n<think>b</think>\nc" },
    "ab",
    "c" },
  { "anywhere-beginning-of-a-tag",
    CCP_THINK_TAGS_ANYWHERE,
    { "<<think><</think></think>", "<thi" },
    "<",
    "<</think><thi" },
  { "two-names",
    CCP_THINK_TAGS_ANYWHERE,
    { "<thinking>a</think>b</thinking>c<think>d</thinking>e</think>f" },
    "a</think>bd</thinking>e",
    "cf",
    two_names },
  { "two-names-begin-is-missing",
    CCP_THINK_TAGS_ON,
    { "a</thinking>b" },
    "a",
    "b",
    two_names },
  { "brackets", CCP_THINK_TAGS_AUTO, { "[THINK]a[/THINK]b" }, "a", "b", brackets },
  { "usual-tags-are-not-meant",
    CCP_THINK_TAGS_ANYWHERE,
    { "<think>a</think>" },
    "",
    "<think>a</think>",
    brackets },
  { "one-in-the-other",
    CCP_THINK_TAGS_ANYWHERE,
    { "<a>b</a>c" },
    ">b",
    ">c",
    one_in_the_other },
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

static CcpThinkTags *
create_tags (const Case *wanted)
{
  CcpThinkTags *tags = ccp_think_tags_new (wanted->mode);

  if (wanted->tags != NULL)
    ccp_think_tags_set_tags (tags, wanted->tags);
  return tags;
}

static void
test_feed (gconstpointer data)
{
  const Case *wanted = data;
  g_autoptr (CcpThinkTags) tags = create_tags (wanted);
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
  g_autoptr (CcpThinkTags) tags = create_tags (wanted);
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

/* Text before a tag need not wait for it. */
static void
test_holds_a_possible_tag_only (void)
{
  g_autoptr (CcpThinkTags) tags = ccp_think_tags_new (CCP_THINK_TAGS_ANYWHERE);
  Parts parts = { g_string_new (NULL), g_string_new (NULL) };

  ccp_think_tags_feed (tags, "some text <thin", -1, put, &parts);
  g_assert_cmpstr (parts.text->str, ==, "some text ");
  ccp_think_tags_feed (tags, "g <think>some thought </thi", -1, put, &parts);
  g_assert_cmpstr (parts.text->str, ==, "some text <thing ");
  g_assert_cmpstr (parts.thinking->str, ==, "some thought ");
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
  g_test_add_func ("/think-tags/feed/holds-a-possible-tag-only",
                   test_holds_a_possible_tag_only);

  return g_test_run ();
}
