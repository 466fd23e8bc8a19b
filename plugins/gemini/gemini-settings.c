/* gemini-settings.c: the options of the dialect, for one request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-settings"

#include "gemini-settings.h"

#include "gemini-endpoint.h"

typedef enum
{
  SCHEMA_AUTO,
  SCHEMA_JSON,
  SCHEMA_OPENAPI,
} SchemaForm;

static const char *const schema_forms[] = { "auto", "json", "openapi", NULL };
static const char *const searches[] = { "off", "google", NULL };

static void
read_model (GeminiSettings *self, CcpExchange *exchange)
{
  g_autofree char *generation = ccp_exchange_dup_option_string (exchange, "generation");
  GeminiModel *model = &self->model;

  if (g_strcmp0 (generation, "auto") == 0)
    g_clear_pointer (&generation, g_free);
  *model = gemini_model_parse (ccp_exchange_get_upstream_model (exchange), generation);
  model->thinks = ccp_exchange_get_option_boolean (exchange, "reasoning", model->thinks);
  model->minimal =
      ccp_exchange_get_option_boolean (exchange, "minimal_thinking", model->minimal);
  model->can_stop =
      ccp_exchange_get_option_boolean (exchange, "thinking_off", model->can_stop);
  model->least_budget =
      ccp_exchange_get_option_int (exchange, "least_thinking", model->least_budget);
  model->most_budget =
      ccp_exchange_get_option_int (exchange, "most_thinking", model->most_budget);
  model->most_budget = MAX (model->most_budget, model->least_budget);
}

static void
read_tools (GeminiSettings *self, CcpExchange *exchange)
{
  gboolean is_new = self->model.generation >= GEMINI_3;
  int form =
      ccp_exchange_get_option_word (exchange, "gemini_schema", schema_forms, SCHEMA_AUTO);

  self->openapi_schema = form == SCHEMA_OPENAPI ||
                         (form == SCHEMA_AUTO && self->model.generation < GEMINI_2_5);
  self->function_ids =
      ccp_exchange_get_option_boolean (exchange, "function_ids", !self->vertex);
  self->signature_sentinel =
      ccp_exchange_get_option_boolean (exchange, "signature_sentinel", is_new);
  self->format_with_tools =
      ccp_exchange_get_option_boolean (exchange, "format_with_tools", is_new);
  self->search_with_tools =
      ccp_exchange_get_option_boolean (exchange, "search_with_tools", is_new);
  self->web_search =
      ccp_exchange_get_option_word (exchange, "web_search", searches, 1) != 0;
}

static void
read_media (GeminiSettings *self, CcpExchange *exchange)
{
  self->images = ccp_exchange_get_option_boolean (exchange, "images", TRUE);
  self->tool_images =
      ccp_exchange_get_option_boolean (exchange,
                                       "tool_images",
                                       self->model.generation >= GEMINI_3);
  self->pdf = ccp_exchange_get_option_boolean (exchange, "pdf", TRUE);
  self->url_media = ccp_exchange_get_option_boolean (exchange, "url_media", FALSE);
}

void
gemini_settings_init (GeminiSettings *self, CcpExchange *exchange)
{
  *self = (GeminiSettings){ .vertex = gemini_settings_is_vertex (exchange) };
  read_model (self, exchange);
  read_tools (self, exchange);
  read_media (self, exchange);
  self->system_instruction =
      ccp_exchange_get_option_boolean (exchange, "system_instruction", TRUE);
  self->max_output = ccp_exchange_get_option_int (exchange, "max_output", 0);
  ccp_exchange_get_option (exchange, "safety", &self->safety);
  ccp_body_overrides_init (&self->overrides, exchange);
  ccp_exchange_get_option (exchange, "extra_body", &self->extra_config);
  self->extra_config = ccp_json_value_member (&self->extra_config, "generationConfig");
}

gboolean
gemini_settings_drops (const GeminiSettings *self, const char *name)
{
  CcpJsonValue own = ccp_json_value_member (&self->extra_config, name);

  return ccp_json_value_exists (&own) || ccp_body_overrides_has (&self->overrides, name);
}

gboolean
gemini_settings_is_vertex (CcpExchange *exchange)
{
  g_autofree char *url = ccp_exchange_dup_option_string (exchange, "url");

  return ccp_exchange_get_option_boolean (exchange,
                                          "vertex",
                                          url != NULL && gemini_endpoint_is_vertex (url));
}
