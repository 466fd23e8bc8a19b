/* openai-responses-output.c: gives what the model says to the client's message
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-responses-output"

#include "openai-responses-output.h"

#include <string.h>

#define PART_SEPARATOR "\n\n"

/* The words of "inline_think", in the order of CcpThinkTagsMode */
static const char *const think_modes[] = { "off", "auto", "on", NULL };

static gboolean
has_text (const CcpJsonValue *value)
{
  return ccp_json_value_is_string (value) && !ccp_json_value_is_empty_string (value);
}

static void
put_part (gboolean thinking, const char *text, gsize length, gpointer data)
{
  OpenaiResponsesOutput *self = data;

  if (!thinking)
    {
      ccp_stop_matcher_feed (self->stop, text, (gssize) length, self->emitter);
      return;
    }
  ccp_stop_matcher_flush (self->stop, self->emitter);
  ccp_message_emitter_thinking (self->emitter, text, (gssize) length);
}

static void
end_search (OpenaiResponsesOutput *self)
{
  g_autoptr (GString) text = NULL;

  if (!openai_responses_search_is_open (&self->search))
    return;
  text = openai_responses_search_end (&self->search, self->emitter);
  ccp_think_tags_feed (self->think, text->str, (gssize) text->len, put_part, self);
}

static void
count_searches (OpenaiResponsesOutput *self)
{
  CcpUsage usage = CCP_USAGE_UNKNOWN;

  usage.web_searches = self->search.n_searches;
  ccp_message_emitter_usage (self->emitter, &usage);
}

void
openai_responses_output_init (OpenaiResponsesOutput *self, CcpExchange *exchange)
{
  CcpThinkTagsMode mode =
      (CcpThinkTagsMode) ccp_exchange_get_option_word (exchange,
                                                       "inline_think",
                                                       think_modes,
                                                       CCP_THINK_TAGS_AUTO);

  *self = (OpenaiResponsesOutput){ .emitter = ccp_message_emitter_new (exchange),
                                   .think = ccp_think_tags_new (mode),
                                   .origin = ccp_exchange_dup_origin (exchange) };
  self->stop = ccp_stop_matcher_new (ccp_exchange_get_body (exchange));
  openai_responses_search_init (&self->search);
}

void
openai_responses_output_clear (OpenaiResponsesOutput *self)
{
  g_clear_object (&self->emitter);
  g_clear_pointer (&self->think, ccp_think_tags_unref);
  g_clear_pointer (&self->stop, ccp_stop_matcher_unref);
  openai_responses_search_clear (&self->search);
  if (self->refusal != NULL)
    g_string_free (self->refusal, TRUE);
  self->refusal = NULL;
  g_clear_pointer (&self->origin, g_free);
}

gboolean
openai_responses_output_is_stopped (const OpenaiResponsesOutput *self)
{
  return ccp_stop_matcher_get_matched (self->stop) != NULL;
}

void
openai_responses_output_text (OpenaiResponsesOutput *self, const CcpJsonValue *text)
{
  g_autofree char *decoded = NULL;
  gsize length;

  if (!has_text (text) || openai_responses_output_is_stopped (self))
    return;
  self->said = TRUE;
  if (openai_responses_search_is_open (&self->search))
    {
      ccp_json_value_append_string (text, self->search.text);
      return;
    }
  if (ccp_think_tags_is_idle (self->think))
    {
      ccp_stop_matcher_feed_value (self->stop, text, self->emitter);
      return;
    }
  decoded = ccp_json_value_dup_string (text, &length);
  ccp_think_tags_feed (self->think, decoded, (gssize) length, put_part, self);
}

void
openai_responses_output_refusal (OpenaiResponsesOutput *self, const CcpJsonValue *text)
{
  if (!has_text (text) || openai_responses_output_is_stopped (self))
    return;
  if (self->refusal == NULL)
    self->refusal = g_string_new (NULL);
  self->said = TRUE;
  ccp_json_value_append_string (text, self->refusal);
  openai_responses_output_flush (self);
  ccp_message_emitter_text_value (self->emitter, text);
}

void
openai_responses_output_thinking (OpenaiResponsesOutput *self,
                                  const CcpJsonValue *text,
                                  gboolean apart)
{
  if (!has_text (text) || openai_responses_output_is_stopped (self))
    return;
  openai_responses_output_flush (self);
  if (apart)
    ccp_message_emitter_thinking (self->emitter, PART_SEPARATOR, -1);
  ccp_message_emitter_thinking_value (self->emitter, text);
}

/* Returns: (transfer full): the signature that takes the item back to the provider */
static char *
make_signature (OpenaiResponsesOutput *self,
                const CcpJsonValue *reasoning,
                const CcpJsonValue *encrypted_content)
{
  CcpJsonValue value = ccp_json_value_member (reasoning, "id");
  g_autofree char *id = ccp_json_value_dup_string (&value, NULL);
  g_autofree char *encrypted = ccp_json_value_dup_string (encrypted_content, NULL);

  /* an id that would be taken for two parts of the envelope is left out */
  if (id == NULL || strchr (id, ':') != NULL)
    return ccp_signature_make_responses (self->origin, "", encrypted);
  return ccp_signature_make_responses (self->origin, id, encrypted);
}

/* Only what is encrypted can be sent back. A signature ends its block, so that the
 * thinking of the next item does not run into it. */
void
openai_responses_output_sign (OpenaiResponsesOutput *self,
                              const CcpJsonValue *reasoning,
                              gboolean heard)
{
  CcpJsonValue value = ccp_json_value_member (reasoning, "encrypted_content");
  g_autofree char *signature = NULL;

  if (openai_responses_output_is_stopped (self))
    return;
  if (has_text (&value) && self->origin != NULL)
    signature = make_signature (self, reasoning, &value);
  else if (heard)
    signature = ccp_signature_make_nothing ();
  else
    return;
  openai_responses_output_flush (self);
  ccp_message_emitter_signature (self->emitter, signature);
}

void
openai_responses_output_begin_call (OpenaiResponsesOutput *self,
                                    guint key,
                                    const char *id,
                                    const char *name)
{
  openai_responses_output_flush (self);
  self->said = TRUE;
  if (!openai_responses_output_is_stopped (self))
    ccp_message_emitter_tool_begin (self->emitter, key, id, name);
}

void
openai_responses_output_search (OpenaiResponsesOutput *self, const CcpJsonValue *search)
{
  openai_responses_output_flush (self);
  if (openai_responses_output_is_stopped (self))
    return;
  if (!openai_responses_search_begin (&self->search, search))
    return;
  self->said = TRUE;
  count_searches (self);
}

void
openai_responses_output_flush (OpenaiResponsesOutput *self)
{
  end_search (self);
  ccp_think_tags_flush (self->think, put_part, self);
  if (!openai_responses_output_is_stopped (self))
    ccp_stop_matcher_flush (self->stop, self->emitter);
}

void
openai_responses_output_stop (OpenaiResponsesOutput *self, CcpStopReason reason)
{
  const char *matched = ccp_stop_matcher_get_matched (self->stop);

  if (matched != NULL)
    ccp_message_emitter_stop (self->emitter, CCP_STOP_SEQUENCE, matched);
  else if (self->refusal != NULL)
    ccp_message_emitter_stop (self->emitter, CCP_STOP_REFUSAL, self->refusal->str);
  else
    ccp_message_emitter_stop (self->emitter, reason, NULL);
}
