/* test-request-line.c: the line of the log that a request gets at its end
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-request-line.h"

#include <string.h>

/* what was written: (element-type utf8 utf8) */
static GHashTable *written;
static GLogLevelFlags written_level;

static GLogWriterOutput
keep (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  written_level = level;
  g_hash_table_remove_all (written);
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].length < 0)
      g_hash_table_insert (written, g_strdup (fields[i].key), g_strdup (fields[i].value));
  return G_LOG_WRITER_HANDLED;
}

static const char *
get_written (const char *field)
{
  return g_hash_table_lookup (written, field);
}

static void
test_whole (void)
{
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", "m1");
  CcpUsage usage = CCP_USAGE_UNKNOWN;
  CcpRequestLine line = {
    .id = "req_1",
    .asked = "claude-x",
    .route = route,
    .status = 200,
    .usage = &usage,
    .first_token = 250000,
    .duration = 1500000,
  };

  usage.input_tokens = 7;
  usage.output_tokens = 3;
  usage.cache_read_tokens = 2;
  ccp_request_line_write (&line, G_LOG_LEVEL_MESSAGE);

  g_assert_cmpstr (
      get_written ("MESSAGE"),
      ==,
      "req_1 default: claude-x → p/m1, 200, first token 0.250 s, 9 tokens in "
      "(2 cached), 3 out, 1.500 s");
  g_assert_cmpstr (get_written ("CCP_REQUEST_ID"), ==, "req_1");
  g_assert_cmpstr (get_written ("CCP_STAGE"), ==, "default");
  g_assert_cmpstr (get_written ("CCP_PROVIDER"), ==, "p");
  g_assert_cmpstr (get_written ("CCP_MODEL"), ==, "m1");
  g_assert_cmpstr (get_written ("CCP_ASKED_MODEL"), ==, "claude-x");
  g_assert_cmpstr (get_written ("CCP_STATUS"), ==, "200");
  g_assert_cmpstr (get_written ("CCP_DURATION_US"), ==, "1500000");
  g_assert_cmpstr (get_written ("PRIORITY"), ==, "5");
  g_assert_null (get_written ("CCP_ERROR"));
  g_assert_cmpint (written_level, ==, G_LOG_LEVEL_MESSAGE);
}

static void
test_rule (void)
{
  static const struct
  {
    const char *rule;
    guint target;
    const char *text;
  } cases[] = {
    { "rules[0] home", 2, "req_1 planning by rules[0] home: → p/m1 (target 2 of 3), " },
    { "stages.planning", 1, "req_1 planning: → p/m1, " },
    { "bad\nrule", 1, "req_1 planning by bad\\x0arule: → p/m1, " },
  };
  g_autoptr (CcpRoute) route = ccp_route_new ("planning", "p", "m1");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CcpRequestLine line = { .id = "req_1",
                              .route = route,
                              .rule = cases[i].rule,
                              .target = cases[i].target,
                              .n_targets = 3,
                              .status = 200 };

      ccp_request_line_write (&line, G_LOG_LEVEL_INFO);

      g_assert_true (g_str_has_prefix (get_written ("MESSAGE"), cases[i].text));
    }
}

static void
test_unknown (void)
{
  static const struct
  {
    CcpRequestLine line;
    const char *text;
  } cases[] = {
    { { .id = "req_1", .status = 529 }, "req_1, 529, 0.000 s" },
    { { .id = "req_1", .method = "GET", .path = "/x", .status = 404 },
      "req_1 GET /x, 404, 0.000 s" },
    { { .id = "req_1", .asked = "m", .status = 404, .error_type = "not_found_error" },
      "req_1 m, 404 not_found_error, 0.000 s" },
    { { .id = "req_1", .asked = "m", .status = 499, .error = "the client left" },
      "req_1 m, 499, 0.000 s: the client left" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ccp_request_line_write (&cases[i].line, G_LOG_LEVEL_INFO);

      g_assert_cmpstr (get_written ("MESSAGE"), ==, cases[i].text);
      g_assert_null (get_written ("CCP_STAGE"));
      g_assert_null (get_written ("CCP_PROVIDER"));
      g_assert_null (get_written ("CCP_MODEL"));
    }
}

static void
test_foreign_texts (void)
{
  g_autofree char *name = g_strnfill (100000, 'm');
  CcpRequestLine line = {
    .id = "req_1",
    .method = "G\tET",
    .path = "/v1/sk-ant-0123456789abcdef",
    .asked = name,
    .status = 400,
    .error_type = "invalid_request_error",
    .error = "no\n12:00:00 forged\x1b[2J, key sk-ant-0123456789abcdef",
  };

  ccp_request_line_write (&line, G_LOG_LEVEL_MESSAGE);

  g_assert_cmpuint (strlen (get_written ("MESSAGE")), <, 1000);
  g_assert_nonnull (strstr (get_written ("MESSAGE"), "mmm…"));
  g_assert_cmpstr (get_written ("CCP_METHOD"), ==, "G\\x09ET");
  g_assert_cmpstr (get_written ("CCP_PATH"), ==, "/v1/[redacted]");
  g_assert_cmpstr (get_written ("CCP_ERROR"),
                   ==,
                   "no\\x0a12:00:00 forged\\x1b[2J, key [redacted]");
  g_assert_null (strchr (get_written ("MESSAGE"), '\n'));
  g_assert_null (strstr (get_written ("MESSAGE"), "sk-ant"));
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_log_set_writer_func (keep, NULL, NULL);

  g_test_add_func ("/request-line/write/whole", test_whole);
  g_test_add_func ("/request-line/write/rule-and-target", test_rule);
  g_test_add_func ("/request-line/write/only-what-is-known", test_unknown);
  g_test_add_func ("/request-line/write/texts-of-others", test_foreign_texts);

  status = g_test_run ();
  g_hash_table_unref (written);
  return status;
}
