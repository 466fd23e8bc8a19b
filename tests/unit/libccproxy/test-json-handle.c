/* test-json-handle.c: CcpJsonHandle, which keeps its document
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

static CcpJson *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  CcpJson *document = ccp_json_new_from_text (text, -1, &error);

  g_assert_no_error (error);
  return document;
}

static CcpJsonHandle *
make_handle (const char *text)
{
  g_autoptr (CcpJson) document = parse (text);

  return ccp_json_handle_new (document);
}

static void
test_handle_outlives_document (void)
{
  g_autoptr (CcpJsonHandle) root = make_handle ("{\"a\":[1,2.5,true,\"x\\u0000y\"]}");
  g_autoptr (CcpJsonHandle) array = ccp_json_handle_get_member (root, "a");
  g_autoptr (CcpJsonHandle) first = ccp_json_handle_get_element (array, 0);
  g_autoptr (CcpJsonHandle) second = ccp_json_handle_get_element (array, 1);
  g_autoptr (CcpJsonHandle) third = ccp_json_handle_get_element (array, 2);
  g_autoptr (CcpJsonHandle) last = ccp_json_handle_get_element (array, 3);
  g_autofree char *string = ccp_json_handle_get_string (last);
  g_autofree char *text = ccp_json_handle_to_text (array);
  gint64 integer;
  double number;

  g_clear_pointer (&root, ccp_json_handle_unref);

  g_assert_cmpint (ccp_json_handle_get_kind (array), ==, CCP_JSON_ARRAY);
  g_assert_cmpuint (ccp_json_handle_get_length (array), ==, 4);
  g_assert_true (ccp_json_handle_get_int (first, &integer));
  g_assert_cmpint (integer, ==, 1);
  g_assert_false (ccp_json_handle_get_int (second, &integer));
  g_assert_true (ccp_json_handle_get_double (second, &number));
  g_assert_cmpfloat (number, ==, 2.5);
  g_assert_true (ccp_json_handle_get_boolean (third, FALSE));
  g_assert_cmpstr (string, ==, "x\xef\xbf\xbdy");
  g_assert_cmpstr (text, ==, "[1,2.5,true,\"x\\u0000y\"]");
}

static void
test_handle_names (void)
{
  g_autoptr (CcpJsonHandle) root = make_handle ("{\"b\":1,\"\\u0061\":[],\"b\":2}");
  g_autoptr (CcpJsonHandle) array = ccp_json_handle_get_member (root, "a");
  g_auto (GStrv) names = ccp_json_handle_get_names (root);
  g_auto (GStrv) none = ccp_json_handle_get_names (array);
  g_autofree char *joined = g_strjoinv (" ", names);

  g_assert_cmpstr (joined, ==, "b a b");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

static void
test_handle_none (void)
{
  g_autoptr (CcpJsonHandle) root = make_handle ("[]");
  g_autoptr (CcpJsonHandle) member = ccp_json_handle_get_member (root, "a");
  g_autoptr (CcpJsonHandle) element = ccp_json_handle_get_element (member, 3);

  g_assert_cmpint (ccp_json_handle_get_kind (element), ==, CCP_JSON_NONE);
  g_assert_null (ccp_json_handle_get_string (element));
  g_assert_null (ccp_json_handle_to_text (element));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-handle/new/keeps-document", test_handle_outlives_document);
  g_test_add_func ("/json-handle/get-names/keeps-order", test_handle_names);
  g_test_add_func ("/json-handle/none/is-taken-everywhere", test_handle_none);
  return g_test_run ();
}
