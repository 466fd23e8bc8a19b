/* test-json-writer.c: writing and splicing with CcpJsonWriter
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

static CcpJsonValue
get_root (CcpJson *document)
{
  CcpJsonValue root;

  ccp_json_get_root (document, &root);
  return root;
}

/* What was written must be what is expected, and must be JSON. */
static void
assert_written (CcpJsonWriter *writer, const char *expected)
{
  g_autoptr (CcpJson) document = ccp_json_writer_finish (writer);
  g_autofree char *text = NULL;
  g_autoptr (CcpJson) again = NULL;
  CcpJsonValue root;

  g_assert_nonnull (document);
  text = ccp_json_to_text (document);
  again = parse (text);

  g_assert_cmpstr (text, ==, expected);
  root = get_root (document);
  g_assert_true (ccp_json_value_exists (&root));
}

static void
test_structure (void)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "a");
  ccp_json_writer_begin_array (writer);
  ccp_json_writer_int (writer, 1);
  ccp_json_writer_begin_array (writer);
  ccp_json_writer_end_array (writer);
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_null (writer);
  ccp_json_writer_end_array (writer);
  ccp_json_writer_key (writer, "b\n");
  ccp_json_writer_boolean (writer, TRUE);
  ccp_json_writer_key (writer, "");
  ccp_json_writer_boolean (writer, FALSE);
  ccp_json_writer_end_object (writer);

  assert_written (writer, "{\"a\":[1,[],{},null],\"b\\n\":true,\"\":false}");
}

static void
test_scalar_roots (void)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_int (writer, 5);
  assert_written (writer, "5");
  ccp_json_writer_string (writer, "x");
  assert_written (writer, "\"x\"");
  ccp_json_writer_null (writer);
  assert_written (writer, "null");
}

static void
test_ints (void)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new_sized (100);

  ccp_json_writer_begin_array (writer);
  ccp_json_writer_int (writer, 0);
  ccp_json_writer_int (writer, -1);
  ccp_json_writer_int (writer, 1234567890);
  ccp_json_writer_int (writer, G_MAXINT64);
  ccp_json_writer_int (writer, G_MININT64);
  ccp_json_writer_end_array (writer);

  assert_written (writer, "[0,-1,1234567890,9223372036854775807,-9223372036854775808]");
}

static void
test_doubles (void)
{
  static const double numbers[] = { 0.1,  1.0,  -0.0,   1e300,    1.0 / 3.0, 5e-324,
                                    1e22, 1e15, 123.25, INFINITY, NAN,       -2.5e-7 };
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    ccp_json_writer_double (writer, numbers[i]);
  ccp_json_writer_end_array (writer);

  assert_written (writer,
                  "[0.1,1.0,-0.0,1e+300,0.3333333333333333,4.94065645841247e-324,1e+22,"
                  "1e+15,123.25,null,null,-2.5e-07]");
}

typedef struct
{
  const char *text;
  gssize length;
  const char *json;
} TextCase;

/* clang-format off */
static const TextCase text_cases[] = {
  { "", -1, "\"\"" },
  { "plain text that is longer than sixteen bytes", -1, "\"plain text that is longer than sixteen bytes\"" },
  { "\"\\/", -1, "\"\\\"\\\\/\"" },
  { "\b\f\n\r\t", -1, "\"\\b\\f\\n\\r\\t\"" },
  { "\x01\x1f\x7f", -1, "\"\\u0001\\u001f\x7f\"" },
  { "a\0b", 3, "\"a\\u0000b\"" },
  { "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", -1, "\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"" },
  { "a\xff" "b", -1, "\"a\xef\xbf\xbd" "b\"" },
  { "\xc3", -1, "\"\xef\xbf\xbd\"" },
  { "\xe2\x82", -1, "\"\xef\xbf\xbd\xef\xbf\xbd\"" },
  { "\xed\xa0\x80", -1, "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
  { "\xc0\x80z", -1, "\"\xef\xbf\xbd\xef\xbf\xbdz\"" },
  { "\xf4\x90\x80\x80", -1, "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
  { "\xc3\xa9\xff\xc3\xa9", -1, "\"\xc3\xa9\xef\xbf\xbd\xc3\xa9\"" },
};
/* clang-format on */

static void
test_escape (void)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  for (guint i = 0; i < G_N_ELEMENTS (text_cases); i++)
    {
      const TextCase *c = &text_cases[i];
      gsize length = c->length < 0 ? strlen (c->text) : (gsize) c->length;

      ccp_json_writer_string_len (writer, c->text, length);
      assert_written (writer, c->json);

      ccp_json_writer_begin_string (writer);
      ccp_json_writer_append_len (writer, c->text, length);
      ccp_json_writer_end_string (writer);
      assert_written (writer, c->json);
    }
}

/* Each value and name is copied as it is written, whatever it would be as a number or
 * text. */
static void
test_splice (void)
{
  static const char *const values[] = {
    "-0",
    "1e400",
    "123456789012345678901234567890",
    "0.1000",
    "\"\\ud83d \\u0000 \\/ \\u0041\"",
    "{ \"a\" : 1 ,\n \"a\" : 2 }",
    "[ ]",
    "true",
  };
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = g_strdup_printf (" { \"\\u006bey\" : %s } ", values[i]);
      g_autofree char *expected =
          g_strdup_printf ("[%s,{\"\\u006bey\":%s}]", values[i], values[i]);
      g_autoptr (CcpJson) document = parse (text);
      CcpJsonValue root = get_root (document);
      CcpJsonValue name;
      CcpJsonValue value;
      CcpJsonIter iter;

      ccp_json_iter_init (&iter, &root);
      g_assert_true (ccp_json_iter_next (&iter, &name, &value));
      ccp_json_writer_begin_array (writer);
      ccp_json_writer_value (writer, &value);
      ccp_json_writer_begin_object (writer);
      ccp_json_writer_key_value (writer, &name);
      ccp_json_writer_value (writer, &value);
      ccp_json_writer_end_object (writer);
      ccp_json_writer_end_array (writer);

      assert_written (writer, expected);
    }
}

static void
test_splice_none (void)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  CcpJsonValue none = CCP_JSON_VALUE_NONE;

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "a");
  ccp_json_writer_value (writer, &none);
  ccp_json_writer_end_object (writer);

  assert_written (writer, "{\"a\":null}");
}

static void
test_splice_document (void)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) parsed = parse (" \n{ \"a\" : 1 }\t");
  g_autoptr (CcpJson) written = NULL;

  ccp_json_writer_begin_array (writer);
  ccp_json_writer_document (writer, parsed);
  ccp_json_writer_end_array (writer);
  written = ccp_json_writer_finish (writer);
  ccp_json_writer_begin_array (writer);
  ccp_json_writer_document (writer, written);
  ccp_json_writer_document (writer, parsed);
  ccp_json_writer_end_array (writer);

  assert_written (writer, "[[{ \"a\" : 1 }],{ \"a\" : 1 }]");
}

static void
test_pieces (void)
{
  g_autoptr (CcpJson) document = parse ("{\"s\":\"x\\u0041\\n\\ud83d\",\"n\":1}");
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  CcpJsonValue root = get_root (document);
  CcpJsonValue string = ccp_json_value_member (&root, "s");
  CcpJsonValue number = ccp_json_value_member (&root, "n");
  CcpJsonValue none = CCP_JSON_VALUE_NONE;

  ccp_json_writer_begin_array (writer);
  ccp_json_writer_begin_string (writer);
  ccp_json_writer_end_string (writer);
  ccp_json_writer_begin_string (writer);
  ccp_json_writer_append (writer, "<\"");
  ccp_json_writer_append_string_value (writer, &string);
  ccp_json_writer_append_string_value (writer, &number);
  ccp_json_writer_append_string_value (writer, &none);
  ccp_json_writer_append (writer, ">");
  ccp_json_writer_end_string (writer);
  ccp_json_writer_end_array (writer);

  assert_written (writer, "[\"\",\"<\\\"x\\u0041\\n\\ud83d>\"]");
}

/* The string that is written must decode to the compact text of the value. */
static void
assert_json_in_string (const char *json, const char *compact)
{
  g_autoptr (CcpJson) document = parse (json);
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  CcpJsonValue root = get_root (document);
  g_autoptr (CcpJson) written = NULL;
  g_autofree char *text = NULL;
  CcpJsonValue string;

  ccp_json_writer_begin_string (writer);
  ccp_json_writer_append_json (writer, &root);
  ccp_json_writer_end_string (writer);
  written = ccp_json_writer_finish (writer);
  string = get_root (written);
  text = ccp_json_value_dup_string (&string, NULL);

  g_assert_cmpstr (text, ==, compact);
}

static void
test_json_in_string (void)
{
  assert_json_in_string ("{}", "{}");
  assert_json_in_string (" { \"a\" :\n\t[ 1 , -0.10 , true ] , \"b c\" : \" d  e \" } ",
                         "{\"a\":[1,-0.10,true],\"b c\":\" d  e \"}");
  assert_json_in_string ("\"\"", "\"\"");
  assert_json_in_string ("[\"\\\"\\\\\\n\\u0041\\/\", \"\\\\\"]",
                         "[\"\\\"\\\\\\n\\u0041\\/\",\"\\\\\"]");
  assert_json_in_string ("[\"\xd0\xb6\xd0\xb6\xf0\x9f\x98\x80\" , \"a\xe2\x82\xac\\tb\"]",
                         "[\"\xd0\xb6\xd0\xb6\xf0\x9f\x98\x80\",\"a\xe2\x82\xac\\tb\"]");
  assert_json_in_string (
      "[\"a text that is longer than sixteen bytes\\nand another one \\\"quoted\\\"\"]",
      "[\"a text that is longer than sixteen bytes\\nand another one \\\"quoted\\\"\"]");
}

static void
test_length (void)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  g_assert_cmpuint (ccp_json_writer_get_length (writer), ==, 0);
  ccp_json_writer_begin_array (writer);
  ccp_json_writer_int (writer, 12);
  g_assert_cmpuint (ccp_json_writer_get_length (writer), ==, 3);
}

static void
test_growth (void)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) document = NULL;
  CcpJsonValue root;
  CcpJsonValue last;
  gint64 number;

  ccp_json_writer_begin_array (writer);
  for (gint64 i = 0; i < 100000; i++)
    ccp_json_writer_int (writer, i);
  ccp_json_writer_end_array (writer);
  document = ccp_json_writer_finish (writer);

  root = get_root (document);
  last = ccp_json_value_element (&root, 99999);
  g_assert_true (ccp_json_value_get_int (&last, &number));
  g_assert_cmpint (number, ==, 99999);
}

/* How deep a document of `depth` arrays is, within `around` more that are written. */
static CcpJson *
write_nested (guint around, guint depth)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autofree char *begin = g_strnfill (depth, '[');
  g_autofree char *end = g_strnfill (depth, ']');
  g_autofree char *text = g_strconcat (begin, end, NULL);
  g_autoptr (CcpJson) document = depth > 0 ? parse (text) : NULL;

  for (guint i = 0; i < around; i++)
    ccp_json_writer_begin_array (writer);
  if (document != NULL)
    ccp_json_writer_document (writer, document);
  for (guint i = 0; i < around; i++)
    ccp_json_writer_end_array (writer);
  return ccp_json_writer_finish (writer);
}

static void
test_deep_wrapping (void)
{
  g_autoptr (CcpJson) document = write_nested (CCP_JSON_MAX_DEPTH, CCP_JSON_MAX_DEPTH);
  CcpJsonValue value = get_root (document);

  for (guint i = 1; i < 2 * CCP_JSON_MAX_DEPTH; i++)
    value = ccp_json_value_element (&value, 0);
  g_assert_true (ccp_json_value_is_array (&value));
  g_assert_cmpuint (ccp_json_value_get_length (&value), ==, 0);
}

static void
test_too_deep (void)
{
  g_assert_null (write_nested (2 * CCP_JSON_MAX_DEPTH + 1, 0));
  g_assert_null (write_nested (100000, 0));
  g_assert_null (write_nested (CCP_JSON_MAX_DEPTH + 1, CCP_JSON_MAX_DEPTH));
}

static void
test_too_large (void)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autofree char *text = g_strnfill (1 << 20, 'x');

  ccp_json_writer_begin_string (writer);
  for (guint i = 0; i <= CCP_JSON_MAX_SIZE >> 20; i++)
    ccp_json_writer_append (writer, text);
  ccp_json_writer_end_string (writer);
  g_assert_null (ccp_json_writer_finish (writer));

  ccp_json_writer_null (writer);
  assert_written (writer, "null");
}

/* Writes `text` within `around` arrays, as a part of a document that is 300 deep. */
static CcpJson *
write_part_of_deep (const char *text, guint around)
{
  g_autoptr (CcpJson) deep = write_nested (300, 0);
  g_autoptr (CcpJson) part = parse (text);
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) document = NULL;
  CcpJsonValue value;

  ccp_json_writer_begin_array (writer);
  ccp_json_writer_document (writer, deep);
  ccp_json_writer_document (writer, part);
  ccp_json_writer_end_array (writer);
  document = ccp_json_writer_finish (writer);
  value = get_root (document);
  value = ccp_json_value_element (&value, 1);

  for (guint i = 0; i < around; i++)
    ccp_json_writer_begin_array (writer);
  ccp_json_writer_value (writer, &value);
  for (guint i = 0; i < around; i++)
    ccp_json_writer_end_array (writer);
  return ccp_json_writer_finish (writer);
}

/* A shallow part of a deep document may stand where the whole may not. */
static void
test_part_of_deep (void)
{
  static const char *const parts[] = { "7", "[]", "[[],[{}],[[1],[2]],{\"a\":[]}]" };
  static const guint depths[] = { 0, 1, 3 };
  g_autofree char *siblings = g_strnfill (3000, ',');
  g_autofree char *broad = NULL;
  g_autoptr (CcpJson) written = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      guint room = 2 * CCP_JSON_MAX_DEPTH - depths[i];
      g_autoptr (CcpJson) document = write_part_of_deep (parts[i], room);
      CcpJsonValue root = get_root (document);

      g_assert_true (ccp_json_value_exists (&root));
      if (depths[i] > 0)
        g_assert_null (write_part_of_deep (parts[i], room + 1));
    }

  for (guint i = 0; i < 3000; i += 3)
    memcpy (siblings + i, "[],", 3);
  broad = g_strdup_printf ("[%s0]", siblings);
  written = write_part_of_deep (broad, 2 * CCP_JSON_MAX_DEPTH - 2);
  g_assert_nonnull (written);
}

/* A written document knows its depth before it is indexed. */
static void
test_wrap_written (void)
{
  for (guint around = 210; around < 215; around++)
    {
      g_autoptr (CcpJson) inner = write_nested (300, 0);
      g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
      g_autoptr (CcpJson) document = NULL;

      for (guint i = 0; i < around; i++)
        ccp_json_writer_begin_array (writer);
      ccp_json_writer_document (writer, inner);
      for (guint i = 0; i < around; i++)
        ccp_json_writer_end_array (writer);
      document = ccp_json_writer_finish (writer);

      g_assert_cmpint (document != NULL, ==, around + 300 <= 2 * CCP_JSON_MAX_DEPTH);
    }
}

static void
test_unref_unfinished (void)
{
  CcpJsonWriter *writer = ccp_json_writer_new ();
  CcpJsonWriter *other = ccp_json_writer_ref (writer);

  ccp_json_writer_begin_array (writer);
  ccp_json_writer_unref (writer);
  ccp_json_writer_string (other, "still there");
  g_assert_cmpuint (ccp_json_writer_get_length (other), ==, 14);
  ccp_json_writer_unref (other);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-writer/key/sets-commas-and-colons", test_structure);
  g_test_add_func ("/json-writer/finish/leaves-an-empty-writer", test_scalar_roots);
  g_test_add_func ("/json-writer/int/whole-range", test_ints);
  g_test_add_func ("/json-writer/double/shortest-digits", test_doubles);
  g_test_add_func ("/json-writer/string/escapes-and-mends", test_escape);
  g_test_add_func ("/json-writer/value/copies-exactly", test_splice);
  g_test_add_func ("/json-writer/value/none-is-null", test_splice_none);
  g_test_add_func ("/json-writer/document/copies-exactly", test_splice_document);
  g_test_add_func ("/json-writer/append-string-value/copies-escapes", test_pieces);
  g_test_add_func ("/json-writer/append-json/is-compact-and-exact", test_json_in_string);
  g_test_add_func ("/json-writer/get-length/counts-bytes", test_length);
  g_test_add_func ("/json-writer/new/grows", test_growth);
  g_test_add_func ("/json-writer/document/may-wrap-the-deepest", test_deep_wrapping);
  g_test_add_func ("/json-writer/finish/refuses-too-deep", test_too_deep);
  g_test_add_func ("/json-writer/finish/refuses-too-large", test_too_large);
  g_test_add_func ("/json-writer/value/measures-the-part", test_part_of_deep);
  g_test_add_func ("/json-writer/document/measures-what-was-written", test_wrap_written);
  g_test_add_func ("/json-writer/unref/frees-unfinished", test_unref_unfinished);
  return g_test_run ();
}
