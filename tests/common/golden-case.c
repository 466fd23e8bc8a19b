/* golden-case.c: one golden case, made ready to run
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "golden-case.h"

#include "golden-pieces.h"

#define DEFAULT_PROVIDER "p"

/* What a file says beside the options of the dialect. */
static const char *const not_options[] = {
  "provider", "provider_kind", "upstream_model", "model", "request", NULL,
};

static const char *
get_text (JsonObject *object, const char *name, const char *fallback)
{
  return json_object_get_string_member_with_default (object, name, fallback);
}

/* What the cases assume of the client's request, and what they say of it themselves. */
static CcpJson *
make_request (JsonObject *config)
{
  g_autoptr (JsonNode) node = json_from_string (
      "{\"model\":\"claude-x\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\","
      "\"content\":\"x\"}],\"thinking\":{\"type\":\"adaptive\"}}",
      NULL);
  JsonObject *request = json_node_get_object (node);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (json_object_has_member (config, "model"))
    json_object_set_member (request, "model", json_object_dup_member (config, "model"));
  if (json_object_has_member (config, "request"))
    {
      json_object_iter_init (&iter, json_object_get_object_member (config, "request"));
      while (json_object_iter_next (&iter, &name, &value))
        json_object_set_member (request, name, json_node_copy (value));
    }
  return golden_pieces_make_document (node);
}

static JsonObject *
make_options (const GoldenDialect *dialect, JsonObject *config)
{
  JsonObject *options = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_set_string_member (options, "url", dialect->url);
  json_object_iter_init (&iter, config);
  while (json_object_iter_next (&iter, &name, &value))
    if (!g_strv_contains (not_options, name))
      json_object_set_member (options, name, json_node_copy (value));
  if (g_str_equal (get_text (config, "provider_kind", ""), "openai"))
    json_object_set_boolean_member (options, "openai", TRUE);
  return options;
}

static CcpJson *
wrap_object (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return golden_pieces_make_document (node);
}

static CcpExchange *
create_exchange (const GoldenCase *self, CcpJson *body, CcpJson *options)
{
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  g_autoptr (CcpRoute) route =
      ccp_route_new ("default",
                     get_text (self->config, "provider", DEFAULT_PROVIDER),
                     get_text (self->config, "upstream_model", self->dialect->model));

  ccp_exchange_set_options (exchange, options);
  ccp_exchange_set_route (exchange, route);
  return exchange;
}

static CcpSimpleProvider *
create_provider (const GoldenCase *self, JsonObject *options)
{
  CcpSimpleProvider *provider = g_object_new (self->dialect->provider_type, NULL);
  g_autoptr (JsonObject) settings = json_object_new ();
  g_autoptr (CcpJson) document = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (settings, "name", DEFAULT_PROVIDER);
  json_object_set_string_member (settings, "url", self->dialect->url);
  json_object_set_object_member (settings, "options", json_object_ref (options));
  document = wrap_object (settings);
  ccp_provider_configure (CCP_PROVIDER (provider), document, &error);
  g_assert_no_error (error);
  return provider;
}

/* a run that was before leaves nothing behind */
static void
forget_run (GoldenCase *self)
{
  g_clear_object (&self->exchange);
  g_clear_object (&self->provider);
  g_clear_object (&self->transformer);
}

GoldenCase *
golden_case_load (const GoldenDialect *dialect, const char *path)
{
  GoldenCase *self = g_new0 (GoldenCase, 1);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  self->dialect = dialect;
  self->node = json_from_string (text, &error);
  g_assert_no_error (error);
  self->root = json_node_get_object (self->node);
  if (!json_object_has_member (self->root, "config"))
    json_object_set_object_member (self->root, "config", json_object_new ());
  self->config = json_object_get_object_member (self->root, "config");
  return self;
}

void
golden_case_free (GoldenCase *self)
{
  forget_run (self);
  json_node_unref (self->node);
  g_free (self);
}

gboolean
golden_case_is_about (GoldenCase *self, const GoldenDialect *dialect)
{
  return g_str_equal (get_text (self->root, "to", ""), dialect->name) ||
         g_str_equal (get_text (self->root, "from", ""), dialect->name);
}

void
golden_case_prepare (GoldenCase *self, CcpJson *body)
{
  g_autoptr (JsonObject) options = make_options (self->dialect, self->config);
  g_autoptr (CcpJson) document = wrap_object (options);

  forget_run (self);
  self->exchange = create_exchange (self, body, document);
  self->provider = create_provider (self, options);
  self->transformer = g_object_new (self->dialect->transformer_type, NULL);
}

void
golden_case_prepare_answered (GoldenCase *self)
{
  g_autoptr (CcpJson) request = make_request (self->config);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) converted = NULL;

  golden_case_prepare (self, request);
  converted = ccp_simple_transformer_transform_request (self->transformer,
                                                        self->exchange,
                                                        request,
                                                        &error);
  g_assert_no_error (error);
}
