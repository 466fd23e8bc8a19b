/* test-bus-json.c: what came over the bus, as JSON and as lines
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-bus-diagnostics.h"
#include "ccp-bus-json.h"

static char *
write_text (GVariant *value)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (value);
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) json = NULL;

  ccp_bus_json_write (writer, owned);
  json = ccp_json_writer_finish (writer);
  return ccp_json_to_text (json);
}

static void
test_write (void)
{
  const struct
  {
    const char *variant;
    const char *expected;
  } cases[] = {
    { "'a\"b'", "\"a\\\"b\"" },
    { "objectpath '/a'", "\"/a\"" },
    { "true", "true" },
    { "uint32 7", "7" },
    { "int64 -1", "-1" },
    { "uint64 18446744073709551615", "9223372036854775807" },
    { "0.5", "0.5" },
    { "<'x'>", "\"x\"" },
    { "['a', 'b']", "[\"a\",\"b\"]" },
    { "('a', 1)", "[\"a\",1]" },
    { "{'b': <{'c': uint64 2}>, 'a': <1>}", "{\"a\":1,\"b\":{\"c\":2}}" },
    { "[(0.5, uint64 10), (0.99, uint64 30)]", "{\"p50\":10,\"p99\":30}" },
    { "@a(dt) []", "{}" },
    { "@aa{sv} []", "[]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GVariant *value = g_variant_parse (NULL, cases[i].variant, NULL, NULL, NULL);
      g_autofree char *text = write_text (value);

      g_variant_unref (value);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static GVariant *
parse_diagnostics (void)
{
  return g_variant_parse (
      G_VARIANT_TYPE ("aa{sv}"),
      "[{'line': <uint32 3>, 'column': <uint32 5>, 'path': <'routing.default'>,"
      "  'severity': <'error'>, 'code': <'unknown-model'>, 'message': <'no model x'>,"
      "  'suggestion': <'y'>},"
      " {'file': <'/etc/b.yaml'>, 'line': <uint32 0>, 'column': <uint32 0>, 'path': <''>,"
      "  'severity': <'warning'>, 'code': <'w'>, 'message': <'old'>, 'suggestion': "
      "<''>}]",
      NULL,
      NULL,
      NULL);
}

static void
test_diagnostics_lines (void)
{
  g_autoptr (GVariant) diagnostics = parse_diagnostics ();
  g_autofree char *text = ccp_bus_diagnostics_format (diagnostics, "/a.yaml");

  g_assert_cmpstr (text,
                   ==,
                   "/a.yaml:3:5: routing.default: no model x; did you mean \"y\"?\n"
                   "/etc/b.yaml: warning: old\n");
}

static void
test_diagnostics_json (void)
{
  g_autoptr (GVariant) diagnostics = parse_diagnostics ();
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) json = NULL;
  g_autofree char *text = NULL;

  ccp_json_writer_begin_object (writer);
  ccp_bus_diagnostics_write (writer, diagnostics, "/a.yaml");
  ccp_json_writer_end_object (writer);
  json = ccp_json_writer_finish (writer);
  text = ccp_json_to_text (json);

  g_assert_cmpstr (
      text,
      ==,
      "{\"diagnostics\":[{\"file\":\"/a.yaml\",\"line\":3,\"column\":5,"
      "\"path\":\"routing.default\",\"severity\":\"error\","
      "\"code\":\"unknown-model\",\"message\":\"no model x\","
      "\"suggestion\":\"y\"},{\"file\":\"/etc/b.yaml\",\"line\":null,"
      "\"column\":null,\"path\":null,\"severity\":\"warning\",\"code\":\"w\","
      "\"message\":\"old\",\"suggestion\":null}],\"errors\":1,"
      "\"warnings\":1}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bus-json/write/each-type", test_write);
  g_test_add_func ("/bus-diagnostics/format/as-lint-does", test_diagnostics_lines);
  g_test_add_func ("/bus-diagnostics/write/as-lint-does", test_diagnostics_json);
  return g_test_run ();
}
