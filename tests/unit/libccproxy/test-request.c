/* test-request.c: tests of ccp-request.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "emitter-fixture.h"

typedef struct
{
  const char *name;
  const char *body;
  const char *schema; /* (nullable) */
} SchemaCase;

#define FORMAT "{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}"

static const SchemaCase schemas[] = {
  { "new-place", "{\"output_config\":{\"format\":" FORMAT "}}", "{\"type\":\"object\"}" },
  { "old-place", "{\"output_format\":" FORMAT "}", "{\"type\":\"object\"}" },
  { "effort-alone", "{\"output_config\":{\"effort\":\"low\"}}", NULL },
  { "other-type", "{\"output_format\":{\"type\":\"text\",\"schema\":{}}}", NULL },
  { "no-schema", "{\"output_format\":{\"type\":\"json_schema\"}}", NULL },
  { "no-object", "[]", NULL },
};

static void
test_schema (gconstpointer data)
{
  const SchemaCase *wanted = data;
  g_autoptr (CcpJson) body = ccp_json_new_from_text (wanted->body, -1, NULL);
  CcpJsonValue schema;
  gboolean found = ccp_request_get_output_schema (body, &schema);
  g_autofree char *raw = dup_raw (&schema);

  g_assert_cmpint (found, ==, wanted->schema != NULL);
  g_assert_cmpstr (raw, ==, wanted->schema != NULL ? wanted->schema : "-");
}

typedef struct
{
  const char *name;
  const char *body;
  const char *sequences[4];
} StopCase;

static const StopCase stops[] = {
  { "first-ones", "{\"stop_sequences\":[\"a\",\"b\",\"c\"]}", { "a", "b" } },
  { "none-of-white-space", "{\"stop_sequences\":[\" \\n\",1,\"b\"]}", { "b" } },
  { "nothing-left", "{\"stop_sequences\":[\"\",null]}", { NULL } },
  { "no-list", "{\"stop_sequences\":\"a\"}", { NULL } },
  { "not-there", "{}", { NULL } },
};

static void
test_stops (gconstpointer data)
{
  const StopCase *wanted = data;
  g_autoptr (CcpJson) body = ccp_json_new_from_text (wanted->body, -1, NULL);
  g_auto (GStrv) sequences = ccp_request_dup_stop_sequences (body, 2);

  if (wanted->sequences[0] == NULL)
    g_assert_null (sequences);
  else
    g_assert_cmpstrv (sequences, wanted->sequences);
}

static void
test_finish (void)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJsonWriter) deep = ccp_json_writer_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) request = NULL;
  g_autoptr (CcpJson) refused = NULL;

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_end_object (writer);
  request = ccp_request_finish (writer, &error);
  g_assert_no_error (error);
  g_assert_nonnull (request);

  for (guint i = 0; i < 5000; i++)
    ccp_json_writer_begin_array (deep);
  for (guint i = 0; i < 5000; i++)
    ccp_json_writer_end_array (deep);
  refused = ccp_request_finish (deep, &error);
  g_assert_null (refused);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_TOO_LARGE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_TABLE ("/request/output-schema/", schemas, test_schema);
  ADD_TABLE ("/request/stop-sequences/", stops, test_stops);

  g_test_add_func ("/request/finish/refuses-what-is-too-deep", test_finish);

  return g_test_run ();
}
