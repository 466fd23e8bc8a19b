/* gemini-request.c: converts a request of the Messages API to the Gemini format
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-request"

#include "gemini-request.h"

#include "gemini-contents.h"
#include "gemini-safety.h"
#include "gemini-thinking.h"
#include "gemini-tools.h"

#define MAX_STOP_SEQUENCES 5

/* What no configuration replaces as a whole. */
static const char *const own_members[] = { "contents", "generationConfig", NULL };

/* what the output has more than the input: names of members */
#define RESERVE 4096

static void
gemini_request_clear (GeminiRequest *self)
{
  g_clear_pointer (&self->tools, ccp_tool_list_unref);
  g_clear_pointer (&self->conversation, ccp_conversation_unref);
  g_clear_pointer (&self->origin, g_free);
  g_clear_pointer (&self->writer, ccp_json_writer_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GeminiRequest, gemini_request_clear)

static void
gemini_request_init (GeminiRequest *self, CcpExchange *exchange, CcpJson *body)
{
  gsize length;

  *self = (GeminiRequest){ .exchange = exchange, .body = body };
  ccp_json_get_root (body, &self->root);
  ccp_json_peek (body, &length);
  gemini_settings_init (&self->settings, exchange);
  self->thinking = ccp_thinking_level_read (body);
  self->conversation = ccp_conversation_new (body, CCP_CONVERSATION_DEFAULT);
  self->names = ccp_exchange_get_tool_names (exchange);
  ccp_tool_names_clear (self->names);
  self->tools = gemini_tools_read (self);
  self->origin = ccp_exchange_dup_origin (exchange);
  self->writer = ccp_json_writer_new_sized (length + RESERVE);
}

static void
write_limit (GeminiRequest *self)
{
  CcpJsonValue value = ccp_json_value_member (&self->root, "max_tokens");
  gint64 limit = self->settings.max_output;
  gint64 number;

  if (ccp_json_value_get_int (&value, &number) &&
      gemini_request_begin (self, "maxOutputTokens"))
    ccp_json_writer_int (self->writer, limit > 0 ? MIN (number, limit) : number);
}

static void
write_number (GeminiRequest *self, const char *name, const char *own_name)
{
  CcpJsonValue value = ccp_json_value_member (&self->root, name);

  if (ccp_json_value_get_kind (&value) == CCP_JSON_NUMBER &&
      gemini_request_begin (self, own_name))
    ccp_json_writer_value (self->writer, &value);
}

static void
write_stop (GeminiRequest *self)
{
  g_auto (GStrv) sequences =
      ccp_request_dup_stop_sequences (self->body, MAX_STOP_SEQUENCES);

  if (sequences == NULL || !gemini_request_begin (self, "stopSequences"))
    return;
  ccp_json_writer_begin_array (self->writer);
  for (guint i = 0; sequences[i] != NULL; i++)
    ccp_json_writer_string (self->writer, sequences[i]);
  ccp_json_writer_end_array (self->writer);
}

/* Older models either keep to a format or call functions. */
static void
write_format (GeminiRequest *self)
{
  CcpJsonValue schema;
  const char *name =
      self->settings.openapi_schema ? "responseSchema" : "responseJsonSchema";

  if (!ccp_request_get_output_schema (self->body, &schema) ||
      (!self->settings.format_with_tools && ccp_tool_list_get_length (self->tools) > 0))
    return;
  if (gemini_request_begin (self, "responseMimeType"))
    ccp_json_writer_string (self->writer, "application/json");
  if (gemini_request_begin (self, name))
    gemini_tools_write_schema (self, &schema);
}

/* What the configuration adds beside what stands there. */
static void
write_extra_config (GeminiRequest *self)
{
  const CcpJsonValue *extra = &self->settings.extra_config;
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_iter_init (&iter, extra);
  while (ccp_json_value_is_object (extra) && ccp_json_iter_next (&iter, &name, &value))
    {
      ccp_json_writer_key_value (self->writer, &name);
      ccp_json_writer_value (self->writer, &value);
    }
}

static void
write_config (GeminiRequest *self)
{
  ccp_json_writer_key (self->writer, "generationConfig");
  ccp_json_writer_begin_object (self->writer);
  write_limit (self);
  write_number (self, "temperature", "temperature");
  write_number (self, "top_p", "topP");
  write_number (self, "top_k", "topK");
  write_stop (self);
  gemini_thinking_write (self);
  write_format (self);
  write_extra_config (self);
  ccp_json_writer_end_object (self->writer);
}

static void
write_body (GeminiRequest *self)
{
  ccp_json_writer_begin_object (self->writer);
  gemini_contents_write (self);
  gemini_contents_write_system (self);
  gemini_tools_write (self);
  gemini_safety_write (self);
  write_config (self);
  ccp_body_overrides_write (&self->settings.overrides, self->writer, own_members);
  ccp_json_writer_end_object (self->writer);
}

CcpJson *
gemini_request_convert (CcpExchange *exchange, CcpJson *body, GError **error)
{
  g_auto (GeminiRequest) self;

  gemini_request_init (&self, exchange, body);
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
gemini_request_begin (GeminiRequest *self, const char *name)
{
  if (gemini_settings_drops (&self->settings, name))
    return FALSE;
  ccp_json_writer_key (self->writer, name);
  return TRUE;
}
