/* openai-chat-choice.c: reads a choice, in pieces or whole, into a message
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-choice"

#include "openai-chat-choice.h"

#include "openai-chat-call-keys.h"
#include "openai-chat-details.h"
#include "openai-chat-settings.h"

/* the legacy "function_call" has no id and no index, and there is only one */
#define FUNCTION_CALL_KEY G_MAXUINT

struct _OpenaiChatChoice
{
  CcpExchange *exchange;
  CcpMessageEmitter *emitter;
  CcpThinkTags *think;
  CcpStopMatcher *stop;
  gboolean stops_here; /* the provider takes no stop sequences */
  OpenaiChatCallKeys calls;
  OpenaiChatDetails details;
  GString *refusal;        /* (nullable) */
  char *origin;            /* (nullable): the mark of provider and model */
  gboolean calls_function; /* in the legacy way */
  guint n_pieces;
};

static CcpThinkTagsMode
find_think_mode (CcpExchange *exchange)
{
  static const char *const modes[] = { "off", "auto", "on", NULL };

  return (CcpThinkTagsMode)
      ccp_exchange_get_option_word (exchange, "inline_think", modes, CCP_THINK_TAGS_AUTO);
}

static gboolean
lacks_stop (CcpExchange *exchange)
{
  g_auto (OpenaiChatSettings) settings;

  openai_chat_settings_init (&settings, exchange);
  return !settings.stop;
}

static gboolean
has_text (const CcpJsonValue *value)
{
  return ccp_json_value_is_string (value) && !ccp_json_value_is_empty_string (value);
}

/* What was collected for the provider belongs to the thinking before the text or the call
 * that comes now */
static void
sign (OpenaiChatChoice *self)
{
  g_autoptr (CcpJson) details = NULL;
  g_autofree char *signature = NULL;

  if (openai_chat_details_is_empty (&self->details))
    return;
  details = openai_chat_details_take (&self->details);
  if (self->origin == NULL)
    return;
  signature = ccp_signature_make_details (self->origin, details);
  ccp_message_emitter_signature (self->emitter, signature);
}

static void
put_thinking (OpenaiChatChoice *self, const CcpJsonValue *text)
{
  if (!has_text (text))
    return;
  self->n_pieces++;
  ccp_stop_matcher_flush (self->stop, self->emitter);
  ccp_message_emitter_thinking_value (self->emitter, text);
}

static void
put_part (gboolean thinking, const char *text, gsize length, gpointer data)
{
  OpenaiChatChoice *self = data;

  if (thinking)
    {
      ccp_stop_matcher_flush (self->stop, self->emitter);
      ccp_message_emitter_thinking (self->emitter, text, (gssize) length);
      return;
    }
  sign (self);
  if (self->stops_here)
    ccp_stop_matcher_feed (self->stop, text, (gssize) length, self->emitter);
  else
    ccp_message_emitter_text (self->emitter, text, (gssize) length);
}

static void
put_text (OpenaiChatChoice *self, const CcpJsonValue *text)
{
  g_autofree char *decoded = NULL;
  gsize length;

  if (!has_text (text))
    return;
  self->n_pieces++;
  if (ccp_think_tags_is_idle (self->think) && !self->stops_here)
    {
      sign (self);
      ccp_message_emitter_text_value (self->emitter, text);
      return;
    }
  decoded = ccp_json_value_dup_string (text, &length);
  ccp_think_tags_feed (self->think, decoded, (gssize) length, put_part, self);
}

static void
put_refusal (OpenaiChatChoice *self, const CcpJsonValue *text)
{
  if (!has_text (text))
    return;
  if (self->refusal == NULL)
    self->refusal = g_string_new (NULL);
  ccp_json_value_append_string (text, self->refusal);
  openai_chat_choice_flush (self);
  self->n_pieces++;
  ccp_message_emitter_text_value (self->emitter, text);
}

/* Mistral: {"type": "thinking", "thinking": [{"type": "text", "text": …}]} */
static void
read_thinking_part (OpenaiChatChoice *self, const CcpJsonValue *thinking)
{
  CcpJsonValue part;
  CcpJsonIter iter;

  put_thinking (self, thinking);
  if (!ccp_json_value_is_array (thinking))
    return;
  ccp_json_iter_init (&iter, thinking);
  while (ccp_json_iter_next (&iter, NULL, &part))
    {
      CcpJsonValue text = ccp_json_value_member (&part, "text");

      put_thinking (self, ccp_json_value_is_string (&part) ? &part : &text);
    }
}

static void
read_part (OpenaiChatChoice *self, const CcpJsonValue *part)
{
  CcpJsonValue type = ccp_json_value_member (part, "type");
  CcpJsonValue text = ccp_json_value_member (part, "text");
  CcpJsonValue thinking = ccp_json_value_member (part, "thinking");
  CcpJsonValue refusal = ccp_json_value_member (part, "refusal");

  put_text (self, part);
  if (ccp_json_value_equals_string (&type, "thinking"))
    read_thinking_part (self, &thinking);
  else if (ccp_json_value_equals_string (&type, "refusal"))
    put_refusal (self, &refusal);
  else
    put_text (self, &text);
}

static void
read_content (OpenaiChatChoice *self, const CcpJsonValue *content)
{
  CcpJsonValue part;
  CcpJsonIter iter;

  if (!ccp_json_value_is_array (content))
    {
      put_text (self, content);
      return;
    }
  ccp_json_iter_init (&iter, content);
  while (ccp_json_iter_next (&iter, NULL, &part))
    read_part (self, &part);
}

static void
read_details_text (OpenaiChatChoice *self, const CcpJsonValue *details)
{
  CcpJsonValue item;
  CcpJsonIter iter;

  if (!ccp_json_value_is_array (details))
    return;
  ccp_json_iter_init (&iter, details);
  while (ccp_json_iter_next (&iter, NULL, &item))
    {
      CcpJsonValue text = ccp_json_value_member (&item, "text");
      CcpJsonValue summary = ccp_json_value_member (&item, "summary");

      put_thinking (self, has_text (&text) ? &text : &summary);
    }
}

/* The same reasoning may be there up to three times: it is shown once */
static void
read_reasoning (OpenaiChatChoice *self, const CcpJsonValue *content)
{
  CcpJsonValue text = ccp_json_value_member (content, "reasoning_content");
  CcpJsonValue details = ccp_json_value_member (content, "reasoning_details");
  CcpJsonValue encrypted = ccp_json_value_member (content, "encrypted_content");

  if (!has_text (&text))
    text = ccp_json_value_member (content, "reasoning");
  if (has_text (&text))
    put_thinking (self, &text);
  else
    read_details_text (self, &details);
  openai_chat_details_add (&self->details, &details);
  if (has_text (&encrypted))
    openai_chat_details_add_encrypted (&self->details, &encrypted);
}

static void
put_arguments (OpenaiChatChoice *self, guint key, const CcpJsonValue *arguments)
{
  CcpJsonKind kind = ccp_json_value_get_kind (arguments);

  if (kind != CCP_JSON_NONE && kind != CCP_JSON_NULL)
    ccp_message_emitter_tool_arguments_value (self->emitter, key, arguments);
}

/* Gemini's endpoint for OpenAI clients wants its signature back with the call */
static void
sign_call (OpenaiChatChoice *self, const CcpJsonValue *call)
{
  CcpJsonValue value = ccp_json_value_member (call, "extra_content");
  g_autofree char *state = NULL;
  g_autofree char *signature = NULL;

  value = ccp_json_value_member (&value, "google");
  value = ccp_json_value_member (&value, "thought_signature");
  if (!has_text (&value) || self->origin == NULL)
    return;
  state = ccp_json_value_dup_string (&value, NULL);
  signature = ccp_signature_make_gemini_call (self->origin, state);
  ccp_message_emitter_signature (self->emitter, signature);
}

static void
read_call (OpenaiChatChoice *self, const CcpJsonValue *call, gboolean whole)
{
  guint key = openai_chat_call_keys_find (&self->calls, call, whole);
  CcpJsonValue function = ccp_json_value_member (call, "function");
  CcpJsonValue name_value = ccp_json_value_member (&function, "name");
  CcpJsonValue id_value = ccp_json_value_member (call, "id");
  CcpJsonValue arguments = ccp_json_value_member (&function, "arguments");

  sign_call (self, call);
  if (has_text (&name_value) || has_text (&id_value))
    {
      g_autofree char *name = ccp_json_value_dup_string (&name_value, NULL);
      g_autofree char *id = ccp_json_value_dup_string (&id_value, NULL);

      ccp_message_emitter_tool_begin (self->emitter, key, id, name);
    }
  put_arguments (self, key, &arguments);
  if (whole)
    ccp_message_emitter_tool_end (self->emitter, key);
}

static void
read_calls (OpenaiChatChoice *self, const CcpJsonValue *calls, gboolean whole)
{
  CcpJsonValue call;
  CcpJsonIter iter;

  if (!ccp_json_value_is_array (calls) || ccp_json_value_get_length (calls) == 0)
    return;
  openai_chat_choice_flush (self);
  self->n_pieces++;
  ccp_json_iter_init (&iter, calls);
  while (ccp_json_iter_next (&iter, NULL, &call))
    if (ccp_json_value_is_object (&call))
      read_call (self, &call, whole);
}

/* Whether the client has a tool of this name, which the provider may know by another */
static gboolean
is_offered (OpenaiChatChoice *self, const char *upstream_name)
{
  CcpToolNames *names = ccp_exchange_get_tool_names (self->exchange);
  const char *name = ccp_tool_names_get_client (names, upstream_name);
  CcpJsonValue value;
  CcpJsonValue tool;
  CcpJsonIter iter;

  ccp_json_get_root (ccp_exchange_get_body (self->exchange), &value);
  value = ccp_json_value_member (&value, "tools");
  if (!ccp_json_value_is_array (&value))
    return FALSE;
  ccp_json_iter_init (&iter, &value);
  while (ccp_json_iter_next (&iter, NULL, &tool))
    {
      CcpJsonValue offered = ccp_json_value_member (&tool, "name");

      if (ccp_json_value_equals_string (&offered, name != NULL ? name : upstream_name))
        return TRUE;
    }
  return FALSE;
}

/* Nobody who was given "tools" answers in the way of before there were any, but old
 * servers that put their own functions in place of them: those nobody here could run */
static void
begin_function_call (OpenaiChatChoice *self, const CcpJsonValue *name_value)
{
  g_autofree char *name = ccp_json_value_dup_string (name_value, NULL);

  if (!is_offered (self, name))
    {
      g_info ("the call of a function that was not offered is ignored");
      return;
    }
  self->calls_function = TRUE;
  self->n_pieces++;
  ccp_message_emitter_tool_begin (self->emitter, FUNCTION_CALL_KEY, NULL, name);
}

static void
read_function_call (OpenaiChatChoice *self, const CcpJsonValue *call)
{
  CcpJsonValue name = ccp_json_value_member (call, "name");
  CcpJsonValue arguments = ccp_json_value_member (call, "arguments");

  if (!ccp_json_value_is_object (call) || ccp_json_value_get_length (call) == 0)
    return;
  openai_chat_choice_flush (self);
  if (has_text (&name))
    begin_function_call (self, &name);
  if (self->calls_function)
    put_arguments (self, FUNCTION_CALL_KEY, &arguments);
}

OpenaiChatChoice *
openai_chat_choice_new (CcpExchange *exchange, CcpMessageEmitter *emitter)
{
  OpenaiChatChoice *self = g_new0 (OpenaiChatChoice, 1);
  g_autofree char *readable = ccp_signature_make_readable ();

  self->exchange = g_object_ref (exchange);
  self->emitter = g_object_ref (emitter);
  self->origin = ccp_exchange_dup_origin (exchange);
  self->think = ccp_think_tags_new (find_think_mode (exchange));
  self->stop = ccp_stop_matcher_new (ccp_exchange_get_body (exchange));
  self->stops_here = !ccp_stop_matcher_is_idle (self->stop) && lacks_stop (exchange);
  openai_chat_call_keys_init (&self->calls);
  openai_chat_details_init (&self->details);
  ccp_message_emitter_set_default_signature (emitter, readable);
  return self;
}

void
openai_chat_choice_free (OpenaiChatChoice *self)
{
  g_clear_object (&self->emitter);
  g_clear_object (&self->exchange);
  g_clear_pointer (&self->think, ccp_think_tags_unref);
  g_clear_pointer (&self->stop, ccp_stop_matcher_unref);
  openai_chat_call_keys_clear (&self->calls);
  openai_chat_details_clear (&self->details);
  if (self->refusal != NULL)
    g_string_free (self->refusal, TRUE);
  g_clear_pointer (&self->origin, g_free);
  g_free (self);
}

void
openai_chat_choice_read (OpenaiChatChoice *self,
                         const CcpJsonValue *content,
                         gboolean whole)
{
  CcpJsonValue member = ccp_json_value_member (content, "content");

  if (ccp_stop_matcher_get_matched (self->stop) != NULL)
    return;
  read_reasoning (self, content);
  read_content (self, &member);
  member = ccp_json_value_member (content, "refusal");
  put_refusal (self, &member);
  if (ccp_stop_matcher_get_matched (self->stop) != NULL)
    return;
  member = ccp_json_value_member (content, "tool_calls");
  read_calls (self, &member, whole);
  member = ccp_json_value_member (content, "function_call");
  read_function_call (self, &member);
}

void
openai_chat_choice_flush (OpenaiChatChoice *self)
{
  ccp_think_tags_flush (self->think, put_part, self);
  sign (self);
  ccp_stop_matcher_flush (self->stop, self->emitter);
}

guint
openai_chat_choice_count_pieces (OpenaiChatChoice *self)
{
  return self->n_pieces;
}

const char *
openai_chat_choice_get_matched (OpenaiChatChoice *self)
{
  return ccp_stop_matcher_get_matched (self->stop);
}

gboolean
openai_chat_choice_has_stop (OpenaiChatChoice *self, const char *text)
{
  return ccp_stop_matcher_has (self->stop, text);
}

const char *
openai_chat_choice_get_refusal (OpenaiChatChoice *self)
{
  return self->refusal != NULL ? self->refusal->str : NULL;
}
