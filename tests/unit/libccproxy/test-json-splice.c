/* test-json-splice.c: documents of which a few places are changed
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

/* @places: one letter an item of the root, from front to back: k keeps it, r replaces its
 * value, x removes it, i inserts before a member or behind an element, a
 * adds a member to the object that it is */
typedef struct
{
  const char *name;
  const char *document;
  const char *places;
  const char *expected;
} Case;

static const Case cases[] = {
  { "nothing", " { \"a\" : 1e2 } ", "k", " { \"a\" : 1e2 } " },
  { "replace-member",
    "{ \"a\" : 1e2 , \"b\":[ ] }",
    "rk",
    "{ \"a\" : \"n\\\"\" , \"b\":[ ] }" },
  { "replace-element", "[ 1,2 , 3]", "krk", "[ 1,\"n\\\"\" , 3]" },
  { "replace-all", "[[],{},\"x\"]", "rrr", "[\"n\\\"\",\"n\\\"\",\"n\\\"\"]" },
  { "remove-first", "[ 1 , 2 , 3 ]", "xkk", "[ 2 , 3 ]" },
  { "remove-middle", "[ 1 , 2 , 3 ]", "kxk", "[ 1  , 3 ]" },
  { "remove-last", "[ 1 , 2 , 3 ]", "kkx", "[ 1 , 2  ]" },
  { "remove-first-two", "[ 1 , 2 , 3 ]", "xxk", "[ 3 ]" },
  { "remove-last-two", "[ 1 , 2 , 3 ]", "kxx", "[ 1   ]" },
  { "remove-ends", "[ 1 , 2 , 3 ]", "xkx", "[ 2  ]" },
  { "remove-all", "[ 1 , 2 , 3 ]", "xxx", "[  ]" },
  { "remove-only", "[1]", "x", "[]" },
  { "remove-strings", "[\",\",\"[\",\"]\"]", "kxk", "[\",\",\"]\"]" },
  { "remove-string-before-colon", "{\"a\":\":\",\"b\":\",\"}", "xk", "{\"b\":\",\"}" },
  { "remove-member", "{\"a\" : {\"b\":[1,{}]} ,\"c\":2}", "xk", "{\"c\":2}" },
  { "remove-last-member", "{\"a\" : 1 ,\"c\" : [2] }", "kx", "{\"a\" : 1  }" },
  { "remove-members", "{\"a\":1,\"b\":2}", "xx", "{}" },
  { "remove-then-replace", "[1,2,3]", "xrx", "[\"n\\\"\"]" },
  { "replace-then-remove", "[1,2,3]", "rxr", "[\"n\\\"\",\"n\\\"\"]" },
  { "insert-element", "[1 , 2]", "ik", "[1,\"n\\\"\" , 2]" },
  { "insert-last-element", "[1 ,2 ]", "ki", "[1 ,2,\"n\\\"\" ]" },
  { "insert-and-remove", "[1,2,3]", "ixk", "[1,\"n\\\"\",3]" },
  { "remove-and-insert", "[1,2,3]", "xik", "[2,\"n\\\"\",3]" },
  { "insert-member",
    "{ \"a\":1 , \"b\":2}",
    "ki",
    "{ \"a\":1 , \"m\":\"n\\\"\",\"b\":2}" },
  { "insert-first-member", "{ \"a\":1}", "i", "{ \"m\":\"n\\\"\",\"a\":1}" },
  { "remove-and-insert-member", "{\"a\":1, \"b\":2}", "xi", "{\"m\":\"n\\\"\",\"b\":2}" },
  { "append-member",
    "[{ \"a\":1 } , {}, { }]",
    "aaa",
    "[{ \"a\":1 ,\"m\":\"n\\\"\"} , {\"m\":\"n\\\"\"}, { \"m\":\"n\\\"\"}]" },
  { "append-then-remove",
    "{\"a\":{\"b\":\"{\"},\"c\":1}",
    "ax",
    "{\"a\":{\"b\":\"{\",\"m\":\"n\\\"\"}}" },
};

static void
test_append_to_what_was_emptied (void)
{
  g_autoptr (CcpJson) document =
      ccp_json_new_from_text ("{ \"a\":1, \"b\":[] }", -1, NULL);
  g_autoptr (CcpJson) added = ccp_json_new_from_text ("[1]", -1, NULL);
  g_autoptr (CcpJsonSplice) splice = ccp_json_splice_new (document);
  g_autoptr (CcpJson) changed = NULL;
  g_autofree char *text = NULL;
  CcpJsonValue root;
  CcpJsonValue name;
  CcpJsonIter iter;

  ccp_json_get_root (document, &root);
  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &name, NULL))
    ccp_json_splice_remove (splice, &name);
  ccp_json_splice_append_member (splice, &root, "c", added);
  ccp_json_splice_append_member (splice, &root, "d", added);
  changed = ccp_json_splice_finish (splice);
  text = ccp_json_to_text (changed);

  g_assert_cmpstr (text, ==, "{  \"c\":[1],\"d\":[1]}");
}

static void
change (CcpJsonSplice *splice, char place, const CcpJsonValue *name, CcpJsonValue *value)
{
  g_autoptr (CcpJson) added = ccp_json_new_from_text ("\"n\\\"\"", -1, NULL);
  gboolean is_member = ccp_json_value_exists (name);

  if (place == 'r')
    ccp_json_splice_replace_string (splice, value, "n\"");
  else if (place == 'x')
    ccp_json_splice_remove (splice, is_member ? name : value);
  else if (place == 'i' && is_member)
    ccp_json_splice_insert_member (splice, name, "m", added);
  else if (place == 'a')
    ccp_json_splice_append_member (splice, value, "m", added);
  else if (place == 'i')
    ccp_json_splice_insert_element (splice, value, added);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (CcpJson) document = ccp_json_new_from_text (test->document, -1, NULL);
  g_autoptr (CcpJsonSplice) splice = ccp_json_splice_new (document);
  g_autoptr (CcpJson) changed = NULL;
  g_autofree char *text = NULL;
  CcpJsonValue root;
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_get_root (document, &root);
  ccp_json_iter_init (&iter, &root);
  for (guint i = 0; ccp_json_iter_next (&iter, &name, &value); i++)
    change (splice, test->places[i], &name, &value);
  changed = ccp_json_splice_finish (splice);
  text = ccp_json_to_text (changed);

  g_assert_cmpstr (text, ==, test->expected);
  ccp_json_get_root (changed, &root);
  g_assert_true (ccp_json_value_exists (&root));
}

static void
test_untouched_is_not_copied (void)
{
  g_autoptr (CcpJson) document = ccp_json_new_from_text ("[1]", -1, NULL);
  g_autoptr (CcpJsonSplice) splice = ccp_json_splice_new (document);
  g_autoptr (CcpJson) same = ccp_json_splice_finish (splice);

  g_assert_true (same == document);
}

static void
test_inside_and_behind (void)
{
  g_autoptr (CcpJson) document = ccp_json_new_from_text ("[[1,2],3]", -1, NULL);
  g_autoptr (CcpJsonSplice) splice = ccp_json_splice_new (document);
  g_autoptr (CcpJson) added = ccp_json_new_from_text ("{}", -1, NULL);
  g_autoptr (CcpJson) changed = NULL;
  g_autofree char *text = NULL;
  CcpJsonValue root;
  CcpJsonValue first;
  CcpJsonValue inner;

  ccp_json_get_root (document, &root);
  first = ccp_json_value_element (&root, 0);
  inner = ccp_json_value_element (&first, 0);
  ccp_json_splice_remove (splice, &inner);
  ccp_json_splice_insert_element (splice, &first, added);
  ccp_json_splice_insert_element (splice, &first, added);
  changed = ccp_json_splice_finish (splice);
  text = ccp_json_to_text (changed);

  g_assert_cmpstr (text, ==, "[[2],{},{},3]");
}

static void
test_back_is_refused (void)
{
  g_autoptr (CcpJson) document = ccp_json_new_from_text ("[1,2]", -1, NULL);
  g_autoptr (CcpJsonSplice) splice = ccp_json_splice_new (document);
  CcpJsonValue root;
  CcpJsonValue first;
  CcpJsonValue second;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_failed ();
      g_test_trap_assert_stderr ("*node->start >= self->done*");
      return;
    }
  ccp_json_get_root (document, &root);
  first = ccp_json_value_element (&root, 0);
  second = ccp_json_value_element (&root, 1);
  ccp_json_splice_replace_string (splice, &second, "b");
  ccp_json_splice_replace_string (splice, &first, "a");
}

static void
test_too_deep (void)
{
  g_autoptr (CcpJson) document = ccp_json_new_from_text ("[1]", -1, NULL);
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) deep = NULL;
  g_autoptr (CcpJsonSplice) splice = ccp_json_splice_new (document);
  CcpJsonValue root;
  CcpJsonValue first;

  for (guint i = 0; i < 2 * CCP_JSON_MAX_DEPTH; i++)
    ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < 2 * CCP_JSON_MAX_DEPTH; i++)
    ccp_json_writer_end_array (writer);
  deep = ccp_json_writer_finish (writer);
  g_assert_nonnull (deep);
  ccp_json_get_root (document, &root);
  first = ccp_json_value_element (&root, 0);
  ccp_json_splice_replace (splice, &first, deep);

  g_assert_null (ccp_json_splice_finish (splice));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/json-splice/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/json-splice/finish/untouched-is-not-copied",
                   test_untouched_is_not_copied);
  g_test_add_func ("/json-splice/insert/inside-and-behind", test_inside_and_behind);
  g_test_add_func ("/json-splice/replace/back-is-refused", test_back_is_refused);
  g_test_add_func ("/json-splice/finish/too-deep", test_too_deep);
  g_test_add_func ("/json-splice/append-member/to-what-was-emptied",
                   test_append_to_what_was_emptied);

  return g_test_run ();
}
