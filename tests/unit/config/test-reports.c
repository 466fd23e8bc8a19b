/* test-reports.c: diagnostics for persons, scripts and tools
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "ccp-masked-source.h"
#include "ccp-report-json.h"
#include "ccp-report-sarif.h"
#include "ccp-report-text.h"

typedef struct
{
  const char *name;
  const char *text;
  guint line;
  guint column;
  const char *shown; /* (nullable): of the line */
  int caret;         /* what is before the caret on the screen */
} Case;

#define TEN "0123456789"
#define SEVENTY TEN TEN TEN TEN TEN TEN TEN

static const Case cases[] = {
  { "first", "abc", 1, 1, "abc", 0 },
  { "behind-the-end", "a:\nb", 1, 4, "a:", 3 },
  { "tab", "a:\tb", 1, 4, "a:      b", 8 },
  { "wide", "\xe4\xb8\xad\xe6\x96\x87: b", 1, 5, "\xe4\xb8\xad\xe6\x96\x87: b", 6 },
  { "combining", "e\xcc\x81: b", 1, 5, "e\xcc\x81: b", 3 },
  { "control", "a\x1b: b", 1, 5, "a\xef\xbf\xbd: b", 4 },
  { "secret", "{api_key: abc, b: c}", 1, 16, "{api_key: ***, b: c}", 15 },
  { "as-long-as-can-be", SEVENTY TEN TEN TEN, 1, 100, SEVENTY TEN TEN TEN, 99 },
  { "long", SEVENTY SEVENTY, 1, 3, SEVENTY TEN TEN TEN "…", 2 },
  { "long-in-the-middle",
    SEVENTY SEVENTY SEVENTY,
    1,
    91,
    "…" SEVENTY TEN TEN TEN "…",
    71 },
  { "long-at-the-end", SEVENTY SEVENTY "abc", 1, 141, "…" SEVENTY "abc", 71 },
  { "no-such-line", "a", 2, 1, NULL, 0 },
  { "no-line", "a", 0, 0, NULL, 0 },
};

static void
test_text (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GHashTable) sources = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (CcpMaskedSource) source = ccp_masked_source_new (c->text, strlen (c->text));
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c.yaml");
  g_autofree char *line = NULL;
  g_autofree char *excerpt = NULL;
  g_autofree char *wanted = NULL;
  g_autofree char *report = NULL;

  g_hash_table_insert (sources, (gpointer) "c.yaml", source);
  ccp_diagnostics_add (diagnostics, CCP_CODE_SYNTAX, c->line, c->column, NULL, "no");
  report = ccp_report_text_write (diagnostics, sources);
  line = ccp_diagnostics_format (diagnostics, 0);
  if (c->shown != NULL)
    excerpt = g_strdup_printf ("     1 | %s\n       | %*s^\n", c->shown, c->caret, "");
  wanted = g_strconcat (line, "\n", excerpt, NULL);

  g_assert_cmpstr (report, ==, wanted);
}

/* Returns: some that are wrong: with all there is to say, with nothing of it, in another
 * file, and by a plugin */
static CcpDiagnostics *
make_diagnostics (void)
{
  CcpDiagnostics *diagnostics = ccp_diagnostics_new ("my config.yaml");
  g_autoptr (CcpDiagnostics) other = ccp_diagnostics_new ("/p/\xc3\xa4.yaml");
  CcpDiagnostic *own = ccp_diagnostic_new (CCP_CODE_BAD_ROUTING, 9, 1, "r", "odd");

  own->code = "my-own";
  own->severity = CCP_SEVERITY_WARNING;
  ccp_diagnostics_add (diagnostics, CCP_CODE_FILE_MODE, 0, 0, NULL, "open");
  ccp_diagnostics_add (diagnostics,
                       CCP_CODE_UNKNOWN_KEY,
                       2,
                       3,
                       "modles",
                       "unknown key; did you mean \"models\"?");
  ccp_diagnostics_take (diagnostics, own);
  ccp_diagnostics_add (other, CCP_CODE_UNKNOWN_KEY, 1, 1, "x", "unknown key");
  ccp_diagnostics_append (diagnostics, other);
  return diagnostics;
}

static void
test_json (void)
{
  g_autoptr (CcpDiagnostics) diagnostics = make_diagnostics ();
  g_autoptr (CcpJson) json = ccp_report_json_write (diagnostics);
  gsize length = 0;
  const char *start = ccp_json_peek (json, &length);
  g_autofree char *text = g_strndup (start, length);

  g_assert_cmpstr (
      text,
      ==,
      "{\"diagnostics\":["
      "{\"file\":\"my config.yaml\",\"line\":null,\"column\":null,\"path\":null,"
      "\"severity\":\"warning\",\"code\":\"file-mode\",\"message\":\"open\","
      "\"suggestion\":null},"
      "{\"file\":\"my config.yaml\",\"line\":2,\"column\":3,\"path\":\"modles\","
      "\"severity\":\"error\",\"code\":\"unknown-key\",\"message\":\"unknown "
      "key\",\"suggestion\":\"models\"},"
      "{\"file\":\"my config.yaml\",\"line\":9,\"column\":1,\"path\":\"r\","
      "\"severity\":\"warning\",\"code\":\"my-own\",\"message\":\"odd\","
      "\"suggestion\":null},"
      "{\"file\":\"/p/\xc3\xa4.yaml\",\"line\":1,\"column\":1,\"path\":\"x\","
      "\"severity\":\"error\",\"code\":\"unknown-key\",\"message\":\"unknown "
      "key\",\"suggestion\":null}],"
      "\"errors\":2,\"warnings\":2}");
}

static void
assert_string (const CcpJsonValue *object, const char *key, const char *wanted)
{
  CcpJsonValue value = ccp_json_value_member (object, key);
  g_autofree char *text = ccp_json_value_dup_string (&value, NULL);

  g_assert_cmpstr (text, ==, wanted);
}

static CcpJsonValue
get_first (const CcpJsonValue *object, const char *key)
{
  CcpJsonValue value = ccp_json_value_member (object, key);

  return ccp_json_value_element (&value, 0);
}

static void
test_sarif (void)
{
  g_autoptr (CcpDiagnostics) diagnostics = make_diagnostics ();
  g_autoptr (CcpJson) json = ccp_report_sarif_write (diagnostics);
  CcpJsonValue root;
  CcpJsonValue run;
  CcpJsonValue result;
  CcpJsonValue place;
  CcpJsonValue message;

  ccp_json_get_root (json, &root);
  assert_string (&root, "version", "2.1.0");
  run = get_first (&root, "runs");
  result = ccp_json_value_member (&run, "results");
  g_assert_cmpuint (ccp_json_value_get_length (&result), ==, 4);
  result = ccp_json_value_element (&result, 1);
  message = ccp_json_value_member (&result, "message");
  place = get_first (&result, "locations");
  place = ccp_json_value_member (&place, "physicalLocation");
  place = ccp_json_value_member (&place, "artifactLocation");

  assert_string (&result, "ruleId", "unknown-key");
  assert_string (&message, "text", "unknown key; did you mean \"models\"?");
  assert_string (&place, "uri", "my%20config.yaml");
}

/* each rule is there once, and each result names its rule */
static void
test_sarif_rules (void)
{
  g_autoptr (CcpDiagnostics) diagnostics = make_diagnostics ();
  g_autoptr (CcpJson) json = ccp_report_sarif_write (diagnostics);
  const char *const ids[] = { "file-mode", "unknown-key", "my-own" };
  CcpJsonValue rules;

  ccp_json_get_root (json, &rules);
  rules = get_first (&rules, "runs");
  rules = ccp_json_value_member (&rules, "tool");
  rules = ccp_json_value_member (&rules, "driver");
  rules = ccp_json_value_member (&rules, "rules");

  g_assert_cmpuint (ccp_json_value_get_length (&rules), ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      CcpJsonValue rule = ccp_json_value_element (&rules, i);
      CcpJsonValue help = ccp_json_value_member (&rule, "help");

      assert_string (&rule, "id", ids[i]);
      help = ccp_json_value_member (&help, "text");
      g_assert_true (ccp_json_value_is_string (&help));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/report-text/write/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_text);
    }
  g_test_add_func ("/report-json/write/all-fields", test_json);
  g_test_add_func ("/report-sarif/write/result", test_sarif);
  g_test_add_func ("/report-sarif/write/rules-once", test_sarif_rules);

  return g_test_run ();
}
