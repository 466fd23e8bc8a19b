/* test-edit-body.c: what each operation makes of a document
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "edit-body-cases.h"
#include "edit-body.h"
#include "edit-document.h"
#include "edit-fixture.h"

/* apostrophes are easier to read than escaped quotes */
static char *
quote (const char *text)
{
  GString *quoted = g_string_new (NULL);
  gboolean inside = FALSE;

  for (; *text != '\0'; text++)
    if (*text == '"')
      {
        g_string_append_c (quoted, '"');
        inside = !inside;
      }
    else if (*text == '\\' && text[1] == '"')
      g_string_append_printf (quoted, "\\%c", *++text);
    else if (*text == '\'')
      g_string_append (quoted,
                       inside ? (text[1] == ']' || text[-1] == '[' ? "'" : "\\\"")
                              : "\"");
    else
      g_string_append_c (quoted, *text);
  return g_string_free (quoted, FALSE);
}

static EditBody *
create_body (const char *operations)
{
  g_autofree char *quoted = quote (operations);
  g_autofree char *params = g_strdup_printf ("{\"do\":[%s]}", quoted);
  g_autoptr (CcpJson) json = edit_fixture_parse (params);
  g_autoptr (GError) error = NULL;
  EditBody *body = g_object_new (EDIT_TYPE_BODY, NULL);

  ccp_transformer_configure (CCP_TRANSFORMER (body), json, &error);
  g_assert_no_error (error);
  return body;
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (EditBody) body = create_body (c->operations);
  g_autoptr (CcpExchange) exchange = edit_fixture_create_exchange (FALSE);
  g_autofree char *document = quote (c->document);
  g_autofree char *expected = c->expected != NULL ? quote (c->expected) : NULL;
  g_autoptr (CcpJson) json = edit_fixture_parse (document);
  g_autoptr (CcpJson) edited = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  edited = ccp_simple_transformer_transform_request (CCP_SIMPLE_TRANSFORMER (body),
                                                     exchange,
                                                     json,
                                                     &error);

  g_assert_no_error (error);
  text = ccp_json_to_text (edited);
  g_assert_cmpstr (text, ==, expected != NULL ? expected : document);
  if (expected == NULL)
    g_assert_true (edited == json);
}

static CcpJson *
run (const char *operations, const char *document, GError **error)
{
  g_autoptr (EditBody) body = create_body (operations);
  g_autoptr (CcpExchange) exchange = edit_fixture_create_exchange (TRUE);
  g_autoptr (CcpJson) json = edit_fixture_parse (document);

  return ccp_simple_transformer_transform_response (CCP_SIMPLE_TRANSFORMER (body),
                                                    exchange,
                                                    json,
                                                    error);
}

/* each doubles what there is */
static void
test_growth_is_limited (void)
{
  g_autoptr (GString) operations = g_string_new ("{'set':'/l','to':['0123456789']}");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 30; i++)
    g_string_append (operations, ",{'copy':'/l','to':'/k'},{'move':'/k','to':'/l/-'}");

  g_assert_null (run (operations->str, "{}", &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_TOO_LARGE);
}

static void
test_many_values_are_limited (void)
{
  g_autofree char *value = g_strnfill (1024, 'v');
  g_autofree char *operations = g_strdup_printf ("{'set':'/a/*','to':'%s'}", value);
  g_autoptr (GString) document = g_string_new ("{\"a\":[0");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 70000; i++)
    g_string_append (document, ",0");
  g_string_append (document, "]}");

  g_assert_null (run (operations, document->str, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_TOO_LARGE);
}

static void
test_many_nodes_are_limited (void)
{
  g_autoptr (GString) document = g_string_new ("{\"a\":[0");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < EDIT_DOCUMENT_MAX_NODES; i++)
    g_string_append (document, ",0");
  g_string_append (document, "]}");

  g_assert_null (run ("{'remove':'/a/0'}", document->str, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_TOO_LARGE);
}

static void
test_deep_input (void)
{
  g_autoptr (GString) document = g_string_new (NULL);
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) edited = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < CCP_JSON_MAX_DEPTH - 1; i++)
    g_string_append (document, "{\"a\":");
  g_string_append (expected, document->str);
  g_string_append (document, "{\"x\":1}");
  g_string_append (expected, "{}");
  for (guint i = 0; i < CCP_JSON_MAX_DEPTH - 1; i++)
    {
      g_string_append_c (document, '}');
      g_string_append_c (expected, '}');
    }
  edited = run ("{'remove':'$..x'}", document->str, &error);

  g_assert_no_error (error);
  text = ccp_json_to_text (edited);
  g_assert_cmpstr (text, ==, expected->str);
}

/* many places, each of which is found in one go */
static void
test_many_places (void)
{
  g_autoptr (GString) document = g_string_new ("{\"m\":[0");
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) edited = NULL;
  CcpJsonValue value;
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < 100000; i++)
    g_string_append (document, ",{\"x\":1,\"y\":2}");
  g_string_append (document, "]}");
  edited = run ("{'remove':'/m/*/x'},{'rename':'$..y','to':'z'},"
                "{'move':'/m/*/z','to':'/all/-'}",
                document->str,
                &error);

  g_assert_no_error (error);
  ccp_json_get_root (edited, &value);
  value = ccp_json_value_member (&value, "all");
  g_assert_cmpuint (ccp_json_value_get_length (&value), ==, 100000);
  /* a search from the start for each would take minutes */
  g_assert_cmpint (g_get_monotonic_time () - start, <, 30 * G_USEC_PER_SEC);
}

static CcpEvent *
create_event (const char *name, const char *text)
{
  g_autoptr (CcpJson) data = edit_fixture_parse (text);

  return ccp_event_new (name, data);
}

static void
test_events (void)
{
  g_autoptr (EditBody) body =
      create_body ("{'set':'/n','to':1,'when':{'event':'message_*'}}");
  g_autoptr (CcpExchange) exchange = edit_fixture_create_exchange (TRUE);
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) edited = NULL;
  g_autoptr (CcpVerdict) verdict =
      ccp_verdict_new (CCP_VERDICT_RETRY, CCP_ERROR_OVERLOADED, "busy");
  CcpEvent *event = NULL;
  g_autofree char *text = NULL;

  ccp_event_batch_take (batch, create_event ("message_start", "{}"));
  ccp_event_batch_take (batch, create_event ("ping", "{}"));
  ccp_event_batch_take (batch, ccp_event_new_text ("message_x", "[DONE]", -1));
  ccp_event_batch_take (batch, ccp_event_new_error (verdict, NULL));
  edited = ccp_simple_transformer_transform_events (CCP_SIMPLE_TRANSFORMER (body),
                                                    exchange,
                                                    batch,
                                                    CCP_TRANSFORM_END,
                                                    NULL);

  g_assert_cmpuint (ccp_event_batch_get_length (edited), ==, 4);
  event = ccp_event_batch_get (edited, 0);
  text = ccp_json_to_text (ccp_event_get_data (event));
  g_assert_cmpstr (text, ==, "{\"n\":1}");
  g_assert_cmpstr (ccp_event_get_name (event), ==, "message_start");
  for (guint i = 1; i < 4; i++)
    g_assert_true (ccp_event_batch_get (edited, i) == ccp_event_batch_get (batch, i));
}

static void
assert_side (const char *params, CcpSide side)
{
  g_autoptr (CcpJson) json = edit_fixture_parse (params);
  g_autoptr (CcpTransformer) body = g_object_new (EDIT_TYPE_BODY, NULL);

  g_assert_true (ccp_transformer_configure (body, json, NULL));
  g_assert_cmpint (ccp_transformer_get_side (body), ==, side);
}

static void
test_side (void)
{
  assert_side ("{\"side\":\"anthropic\",\"do\":[{\"remove\":\"/a\"}]}",
               CCP_SIDE_ANTHROPIC);
  assert_side ("{\"side\":\"upstream\",\"do\":[{\"remove\":\"/a\"}]}", CCP_SIDE_UPSTREAM);
}

static void
test_condition_of_all (void)
{
  g_autoptr (CcpJson) params = edit_fixture_parse (
      "{\"do\":[{\"set\":\"/a\",\"to\":1}],\"when\":{\"stream\":true},"
      "\"unless\":{\"has\":\"/no\"}}");
  g_autoptr (CcpSimpleTransformer) body = g_object_new (EDIT_TYPE_BODY, NULL);
  g_autoptr (CcpJson) open = edit_fixture_parse ("{}");
  g_autoptr (CcpJson) closed = edit_fixture_parse ("{\"no\":1}");

  g_assert_true (ccp_transformer_configure (CCP_TRANSFORMER (body), params, NULL));
  for (guint stream = 0; stream < 2; stream++)
    {
      g_autoptr (CcpExchange) exchange = edit_fixture_create_exchange (stream == 1);
      g_autoptr (CcpJson) a =
          ccp_simple_transformer_transform_request (body, exchange, open, NULL);
      g_autoptr (CcpJson) b =
          ccp_simple_transformer_transform_request (body, exchange, closed, NULL);

      g_assert_true ((a != open) == (stream == 1));
      g_assert_true (b == closed);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/edit-body/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/edit-body/limits/growth", test_growth_is_limited);
  g_test_add_func ("/edit-body/limits/values", test_many_values_are_limited);
  g_test_add_func ("/edit-body/limits/nodes", test_many_nodes_are_limited);
  g_test_add_func ("/edit-body/limits/deep-input", test_deep_input);
  g_test_add_func ("/edit-body/limits/many-places", test_many_places);
  g_test_add_func ("/edit-body/events/each", test_events);
  g_test_add_func ("/edit-body/side/from-params", test_side);
  g_test_add_func ("/edit-body/when/all-operations", test_condition_of_all);
  return g_test_run ();
}
