/* test-json.c: what is JSON, and the documents of it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "private/ccp-json-private.h"

static CcpJson *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  CcpJson *document = ccp_json_new_from_text (text, -1, &error);

  g_assert_no_error (error);
  return document;
}

static void
test_bytes (void)
{
  static const char text[] = " [ 1 ] \n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) document = ccp_json_new_from_bytes (bytes, &error);
  g_autofree char *copy = NULL;
  gsize length;

  g_assert_no_error (error);
  copy = ccp_json_to_text (document);
  g_assert_true (ccp_json_get_bytes (document) == bytes);
  g_assert_true (ccp_json_peek (document, &length) == text);
  g_assert_cmpuint (length, ==, strlen (text));
  g_assert_cmpstr (copy, ==, text);
}

static void
assert_error (const char *text, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ccp_json_new_from_text (text, -1, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_JSON);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_error (void)
{
  assert_error ("{\"secret\" \"prompt\"}",
                "not JSON at byte 10: expected a colon after a member name, found '\"'");
  assert_error ("\xef\xbb\xbf[]",
                "not JSON at byte 0: JSON may not begin with a byte order mark, "
                "found byte 0xef");
  assert_error ("[1", "not JSON at byte 2: an array is not closed, found the end");
}

static void
test_deferred_good (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("[7]", 3);
  g_autoptr (CcpJson) document = ccp_json_new_deferred (bytes);
  g_autoptr (GError) error = NULL;
  CcpJsonValue root;

  g_assert_true (ccp_json_ensure (document, &error));
  g_assert_no_error (error);
  ccp_json_get_root (document, &root);
  g_assert_cmpuint (ccp_json_value_get_length (&root), ==, 1);
}

static void
test_deferred_bad (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("[7", 2);
  g_autoptr (CcpJson) document = ccp_json_new_deferred (bytes);
  g_autofree char *text = ccp_json_to_text (document);
  g_autoptr (GError) error = NULL;
  CcpJsonValue root;

  ccp_json_get_root (document, &root);

  g_assert_false (ccp_json_value_exists (&root));
  g_assert_false (ccp_json_ensure (document, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_JSON);
  g_assert_cmpstr (text, ==, "[7");
}

static void
test_from_value (void)
{
  g_autofree char *filler = g_strnfill (10000, 'x');
  g_autofree char *text = g_strdup_printf ("{\"a\":[1, 2],\"b\":[\"%s\"]}", filler);
  g_autoptr (CcpJson) document = parse (text);
  g_autoptr (CcpJson) whole = NULL;
  g_autoptr (CcpJson) small = NULL;
  g_autoptr (CcpJson) large = NULL;
  g_autofree char *copy = NULL;
  CcpJsonValue root;
  CcpJsonValue part;

  ccp_json_get_root (document, &root);
  whole = ccp_json_new_from_value (&root);
  part = ccp_json_value_member (&root, "a");
  small = ccp_json_new_from_value (&part);
  part = ccp_json_value_member (&root, "b");
  large = ccp_json_new_from_value (&part);
  g_assert_true (whole == document);
  g_clear_pointer (&document, ccp_json_unref);
  g_clear_pointer (&whole, ccp_json_unref);

  copy = ccp_json_to_text (small);
  g_assert_cmpstr (copy, ==, "[1, 2]");
  ccp_json_get_root (large, &root);
  part = ccp_json_value_element (&root, 0);
  g_assert_true (ccp_json_value_equals_string (&part, filler));
}

static gpointer
walk_in_thread (gpointer data)
{
  CcpJsonValue root;

  ccp_json_get_root (data, &root);
  return GUINT_TO_POINTER (ccp_json_value_get_length (&root));
}

/* Which thread builds the index is chance; all must see a whole one, and one must be
 * kept. */
static void
test_threads (void)
{
  g_autoptr (GString) text = g_string_new ("[0");

  for (guint i = 1; i < 1000; i++)
    g_string_append_printf (text, ",%u", i);
  g_string_append_c (text, ']');

  for (guint round = 0; round < 50; round++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
      g_autoptr (CcpJson) document = ccp_json_new_deferred (bytes);
      GThread *threads[4];

      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        threads[i] = g_thread_new ("walker", walk_in_thread, document);
      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, 1000);
    }
}

static void
test_deferred_empty (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new (NULL, 0);
  g_autoptr (CcpJson) document = ccp_json_new_deferred (bytes);
  g_autofree char *text = ccp_json_to_text (document);
  CcpJsonValue root;
  gsize length;

  ccp_json_get_root (document, &root);
  g_assert_false (ccp_json_value_exists (&root));
  g_assert_nonnull (ccp_json_peek (document, &length));
  g_assert_cmpuint (length, ==, 0);
  g_assert_cmpstr (text, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/new-from-bytes/keeps-the-bytes", test_bytes);
  g_test_add_func ("/json/new-from-text/error-shows-place-not-content", test_error);
  g_test_add_func ("/json/new-deferred/is-checked-when-walked", test_deferred_good);
  g_test_add_func ("/json/new-deferred/bad-text-has-no-root", test_deferred_bad);
  g_test_add_func ("/json/new-deferred/empty-text-has-no-root", test_deferred_empty);
  g_test_add_func ("/json/get-root/threads-share-a-document", test_threads);
  g_test_add_func ("/json/new-from-value/outlives-the-whole", test_from_value);
  return g_test_run ();
}
