/* test-json-value.c: look-ups, iteration and decoding of CcpJsonValue
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>
#include <math.h>

static CcpJson *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  CcpJson *document = ccp_json_new_from_text (text, -1, &error);

  g_assert_no_error (error);
  return document;
}

static void
assert_raw (const CcpJsonValue *value, const char *expected)
{
  gsize length;
  const char *raw = ccp_json_value_peek_raw (value, &length);
  g_autofree char *copy = g_strndup (raw, length);

  g_assert_cmpstr (copy, ==, expected);
}

static void
test_kind (void)
{
  static const CcpJsonKind kinds[] = {
    CCP_JSON_NULL,   CCP_JSON_BOOLEAN, CCP_JSON_BOOLEAN, CCP_JSON_NUMBER,
    CCP_JSON_STRING, CCP_JSON_ARRAY,   CCP_JSON_OBJECT,
  };
  g_autoptr (CcpJson) document = parse ("[null, true, false, 1, \"a\", [], {}]");
  CcpJsonValue root;

  ccp_json_get_root (document, &root);

  g_assert_cmpuint (ccp_json_value_get_length (&root), ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      CcpJsonValue element = ccp_json_value_element (&root, i);

      g_assert_cmpint (ccp_json_value_get_kind (&element), ==, kinds[i]);
      g_assert_true (ccp_json_value_exists (&element));
      g_assert_cmpint (ccp_json_value_is_string (&element), ==, i == 4);
      g_assert_cmpint (ccp_json_value_is_array (&element), ==, i == 5);
      g_assert_cmpint (ccp_json_value_is_object (&element), ==, i == 6);
    }
}

static void
test_none (void)
{
  CcpJsonValue none = CCP_JSON_VALUE_NONE;
  CcpJsonValue found = ccp_json_value_member (&none, "a");
  CcpJsonIter iter;
  const char *text;
  gsize length = 9;
  gint64 integer;
  double number;

  found = ccp_json_value_element (&found, 0);
  ccp_json_iter_init (&iter, &found);

  g_assert_false (ccp_json_value_exists (&found));
  g_assert_false (ccp_json_iter_next (&iter, NULL, NULL));
  g_assert_null (ccp_json_value_peek_raw (&found, &length));
  g_assert_cmpuint (length, ==, 0);
  g_assert_false (ccp_json_value_peek_string (&found, &text, &length));
  g_assert_null (ccp_json_value_dup_string (&found, NULL));
  g_assert_false (ccp_json_value_equals_string (&found, ""));
  g_assert_false (ccp_json_value_has_prefix (&found, ""));
  g_assert_false (ccp_json_value_is_empty_string (&found));
  g_assert_false (ccp_json_value_is_blank_string (&found));
  g_assert_false (ccp_json_value_get_int (&found, &integer));
  g_assert_false (ccp_json_value_get_double (&found, &number));
  g_assert_true (ccp_json_value_get_boolean (&found, TRUE));
  g_assert_cmpuint (ccp_json_value_get_length (&found), ==, 0);
  g_assert_null (ccp_json_new_from_value (&found));
}

static void
test_member (void)
{
  g_autoptr (CcpJson) document = parse ("{\"a\": {\"b\": [10, {\"c\": 1}]}, \"ab\" :2, "
                                        "\"\": 3, \"\\u0061\\n\": 4, \"x\": 5}");
  CcpJsonValue root;
  CcpJsonValue found;

  ccp_json_get_root (document, &root);

  found = ccp_json_value_member (&root, "a");
  assert_raw (&found, "{\"b\": [10, {\"c\": 1}]}");
  found = ccp_json_value_member (&found, "b");
  found = ccp_json_value_element (&found, 1);
  found = ccp_json_value_member (&found, "c");
  assert_raw (&found, "1");
  found = ccp_json_value_member (&root, "ab");
  assert_raw (&found, "2");
  found = ccp_json_value_member (&root, "");
  assert_raw (&found, "3");
  found = ccp_json_value_member (&root, "a\n");
  assert_raw (&found, "4");
  found = ccp_json_value_member (&root, "b");
  g_assert_false (ccp_json_value_exists (&found));
  found = ccp_json_value_element (&root, 0);
  g_assert_false (ccp_json_value_exists (&found));
}

static void
test_duplicate_names (void)
{
  g_autoptr (CcpJson) document = parse ("{\"a\":1,\"b\":2,\"\\u0061\":3}");
  g_autofree char *text = ccp_json_to_text (document);
  g_autoptr (GString) seen = g_string_new (NULL);
  CcpJsonValue root;
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_get_root (document, &root);
  value = ccp_json_value_member (&root, "a");
  assert_raw (&value, "3");

  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      gsize length;
      const char *raw = ccp_json_value_peek_raw (&value, &length);

      ccp_json_value_append_string (&name, seen);
      g_string_append_len (seen, raw, (gssize) length);
    }
  g_assert_cmpstr (seen->str, ==, "a1b2a3");
  g_assert_cmpuint (ccp_json_value_get_length (&root), ==, 3);
  g_assert_cmpstr (text, ==, "{\"a\":1,\"b\":2,\"\\u0061\":3}");
}

static void
test_element (void)
{
  g_autoptr (CcpJson) document = parse ("[[1,[2]],{\"a\":[3]},4]");
  CcpJsonValue root;
  CcpJsonValue found;

  ccp_json_get_root (document, &root);

  found = ccp_json_value_element (&root, 0);
  assert_raw (&found, "[1,[2]]");
  found = ccp_json_value_element (&root, 1);
  assert_raw (&found, "{\"a\":[3]}");
  found = ccp_json_value_element (&root, 2);
  assert_raw (&found, "4");
  found = ccp_json_value_element (&root, 3);
  g_assert_false (ccp_json_value_exists (&found));
  found = ccp_json_value_element (&root, G_MAXUINT);
  g_assert_false (ccp_json_value_exists (&found));
}

static void
test_iterate_array (void)
{
  g_autoptr (CcpJson) document = parse (" [ [ 1 , 2 ] , { } , \"x\" ] ");
  const char *const expected[] = { "[ 1 , 2 ]", "{ }", "\"x\"" };
  CcpJsonValue root;
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;
  guint n = 0;

  ccp_json_get_root (document, &root);

  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      g_assert_cmpuint (n, <, G_N_ELEMENTS (expected));
      assert_raw (&value, expected[n++]);
      g_assert_false (ccp_json_value_exists (&name));
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (expected));
  g_assert_false (ccp_json_iter_next (&iter, NULL, NULL));
}

typedef struct
{
  const char *json;
  const char *text;
  gsize length;
} StringCase;

/* clang-format off */
static const StringCase string_cases[] = {
  { "\"\"", "", 0 },
  { "\"plain\"", "plain", 5 },
  { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t", 8 },
  { "\"\\u0041\\u00e9\\u20AC\"", "A\xc3\xa9\xe2\x82\xac", 6 },
  { "\"\\uD83D\\ude00!\"", "\xf0\x9f\x98\x80!", 5 },
  { "\"a\\u0000b\"", "a\0b", 3 },
  { "\"\\ud83d\"", "\xef\xbf\xbd", 3 },
  { "\"\\ude00\"", "\xef\xbf\xbd", 3 },
  { "\"\\ud83dx\"", "\xef\xbf\xbdx", 4 },
  { "\"\\ud83d\\n\"", "\xef\xbf\xbd\n", 4 },
  { "\"\\ud83d\\u0041\"", "\xef\xbf\xbd" "A", 4 },
  { "\"\\ud83d\\ud83d\\ude00\"", "\xef\xbf\xbd\xf0\x9f\x98\x80", 7 },
  { "\"\\ude00\\ud83d\"", "\xef\xbf\xbd\xef\xbf\xbd", 6 },
  { "\"\\ude00\\ude00\"", "\xef\xbf\xbd\xef\xbf\xbd", 6 },
  { "\"\\udbff\\udfff\"", "\xf4\x8f\xbf\xbf", 4 },
  { "\"\\uffff\\ue000\\ud7ff\"", "\xef\xbf\xbf\xee\x80\x80\xed\x9f\xbf", 9 },
  { "\"\xd0\xb6\\n\xf0\x9f\x98\x80\"", "\xd0\xb6\n\xf0\x9f\x98\x80", 7 },
};
/* clang-format on */

static void
test_decode (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (string_cases); i++)
    {
      const StringCase *c = &string_cases[i];
      g_autoptr (CcpJson) document = parse (c->json);
      g_autoptr (GString) appended = g_string_new ("<");
      g_autofree char *text = NULL;
      const char *peeked;
      CcpJsonValue root;
      gsize length;

      g_test_message ("%s", c->json);
      ccp_json_get_root (document, &root);
      text = ccp_json_value_dup_string (&root, &length);
      ccp_json_value_append_string (&root, appended);

      g_assert_cmpmem (text, length, c->text, c->length);
      g_assert_cmpint (text[length], ==, '\0');
      g_assert_cmpmem (appended->str + 1, appended->len - 1, c->text, c->length);
      assert_raw (&root, c->json);
      g_assert_cmpint (ccp_json_value_peek_string (&root, &peeked, &length),
                       ==,
                       strchr (c->json, '\\') == NULL);
      g_assert_cmpint (ccp_json_value_equals_string (&root, c->text),
                       ==,
                       strlen (c->text) == c->length);
      g_assert_true (ccp_json_value_has_prefix (&root, c->text));
    }
}

static void
test_peek_string (void)
{
  g_autoptr (CcpJson) document = parse ("[\"a\xc3\xa9\"]");
  CcpJsonValue root;
  CcpJsonValue element;
  const char *text;
  gsize length;

  ccp_json_get_root (document, &root);
  element = ccp_json_value_element (&root, 0);

  g_assert_true (ccp_json_value_peek_string (&element, &text, &length));
  g_assert_cmpmem (text, length, "a\xc3\xa9", 3);
  g_assert_false (ccp_json_value_peek_string (&root, &text, &length));
}

static void
test_compare (void)
{
  g_autoptr (CcpJson) document = parse ("[\"abc\", \"a\\u0062c\", \"\", \"\\u0000\", 7]");
  CcpJsonValue root;

  ccp_json_get_root (document, &root);

  for (guint i = 0; i < 2; i++)
    {
      CcpJsonValue value = ccp_json_value_element (&root, i);

      g_assert_true (ccp_json_value_equals_string (&value, "abc"));
      g_assert_false (ccp_json_value_equals_string (&value, "ab"));
      g_assert_false (ccp_json_value_equals_string (&value, "abd"));
      g_assert_false (ccp_json_value_equals_string (&value, "abcd"));
      g_assert_true (ccp_json_value_has_prefix (&value, ""));
      g_assert_true (ccp_json_value_has_prefix (&value, "ab"));
      g_assert_true (ccp_json_value_has_prefix (&value, "abc"));
      g_assert_false (ccp_json_value_has_prefix (&value, "abcd"));
      g_assert_false (ccp_json_value_has_prefix (&value, "abc\""));
      g_assert_false (ccp_json_value_has_prefix (&value, "b"));
      g_assert_false (ccp_json_value_is_empty_string (&value));
    }
  for (guint i = 2; i < 5; i++)
    {
      CcpJsonValue value = ccp_json_value_element (&root, i);

      g_assert_cmpint (ccp_json_value_is_empty_string (&value), ==, i == 2);
      g_assert_cmpint (ccp_json_value_equals_string (&value, ""), ==, i == 2);
      g_assert_cmpint (ccp_json_value_has_prefix (&value, ""), ==, i != 4);
    }
}

static void
test_blank (void)
{
  g_autoptr (CcpJson) document = parse (
      "[\"\", \" \\n\\t\\r\", \"\\u0020\\u00a0\\u3000\", \"\xe2\x80\xa8\\u000b\\u001c\","
      " \" x\", \"\\u200b\", \"\\u0000\", null, [], 0]");
  CcpJsonValue root;

  ccp_json_get_root (document, &root);

  for (guint i = 0; i < ccp_json_value_get_length (&root); i++)
    {
      CcpJsonValue value = ccp_json_value_element (&root, i);

      g_assert_cmpint (ccp_json_value_is_blank_string (&value), ==, i < 4);
    }
}

typedef struct
{
  const char *json;
  gboolean is_int;
  gint64 integer;
  gboolean is_double;
  double number;
} NumberCase;

/* clang-format off */
static const NumberCase number_cases[] = {
  { "0", TRUE, 0, TRUE, 0.0 },
  { "-0", TRUE, 0, TRUE, -0.0 },
  { "0.0", TRUE, 0, TRUE, 0.0 },
  { "-0.0e5", TRUE, 0, TRUE, -0.0 },
  { "0e99999999999999999999", TRUE, 0, TRUE, 0.0 },
  { "1", TRUE, 1, TRUE, 1.0 },
  { "-17", TRUE, -17, TRUE, -17.0 },
  { "1.0", TRUE, 1, TRUE, 1.0 },
  { "1e3", TRUE, 1000, TRUE, 1000.0 },
  { "1E+3", TRUE, 1000, TRUE, 1000.0 },
  { "1000e-3", TRUE, 1, TRUE, 1.0 },
  { "1.50e1", TRUE, 15, TRUE, 15.0 },
  { "0.0010e3", TRUE, 1, TRUE, 1.0 },
  { "12.5", FALSE, 0, TRUE, 12.5 },
  { "1e-1", FALSE, 0, TRUE, 0.1 },
  { "100.001", FALSE, 0, TRUE, 100.001 },
  { "9007199254740993", TRUE, G_GINT64_CONSTANT (9007199254740993), TRUE, 9007199254740992.0 },
  { "9223372036854775807", TRUE, G_MAXINT64, TRUE, 9223372036854775807.0 },
  { "9223372036854775807.000", TRUE, G_MAXINT64, TRUE, 9223372036854775807.0 },
  { "9223372036854775808", FALSE, 0, TRUE, 9223372036854775808.0 },
  { "-9223372036854775808", TRUE, G_MININT64, TRUE, -9223372036854775808.0 },
  { "-922337203685477580.8e1", TRUE, G_MININT64, TRUE, -9223372036854775808.0 },
  { "-9223372036854775809", FALSE, 0, TRUE, -9223372036854775808.0 },
  { "9999999999999999999", FALSE, 0, TRUE, 1e19 },
  { "18446744073709551617", FALSE, 0, TRUE, 18446744073709551616.0 },
  { "1e18", TRUE, G_GINT64_CONSTANT (1000000000000000000), TRUE, 1e18 },
  { "1e19", FALSE, 0, TRUE, 1e19 },
  { "123456789012345678901234567890", FALSE, 0, TRUE, 123456789012345678901234567890.0 },
  { "1000000000000000000000000000000e-30", TRUE, 1, TRUE, 1.0 },
  { "1.7976931348623157e308", FALSE, 0, TRUE, 1.7976931348623157e308 },
  { "1e400", FALSE, 0, FALSE, 0.0 },
  { "-1e400", FALSE, 0, FALSE, 0.0 },
  { "1e99999999999999999999", FALSE, 0, FALSE, 0.0 },
  { "1e-99999999999999999999", FALSE, 0, TRUE, 0.0 },
  { "5e-324", FALSE, 0, TRUE, 5e-324 },
  { "0.1", FALSE, 0, TRUE, 0.1 },
};
/* clang-format on */

static void
test_numbers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (number_cases); i++)
    {
      const NumberCase *c = &number_cases[i];
      g_autoptr (CcpJson) document = parse (c->json);
      CcpJsonValue root;
      gint64 integer = 0;
      double number = 0;

      g_test_message ("%s", c->json);
      ccp_json_get_root (document, &root);

      g_assert_cmpint (ccp_json_value_get_int (&root, &integer), ==, c->is_int);
      g_assert_cmpint (integer, ==, c->integer);
      g_assert_cmpint (ccp_json_value_get_double (&root, &number), ==, c->is_double);
      g_assert_cmpfloat (number, ==, c->number);
      g_assert_cmpint (signbit (number) != 0, ==, signbit (c->number) != 0);
      assert_raw (&root, c->json);
    }
}

static void
test_long_number (void)
{
  g_autoptr (GString) digits = g_string_new ("0.");
  g_autoptr (CcpJson) document = NULL;
  CcpJsonValue root;
  double number;

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (digits, '3');
  document = parse (digits->str);
  ccp_json_get_root (document, &root);

  g_assert_true (ccp_json_value_get_double (&root, &number));
  g_assert_cmpfloat (number, ==, 1.0 / 3.0);
}

static void
test_not_a_number (void)
{
  g_autoptr (CcpJson) document = parse ("[\"1\", true, null, [1], {\"a\":1}]");
  CcpJsonValue root;

  ccp_json_get_root (document, &root);

  for (guint i = 0; i < ccp_json_value_get_length (&root); i++)
    {
      CcpJsonValue value = ccp_json_value_element (&root, i);
      gint64 integer = 7;
      double number = 7;

      g_assert_false (ccp_json_value_get_int (&value, &integer));
      g_assert_false (ccp_json_value_get_double (&value, &number));
      g_assert_cmpint (integer, ==, 7);
      g_assert_cmpfloat (number, ==, 7);
    }
}

static void
test_boolean (void)
{
  g_autoptr (CcpJson) document = parse ("[true,false,null]");
  CcpJsonValue root;
  CcpJsonValue value;

  ccp_json_get_root (document, &root);

  value = ccp_json_value_element (&root, 0);
  g_assert_true (ccp_json_value_get_boolean (&value, FALSE));
  value = ccp_json_value_element (&root, 1);
  g_assert_false (ccp_json_value_get_boolean (&value, TRUE));
  value = ccp_json_value_element (&root, 2);
  g_assert_false (ccp_json_value_get_boolean (&value, FALSE));
  g_assert_true (ccp_json_value_get_boolean (&value, TRUE));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-value/get-kind/names-each", test_kind);
  g_test_add_func ("/json-value/none/is-taken-everywhere", test_none);
  g_test_add_func ("/json-value/member/finds-by-decoded-name", test_member);
  g_test_add_func ("/json-value/member/duplicates-give-the-last", test_duplicate_names);
  g_test_add_func ("/json-value/element/skips-what-is-inside", test_element);
  g_test_add_func ("/json-iter/next/walks-array-in-order", test_iterate_array);
  g_test_add_func ("/json-value/dup-string/decodes", test_decode);
  g_test_add_func ("/json-value/peek-string/does-not-copy", test_peek_string);
  g_test_add_func ("/json-value/equals-string/compares-decoded", test_compare);
  g_test_add_func ("/json-value/is-blank-string/knows-unicode", test_blank);
  g_test_add_func ("/json-value/get-int/never-rounds", test_numbers);
  g_test_add_func ("/json-value/get-double/takes-any-length", test_long_number);
  g_test_add_func ("/json-value/get-int/only-of-numbers", test_not_a_number);
  g_test_add_func ("/json-value/get-boolean/falls-back", test_boolean);
  return g_test_run ();
}
