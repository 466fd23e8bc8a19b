/* test-json-parser.c: what is JSON and what is not
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include <sys/mman.h>

#include "private/ccp-json-private.h"

/* Parses a copy of exactly these bytes, so that reading beyond them is noticed. */
static CcpJson *
parse (const char *text, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);

  return ccp_json_new_from_bytes (bytes, error);
}

static void
assert_accepted (const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (CcpJson) deferred = ccp_json_new_deferred (bytes);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) document = parse (text, length, &error);
  CcpJsonValue root;
  const char *kept;
  gsize kept_length;

  g_assert_no_error (error);
  kept = ccp_json_peek (document, &kept_length);
  g_assert_cmpmem (kept, kept_length, text, length);
  ccp_json_get_root (document, &root);
  g_assert_true (ccp_json_value_exists (&root));
  ccp_json_get_root (deferred, &root);
  g_assert_true (ccp_json_value_exists (&root));
}

static void
assert_refused (const char *text, gsize length, gsize offset)
{
  g_autofree char *begin =
      g_strdup_printf ("not JSON at byte %" G_GSIZE_FORMAT ": ", offset);
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (CcpJson) deferred = ccp_json_new_deferred (bytes);
  g_autoptr (GError) error = NULL;
  CcpJsonValue root;

  g_assert_null (parse (text, length, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_JSON);
  if (!g_str_has_prefix (error->message, begin))
    g_test_fail_printf ("expected '%s', got '%s'", begin, error->message);
  ccp_json_get_root (deferred, &root);
  g_assert_false (ccp_json_value_exists (&root));
}

/* Returns: whether the line is a case */
static gboolean
check_line (const char *line)
{
  g_autoptr (GBytes) bytes = NULL;
  const char *text;
  char *begin = (char *) line + 1;
  guint64 offset = 0;
  gsize length;

  if (*line != '+' && *line != '-')
    return FALSE;

  g_test_message ("%s", line);
  if (*line == '-')
    offset = g_ascii_strtoull (begin, &begin, 10);
  if (*begin == ' ')
    begin++;
  bytes = g_uri_unescape_bytes (begin, -1, NULL, NULL);
  g_assert_nonnull (bytes);
  text = g_bytes_get_data (bytes, &length);

  if (*line == '+')
    assert_accepted (text, length);
  else
    assert_refused (text, length, offset);
  return TRUE;
}

static void
test_conformance (gconstpointer data)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "json", "conformance.txt", NULL);
  g_autofree char *heading = g_strconcat ("## ", data, NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean in_group = FALSE;
  guint n_cases = 0;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (contents, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "## "))
      in_group = g_str_equal (lines[i], heading);
    else if (in_group)
      n_cases += check_line (lines[i]);

  g_assert_cmpuint (n_cases, >=, 40);
}

typedef struct
{
  const char *text;
  gssize fault; /* offset of the byte that is wrong, -1 for none */
} StringPart;

static const StringPart string_parts[] = {
  { "", -1 },
  { "\\n", -1 },
  { "\\u00e9", -1 },
  { "\xc3\xa9", -1 },
  { "\xe2\x82\xac", -1 },
  { "\xf0\x9f\x98\x80", -1 },
  { "\xf0\x9f\x98\x80\xc3\xa9\\\\\xe2\x82\xac", -1 },
  { "\x7f", -1 },
  { "\n", 0 },
  { "\x1f", 0 },
  { "\xff", 0 },
  { "\xc3", 0 },
  { "\xe2\x82", 0 },
  { "\xf0\x9f\x98", 0 },
  { "\xed\xa0\x80", 0 },
  { "\xc3\xa9\x80", 2 },
  { "\\x", 1 },
  { "\\u00g0", 4 },
};

/* Strings are read in blocks: each part is tried at each place in and around them. */
static void
test_string_alignment (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (string_parts); i++)
    for (guint before = 0; before < 36; before++)
      for (guint after = 0; after < 36; after += before % 4 == 0 ? 1 : 7)
        {
          const StringPart *part = &string_parts[i];
          g_autofree char *head = g_strnfill (before, 'a');
          g_autofree char *tail = g_strnfill (after, 'b');
          g_autofree char *text =
              g_strconcat ("[\"", head, part->text, tail, "\"]", NULL);

          if (part->fault < 0)
            assert_accepted (text, strlen (text));
          else
            assert_refused (text, strlen (text), 2 + before + (gsize) part->fault);
        }
}

/* Each beginning of a document is none, and nothing beyond it is read. */
static void
test_truncation (void)
{
  static const char text[] =
      "{\"first\":[1.5e+3,-0,true,false,null],\"\\u00e9\\n\xe2\x82\xac\":{\"a long name, "
      "longer than a block\":\"and a long value \xf0\x9f\x98\x80 with an end\"}}";
  gsize length = strlen (text);

  assert_accepted (text, length);
  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (CcpJson) document = parse (text, i, NULL);

      g_assert_null (document);
    }
}

static char *
nest (const char *open, const char *inner, const char *close, guint depth)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, open);
  g_string_append (text, inner);
  for (guint i = 0; i < depth; i++)
    g_string_append (text, close);
  return g_string_free (text, FALSE);
}

static void
test_depth (void)
{
  static const char *const opens[] = { "[", "{\"a\":", "[1,", "{\"a\":1,\"b\":" };
  static const char *const closes[] = { "]", "}", "]", "}" };

  for (guint i = 0; i < G_N_ELEMENTS (opens); i++)
    {
      g_autofree char *deep = nest (opens[i], "1", closes[i], CCP_JSON_MAX_DEPTH);
      g_autofree char *deeper = nest (opens[i], "[]", closes[i], CCP_JSON_MAX_DEPTH);
      g_autofree char *bottomless = nest (opens[i], "", "", 1000000);

      assert_accepted (deep, strlen (deep));
      assert_refused (deeper, strlen (deeper), CCP_JSON_MAX_DEPTH * strlen (opens[i]));
      assert_refused (bottomless,
                      strlen (bottomless),
                      CCP_JSON_MAX_DEPTH * strlen (opens[i]));
    }
}

/* Depth is what is open at a time, not how much there is. */
static void
test_breadth (void)
{
  g_autofree char *text = nest ("[[]],[{}],", "0", "", 1000);
  g_autofree char *array = g_strconcat ("[", text, "]", NULL);

  assert_accepted (array, strlen (array));
}

/* An array of n_nodes - 1 numbers. */
static char *
make_long_array (guint n_nodes)
{
  char *text = g_malloc (2 * (gsize) n_nodes);

  for (guint i = 0; i < n_nodes; i++)
    memcpy (text + 2 * (gsize) i, "1,", 2);
  text[0] = '[';
  memmove (text + 1, text + 2, 2 * (gsize) n_nodes - 2);
  text[2 * (gsize) n_nodes - 2] = ']';
  text[2 * (gsize) n_nodes - 1] = '\0';
  return text;
}

static void
test_nodes (void)
{
  g_autofree char *most = make_long_array (CCP_JSON_MAX_NODES);
  g_autofree char *more = make_long_array (CCP_JSON_MAX_NODES + 1);

  assert_accepted (most, strlen (most));
  assert_refused (more, strlen (more), strlen (more) - 2);
}

/* The size is looked at before the first byte, which may not be read here. */
static void
test_size (void)
{
  gsize size = (gsize) CCP_JSON_MAX_SIZE + 1;
  char *text = mmap (NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (text != MAP_FAILED);
  bytes = g_bytes_new_static (text, size);

  g_assert_null (ccp_json_new_from_bytes (bytes, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_TOO_LARGE);
  g_assert_cmpstr (error->message,
                   ==,
                   "JSON of 268435457 bytes, expected at most 268435456");
  munmap (text, size);
}

int
main (int argc, char *argv[])
{
  static const char *const groups[] = { "structure", "white space", "numbers",
                                        "strings",   "UTF-8",       "literals" };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_autofree char *path = g_strconcat ("/json-parser/conformance/", groups[i], NULL);

      g_strdelimit (path, " ", '-');
      g_test_add_data_func (path, groups[i], test_conformance);
    }
  g_test_add_func ("/json-parser/strings/at-any-place", test_string_alignment);
  g_test_add_func ("/json-parser/conformance/refuses-each-beginning", test_truncation);
  g_test_add_func ("/json-parser/limits/depth", test_depth);
  g_test_add_func ("/json-parser/limits/breadth-is-not-depth", test_breadth);
  g_test_add_func ("/json-parser/limits/nodes", test_nodes);
  g_test_add_func ("/json-parser/limits/size", test_size);
  return g_test_run ();
}
