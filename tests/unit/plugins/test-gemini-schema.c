/* test-gemini-schema.c: schemas in the subset of OpenAPI, where one word too much is
 * refused
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "gemini-json-schema.h"
#include "gemini-openapi-schema.h"
#include "golden-compare.h"
#include "openapi-subset.h"

typedef struct
{
  const char *name;
  const char *schema;   /* of a property */
  const char *expected; /* NULL: the property is left out */
} Case;

#define ANY "{\"type\":\"object\"}"
#define STRING "{\"type\":\"string\"}"

static const Case cases[] = {
  { "T29-exclusive-minimum-of-an-integer",
    "{\"type\":\"integer\",\"exclusiveMinimum\":0}",
    "{\"type\":\"integer\",\"minimum\":1}" },
  { "T29-exclusive-maximum-of-a-number",
    "{\"type\":\"number\",\"exclusiveMaximum\":1.5}",
    "{\"type\":\"number\",\"maximum\":1.5}" },
  { "T29-boolean-exclusive-minimum",
    "{\"type\":\"integer\",\"minimum\":3,\"exclusiveMinimum\":true}",
    "{\"type\":\"integer\",\"minimum\":3}" },
  { "T29-nullable-type",
    "{\"type\":[\"string\",\"null\"]}",
    "{\"type\":\"string\",\"nullable\":true}" },
  { "T29-several-types",
    "{\"type\":[\"string\",\"array\",\"null\"],\"description\":\"d\"}",
    "{\"anyOf\":[" STRING ",{\"type\":\"array\",\"items\":" STRING
    "}],\"nullable\":true,\"description\":\"d\"}" },
  { "T29-const", "{\"const\":\"k\"}", "{\"type\":\"string\",\"enum\":[\"k\"]}" },
  { "T29-const-number", "{\"const\":7}", "{\"type\":\"string\",\"enum\":[\"7\"]}" },
  { "T29-enum-of-numbers",
    "{\"type\":\"integer\",\"enum\":[1,2]}",
    "{\"type\":\"string\",\"enum\":[\"1\",\"2\"]}" },
  { "T29-enum-with-null",
    "{\"enum\":[\"a\",null,\"\"]}",
    "{\"type\":\"string\",\"enum\":[\"a\"],\"nullable\":true}" },
  { "T29-enum-of-objects", "{\"type\":\"object\",\"enum\":[{}]}", ANY },
  { "T29-formats",
    "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"format\":\"uri\"},"
    "\"b\":{\"type\":\"integer\",\"format\":\"int64\"},\"c\":{\"type\":\"integer\","
    "\"format\":\"uint8\"},\"d\":{\"type\":\"number\",\"format\":\"double\"}}}",
    "{\"type\":\"object\",\"properties\":{\"a\":" STRING
    ",\"b\":{\"type\":\"integer\",\"format\":\"int64\"},\"c\":{\"type\":\"integer\"},"
    "\"d\":{\"type\":\"number\",\"format\":\"double\"}}}" },
  { "T29-one-of",
    "{\"oneOf\":[" STRING ",{\"type\":\"integer\"}],\"title\":\"x\"}",
    "{\"anyOf\":[" STRING ",{\"type\":\"integer\"}],\"title\":\"x\"}" },
  { "T29-any-of-null",
    "{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"string\",\"maxLength\":3}]}",
    "{\"type\":\"string\",\"maxLength\":3,\"nullable\":true}" },
  { "T29-all-of",
    "{\"allOf\":[{\"type\":\"object\",\"properties\":{\"a\":" STRING
    "},\"required\":[\"a\"]},{\"properties\":{\"b\":{\"type\":\"integer\"}},\"required\":"
    "[\"b\",\"a\"]}]}",
    "{\"type\":\"object\",\"properties\":{\"a\":" STRING
    ",\"b\":{\"type\":\"integer\"}},\"required\":[\"a\",\"b\"]}" },
  { "T29-tuple",
    "{\"type\":\"array\",\"items\":[{\"type\":\"integer\"}]}",
    "{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}" },
  { "T29-true", "true", ANY },
  { "T29-empty", "{}", ANY },
  { "T29-false", "false", NULL },
  { "T29-unknown-words",
    "{\"type\":\"string\",\"if\":{},\"then\":{},\"not\":{},\"encrypted\":true,"
    "\"enumDescriptions\":[],\"x-order\":1,\"uniqueItems\":true,\"contentEncoding\":"
    "\"b\"}",
    STRING },
  { "T29-names-that-are-words",
    "{\"properties\":{\"title\":" STRING ",\"format\":" STRING ",\"properties\":" STRING
    ",\"$ref\":" STRING "}}",
    "{\"type\":\"object\",\"properties\":{\"title\":" STRING ",\"format\":" STRING
    ",\"properties\":" STRING ",\"$ref\":" STRING "}}" },
  { "T29-map",
    "{\"type\":\"object\",\"additionalProperties\":" STRING
    ",\"propertyNames\":{\"pattern\":\"x\"},\"patternProperties\":{}}",
    ANY },
  { "reference",
    "{\"$ref\":\"#/$defs/S\",\"description\":\"d\"}",
    "{\"type\":\"string\",\"description\":\"d\"}" },
  { "reference-that-is-lost", "{\"$ref\":\"#/$defs/none\"}", ANY },
  { "reference-to-itself", "{\"$ref\":\"#/$defs/Loop\"}", ANY },
  { "recursion",
    "{\"$ref\":\"#/$defs/Tree\"}",
    "{\"type\":\"object\",\"properties\":{\"left\":" ANY
    ",\"v\":{\"type\":\"integer\"}}}" },
  { "default", "{\"type\":\"integer\",\"default\":null}", "{\"type\":\"integer\"}" },
  { "upper-case-type", "{\"type\":\"STRING\"}", STRING },
  { "unknown-type", "{\"type\":\"any\"}", ANY },
};

#define DEFINITIONS                                                                      \
  "\"$defs\":{\"S\":" STRING ",\"Loop\":{\"$ref\":\"#/$defs/Loop\"},\"Tree\":{\"type\":" \
  "\"object\",\"properties\":{\"left\":{\"$ref\":\"#/$defs/Tree\"},\"v\":{\"type\":"     \
  "\"integer\"}}}}"

static CcpJson *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  CcpJson *json = ccp_json_new_from_text (text, -1, &error);

  g_assert_no_error (error);
  return json;
}

static CcpJson *
write_openapi (CcpJson *schema)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  CcpJsonValue root;

  ccp_json_get_root (schema, &root);
  gemini_openapi_schema_write (writer, &root);
  return ccp_json_writer_finish (writer);
}

static void
test_openapi (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *text = g_strdup_printf (
      "{\"type\":\"object\",\"properties\":{\"p\":%s,\"q\":" STRING "}," DEFINITIONS "}",
      test->schema);
  g_autofree char *expected_text =
      g_strdup_printf ("{\"type\":\"object\",\"properties\":{%s%s%s\"q\":" STRING "}}",
                       test->expected != NULL ? "\"p\":" : "",
                       test->expected != NULL ? test->expected : "",
                       test->expected != NULL ? "," : "");
  g_autoptr (CcpJson) schema = parse (text);
  g_autoptr (CcpJson) written = write_openapi (schema);
  g_autoptr (JsonNode) expected = json_from_string (expected_text, NULL);
  g_autoptr (JsonNode) actual = NULL;
  g_autofree char *difference = NULL;
  CcpJsonValue root;

  g_assert_nonnull (written);
  actual = ccp_json_to_node (written, NULL);
  difference = golden_compare_find_difference (expected, actual);
  g_assert_cmpstr (difference, ==, NULL);
  ccp_json_get_root (written, &root);
  openapi_subset_check (&root);
}

/* twenty levels that each refer to the next twice: a million if all were written out */
static CcpJson *
create_explosion (void)
{
  g_autoptr (GString) text = g_string_new ("{\"type\":\"object\",\"properties\":{\"p\":"
                                           "{\"$ref\":\"#/$defs/d0\"}},\"$defs\":{");

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (
        text,
        "\"d%u\":{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":"
        "\"#/$defs/d%u\"},\"b\":{\"$ref\":\"#/$defs/d%u\"}}},",
        i,
        i + 1,
        i + 1);
  g_string_append (text, "\"d20\":" STRING "}}");
  return parse (text->str);
}

static void
test_growth_is_bounded (void)
{
  g_autoptr (CcpJson) schema = create_explosion ();
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) openapi = write_openapi (schema);
  g_autoptr (CcpJson) json = NULL;
  CcpJsonValue root;
  gsize length;

  ccp_json_get_root (schema, &root);
  gemini_json_schema_write (writer, &root);
  json = ccp_json_writer_finish (writer);

  g_assert_nonnull (json);
  ccp_json_peek (json, &length);
  g_assert_cmpuint (length, <, 2 * GEMINI_SCHEMA_MAX_GROWTH);
  g_assert_nonnull (openapi);
  ccp_json_peek (openapi, &length);
  g_assert_cmpuint (length, <, 2 * GEMINI_SCHEMA_MAX_GROWTH);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/gemini-schema/openapi/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_openapi);
    }
  g_test_add_func ("/gemini-schema/growth-is-bounded", test_growth_is_bounded);

  return g_test_run ();
}
