/* openai-chat-request.c: converts a request of the Messages API to the Chat format
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-request"

#include "openai-chat-request.h"

#include "openai-chat-messages.h"
#include "openai-chat-reasoning.h"
#include "openai-chat-tools.h"

#define MAX_STOP_SEQUENCES 4
#define MAX_CACHE_KEY_LENGTH 64
#define FORMAT_NAME "response"

/* what the output has more than the input: quotes of arguments, names of members */
#define RESERVE 4096

static void
openai_chat_request_clear (OpenaiChatRequest *self)
{
  openai_chat_settings_clear (&self->settings);
  g_clear_pointer (&self->tools, ccp_tool_list_unref);
  g_clear_pointer (&self->conversation, ccp_conversation_unref);
  g_clear_pointer (&self->origin, g_free);
  g_clear_pointer (&self->writer, ccp_json_writer_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OpenaiChatRequest, openai_chat_request_clear)

static CcpConversationFlags
get_flags (const OpenaiChatSettings *settings)
{
  CcpConversationFlags flags = CCP_CONVERSATION_DEFAULT;

  if (settings->mid_system != NULL)
    flags |= CCP_CONVERSATION_SYSTEM_IN_PLACE;
  if (settings->replay != OPENAI_CHAT_REPLAY_NONE)
    flags |= CCP_CONVERSATION_KEEP_THINKING;
  return flags;
}

static void
openai_chat_request_init (OpenaiChatRequest *self, CcpExchange *exchange, CcpJson *body)
{
  gsize length;

  *self = (OpenaiChatRequest){ .exchange = exchange, .body = body };
  ccp_json_get_root (body, &self->root);
  ccp_json_peek (body, &length);
  openai_chat_settings_init (&self->settings, exchange);
  self->thinking = ccp_thinking_level_read (body);
  self->conversation = ccp_conversation_new (body, get_flags (&self->settings));
  self->names = ccp_exchange_get_tool_names (exchange);
  ccp_tool_names_clear (self->names);
  self->tools = openai_chat_tools_read (self);
  self->origin = ccp_exchange_dup_origin (exchange);
  self->writer = ccp_json_writer_new_sized (length + RESERVE);
}

static void
write_model (OpenaiChatRequest *self)
{
  if (openai_chat_request_begin (self, "model"))
    ccp_json_writer_string (self->writer,
                            ccp_exchange_get_upstream_model (self->exchange));
}

static void
write_max_tokens (OpenaiChatRequest *self)
{
  CcpJsonValue value = ccp_json_value_member (&self->root, "max_tokens");
  gint64 limit = self->settings.max_output;
  gint64 number;

  if (!ccp_json_value_get_int (&value, &number) ||
      !openai_chat_request_begin (self, self->settings.max_tokens_field))
    return;
  ccp_json_writer_int (self->writer, limit > 0 ? MIN (number, limit) : number);
}

static void
write_number (OpenaiChatRequest *self, const char *name, gboolean is_taken)
{
  CcpJsonValue value = ccp_json_value_member (&self->root, name);

  if (is_taken && ccp_json_value_get_kind (&value) == CCP_JSON_NUMBER &&
      openai_chat_request_begin (self, name))
    ccp_json_writer_value (self->writer, &value);
}

static void
write_stop (OpenaiChatRequest *self)
{
  g_auto (GStrv) sequences = NULL;

  if (!self->settings.stop)
    return;
  sequences = ccp_request_dup_stop_sequences (self->body, MAX_STOP_SEQUENCES);
  if (sequences == NULL || !openai_chat_request_begin (self, "stop"))
    return;
  ccp_json_writer_begin_array (self->writer);
  for (gsize i = 0; sequences[i] != NULL; i++)
    ccp_json_writer_string (self->writer, sequences[i]);
  ccp_json_writer_end_array (self->writer);
}

static void
write_stream (OpenaiChatRequest *self)
{
  CcpJsonValue stream = ccp_json_value_member (&self->root, "stream");

  if (!ccp_json_value_get_boolean (&stream, FALSE))
    return;
  if (openai_chat_request_begin (self, "stream"))
    ccp_json_writer_boolean (self->writer, TRUE);
  if (!self->settings.stream_options ||
      !openai_chat_request_begin (self, "stream_options"))
    return;
  ccp_json_writer_begin_object (self->writer);
  ccp_json_writer_key (self->writer, "include_usage");
  ccp_json_writer_boolean (self->writer, TRUE);
  ccp_json_writer_end_object (self->writer);
}

static void
write_format (OpenaiChatRequest *self)
{
  CcpJsonValue schema;
  CcpSchemaFlags flags = CCP_SCHEMA_ANY_ROOT;

  if (!ccp_request_get_output_schema (self->body, &schema) ||
      !openai_chat_request_begin (self, "response_format"))
    return;
  if (self->settings.drop_additional_properties_false)
    flags |= CCP_SCHEMA_NO_CLOSED_OBJECTS;
  ccp_json_writer_begin_object (self->writer);
  ccp_json_writer_key (self->writer, "type");
  ccp_json_writer_string (self->writer, "json_schema");
  ccp_json_writer_key (self->writer, "json_schema");
  ccp_json_writer_begin_object (self->writer);
  ccp_json_writer_key (self->writer, "name");
  ccp_json_writer_string (self->writer, FORMAT_NAME);
  ccp_json_writer_key (self->writer, "schema");
  ccp_schema_write (self->writer, &schema, flags);
  if (self->settings.strict_tools && ccp_schema_is_strict (&schema) &&
      !self->settings.drop_additional_properties_false)
    {
      ccp_json_writer_key (self->writer, "strict");
      ccp_json_writer_boolean (self->writer, TRUE);
    }
  ccp_json_writer_end_object (self->writer);
  ccp_json_writer_end_object (self->writer);
}

static void
write_cache_key (OpenaiChatRequest *self)
{
  g_autofree char *key = NULL;

  if (!self->settings.prompt_cache_key)
    return;
  key = ccp_exchange_dup_cache_key (self->exchange, MAX_CACHE_KEY_LENGTH);
  if (key != NULL && openai_chat_request_begin (self, "prompt_cache_key"))
    ccp_json_writer_string (self->writer, key);
}

static void
write_service_tier (OpenaiChatRequest *self)
{
  CcpJsonValue tier = ccp_json_value_member (&self->root, "service_tier");

  if (self->settings.service_tier &&
      ccp_json_value_equals_string (&tier, "standard_only") &&
      openai_chat_request_begin (self, "service_tier"))
    ccp_json_writer_string (self->writer, "default");
}

static void
write_body (OpenaiChatRequest *self)
{
  ccp_json_writer_begin_object (self->writer);
  write_model (self);
  openai_chat_messages_write (self);
  write_max_tokens (self);
  write_number (self, "temperature", self->settings.temperature);
  write_number (self, "top_p", self->settings.top_p);
  write_number (self, "top_k", self->settings.top_k);
  write_stop (self);
  write_stream (self);
  openai_chat_tools_write (self);
  openai_chat_reasoning_write (self);
  write_format (self);
  write_cache_key (self);
  write_service_tier (self);
  ccp_body_overrides_write (&self->settings.overrides,
                            self->writer,
                            (const char *[]){ "messages", NULL });
  ccp_json_writer_end_object (self->writer);
}

CcpJson *
openai_chat_request_convert (CcpExchange *exchange, CcpJson *body, GError **error)
{
  g_auto (OpenaiChatRequest) self;

  openai_chat_request_init (&self, exchange, body);
  if (!ccp_conversation_check (self.conversation, error))
    return NULL;
  if (!self.settings.web_search)
    ccp_web_search_answer_unavailable (exchange, body);
  write_body (&self);
  if (self.has_omitted_images)
    g_info ("%s: images are left out, the options say that the model takes none",
            ccp_exchange_get_id (exchange));
  return ccp_request_finish (self.writer, error);
}

gboolean
openai_chat_request_begin (OpenaiChatRequest *self, const char *name)
{
  if (ccp_body_overrides_has (&self->settings.overrides, name))
    return FALSE;
  ccp_json_writer_key (self->writer, name);
  return TRUE;
}
