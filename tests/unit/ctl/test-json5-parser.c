/* test-json5-parser.c: JSON5 to a tree
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "ccp-json5-parser.h"
#include "ccp.h"

typedef struct
{
  const char *name;
  const char *text;
  const char *expected; /* as JSON, or what is wrong */
} Case;

static const Case good[] = {
  { "empty-object", "{}", "{}" },
  { "empty-list", " [ ] ", "[]" },
  { "json",
    "{\"a\":[1,-2.5,true,false,null,\"x\"]}",
    "{\"a\":[1,-2.5,true,false,null,\"x\"]}" },
  { "line-comment", "// a\n{// b\r\n}// c", "{}" },
  { "block-comment", "/* { */{/**/}/* *** */", "{}" },
  { "trailing-comma-in-object", "{a:1,}", "{\"a\":1}" },
  { "trailing-comma-in-list", "[1,2,]", "[1,2]" },
  { "bare-keys",
    "{$a_1:1,_b:2,\\u0063d:3,\xc3\xa4:4}",
    "{\"$a_1\":1,\"_b\":2,\"cd\":3,\"\xc3\xa4\":4}" },
  { "words-as-keys",
    "{null:1,true:2,Infinity:3}",
    "{\"null\":1,\"true\":2,\"Infinity\":3}" },
  { "last-of-a-name", "{a:1,a:2}", "{\"a\":2}" },
  { "single-quotes", "{'a\"b':'it\\'s'}", "{\"a\\\"b\":\"it's\"}" },
  { "escapes",
    "'\\b\\f\\n\\r\\t\\v\\x41\\u00e4\\q\\\"'",
    "\"\\b\\f\\n\\r\\t\\u000bA\xc3\xa4q\\\"\"" },
  { "surrogates", "'\\ud83d\\ude00'", "\"\xf0\x9f\x98\x80\"" },
  { "half-a-surrogate", "'\\ud83dx\\ude00'", "\"\xef\xbf\xbdx\xef\xbf\xbd\"" },
  { "half-a-surrogate-before-another-escape",
    "'\\ud83d\\u0041'",
    "\"\xef\xbf\xbd"
    "A\"" },
  { "line-continuation",
    "'a\\\nb\\\r\nc\\\rd\\\xe2\x80\xa8"
    "e'",
    "\"abcde\"" },
  { "line-separator-in-a-text",
    "'a\xe2\x80\xa8"
    "b'",
    "\"a\xe2\x80\xa8"
    "b\"" },
  { "hexadecimal", "[0x1F,-0XaB,+0x0]", "[31,-171,0]" },
  { "signs", "[+1,-1,+.5]", "[1,-1,0.5]" },
  { "dots", "[.5,5.,-1.25]", "[0.5,5.0,-1.25]" },
  { "exponents", "[1e3,25E-1,1.5e+2]", "[1000.0,2.5,150.0]" },
  { "large-number", "9223372036854775807", "9223372036854775807" },
  { "larger-number", "18446744073709551616", "18446744073709552000.0" },
  { "spaces", "\xef\xbb\xbf\xc2\xa0\v\f\xe2\x80\xa9{\xe3\x80\x80}", "{}" },
};

static const Case bad[] = {
  { "nothing", "", "1:1: expected a value" },
  { "nothing-but-space", " \n ", "2:2: expected a value" },
  { "two-values", "{} {}", "1:4: expected nothing after the value" },
  { "missing-comma", "{a:1\n b:2}", "2:2: expected \",\" or \"}\" after the value" },
  { "missing-colon", "{a 1}", "1:4: expected \":\" after the key" },
  { "missing-value", "{a:}", "1:4: expected a value" },
  { "comma-alone", "[,]", "1:2: expected a value" },
  { "number-as-key", "{1:2}", "1:2: expected a key" },
  { "open-object", "{a:1", "1:5: expected \",\" or \"}\" after the value" },
  { "open-list", "[1", "1:3: expected \",\" or \"]\" after the value" },
  { "open-text", "['a\n']", "1:2: the text has no end in its line" },
  { "open-text-at-the-end", "'a", "1:1: the text has no end in its line" },
  { "open-escape", "'a\\", "1:4: the text has no end" },
  { "open-comment", "{}\r\n/* ", "2:1: the comment has no end" },
  { "bad-hex-escape", "'\\xg0'", "1:4: expected a hexadecimal digit" },
  { "bad-unicode-escape", "'\\u12'", "1:6: expected a hexadecimal digit" },
  { "zero-character", "'\\u0000'", "1:4: a text cannot have the character 0" },
  { "zero-character-in-hex", "'\\x00'", "1:4: a text cannot have the character 0" },
  { "octal-escape", "'\\012'", "1:3: a backslash cannot stand before a digit" },
  { "octal", "010", "1:1: expected a number that is finite" },
  { "infinity", "-Infinity", "1:1: expected a number that is finite" },
  { "infinity-without-sign", "Infinity", "1:1: expected a value" },
  { "not-a-number", "NaN", "1:1: expected a value" },
  { "overflow", "1e999", "1:1: expected a number that is finite" },
  { "hex-overflow", "0xffffffffffffffff", "1:1: expected a number that is finite" },
  { "hex-without-digits", "0x", "1:1: expected a number that is finite" },
  { "two-dots", "1.2.3", "1:1: expected a number that is finite" },
  { "sign-alone", "-", "1:1: expected a number that is finite" },
  { "two-signs", "--1", "1:1: expected a number that is finite" },
  { "unknown-word", "{a: yes}", "1:5: expected a value" },
  { "column-in-characters", "{'\xc3\xa4\xc3\xb6': ?}", "1:8: expected a value" },
  { "not-utf-8", "{a:'\xff'}", "1:5: it is not UTF-8" },
  { "at-the-carriage-return", "{\r?}", "2:1: expected a key" },
};

static JsonNode *
parse (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return ccp_json5_parser_run (bytes, error);
}

static void
test_good (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) expected = json_from_string (test->expected, NULL);

  g_autoptr (JsonNode) node = parse (test->text, &error);

  g_assert_no_error (error);
  g_assert_true (json_node_equal (node, expected));
}

static void
test_bad (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GError) error = NULL;

  g_autoptr (JsonNode) node = parse (test->text, &error);

  g_assert_error (error, CCP_ERROR, CCP_ERROR_JSON);
  g_assert_cmpstr (error->message, ==, test->expected);
  g_assert_null (node);
}

static char *
repeat (const char *text, guint n)
{
  GString *repeated = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (repeated, text);
  return g_string_free (repeated, FALSE);
}

static void
test_depth (void)
{
  g_autofree char *opening = repeat ("[", CCP_JSON5_PARSER_MAX_DEPTH);
  g_autofree char *closing = repeat ("]", CCP_JSON5_PARSER_MAX_DEPTH);
  g_autofree char *deep = g_strconcat (opening, closing, NULL);
  g_autofree char *deeper = g_strconcat ("[", deep, "]", NULL);
  g_autoptr (GError) error = NULL;

  g_autoptr (JsonNode) node = parse (deep, NULL);
  g_autoptr (JsonNode) none = parse (deeper, &error);

  g_assert_nonnull (node);
  g_assert_null (none);
  g_assert_cmpstr (error->message, ==, "1:33: it is nested too deeply");
}

static void
test_size (void)
{
  g_autofree char *many = repeat ("1,", CCP_JSON5_PARSER_MAX_VALUES);
  g_autofree char *list = g_strconcat ("[", many, "]", NULL);
  g_autofree char *large = g_strnfill (CCP_JSON5_PARSER_MAX_SIZE + 1, ' ');
  g_autoptr (GError) too_many = NULL;
  g_autoptr (GError) too_large = NULL;

  g_autoptr (JsonNode) none = parse (list, &too_many);
  g_autoptr (JsonNode) nothing = parse (large, &too_large);

  g_assert_null (none);
  g_assert_nonnull (strstr (too_many->message, ": there are too many values"));
  g_assert_null (nothing);
  g_assert_cmpstr (too_large->message, ==, "1:1: the file is larger than 1 MiB");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *path =
          g_strconcat ("/json5-parser/run/reads-", good[i].name, NULL);

      g_test_add_data_func (path, &good[i], test_good);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path =
          g_strconcat ("/json5-parser/run/refuses-", bad[i].name, NULL);

      g_test_add_data_func (path, &bad[i], test_bad);
    }
  g_test_add_func ("/json5-parser/run/limits-depth", test_depth);
  g_test_add_func ("/json5-parser/run/limits-size", test_size);
  return g_test_run ();
}
