/* body-fixture.h: transformers of the body plugin, and exchanges for them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* @text: JSON in which apostrophes stand for quotes */
static inline CcpJson *
body_fixture_parse (const char *text)
{
  g_autofree char *quoted = g_strdup (text);
  g_autoptr (GError) error = NULL;
  CcpJson *json = NULL;

  g_strdelimit (quoted, "'", '"');
  json = ccp_json_new_from_text (quoted, -1, &error);
  g_assert_no_error (error);
  return json;
}

/* @options: of the provider */
static inline CcpExchange *
body_fixture_create_exchange (CcpOperation operation,
                              const char *model,
                              const char *dialect,
                              const char *options)
{
  g_autoptr (CcpJson) body =
      body_fixture_parse ("{'model':'claude-x','max_tokens':9,'messages':[]}");
  g_autoptr (CcpJson) json = body_fixture_parse (options);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", model);
  CcpExchange *exchange = ccp_exchange_new (operation, NULL, body);

  ccp_exchange_set_route (exchange, route);
  ccp_exchange_set_options (exchange, json);
  ccp_exchange_set_dialect (exchange, dialect);
  return exchange;
}

/* @error: (nullable): NULL if @params must be good */
static inline CcpSimpleTransformer *
body_fixture_create (GType type, const char *params, GError **error)
{
  g_autoptr (CcpSimpleTransformer) transformer = g_object_new (type, NULL);
  g_autoptr (CcpJson) json = body_fixture_parse (params);
  g_autoptr (GError) fault = NULL;

  if (ccp_transformer_configure (CCP_TRANSFORMER (transformer), json, &fault))
    return g_steal_pointer (&transformer);
  if (error == NULL)
    g_assert_no_error (fault);
  g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

static inline char *
body_fixture_run (CcpSimpleTransformer *transformer,
                  CcpExchange *exchange,
                  CcpJson *document,
                  gboolean *is_same)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) changed =
      ccp_simple_transformer_transform_request (transformer, exchange, document, &error);

  g_assert_no_error (error);
  *is_same = changed == document;
  return g_strdelimit (ccp_json_to_text (changed), "\"", '\'');
}

G_END_DECLS
