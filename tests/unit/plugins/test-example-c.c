/* test-example-c.c: what the example makes of requests and streams
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "example-c-replace-text.h"
#include "example-c-system-suffix.h"

typedef struct
{
  const char *body;
  const char *expected;
} Request;

static const Request requests[] = {
  { "{\"model\":\"m\",\"max_tokens\":1}",
    "{\"model\":\"m\",\"max_tokens\":1,\"system\":\"Be \\\"brief\\\".\"}" },
  { "{\"system\":\"One \\u00e9.\",\"model\":\"m\"}",
    "{\"model\":\"m\",\"system\":\"One \\u00e9.\\n\\nBe \\\"brief\\\".\"}" },
  { "{\"system\":[{\"type\":\"text\",\"text\":\"One.\"}]}",
    "{\"system\":[{\"type\":\"text\",\"text\":\"One.\"},"
    "{\"type\":\"text\",\"text\":\"Be \\\"brief\\\".\"}]}" },
  { "{\"system\":[]}",
    "{\"system\":[{\"type\":\"text\",\"text\":\"Be \\\"brief\\\".\"}]}" },
  { "{\"tools\":[ {\"n\": 1.0} ]}",
    "{\"tools\":[ {\"n\": 1.0} ],\"system\":\"Be \\\"brief\\\".\"}" },
};

/* pieces of text, each an event; what stands between brackets is one event of the answer
 */
typedef struct
{
  const char *pieces;
  const char *expected;
} Stream;

static const Stream streams[] = {
  { "no such thing", "[no such thing]" },
  { "foo", "[bar]" },
  { "a foo b foo c", "[a bar b bar c]" },
  { "a fo|o b", "[a ][bar b]" },
  { "f|o|o", "[bar]" },
  { "f|ox", "[fox]" },
  { "fo|fo|o", "[fo][bar]" },
  { "ends with fo", "[ends with ][fo]" },
  { "ffoo", "[fbar]" },
  { "|", "" },
};

static CcpJson *
parse (const char *text)
{
  CcpJson *json = ccp_json_new_from_text (text, -1, NULL);

  g_assert_nonnull (json);
  return json;
}

static CcpTransformer *
create (GType type, const char *params)
{
  CcpTransformer *transformer = g_object_new (type, NULL);
  g_autoptr (CcpJson) json = parse (params);
  g_autoptr (GError) error = NULL;

  g_assert_true (ccp_transformer_configure (transformer, json, &error));
  g_assert_no_error (error);
  return transformer;
}

static CcpExchange *
make_exchange (void)
{
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  g_autoptr (CcpJson) body = parse ("{\"model\":\"m\"}");

  return ccp_exchange_new (CCP_OPERATION_MESSAGES, headers, body);
}

static void
test_system_suffix (void)
{
  g_autoptr (CcpExchange) exchange = make_exchange ();

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr (CcpTransformer) transformer =
          create (EXAMPLE_C_TYPE_SYSTEM_SUFFIX, "{\"text\":\"Be \\\"brief\\\".\"}");
      g_autoptr (CcpJson) body = parse (requests[i].body);
      g_autoptr (CcpJson) changed =
          ccp_simple_transformer_transform_request (CCP_SIMPLE_TRANSFORMER (transformer),
                                                    exchange,
                                                    body,
                                                    NULL);
      g_autofree char *text = ccp_json_to_text (changed);

      g_assert_cmpstr (text, ==, requests[i].expected);
    }
}

static void
add_event (CcpEventBatch *batch, const char *name, const char *json)
{
  g_autoptr (CcpJson) data = parse (json);

  ccp_event_batch_take (batch, ccp_event_new (name, data));
}

static CcpEventBatch *
make_pieces (const char *pieces)
{
  CcpEventBatch *batch = ccp_event_batch_new ();
  g_auto (GStrv) list = g_strsplit (pieces, "|", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      g_autofree char *json =
          g_strdup_printf ("{\"type\":\"content_block_delta\",\"index\":2,"
                           "\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}}",
                           list[i]);

      add_event (batch, "content_block_delta", json);
    }
  return batch;
}

/* the texts between brackets; anything else by its name */
static void
describe (CcpEventBatch *batch, GString *shown)
{
  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    {
      CcpEvent *event = ccp_event_batch_get (batch, i);
      CcpJsonValue delta;
      CcpJsonValue text;
      CcpJsonValue index;
      gint64 number = 0;
      g_autofree char *decoded = NULL;

      ccp_json_get_root (ccp_event_get_data (event), &delta);
      index = ccp_json_value_member (&delta, "index");
      delta = ccp_json_value_member (&delta, "delta");
      text = ccp_json_value_member (&delta, "text");
      decoded = ccp_json_value_dup_string (&text, NULL);
      if (decoded == NULL)
        {
          g_string_append_printf (shown, "(%s)", ccp_event_get_name (event));
          continue;
        }
      g_assert_true (ccp_json_value_get_int (&index, &number));
      g_assert_cmpint (number, ==, 2);
      g_string_append_printf (shown, "[%s]", decoded);
    }
}

static void
run (CcpTransformer *transformer,
     CcpEventBatch *batch,
     CcpTransformFlags flags,
     GString *shown)
{
  g_autoptr (CcpExchange) exchange = make_exchange ();
  g_autoptr (CcpEventBatch) changed =
      ccp_simple_transformer_transform_events (CCP_SIMPLE_TRANSFORMER (transformer),
                                               exchange,
                                               batch,
                                               flags,
                                               NULL);

  describe (changed, shown);
}

static void
test_replace_text (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (streams); i++)
    {
      g_autoptr (CcpTransformer) transformer =
          create (EXAMPLE_C_TYPE_REPLACE_TEXT, "{\"from\":\"foo\",\"to\":\"bar\"}");
      g_autoptr (CcpEventBatch) pieces = make_pieces (streams[i].pieces);
      g_autoptr (GString) shown = g_string_new (NULL);

      run (transformer, pieces, CCP_TRANSFORM_END, shown);

      g_assert_cmpstr (shown->str, ==, streams[i].expected);
    }
}

/* The replacement is not looked at again, or "ab" -> "a" would eat its way through. */
static void
test_replacement_stays (void)
{
  g_autoptr (CcpTransformer) transformer =
      create (EXAMPLE_C_TYPE_REPLACE_TEXT, "{\"from\":\"ab\",\"to\":\"a\"}");
  g_autoptr (CcpEventBatch) pieces = make_pieces ("ab|b");
  g_autoptr (GString) shown = g_string_new (NULL);

  run (transformer, pieces, CCP_TRANSFORM_END, shown);

  g_assert_cmpstr (shown->str, ==, "[a][b]");
}

/* What is held back comes before the block ends, and other events pass. */
static void
test_block_end (void)
{
  g_autoptr (CcpTransformer) transformer =
      create (EXAMPLE_C_TYPE_REPLACE_TEXT, "{\"from\":\"foo\",\"to\":\"\"}");
  g_autoptr (CcpEventBatch) batch = make_pieces ("a fo");
  g_autoptr (CcpEventBatch) later = make_pieces ("foo");
  g_autoptr (GString) shown = g_string_new (NULL);

  add_event (batch, "ping", "{\"type\":\"ping\"}");
  add_event (batch,
             "content_block_stop",
             "{\"type\":\"content_block_stop\",\"index\":2}");
  run (transformer, batch, CCP_TRANSFORM_NONE, shown);
  run (transformer, later, CCP_TRANSFORM_NONE, shown);

  g_assert_cmpstr (shown->str, ==, "[a ](ping)[fo](content_block_stop)");
}

static void
test_nothing_to_look_for (void)
{
  g_autoptr (CcpTransformer) transformer =
      g_object_new (EXAMPLE_C_TYPE_REPLACE_TEXT, NULL);
  g_autoptr (CcpJson) params = parse ("{\"from\":\"\",\"to\":\"x\"}");
  g_autoptr (GError) error = NULL;

  g_assert_false (ccp_transformer_configure (transformer, params, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/example-c/system-suffix", test_system_suffix);
  g_test_add_func ("/example-c/replace-text", test_replace_text);
  g_test_add_func ("/example-c/replace-text/replacement-stays", test_replacement_stays);
  g_test_add_func ("/example-c/replace-text/end-of-block", test_block_end);
  g_test_add_func ("/example-c/replace-text/nothing-to-look-for",
                   test_nothing_to_look_for);

  return g_test_run ();
}
