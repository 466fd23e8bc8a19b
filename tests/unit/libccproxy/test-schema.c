/* test-schema.c: what becomes of schemas, and which can be promised
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

typedef struct
{
  const char *name;
  CcpSchemaFlags flags;
  const char *schema;
  const char *written;
} Case;

#define EMPTY "{\"type\":\"object\",\"properties\":{}}"
#define PLAIN CCP_SCHEMA_DEFAULT

static const Case cases[] = {
  { "T35-no-object", PLAIN, "null", EMPTY },
  { "T35-empty", PLAIN, "{}", EMPTY },
  { "T35-no-properties", PLAIN, "{\"type\":\"object\"}", EMPTY },
  { "T35-properties-null", PLAIN, "{\"type\":\"object\",\"properties\":null}", EMPTY },
  { "other-type", PLAIN, "{\"type\":[\"object\",\"null\"],\"properties\":{}}", EMPTY },
  { "no-version-at-the-root",
    PLAIN,
    "{\"$schema\":\"x\",\"type\":\"object\",\"properties\":{\"$schema\":{}},\"title\":1}",
    "{\"type\":\"object\",\"properties\":{\"$schema\":{}},\"title\":1}" },
  { "rest-as-it-is",
    PLAIN,
    "{\"type\":\"object\",\"properties\":{\"a\":{ \"minimum\":1.50, \"$schema\":\"x\"}},"
    "\"additionalProperties\":false,\"required\":[\"a\"]}",
    "{\"type\":\"object\",\"properties\":{\"a\":{ \"minimum\":1.50, \"$schema\":\"x\"}},"
    "\"additionalProperties\":false,\"required\":[\"a\"]}" },
  { "one-of",
    PLAIN,
    "{\"oneOf\":[{\"type\":\"object\",\"properties\":{\"a\":{\"const\":1},\"b\":{}},"
    "\"required\":[\"a\",\"b\"]},{\"type\":\"object\",\"properties\":{\"a\":{\"const\":2}"
    ",\"c\":{}},\"required\":[\"c\",\"a\"]}],\"description\":\"d\"}",
    "{\"type\":\"object\",\"description\":\"d\",\"properties\":{\"a\":{\"anyOf\":["
    "{\"const\":1},{\"const\":2}]},\"b\":{},\"c\":{}},\"required\":[\"a\"]}" },
  { "any-of-with-own-properties",
    PLAIN,
    "{\"type\":\"object\",\"properties\":{\"a\":{},\"b\":{}},\"required\":[\"a\"],"
    "\"anyOf\":[{\"required\":[\"b\"]},{\"properties\":{\"b\":{}}}]}",
    "{\"type\":\"object\",\"properties\":{\"a\":{},\"b\":{}},\"required\":[\"a\"]}" },
  { "all-of",
    PLAIN,
    "{\"allOf\":[{\"properties\":{\"a\":{}},\"required\":[\"a\"]},{\"$ref\":"
    "\"#/$defs/x\"}],\"$defs\":{\"x\":{\"properties\":{\"b\":{}},\"required\":[\"b\"]}}}",
    "{\"type\":\"object\",\"$defs\":{\"x\":{\"properties\":{\"b\":{}},\"required\":["
    "\"b\"]"
    "}},\"properties\":{\"a\":{},\"b\":{}},\"required\":[\"a\",\"b\"]}" },
  { "root-reference",
    PLAIN,
    "{\"$ref\":\"#/definitions/x\",\"definitions\":{\"x\":{\"properties\":{\"b\":{}}}}}",
    "{\"type\":\"object\",\"definitions\":{\"x\":{\"properties\":{\"b\":{}}}},"
    "\"properties\":{\"b\":{}}}" },
  { "reference-to-nowhere",
    PLAIN,
    "{\"anyOf\":[{\"$ref\":\"#/$defs/x\"},{\"$ref\":\"other.json\"},7]}",
    EMPTY },
  { "enum-and-not", PLAIN, "{\"enum\":[1],\"not\":{}}", EMPTY },
  { "any-root",
    CCP_SCHEMA_ANY_ROOT,
    "{\"$schema\":\"x\",\"type\":\"array\",\"items\":{}}",
    "{\"type\":\"array\",\"items\":{}}" },
  { "no-closed-objects",
    CCP_SCHEMA_NO_CLOSED_OBJECTS,
    "{\"type\":\"object\",\"properties\":{\"additionalProperties\":false,\"a\":{"
    "\"items\":"
    "[{\"additionalProperties\":false,\"b\":1}],\"default\":{\"additionalProperties\":"
    "false}}},\"additionalProperties\":false,\"anyOf\":[]}",
    "{\"type\":\"object\",\"properties\":{\"additionalProperties\":false,\"a\":{"
    "\"items\":"
    "[{\"b\":1}],\"default\":{\"additionalProperties\":false}}}}" },
  { "open-objects-stay",
    CCP_SCHEMA_NO_CLOSED_OBJECTS,
    "{\"properties\":{},\"additionalProperties\":{\"type\":\"string\"}}",
    "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":{\"type\":"
    "\"string\"}}" },
};

typedef struct
{
  const char *name;
  const char *schema;
  gboolean strict;
} StrictCase;

#define CLOSED(properties, required)                                                     \
  "{\"type\":\"object\",\"properties\":{" properties "},\"required\":[" required         \
  "],\"additionalProperties\":false}"

static const StrictCase strict_cases[] = {
  { "closed", CLOSED ("\"a\":{\"type\":\"string\"}", "\"a\""), TRUE },
  { "nested", CLOSED ("\"a\":" CLOSED ("\"b\":{}", "\"b\""), "\"a\""), TRUE },
  { "enum-of-anything",
    CLOSED ("\"a\":{\"enum\":[{\"type\":\"object\"}]}", "\"a\""),
    TRUE },
  { "property-with-a-keyword-name", CLOSED ("\"oneOf\":{}", "\"oneOf\""), TRUE },
  { "empty", CLOSED ("", ""), TRUE },
  { "optional-property", CLOSED ("\"a\":{}", ""), FALSE },
  { "open",
    "{\"type\":\"object\",\"properties\":{\"a\":{}},\"required\":[\"a\"]}",
    FALSE },
  { "open-below",
    CLOSED ("\"a\":{\"type\":\"object\",\"properties\":{}}", "\"a\""),
    FALSE },
  { "open-in-array",
    CLOSED ("\"a\":{\"anyOf\":[{\"type\":\"object\"}]}", "\"a\""),
    FALSE },
  { "other-keyword", CLOSED ("\"a\":{\"oneOf\":[]}", "\"a\""), FALSE },
  { "no-object", "{\"type\":\"string\"}", FALSE },
  { "nothing", "null", FALSE },
  { "choice-at-the-root",
    "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false,\"anyOf\":[]}",
    FALSE },
};

static CcpJson *
parse (const char *text, CcpJsonValue *root)
{
  g_autoptr (GError) error = NULL;
  CcpJson *document = ccp_json_new_from_text (text, -1, &error);

  g_assert_no_error (error);
  ccp_json_get_root (document, root);
  return document;
}

static void
test_write (gconstpointer data)
{
  const Case *test = data;
  CcpJsonValue root;
  g_autoptr (CcpJson) schema = parse (test->schema, &root);
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) written = NULL;
  g_autofree char *text = NULL;

  ccp_schema_write (writer, &root, test->flags);

  written = ccp_json_writer_finish (writer);
  text = ccp_json_to_text (written);
  g_assert_cmpstr (text, ==, test->written);
}

static void
test_strict (gconstpointer data)
{
  const StrictCase *test = data;
  CcpJsonValue root;
  g_autoptr (CcpJson) schema = parse (test->schema, &root);

  g_assert_cmpint (ccp_schema_is_strict (&root), ==, test->strict);
}

static void
test_missing (void)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) written = NULL;
  g_autofree char *text = NULL;

  ccp_schema_write (writer, &CCP_JSON_VALUE_NONE, CCP_SCHEMA_DEFAULT);

  written = ccp_json_writer_finish (writer);
  text = ccp_json_to_text (written);
  g_assert_cmpstr (text, ==, EMPTY);
}

typedef struct
{
  const char *name;
  const char *reference;
  const char *found; /* NULL: nothing */
} Reference;

static const Reference references[] = {
  { "definition", "\"#/$defs/A\"", "{\"title\":\"a\"}" },
  { "root", "\"#\"", NULL },
  { "escaped", "\"#/$defs/b~1c~0d\"", "1" },
  { "percent", "\"#/$defs/e%20f\"", "2" },
  { "element", "\"#/list/1\"", "4" },
  { "beyond-the-list", "\"#/list/2\"", NULL },
  { "no-index", "\"#/list/x\"", NULL },
  { "not-there", "\"#/$defs/Z\"", NULL },
  { "elsewhere", "\"https://h/s.json#/$defs/A\"", NULL },
  { "anchor", "\"#anchor\"", NULL },
  { "no-text", "7", NULL },
};

static void
test_resolve (gconstpointer data)
{
  const Reference *test = data;
  g_autofree char *text = g_strdup_printf (
      "{\"$defs\":{\"A\":{\"title\":\"a\"},\"b/c~d\":1,\"e f\":2},\"list\":[3,4],"
      "\"ref\":%s}",
      test->reference);
  g_autoptr (CcpJson) json = ccp_json_new_from_text (text, -1, NULL);
  g_autofree char *raw = NULL;
  const char *start = NULL;
  CcpJsonValue root;
  CcpJsonValue reference;
  CcpJsonValue place;
  gsize length = 0;

  ccp_json_get_root (json, &root);
  reference = ccp_json_value_member (&root, "ref");
  place = ccp_schema_resolve (&root, &reference);

  if (g_str_equal (test->name, "root"))
    {
      g_assert_true (ccp_json_value_is_object (&place));
      return;
    }
  if (ccp_json_value_exists (&place))
    start = ccp_json_value_peek_raw (&place, &length);
  raw = start != NULL ? g_strndup (start, length) : NULL;
  g_assert_cmpstr (raw, ==, test->found);
}

/* who walks over a schema must not take the names of properties for keywords */
static void
test_holding (void)
{
  g_autoptr (CcpJson) json = ccp_json_new_from_text (
      "[\"properties\",\"items\",\"anyOf\",\"$defs\",\"default\",\"title\"]",
      -1,
      NULL);
  const CcpSchemaHolding expected[] = {
    CCP_SCHEMA_HOLDS_SCHEMAS, CCP_SCHEMA_HOLDS_SCHEMA, CCP_SCHEMA_HOLDS_SCHEMA,
    CCP_SCHEMA_HOLDS_SCHEMAS, CCP_SCHEMA_HOLDS_DATA,   CCP_SCHEMA_HOLDS_DATA,
  };
  CcpJsonValue root;

  ccp_json_get_root (json, &root);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      CcpJsonValue keyword = ccp_json_value_element (&root, i);

      g_assert_cmpint (ccp_schema_get_holding (&keyword), ==, expected[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/schema/write/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_write);
    }
  for (guint i = 0; i < G_N_ELEMENTS (strict_cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/schema/is-strict/", strict_cases[i].name, NULL);

      g_test_add_data_func (path, &strict_cases[i], test_strict);
    }
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    {
      g_autofree char *path = g_strconcat ("/schema/resolve/", references[i].name, NULL);

      g_test_add_data_func (path, &references[i], test_resolve);
    }
  g_test_add_func ("/schema/write/T35-missing", test_missing);
  g_test_add_func ("/schema/get-holding/keywords", test_holding);

  return g_test_run ();
}
