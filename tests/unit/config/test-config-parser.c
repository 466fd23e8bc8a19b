/* test-config-parser.c: what is refused in YAML, and how fast
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-config-parser.h"

#include <sys/resource.h>

#include "config-fixture.h"

/* what the work may cost, in time of this process alone; valgrind makes it 20 times as
 * much */
#define LIMIT_MICROSECONDS                                                               \
  ((is_under_valgrind () ? 20 : 1) * 200 * G_TIME_SPAN_MILLISECOND)

#define TAB "a tab, which does not count as indentation; use spaces"

typedef struct
{
  const char *name;
  const char *yaml;
  const char *expected;
} Case;

static const Case cases[] = {
  { "duplicate-key",
    "a: 1\nb: 2\na: 3\n",
    "c.yaml:3:1: the key \"a\" is here and on line 1" },
  { "duplicate-keys-are-all-told",
    "a: 1\na: 2\na: 3\n",
    "c.yaml:2:1: the key \"a\" is here and on line 1\n"
    "c.yaml:3:1: the key \"a\" is here and on line 1" },
  { "alias",
    "a: &x [1]\nb: *x\n",
    "c.yaml:1:4: anchors (&name) are not supported; repeat the text\n"
    "c.yaml:2:4: aliases (*name) are not supported; repeat the text" },
  { "alias-cycle",
    "a: &x [1, *x]\n",
    "c.yaml:1:4: anchors (&name) are not supported; repeat the text\n"
    "c.yaml:1:11: aliases (*name) are not supported; repeat the text" },
  { "merge-key",
    "a:\n  <<: {b: 1}\n",
    "c.yaml:2:3: merge keys (<<) are not supported; repeat the keys" },
  { "quoted-merge-key-is-a-key", "'<<': 1\n", "" },
  { "tag",
    "a: !!str 5\nb: !mine x\nc: !!map {}\nd: !!seq []\n",
    "c.yaml:1:4: tags (!name) are not supported; quote a value to make it a string\n"
    "c.yaml:2:4: tags (!name) are not supported; quote a value to make it a string\n"
    "c.yaml:3:4: tags (!name) are not supported; quote a value to make it a string\n"
    "c.yaml:4:4: tags (!name) are not supported; quote a value to make it a string" },
  { "python-tag",
    "a: !!python/object/apply:os.system [\"true\"]\n",
    "c.yaml:1:4: tags (!name) are not supported; quote a value to make it a string" },
  { "tag-directive",
    "%TAG !e! tag:example.com,2000:\n---\na: 1\n",
    "c.yaml:1:1: %TAG directives are not supported" },
  { "documents",
    "a: 1\n---\nb: 2\n",
    "c.yaml:2:1: the file has more than one document (---)" },
  { "key-not-a-text", "? [a]\n: b\n", "c.yaml:1:3: a key must be a text" },
  { "nul", "a: \"x\\0y\"\n", "c.yaml:1:4: a text must not have a NUL character in it" },
  { "unclosed",
    "a: [1, 2\nb: 3\n",
    "c.yaml:2:2: did not find expected ',' or ']' (while parsing a flow sequence, from "
    "line 1, column 4)" },
  { "mapping-key",
    "a: b: c\n",
    "c.yaml:1:5: mapping values are not allowed in this context; quote a value that has "
    "\": \" in it" },
  { "reserved-character",
    "a: @b\n",
    "c.yaml:1:4: found character that cannot start any token (while scanning for the "
    "next token, from line 1, column 4); quote a value that starts with it" },
  { "unclosed-quote",
    "a: 'b\nc: d\n",
    "c.yaml:3:1: found unexpected end of stream (while scanning a quoted scalar, from "
    "line 1, column 4); close the quote" },
  { "tab", "a:\n\tb: 1\n", "c.yaml:2:1: " TAB },
  { "tab-after-spaces", "a:\n  \tb: 1\n", "c.yaml:2:3: " TAB },
  { "tab-after-a-dash", "a:\n-\tb: 1\n", "c.yaml:2:2: " TAB },
  { "tab-after-a-value", "a: x\n\tb: 1\n", "c.yaml:2:1: " TAB },
  { "tab-in-a-block", "a: |\n\tb\n", "c.yaml:2:1: " TAB },
  { "tab-after-a-byte-order-mark",
    "\xef\xbb\xbf"
    "é:\n\tb: 1\n",
    "c.yaml:2:1: " TAB },
  { "tab-after-a-colon-is-good", "a:\t1\n", "" },
  { "not-utf-8",
    "a: é\nb: é\xff\n",
    "c.yaml:2:5: the byte 0xff is not UTF-8; save the file as UTF-8" },
  { "not-utf-8-in-the-midst",
    "a: é\xe2\x82z\n",
    "c.yaml:1:5: the byte 0xe2 is not UTF-8; save the file as UTF-8" },
  { "not-utf-8-at-the-end",
    "\xef\xbb\xbf"
    "a: \xe2\x82",
    "c.yaml:1:4: the byte 0xe2 is not UTF-8; save the file as UTF-8" },
  { "utf-16",
    "\xff\xfe"
    "a",
    "c.yaml:1:1: the file is UTF-16; save it as UTF-8" },
  { "control-character",
    "a:\r\nb: \x01\n",
    "c.yaml:2:4: the character U+0001 cannot stand here; in double quotes write "
    "\\u0001" },
};

static CcpConfigNode *
parse (const char *yaml, gsize size, char **shown)
{
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c.yaml");
  g_autoptr (GBytes) bytes = g_bytes_new_static (yaml, size);
  CcpConfigNode *root = ccp_config_parser_run (bytes, diagnostics);

  *shown = fixture_show (diagnostics);
  return root;
}

static void
test_refused (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *shown = NULL;
  g_autoptr (CcpConfigNode) root = parse (c->yaml, strlen (c->yaml), &shown);

  g_assert_cmpstr (shown, ==, c->expected);
}

static gboolean
is_under_valgrind (void)
{
  const char *preload = g_getenv ("LD_PRELOAD");

  return preload != NULL && strstr (preload, "vgpreload") != NULL;
}

static gint64
get_cpu_time (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_TIME_SPAN_SECOND +
         usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

static void
assert_refused_fast (const char *yaml, gsize size, const char *expected)
{
  gint64 start = get_cpu_time ();
  g_autofree char *shown = NULL;
  g_autoptr (CcpConfigNode) root = parse (yaml, size, &shown);

  g_assert_cmpint (get_cpu_time () - start, <, LIMIT_MICROSECONDS);
  g_assert_null (root);
  g_assert_cmpstr (shown, ==, expected);
}

static void
test_deep_flow (void)
{
  g_autofree char *yaml = g_strnfill (100000, '[');

  assert_refused_fast (yaml,
                       100000,
                       "c.yaml:1:65: lists and mappings are nested deeper than 64");
}

static void
test_deep_block (void)
{
  g_autoptr (GString) yaml = g_string_new (NULL);

  for (guint i = 0; i < 100000; i++)
    g_string_append (yaml, "- ");
  assert_refused_fast (yaml->str,
                       yaml->len,
                       "c.yaml:1:129: lists and mappings are nested deeper than 64");
}

static void
test_deepest (void)
{
  g_autofree char *open = g_strnfill (64, '[');
  g_autofree char *close = g_strnfill (64, ']');
  g_autofree char *yaml = g_strconcat (open, close, NULL);
  g_autofree char *shown = NULL;
  g_autoptr (CcpConfigNode) root = parse (yaml, 128, &shown);

  g_assert_nonnull (root);
  g_assert_cmpstr (shown, ==, "");
}

static void
test_many_values (void)
{
  g_autofree char *yaml = g_strnfill (1 << 20, ',');

  for (gsize i = 1; i < 1 << 20; i += 2)
    yaml[i] = 'a';
  yaml[0] = '[';
  assert_refused_fast (yaml,
                       1 << 20,
                       "c.yaml:1:39996: the file has more than 20000 values");
}

static void
test_alias_bomb (void)
{
  g_autoptr (GString) yaml = g_string_new ("a0: &a0 [x]\n");
  g_autofree char *shown = NULL;
  g_autoptr (CcpConfigNode) root = NULL;
  gint64 start = get_cpu_time ();

  for (guint i = 1; i <= 12; i++)
    {
      g_string_append_printf (yaml, "a%u: &a%u [", i, i);
      for (guint j = 0; j < 10; j++)
        g_string_append_printf (yaml, "%s*a%u", j > 0 ? ", " : "", i - 1);
      g_string_append (yaml, "]\n");
    }
  root = parse (yaml->str, yaml->len, &shown);

  g_assert_cmpint (get_cpu_time () - start, <, LIMIT_MICROSECONDS);
  g_assert_nonnull (strstr (shown, "aliases (*name) are not supported"));
}

static void
test_big_scalar (void)
{
  g_autofree char *yaml = g_strnfill (1 << 20, 'x');
  g_autofree char *shown = NULL;
  g_autoptr (CcpConfigNode) root = NULL;

  memcpy (yaml, "a: ", 3);
  root = parse (yaml, 1 << 20, &shown);

  g_assert_cmpstr (shown, ==, "");
  g_assert_cmpuint (
      strlen (ccp_config_node_get_scalar (ccp_config_node_get_member (root, "a"))),
      ==,
      (1 << 20) - 3);
}

static void
test_too_large (void)
{
  gsize size = (1 << 20) + 1;
  g_autofree char *yaml = g_strnfill (size, ' ');

  assert_refused_fast (yaml, size, "c.yaml: the file is larger than 1 MiB");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/config-parser/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_refused);
    }
  g_test_add_func ("/config-parser/limits/deep-flow", test_deep_flow);
  g_test_add_func ("/config-parser/limits/deep-block", test_deep_block);
  g_test_add_func ("/config-parser/limits/deepest", test_deepest);
  g_test_add_func ("/config-parser/limits/many-values", test_many_values);
  g_test_add_func ("/config-parser/limits/alias-bomb", test_alias_bomb);
  g_test_add_func ("/config-parser/limits/big-scalar", test_big_scalar);
  g_test_add_func ("/config-parser/limits/too-large", test_too_large);

  return g_test_run ();
}
