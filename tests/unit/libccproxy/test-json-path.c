/* test-json-path.c: which addresses there are, and which are refused
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

typedef struct
{
  const char *text;
  const char *expected; /* the steps, or the error */
} Case;

/* n: a name, i: an index, *: each, ..: at any depth, +: behind the last */
static const Case cases[] = {
  { "", "" },
  { "/", "n()" },
  { "/a", "n(a)" },
  { "/a/b c/é", "n(a) n(b c) n(é)" },
  { "/a~1b/m~0n/~01", "n(a/b) n(m~n) n(~1)" },
  { "/0", "n(0)i(0)" },
  { "/12/01/-1", "n(12)i(12) n(01) n(-1)" },
  { "/1234567890", "n(1234567890)" },
  { "/a/*/b", "n(a) * n(b)" },
  { "/a/-", "n(a) n(-)+" },
  { "/**", "n(**)" },
  { "/$.a", "n($.a)" },
  { "$", "" },
  { "$.a.b_1.é", "n(a) n(b_1) n(é)" },
  { "$['a b']['c.d'][\"e'f\"]", "n(a b) n(c.d) n(e'f)" },
  { "$['it\\'s']['a\\\\b']", "n(it's) n(a\\b)" },
  { "$['*']", "n(*)" },
  { "$.a[0][12][-1]", "n(a) i(0) i(12) i(-1)" },
  { "$.a[*].*", "n(a) * *" },
  { "$..a", "..n(a)" },
  { "$.x..['a b'].c", "n(x) ..n(a b) n(c)" },
  { "a", "expected a path such as /a/b or $.a.b, got \"a\"" },
  { "/a~", "expected 0 or 1 after ~ (~0 is ~, and ~1 is /), got \"~\"" },
  { "/a~2/b", "expected 0 or 1 after ~ (~0 is ~, and ~1 is /), got \"~2/b\"" },
  { "/a~/1", "expected 0 or 1 after ~ (~0 is ~, and ~1 is /), got \"~/1\"" },
  { "$a", "expected . or [, got \"a\"" },
  { "$.", "expected a name or * after the dot; other names go into [''], got \"\"" },
  { "$.1", "expected a name or * after the dot; other names go into [''], got \"1\"" },
  { "$.a-b", "expected . or [, got \"-b\"" },
  { "$[", "expected a name in quotes, a number or * after [, got \"\"" },
  { "$[a]", "expected a name in quotes, a number or * after [, got \"a]\"" },
  { "$[-0]", "expected a name in quotes, a number or * after [, got \"-0]\"" },
  { "$[01]", "expected a name in quotes, a number or * after [, got \"01]\"" },
  { "$[1:2]", "expected ]: slices, lists and filters are not known, got \":2]\"" },
  { "$['a','b']", "expected ]: slices, lists and filters are not known, got \",'b']\"" },
  { "$[?@.a]", "expected a name in quotes, a number or * after [, got \"?@.a]\"" },
  { "$['a]", "expected a closing quote, got \"'a]\"" },
  { "$['a\\", "expected a closing quote, got \"'a\\\"" },
  { "$['\\n']", "expected a quote or \\ after \\, got \"\\n']\"" },
  { "$..", "expected a name after .., got \"\"" },
  { "$..*", "expected a name after .., got \"*\"" },
  { "$..[0]", "expected a name in quotes after ..[, got \"0]\"" },
  { "$..a..b", "expected one .. at most, got \"..b\"" },
};

static char *
describe (const CcpJsonPath *path)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ccp_json_path_get_length (path); i++)
    {
      const CcpJsonStep *step = ccp_json_path_get_step (path, i);

      g_string_append (text, i > 0 ? " " : "");
      g_string_append (text, step->descends ? ".." : "");
      g_string_append (text, step->is_each ? "*" : "");
      if (step->name != NULL)
        g_string_append_printf (text, "n(%s)", step->name);
      if (step->has_index)
        g_string_append_printf (text, "i(%" G_GINT64_FORMAT ")", step->index);
      g_string_append (text, step->is_append ? "+" : "");
    }
  return g_string_free (text, FALSE);
}

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CcpJsonPath) path = ccp_json_path_new (cases[i].text, &error);
      g_autofree char *steps = path != NULL ? describe (path) : NULL;

      g_assert_true ((path == NULL) == (error != NULL));
      g_assert_cmpstr (path != NULL ? steps : error->message, ==, cases[i].expected);
    }
}

static void
assert_refused (const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ccp_json_path_new (text, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
  g_assert_cmpstr (error->message, ==, expected);
}

static void
test_limits (void)
{
  g_autoptr (GString) steps = g_string_new (NULL);
  g_autoptr (CcpJsonPath) path = NULL;
  g_autofree char *name = g_strnfill (CCP_JSON_PATH_MAX_LENGTH, 'a');
  g_autofree char *pointer = g_strconcat ("/", name, NULL);

  for (guint i = 0; i < CCP_JSON_PATH_MAX_STEPS; i++)
    g_string_append (steps, "/a");
  path = ccp_json_path_new (steps->str, NULL);
  g_string_append (steps, "/a");

  g_assert_nonnull (path);
  g_assert_cmpuint (ccp_json_path_get_length (path), ==, CCP_JSON_PATH_MAX_STEPS);
  assert_refused (steps->str, "expected a path of at most 32 steps");
  assert_refused (pointer, "expected a path of at most 1024 bytes");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-path/new/parses", test_parse);
  g_test_add_func ("/json-path/new/limits", test_limits);
  return g_test_run ();
}
