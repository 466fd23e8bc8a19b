/* test-json-repair.c: tests of ccp-json-repair.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>
#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  const char *expected; /* (nullable): NULL if there is no object in it */
} Case;

/* comes out as it is */
static const char *const valid[] = {
  "{}",
  " {\n} \n",
  "{\"a\":1}",
  "\t{ \"a\" : [ 1 , -2.50e+3 , true , false , null , \"x\" ] , \"b\" : { } }",
  "{\"a\":\"\",\"b\":[],\"c\":[[],{}]}",
  "{\"\":\"\"}",
  "{\"a\":\"quote \\\" slash \\/ back \\\\ \\b\\f\\n\\r\\t \\u00e9 \\ud83d\\ude00\"}",
  "{\"a\":\"it's {not} [a] 'thing', // or # so: `x`\"}",
  "{\"a\":\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"}",
  "{\"a\":0.10,\"b\":1E5,\"c\":-0,\"d\":123456789012345678901234567890}",
  "{\"a\":\"x\" ,\"b\":\"y\" }",
  "{\"a\":\"\\\\\"}",
  "{\"a\":\"\\u0000\\ud800\"}",
  "{\"a\":1,\"a\":2}",
};

static const Case cases[] = {
  { "T52-nothing", "", NULL },
  { "white-space", " \n", NULL },
  { "null", "null", NULL },
  { "number", "17", NULL },
  { "list", "[{\"a\":1}]", NULL },
  { "words", "I cannot do that.", NULL },
  { "empty-string", "\"\"", NULL },
  { "string-of-words", "\"hello\"", NULL },

  { "single-quotes", "{'a':'b'}", "{\"a\":\"b\"}" },
  { "back-quotes", "{`a`:`b`}", "{\"a\":\"b\"}" },
  { "quote-in-single-quotes", "{'a':'say \"hi\"'}", "{\"a\":\"say \\\"hi\\\"\"}" },
  { "apostrophe", "{'a':'it's'}", "{\"a\":\"it's\"}" },
  { "escaped-apostrophe", "{'a':'it\\'s'}", "{\"a\":\"it's\"}" },
  { "brace-in-single-quotes", "{'a':'}','b':1}", "{\"a\":\"}\",\"b\":1}" },
  { "unquoted-name", "{a:1,b_c:2,$d:3}", "{\"a\":1,\"b_c\":2,\"$d\":3}" },
  { "unquoted-name-with-space", "{my name : 1}", "{\"my name\" : 1}" },
  { "number-as-name", "{1:2}", "{\"1\":2}" },
  { "unquoted-text",
    "{a: hello world , b: x}",
    "{\"a\": \"hello world\" , \"b\": \"x\"}" },
  { "unquoted-url", "{url: http://x.y/z?q=1#f}", "{\"url\": \"http://x.y/z?q=1#f\"}" },
  { "unquoted-path",
    "{p: /usr/bin, q: C:\\dir}",
    "{\"p\": \"/usr/bin\", \"q\": \"C:\\\\dir\"}" },

  { "trailing-comma", "{\"a\":1,}", "{\"a\":1}" },
  { "trailing-comma-space", "{\"a\":[1,2, ],\n}", "{\"a\":[1,2 ]\n}" },
  { "trailing-comma-empty", "{\"a\":[,],}", "{\"a\":[]}" },
  { "two-commas", "{\"a\":[1,,2],,\"b\":3}", "{\"a\":[1,2],\"b\":3}" },
  { "missing-comma",
    "{\"a\":1 \"b\":\"x\" \"c\":true\n\"d\":[1 2]}",
    "{\"a\":1 ,\"b\":\"x\" ,\"c\":true\n,\"d\":[\"1 2\"]}" },
  { "missing-comma-after-bracket",
    "{\"a\":[1]\"b\":{}\"c\":2}",
    "{\"a\":[1],\"b\":{},\"c\":2}" },
  { "missing-colon", "{\"a\" \"b\",\"c\" {}}", "{\"a\" :\"b\",\"c\" :{}}" },
  { "missing-colon-before-a-number",
    "{\"a\": [1, 2,], \"b\" 3 \"c\": 4}",
    "{\"a\": [1, 2], \"b\" :3 ,\"c\": 4}" },
  { "missing-value", "{\"a\":,\"b\":}", "{\"a\":null,\"b\":null}" },
  { "name-alone", "{\"a\",b}", "{\"a\":null,\"b\":null}" },

  { "line-comment",
    "{// one\n\"a\":1, # two\n\"b\":2 // three\n}",
    "{\n\"a\":1, \n\"b\":2 \n}" },
  { "block-comment", "{/* {\"x\": */\"a\"/**/:/***/1/* , */}", "{\"a\":1}" },

  { "python",
    "{'a': True, 'b': False, 'c': None}",
    "{\"a\": true, \"b\": false, \"c\": null}" },
  { "javascript",
    "{a: undefined, b: NaN, c: -Infinity}",
    "{\"a\": null, \"b\": null, \"c\": null}" },
  { "numbers",
    "{a: +1, b: .5, c: 5., d: 0x1F, e: -.5, f: 007, g: 1_000}",
    "{\"a\": 1, \"b\": 0.5, \"c\": 5.0, \"d\": 31, \"e\": -0.5, \"f\": \"007\", \"g\": "
    "\"1_000\"}" },
  { "number-and-word", "{a: 12 monkeys}", "{\"a\": \"12 monkeys\"}" },

  { "line-break-in-string",
    "{\"a\":\"one\ntwo\r\tthree\"}",
    "{\"a\":\"one\\ntwo\\r\\tthree\"}" },
  { "control-in-string", "{\"a\":\"\x01\x1f\"}", "{\"a\":\"\\u0001\\u001f\"}" },
  { "wrong-escape",
    "{\"a\":\"\\d+\\.\\s C:\\Users\"}",
    "{\"a\":\"\\\\d+\\\\.\\\\s C:\\\\Users\"}" },
  { "hexadecimal-escape",
    "{\"a\":\"\\x1b[0m \\xzz\"}",
    "{\"a\":\"\\u001b[0m \\\\xzz\"}" },
  { "short-escape", "{\"a\":\"\\u12 \\u\"}", "{\"a\":\"\\\\u12 \\\\u\"}" },
  { "escaped-line-break", "{\"a\":\"ls \\\n -l\"}", "{\"a\":\"ls \\\\\\n -l\"}" },
  { "quotes-in-string",
    "{\"a\":\"say \"hi\" now\",\"b\":1}",
    "{\"a\":\"say \\\"hi\\\" now\",\"b\":1}" },
  { "quotes-at-the-end", "{\"a\":\"say \"hi\"\"}", "{\"a\":\"say \\\"hi\\\"\"}" },
  { "quotes-and-pattern",
    "{\"a\": \"say \"hi\"\", \"b\": \"\\d+\"}",
    "{\"a\": \"say \\\"hi\\\"\", \"b\": \"\\\\d+\"}" },
  { "quotes-in-a-name", "{\"my \"own\"\": 1}", "{\"my \\\"own\\\"\": 1}" },
  { "colon-after-quotes", "{\"a\":\"\"x\": y\"}", "{\"a\":\"\\\"x\\\": y\"}" },

  { "missing-brace", "{\"a\":1", "{\"a\":1}" },
  { "missing-brackets", "{\"a\":[1,{\"b\":[2", "{\"a\":[1,{\"b\":[2]}]}" },
  { "missing-quote", "{\"a\":\"x", "{\"a\":\"x\"}" },
  { "cut-after-quote", "{\"a\":\"x\"", "{\"a\":\"x\"}" },
  { "cut-in-name", "{\"a\":1,\"b", "{\"a\":1}" },
  { "cut-before-colon", "{\"a\":1,\"b\" ", "{\"a\":1}" },
  { "cut-before-value", "{\"a\":1,\"b\": ", "{\"a\":1}" },
  { "cut-after-comma", "{\"a\":[1, ", "{\"a\":[1]}" },
  { "cut-in-word", "{\"a\":tr", "{\"a\":true}" },
  { "cut-in-escape", "{\"a\":\"x\\", "{\"a\":\"x\"}" },
  { "cut-in-digits", "{\"a\":\"x\\u00", "{\"a\":\"x\"}" },
  { "cut-in-comment", "{\"a\":1 /* x", "{\"a\":1 }" },
  { "cut-at-once", "{", "{}" },
  { "bracket-for-brace", "{\"a\":[1}", "{\"a\":[1]}" },
  { "brace-for-bracket", "{\"a\":[{\"b\":1]}", "{\"a\":[{\"b\":1}]}" },
  { "bracket-alone", "{\"a\":1]}", "{\"a\":1}" },
  { "braces-twice", "{{\"a\":1}}", "{\"a\":1}" },
  { "more-after-the-end", "{\"a\":1}\n{\"b\":2}", "{\"a\":1}\n" },

  { "code-fence", "```json\n{\"a\":1}\n```", "{\"a\":1}\n" },
  { "page-break-before", "\f {\"a\":1}", "{\"a\":1}" },
  { "words-around", "Here it is: {'a': 1}. Good?", "{\"a\": 1}" },
  { "in-a-string", "\"{\\\"a\\\":\\\"b\\\\n\\\"}\"", "{\"a\":\"b\\n\"}" },
  { "in-a-string-twice", "\"\\\"{\\\\\\\"a\\\\\\\":1}\\\"\"", "{\"a\":1}" },
  { "in-a-string-carelessly", "\"{\"a\": 1}\"", "{\"a\": 1}" },
  { "in-single-quotes", "'{\"a\": \"\\u00e9\"}'", "{\"a\": \"\xc3\xa9\"}" },
  { "in-a-string-cut", "\"{\\\"a\\\":\\\"b", "{\"a\":\"b\"}" },
};

static void
assert_parses (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) json = ccp_json_new_from_text (text, (gssize) length, &error);
  CcpJsonValue root;

  g_assert_no_error (error);
  ccp_json_get_root (json, &root);
  g_assert_true (ccp_json_value_is_object (&root));
}

/* Returns: (nullable): what comes out of pieces that end at @first, @second and the end
 */
static char *
repair_pieces (const char *text, gsize first, gsize second)
{
  g_autoptr (CcpJsonRepair) repair = ccp_json_repair_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  ccp_json_repair_feed (repair, text, (gssize) first, out);
  ccp_json_repair_feed (repair, text + first, (gssize) (second - first), out);
  ccp_json_repair_feed (repair, text + second, -1, out);
  if (!ccp_json_repair_finish (repair, out))
    {
      g_assert_cmpuint (out->len, ==, 0);
      return NULL;
    }
  assert_parses (out->str, out->len);
  return g_strdup (out->str);
}

static void
assert_repaired (const char *text, const char *expected)
{
  gsize length = strlen (text);

  for (gsize first = 0; first <= length; first++)
    for (gsize second = first; second <= MIN (first + 2, length); second++)
      {
        g_autofree char *out = repair_pieces (text, first, second);

        g_assert_cmpstr (out, ==, expected);
      }
}

static void
test_case (gconstpointer data)
{
  const Case *wanted = data;

  assert_repaired (wanted->text, wanted->expected);
}

static void
test_valid (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (valid); i++)
    assert_repaired (valid[i], valid[i]);
}

/* Wherever a text is cut, what is there becomes an object. */
static void
test_every_cut (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize cut = 0; cut <= strlen (cases[i].text); cut++)
      {
        g_autofree char *text = g_strndup (cases[i].text, cut);
        g_autofree char *out = repair_pieces (text, cut, cut);

        g_assert_true (out == NULL || strchr (text, '{') != NULL);
      }
}

/* The text of a string goes on at once; what may yet change its meaning waits. */
static void
test_streams (void)
{
  static const char *const pieces[][2] = {
    { "{", "{" }, { "\"path\":", "" }, { " \"/tmp", "\"path\": \"/tmp" }, { "/x", "/x" },
    { "\"", "" }, { ",", "\"" },       { "\"n\":1", ",\"n\":" },          { "2}", "12}" },
  };
  g_autoptr (CcpJsonRepair) repair = ccp_json_repair_new ();

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      g_assert_false (ccp_json_repair_get_complete (repair));
      ccp_json_repair_feed (repair, pieces[i][0], -1, out);

      g_assert_cmpstr (out->str, ==, pieces[i][1]);
    }
  g_assert_true (ccp_json_repair_get_complete (repair));
}

static void
test_complete (void)
{
  static const struct
  {
    const char *text;
    gboolean complete;
  } texts[] = {
    { "{\"a\":1}", TRUE },   { "{a:[1}", TRUE },          { "{\"a\":1", FALSE },
    { "\"{}\"", TRUE },      { "\"{\\\"a\\\":1", FALSE }, { "```\n{}\n```", TRUE },
    { "{\"a\":[1]", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gboolean complete = !texts[i].complete;
      g_autoptr (CcpJson) json = ccp_json_repair_text (texts[i].text, -1, &complete);

      g_assert_nonnull (json);
      g_assert_cmpint (complete, ==, texts[i].complete);
    }
}

/* more brackets than a document may have */
static void
test_deep (void)
{
  g_autofree char *brackets = g_strnfill (10000, '[');
  g_autofree char *text = g_strconcat ("{\"a\":1,\"b\":", brackets, NULL);
  g_autoptr (CcpJson) json = ccp_json_repair_text (text, -1, NULL);

  g_assert_nonnull (json);
}

static void
test_zero_byte (void)
{
  static const char text[] = "{\"a\":\"x\0y\",b:\0}";
  g_autoptr (CcpJson) json = ccp_json_repair_text (text, sizeof text - 1, NULL);
  g_autofree char *repaired = ccp_json_to_text (json);

  g_assert_cmpstr (repaired, ==, "{\"a\":\"x\\u0000y\",\"b\":\"\\u0000\"}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/json-repair/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/json-repair/valid-stays-as-it-is", test_valid);
  g_test_add_func ("/json-repair/every-cut", test_every_cut);
  g_test_add_func ("/json-repair/streams", test_streams);
  g_test_add_func ("/json-repair/complete", test_complete);
  g_test_add_func ("/json-repair/deep", test_deep);
  g_test_add_func ("/json-repair/zero-byte", test_zero_byte);

  return g_test_run ();
}
