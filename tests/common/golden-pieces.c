/* golden-pieces.c: what the parts of a golden file stand for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "golden-pieces.h"

#include "ccp-framer.h"

CcpJson *
golden_pieces_make_document (JsonNode *node)
{
  g_autoptr (GError) error = NULL;
  CcpJson *document = ccp_json_new_from_node (node, &error);

  g_assert_no_error (error);
  return document;
}

JsonNode *
golden_pieces_make_node (CcpJson *document)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = ccp_json_to_node (document, &error);

  g_assert_no_error (error);
  return node;
}

CcpHeaders *
golden_pieces_make_headers (JsonObject *object)
{
  CcpHeaders *headers = ccp_headers_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &value))
    ccp_headers_set (headers, name, json_node_get_string (value));
  return headers;
}

/* The HTTP answer that the client gets for a verdict. */
JsonNode *
golden_pieces_make_error_answer (CcpExchange *exchange, CcpVerdict *verdict)
{
  g_autoptr (GError) error = ccp_verdict_to_error (verdict);
  g_autoptr (CcpJson) body = ccp_error_to_body (error, ccp_exchange_get_id (exchange));
  guint64 pause = ccp_verdict_get_retry_after (verdict);
  g_autofree char *seconds = g_strdup_printf ("%" G_GUINT64_FORMAT, (pause + 999) / 1000);
  JsonObject *answer = json_object_new ();
  JsonObject *headers = NULL;
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_int_member (answer,
                              "status",
                              ccp_error_get_http_status (ccp_verdict_get_code (verdict)));
  json_object_set_member (answer, "body", golden_pieces_make_node (body));
  if (pause > 0)
    {
      headers = json_object_new ();
      json_object_set_string_member (headers, "retry-after", seconds);
      json_object_set_object_member (answer, "headers", headers);
    }
  json_node_take_object (node, answer);
  return node;
}
