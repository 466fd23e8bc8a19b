/* gemini-content.c: what a candidate says (protocol D.4, D.5, E.4)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-content"

#include "gemini-content.h"

#include "gemini-grounding.h"
#include "gemini-partial-args.h"

struct _GeminiContent
{
  CcpExchange *exchange;
  CcpMessageEmitter *emitter;
  char *origin; /* (nullable): of signatures */
  GeminiGrounding grounding;
  GString *held;            /* (nullable): text that waits for what was searched */
  GeminiPartialArgs *parts; /* (nullable): of a call that is not complete */
  guint n_calls;
  guint n_strange_calls; /* of tools that the client does not have */
  gboolean after_text;   /* the last part was a text */
  gboolean has_said;
};

static gboolean
wants_search (CcpExchange *exchange)
{
  CcpJsonValue option;

  ccp_exchange_get_option (exchange, "web_search", &option);
  return !ccp_json_value_equals_string (&option, "off") &&
         ccp_web_search_is_wanted (ccp_exchange_get_body (exchange));
}

/* name: as the provider knows it */
static gboolean
has_tool (GeminiContent *self, const char *name)
{
  const char *client_name =
      ccp_tool_names_get_client (ccp_exchange_get_tool_names (self->exchange), name);
  CcpJsonValue tools;
  CcpJsonValue tool;
  CcpJsonIter iter;

  if (client_name == NULL)
    client_name = name;
  ccp_json_get_root (ccp_exchange_get_body (self->exchange), &tools);
  tools = ccp_json_value_member (&tools, "tools");
  ccp_json_iter_init (&iter, &tools);
  while (ccp_json_iter_next (&iter, NULL, &tool))
    {
      CcpJsonValue own = ccp_json_value_member (&tool, "name");

      if (ccp_json_value_equals_string (&own, client_name))
        return TRUE;
    }
  return FALSE;
}

/* Some gateways write names as Python does. Returns: (transfer full) (nullable) */
static char *
dup_signature (const CcpJsonValue *part)
{
  CcpJsonValue value = ccp_json_value_member (part, "thoughtSignature");
  g_autofree char *signature = NULL;

  if (!ccp_json_value_is_string (&value))
    value = ccp_json_value_member (part, "thought_signature");
  signature = ccp_json_value_dup_string (&value, NULL);
  return signature != NULL && *signature != '\0' ? g_steal_pointer (&signature) : NULL;
}

static void
sign (GeminiContent *self, CcpSignatureSlot slot, const char *signature)
{
  g_autofree char *envelope = NULL;

  /* what is held back cannot be signed in its place, and such an answer is never sent
   * back as it was */
  if (signature == NULL || self->held != NULL || self->origin == NULL)
    return;
  envelope = ccp_signature_make_gemini (self->origin, slot, signature);
  ccp_message_emitter_signature (self->emitter, envelope);
}

static void
say (GeminiContent *self, const CcpJsonValue *text)
{
  self->has_said = TRUE;
  if (self->held != NULL)
    ccp_json_value_append_string (text, self->held);
  else
    ccp_message_emitter_text_value (self->emitter, text);
}

static void
end_call (GeminiContent *self)
{
  g_autoptr (GeminiPartialArgs) parts = g_steal_pointer (&self->parts);
  g_autoptr (CcpJson) arguments = NULL;
  CcpJsonValue root;

  if (parts == NULL)
    return;
  arguments = gemini_partial_args_finish (parts);
  ccp_json_get_root (arguments, &root);
  if (ccp_json_value_get_length (&root) > 0)
    ccp_message_emitter_tool_arguments_value (self->emitter, self->n_calls, &root);
  ccp_message_emitter_tool_end (self->emitter, self->n_calls);
}

static void
read_thought (GeminiContent *self, const CcpJsonValue *text, const char *signature)
{
  ccp_message_emitter_thinking_value (self->emitter, text);
  sign (self, CCP_SIGNATURE_SLOT_THOUGHT, signature);
  self->after_text = FALSE;
}

/* Who did not ask for thinking gets no more of it than what calls cannot do without. */
static void
sign_text (GeminiContent *self, CcpSignatureSlot slot, const char *signature)
{
  if (!ccp_message_emitter_get_hides_thinking (self->emitter))
    sign (self, slot, signature);
}

/* A signature of a text stands before it, or, if text came before, after it; that of no
 * text stands for itself. */
static void
read_text (GeminiContent *self, const CcpJsonValue *text, const char *signature)
{
  if (!ccp_json_value_is_string (text) || ccp_json_value_is_empty_string (text))
    {
      sign_text (self, CCP_SIGNATURE_SLOT_EMPTY, signature);
      return;
    }
  if (!self->after_text)
    sign_text (self, CCP_SIGNATURE_SLOT_NEXT, signature);
  say (self, text);
  if (self->after_text)
    sign_text (self, CCP_SIGNATURE_SLOT_EMPTY, signature);
  self->after_text = TRUE;
}

/* A call is named once; what comes without a name goes on with the one before. */
static void
begin_call (GeminiContent *self, const CcpJsonValue *call, const char *signature)
{
  CcpJsonValue name_value = ccp_json_value_member (call, "name");
  CcpJsonValue id_value = ccp_json_value_member (call, "id");
  g_autofree char *name = ccp_json_value_dup_string (&name_value, NULL);
  g_autofree char *id = ccp_json_value_dup_string (&id_value, NULL);

  end_call (self);
  sign (self, CCP_SIGNATURE_SLOT_NEXT, signature);
  self->n_calls++;
  self->has_said = TRUE;
  self->after_text = FALSE;
  if (name == NULL || !has_tool (self, name))
    self->n_strange_calls++;
  ccp_message_emitter_tool_begin (self->emitter, self->n_calls, id, name);
}

static void
read_call (GeminiContent *self, const CcpJsonValue *call, const char *signature)
{
  CcpJsonValue name = ccp_json_value_member (call, "name");
  CcpJsonValue arguments = ccp_json_value_member (call, "args");
  CcpJsonValue pieces = ccp_json_value_member (call, "partialArgs");
  CcpJsonValue more = ccp_json_value_member (call, "willContinue");
  gboolean is_named =
      ccp_json_value_is_string (&name) && !ccp_json_value_is_empty_string (&name);
  gboolean has_arguments = ccp_json_value_get_length (&arguments) > 0;

  if (is_named || (self->parts == NULL && has_arguments))
    {
      begin_call (self, call, signature);
      self->parts = gemini_partial_args_new ();
    }
  if (self->parts == NULL)
    return;
  if (has_arguments)
    ccp_message_emitter_tool_arguments_value (self->emitter, self->n_calls, &arguments);
  gemini_partial_args_read (self->parts, &pieces);
  if (!ccp_json_value_get_boolean (&more, FALSE))
    end_call (self);
}

/* Parts that hold none of these are of tools that run at Google's. */
static void
read_part (GeminiContent *self, const CcpJsonValue *part)
{
  CcpJsonValue text = ccp_json_value_member (part, "text");
  CcpJsonValue call = ccp_json_value_member (part, "functionCall");
  CcpJsonValue thought = ccp_json_value_member (part, "thought");
  g_autofree char *signature = dup_signature (part);
  gboolean is_bare = ccp_json_value_get_length (part) == 1 && signature != NULL;

  if (ccp_json_value_is_object (&call))
    {
      read_call (self, &call, signature);
      return;
    }
  if (!ccp_json_value_is_string (&text) && !is_bare)
    {
      g_debug ("A part of the answer is left out, no client knows its kind");
      return;
    }
  if (!ccp_json_value_is_empty_string (&text))
    end_call (self);
  if (ccp_json_value_get_boolean (&thought, FALSE))
    read_thought (self, &text, signature);
  else
    read_text (self, &text, signature);
}

GeminiContent *
gemini_content_new (CcpExchange *exchange, CcpMessageEmitter *emitter)
{
  GeminiContent *self = g_new0 (GeminiContent, 1);

  self->exchange = g_object_ref (exchange);
  self->emitter = g_object_ref (emitter);
  self->origin = ccp_exchange_dup_origin (exchange);
  gemini_grounding_init (&self->grounding);
  if (wants_search (exchange))
    self->held = g_string_new (NULL);
  return self;
}

void
gemini_content_free (GeminiContent *self)
{
  g_clear_object (&self->exchange);
  g_clear_object (&self->emitter);
  g_clear_pointer (&self->origin, g_free);
  gemini_grounding_clear (&self->grounding);
  g_clear_pointer (&self->parts, gemini_partial_args_free);
  if (self->held != NULL)
    g_string_free (self->held, TRUE);
  g_free (self);
}

void
gemini_content_read (GeminiContent *self, const CcpJsonValue *candidate)
{
  CcpJsonValue content = ccp_json_value_member (candidate, "content");
  CcpJsonValue parts = ccp_json_value_member (&content, "parts");
  CcpJsonValue grounding = ccp_json_value_member (candidate, "groundingMetadata");
  CcpJsonValue part;
  CcpJsonIter iter;

  ccp_json_iter_init (&iter, &parts);
  while (ccp_json_value_is_array (&parts) && ccp_json_iter_next (&iter, NULL, &part))
    read_part (self, &part);
  gemini_grounding_read (&self->grounding, &grounding);
}

guint
gemini_content_finish (GeminiContent *self)
{
  guint n_searches;

  end_call (self);
  n_searches = gemini_grounding_emit (&self->grounding, self->emitter);
  if (self->held != NULL && self->held->len > 0)
    ccp_message_emitter_text (self->emitter, self->held->str, (gssize) self->held->len);
  if (self->held != NULL)
    g_string_truncate (self->held, 0);
  return n_searches;
}

gboolean
gemini_content_has_said (GeminiContent *self)
{
  return self->has_said;
}

gboolean
gemini_content_has_good_calls (GeminiContent *self)
{
  return self->n_calls > 0 && self->n_strange_calls == 0;
}
