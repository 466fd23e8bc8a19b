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
  CcpRoute *route = ccp_exchange_get_route (exchange);
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
  if (route != NULL)
    self->origin = ccp_signature_make_origin (ccp_route_get_provider (route),
                                              ccp_route_get_model (route));
  self->writer = ccp_json_writer_new_sized (length + RESERVE);
}

/* The format has no web search: who wants nothing else is told so at once, instead of
 * being answered by a model that pretends. */
static void
answer_search (OpenaiChatRequest *self)
{
  g_autoptr (CcpJson) answer = NULL;

  if (self->settings.web_search || !ccp_web_search_is_wanted (self->body))
    return;
  answer = ccp_web_search_make_unavailable (self->exchange, self->body);
  ccp_exchange_set_answer (self->exchange, answer);
}

static void
write_model (OpenaiChatRequest *self)
{
  CcpRoute *route = ccp_exchange_get_route (self->exchange);

  if (openai_chat_request_begin (self, "model"))
    ccp_json_writer_string (self->writer,
                            route != NULL ? ccp_route_get_model (route)
                                          : ccp_exchange_get_model (self->exchange));
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

/* Of the sequences, only the first ones are taken, and none of white space alone. */
static void
write_stop (OpenaiChatRequest *self)
{
  CcpJsonValue list = ccp_json_value_member (&self->root, "stop_sequences");
  CcpJsonValue sequence;
  CcpJsonIter iter;
  guint n = 0;

  if (!self->settings.stop)
    return;
  ccp_json_iter_init (&iter, &list);
  while (n < MAX_STOP_SEQUENCES && ccp_json_iter_next (&iter, NULL, &sequence))
    {
      if (!ccp_json_value_is_string (&sequence) ||
          ccp_json_value_is_blank_string (&sequence))
        continue;
      if (n == 0 && !openai_chat_request_begin (self, "stop"))
        return;
      if (n++ == 0)
        ccp_json_writer_begin_array (self->writer);
      ccp_json_writer_value (self->writer, &sequence);
    }
  if (n > 0)
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

/* Returns: the schema that the answer must have, also in the old place */
static CcpJsonValue
find_format_schema (OpenaiChatRequest *self)
{
  CcpJsonValue config = ccp_json_value_member (&self->root, "output_config");
  CcpJsonValue format = ccp_json_value_member (&config, "format");
  CcpJsonValue type;

  if (!ccp_json_value_is_object (&format))
    format = ccp_json_value_member (&self->root, "output_format");
  type = ccp_json_value_member (&format, "type");
  if (!ccp_json_value_equals_string (&type, "json_schema"))
    return CCP_JSON_VALUE_NONE;
  return ccp_json_value_member (&format, "schema");
}

static void
write_format (OpenaiChatRequest *self)
{
  CcpJsonValue schema = find_format_schema (self);
  CcpSchemaFlags flags = CCP_SCHEMA_ANY_ROOT;

  if (!ccp_json_value_is_object (&schema) ||
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

/* The same for all requests of a session, so that they find each other's cache. */
static void
write_cache_key (OpenaiChatRequest *self)
{
  g_autofree char *session = NULL;
  g_autofree char *digest = NULL;

  if (!self->settings.prompt_cache_key)
    return;
  session = ccp_exchange_dup_session_id (self->exchange);
  if (session == NULL || !openai_chat_request_begin (self, "prompt_cache_key"))
    return;
  if (g_utf8_strlen (session, -1) > MAX_CACHE_KEY_LENGTH)
    digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, session, -1);
  ccp_json_writer_string (self->writer, digest != NULL ? digest : session);
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
write_extra_body (OpenaiChatRequest *self)
{
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  if (!ccp_json_value_is_object (&self->settings.extra_body))
    return;
  ccp_json_iter_init (&iter, &self->settings.extra_body);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      if (ccp_json_value_equals_string (&name, "messages"))
        continue;
      ccp_json_writer_key_value (self->writer, &name);
      ccp_json_writer_value (self->writer, &value);
    }
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
  write_extra_body (self);
  ccp_json_writer_end_object (self->writer);
}

CcpJson *
openai_chat_request_convert (CcpExchange *exchange, CcpJson *body, GError **error)
{
  g_auto (OpenaiChatRequest) self;
  CcpJson *converted = NULL;

  openai_chat_request_init (&self, exchange, body);
  if (ccp_conversation_get_length (self.conversation) == 0)
    {
      g_set_error_literal (error,
                           CCP_ERROR,
                           CCP_ERROR_INVALID_REQUEST,
                           "messages: at least one message must have content");
      return NULL;
    }
  answer_search (&self);
  write_body (&self);
  if (self.has_omitted_images)
    g_info ("%s: images are left out, the options say that the model takes none",
            ccp_exchange_get_id (exchange));
  converted = ccp_json_writer_finish (self.writer);
  if (converted == NULL)
    g_set_error_literal (
        error,
        CCP_ERROR,
        CCP_ERROR_TOO_LARGE,
        "The request is larger than a document may be, or nested deeper");
  return converted;
}

gboolean
openai_chat_request_begin (OpenaiChatRequest *self, const char *name)
{
  if (openai_chat_settings_drops (&self->settings, name))
    return FALSE;
  ccp_json_writer_key (self->writer, name);
  return TRUE;
}
