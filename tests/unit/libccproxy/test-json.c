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
test_error (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ccp_json_new_from_text ("{\"secret\" \"prompt\"}", -1, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_JSON);
  g_assert_cmpstr (
      error->message,
      ==,
      "not JSON at byte 10: expected a colon after a member name, found '\"'");
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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/new-from-bytes/keeps-the-bytes", test_bytes);
  g_test_add_func ("/json/new-from-text/error-shows-place-not-content", test_error);
  g_test_add_func ("/json/new-deferred/is-checked-when-walked", test_deferred_good);
  g_test_add_func ("/json/new-deferred/bad-text-has-no-root", test_deferred_bad);
  g_test_add_func ("/json/new-from-value/outlives-the-whole", test_from_value);
  return g_test_run ();
}
