/* reasoning-fixture.h: transformers of the reasoning plugin, exchanges and answers for
 * them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

static inline CcpJson *
reasoning_fixture_parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  CcpJson *json = ccp_json_new_from_text (text, -1, &error);

  g_assert_no_error (error);
  return json;
}

static inline CcpExchange *
reasoning_fixture_exchange (const char *body)
{
  g_autoptr (CcpJson) json = reasoning_fixture_parse (body);

  return ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, json);
}

static inline CcpSimpleTransformer *
reasoning_fixture_create (GType type, const char *params)
{
  CcpTransformer *transformer = g_object_new (type, NULL);
  g_autoptr (CcpJson) json = reasoning_fixture_parse (params);
  g_autoptr (GError) error = NULL;

  ccp_transformer_configure (transformer, json, &error);
  g_assert_no_error (error);
  return CCP_SIMPLE_TRANSFORMER (transformer);
}

/* Returns: (transfer full): what is wrong with the params */
static inline char *
reasoning_fixture_refuse (GType type, const char *params)
{
  g_autoptr (CcpTransformer) transformer = g_object_new (type, NULL);
  g_autoptr (CcpJson) json = reasoning_fixture_parse (params);
  g_autoptr (GError) error = NULL;

  g_assert_false (ccp_transformer_configure (transformer, json, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
  return g_strdup (error->message);
}

/* @asked: (nullable): the client's own request, if it is another one than @body
 * @expected: (nullable): NULL if the very same document comes out */
static inline void
reasoning_fixture_check (GType type,
                         const char *params,
                         const char *asked,
                         const char *body,
                         const char *expected)
{
  g_autoptr (CcpSimpleTransformer) transformer = reasoning_fixture_create (type, params);
  g_autoptr (CcpExchange) exchange =
      reasoning_fixture_exchange (asked != NULL ? asked : body);
  g_autoptr (CcpJson) json = reasoning_fixture_parse (body);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) changed =
      ccp_simple_transformer_transform_request (transformer, exchange, json, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_true (expected != NULL || changed == json);
  text = ccp_json_to_text (changed);
  g_assert_cmpstr (text, ==, expected != NULL ? expected : body);
  json_node_unref (ccp_json_to_node (changed, &error));
  g_assert_no_error (error);
}

G_END_DECLS
