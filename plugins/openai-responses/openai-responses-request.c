/* openai-responses-request.c: converts a request of the Messages API to the Responses
 * format (protocol C.1, E.3)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-responses-request"

#include "openai-responses-request.h"

#include "openai-responses-input.h"
#include "openai-responses-reasoning.h"
#include "openai-responses-tools.h"

#define MAX_CACHE_KEY_LENGTH 64
#define FORMAT_NAME "response"

/* less is refused */
#define MIN_OUTPUT_TOKENS 16

/* what the output has more than the input: quotes of arguments, names of members */
#define RESERVE 4096

static void
openai_responses_request_clear (OpenaiResponsesRequest *self)
{
  openai_responses_settings_clear (&self->settings);
  g_clear_pointer (&self->tools, ccp_tool_list_unref);
  g_clear_pointer (&self->conversation, ccp_conversation_unref);
  g_clear_pointer (&self->origin, g_free);
  g_clear_pointer (&self->writer, ccp_json_writer_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OpenaiResponsesRequest, openai_responses_request_clear)

static void
openai_responses_request_init (OpenaiResponsesRequest *self,
                               CcpExchange *exchange,
                               CcpJson *body)
{
  gsize length;

  *self = (OpenaiResponsesRequest){ .exchange = exchange, .body = body };
  ccp_json_get_root (body, &self->root);
  ccp_json_peek (body, &length);
  openai_responses_settings_init (&self->settings, exchange);
  self->thinking = ccp_thinking_level_read (body);
  self->conversation = ccp_conversation_new (body,
                                             self->settings.mid_system != NULL
                                                 ? CCP_CONVERSATION_SYSTEM_IN_PLACE
                                                 : CCP_CONVERSATION_DEFAULT);
  self->names = ccp_exchange_get_tool_names (exchange);
  ccp_tool_names_clear (self->names);
  self->tools = openai_responses_tools_read (self);
  self->origin = ccp_exchange_dup_origin (exchange);
  self->writer = ccp_json_writer_new_sized (length + RESERVE);
}

static void
write_model (OpenaiResponsesRequest *self)
{
  if (openai_responses_request_begin (self, "model"))
    ccp_json_writer_string (self->writer,
                            ccp_exchange_get_upstream_model (self->exchange));
}

/* Nothing is kept at the provider's: what it thought comes back with the conversation. */
static void
write_storage (OpenaiResponsesRequest *self)
{
  if (openai_responses_request_begin (self, "store"))
    ccp_json_writer_boolean (self->writer, FALSE);
  if (!openai_responses_request_begin (self, "include"))
    return;
  ccp_json_writer_begin_array (self->writer);
  ccp_json_writer_string (self->writer, "reasoning.encrypted_content");
  ccp_json_writer_end_array (self->writer);
}

static void
write_max_tokens (OpenaiResponsesRequest *self)
{
  CcpJsonValue value = ccp_json_value_member (&self->root, "max_tokens");
  gint64 limit = self->settings.max_output;
  gint64 number;

  if (!ccp_json_value_get_int (&value, &number) ||
      !openai_responses_request_begin (self, "max_output_tokens"))
    return;
  if (limit > 0)
    number = MIN (number, limit);
  ccp_json_writer_int (self->writer, MAX (number, MIN_OUTPUT_TOKENS));
}

static void
write_number (OpenaiResponsesRequest *self, const char *name, gboolean is_taken)
{
  CcpJsonValue value = ccp_json_value_member (&self->root, name);

  if (is_taken && ccp_json_value_get_kind (&value) == CCP_JSON_NUMBER &&
      openai_responses_request_begin (self, name))
    ccp_json_writer_value (self->writer, &value);
}

static void
write_stream (OpenaiResponsesRequest *self)
{
  CcpJsonValue stream = ccp_json_value_member (&self->root, "stream");

  if (ccp_json_value_get_boolean (&stream, FALSE) &&
      openai_responses_request_begin (self, "stream"))
    ccp_json_writer_boolean (self->writer, TRUE);
}

static void
write_format (OpenaiResponsesRequest *self, const CcpJsonValue *schema)
{
  gboolean is_opened = self->settings.drop_additional_properties_false;
  CcpSchemaFlags flags = CCP_SCHEMA_ANY_ROOT;

  if (is_opened)
    flags |= CCP_SCHEMA_NO_CLOSED_OBJECTS;
  ccp_json_writer_begin_object (self->writer);
  openai_responses_request_string (self, "type", "json_schema");
  openai_responses_request_string (self, "name", FORMAT_NAME);
  ccp_json_writer_key (self->writer, "schema");
  ccp_schema_write (self->writer, schema, flags);
  if (self->settings.strict_tools && !is_opened && ccp_schema_is_strict (schema))
    {
      ccp_json_writer_key (self->writer, "strict");
      ccp_json_writer_boolean (self->writer, TRUE);
    }
  ccp_json_writer_end_object (self->writer);
}

static void
write_text (OpenaiResponsesRequest *self)
{
  CcpJsonValue schema;

  if (!ccp_request_get_output_schema (self->body, &schema) ||
      !openai_responses_request_begin (self, "text"))
    return;
  ccp_json_writer_begin_object (self->writer);
  ccp_json_writer_key (self->writer, "format");
  write_format (self, &schema);
  ccp_json_writer_end_object (self->writer);
}

/* The same for all requests of a session, so that they find each other's cache. */
static void
write_cache_key (OpenaiResponsesRequest *self)
{
  g_autofree char *key = NULL;

  if (!self->settings.prompt_cache_key)
    return;
  key = ccp_exchange_dup_cache_key (self->exchange, MAX_CACHE_KEY_LENGTH);
  if (key != NULL && openai_responses_request_begin (self, "prompt_cache_key"))
    ccp_json_writer_string (self->writer, key);
}

static void
write_service_tier (OpenaiResponsesRequest *self)
{
  CcpJsonValue tier = ccp_json_value_member (&self->root, "service_tier");

  if (self->settings.openai && ccp_json_value_equals_string (&tier, "standard_only") &&
      openai_responses_request_begin (self, "service_tier"))
    ccp_json_writer_string (self->writer, "default");
}

/* What a count of the tokens takes as well is written for it too; the rest is refused
 * there. */
static void
write_body (OpenaiResponsesRequest *self)
{
  gboolean counts =
      ccp_exchange_get_operation (self->exchange) == CCP_OPERATION_COUNT_TOKENS;

  ccp_json_writer_begin_object (self->writer);
  write_model (self);
  openai_responses_input_write (self);
  openai_responses_tools_write (self);
  openai_responses_reasoning_write (self);
  write_text (self);
  if (!counts)
    {
      write_storage (self);
      write_max_tokens (self);
      write_number (self, "temperature", self->settings.temperature);
      write_number (self, "top_p", self->settings.top_p);
      write_cache_key (self);
      write_service_tier (self);
      write_stream (self);
      ccp_body_overrides_write (&self->settings.overrides,
                                self->writer,
                                (const char *[]){ "input", NULL });
    }
  ccp_json_writer_end_object (self->writer);
}

CcpJson *
openai_responses_request_convert (CcpExchange *exchange, CcpJson *body, GError **error)
{
  g_auto (OpenaiResponsesRequest) self;

  openai_responses_request_init (&self, exchange, body);
  if (!ccp_conversation_check (self.conversation, error))
    return NULL;
  if (self.settings.web_search == NULL)
    ccp_web_search_answer_unavailable (exchange, body);
  write_body (&self);
  if (self.has_omitted_images)
    g_info ("%s: images are left out, the options say that the model takes none",
            ccp_exchange_get_id (exchange));
  return ccp_request_finish (self.writer, error);
}

gboolean
openai_responses_request_begin (OpenaiResponsesRequest *self, const char *name)
{
  if (ccp_body_overrides_has (&self->settings.overrides, name))
    return FALSE;
  ccp_json_writer_key (self->writer, name);
  return TRUE;
}

void
openai_responses_request_string (OpenaiResponsesRequest *self,
                                 const char *name,
                                 const char *text)
{
  ccp_json_writer_key (self->writer, name);
  ccp_json_writer_string (self->writer, text);
}
