/* reasoning-force-reasoning.c: makes a model think that does not do it by itself
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "reasoning-force-reasoning"

#include "reasoning-force-reasoning.h"

#include "reasoning-prompt.h"
#include "reasoning-tag-stream.h"
#include "reasoning-tags.h"

struct _ReasoningForceReasoning
{
  CcpSimpleTransformer parent_instance;

  char **tags; /* the opening and the closing one */
  char *instruction;
  gboolean in_system;
  gboolean only_if_asked;
  gint64 replay;
  ReasoningTagStream *stream;
};

G_DEFINE_FINAL_TYPE (ReasoningForceReasoning,
                     reasoning_force_reasoning,
                     CCP_TYPE_SIMPLE_TRANSFORMER)

static char *
fill_in (const char *instruction, char **tags)
{
  g_autoptr (GString) text = g_string_new (instruction);

  g_string_replace (text, "{open}", tags[0], 0);
  g_string_replace (text, "{close}", tags[1], 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
read_instruction (ReasoningForceReasoning *self,
                  const CcpJsonValue *params,
                  GError **error)
{
  CcpJsonValue value = ccp_json_value_member (params, "instruction");
  g_autofree char *text = ccp_json_value_dup_string (&value, NULL);

  if (ccp_json_value_is_blank_string (&value))
    {
      g_set_error (
          error,
          CCP_ERROR,
          CCP_ERROR_CONFIG,
          "instruction: expected a text that tells the model to think, got \"%s\"",
          text);
      return FALSE;
    }
  self->instruction = fill_in (text, self->tags);
  return TRUE;
}

static gboolean
configure (CcpSimpleTransformer *transformer, CcpJson *params, GError **error)
{
  ReasoningForceReasoning *self = REASONING_FORCE_REASONING (transformer);
  CcpJsonValue root;
  CcpJsonValue tag;
  CcpJsonValue place;
  CcpJsonValue when;
  CcpJsonValue replay;

  ccp_json_get_root (params, &root);
  tag = ccp_json_value_member (&root, "tag");
  place = ccp_json_value_member (&root, "place");
  when = ccp_json_value_member (&root, "when");
  replay = ccp_json_value_member (&root, "replay");

  self->tags = reasoning_tags_read_name (&tag, error);
  if (self->tags == NULL || !read_instruction (self, &root, error))
    return FALSE;
  self->in_system = ccp_json_value_equals_string (&place, "system");
  self->only_if_asked = ccp_json_value_equals_string (&when, "asked");
  ccp_json_value_get_int (&replay, &self->replay);
  self->stream =
      reasoning_tag_stream_new (CCP_THINK_TAGS_FIRST, (const char *const *) self->tags);
  return TRUE;
}

/* What the client asked for counts, whatever was made of it on the way.
 *
 * Where the answer must be a call or a document of a schema, there is no place for tags.
 */
static gboolean
wants_a_form (const CcpJsonValue *root)
{
  CcpJsonValue choice = ccp_json_value_member (root, "tool_choice");
  CcpJsonValue config = ccp_json_value_member (root, "output_config");
  CcpJsonValue format = ccp_json_value_member (&config, "format");
  CcpJsonValue old_format = ccp_json_value_member (root, "output_format");
  CcpJsonValue type = ccp_json_value_member (&choice, "type");

  return ccp_json_value_equals_string (&type, "any") ||
         ccp_json_value_equals_string (&type, "tool") ||
         ccp_json_value_is_object (&format) || ccp_json_value_is_object (&old_format);
}

static gboolean
is_forced (ReasoningForceReasoning *self, CcpExchange *exchange, CcpJson *body)
{
  CcpJsonValue root;

  ccp_json_get_root (body, &root);
  if (wants_a_form (&root))
    return FALSE;
  return !self->only_if_asked ||
         ccp_thinking_level_read (ccp_exchange_get_body (exchange)) > CCP_THINKING_OFF;
}

static CcpJson *
transform_request (CcpSimpleTransformer *transformer,
                   CcpExchange *exchange,
                   CcpJson *body,
                   GError **error)
{
  ReasoningForceReasoning *self = REASONING_FORCE_REASONING (transformer);
  ReasoningPrompt prompt = {
    .opening = self->tags[0],
    .closing = self->tags[1],
    .instruction = is_forced (self, exchange, body) ? self->instruction : NULL,
    .in_system = self->in_system,
    .replay = self->replay,
  };

  return reasoning_prompt_apply (&prompt, body);
}

static CcpEventBatch *
transform_events (CcpSimpleTransformer *transformer,
                  CcpExchange *exchange,
                  CcpEventBatch *batch,
                  CcpTransformFlags flags,
                  GError **error)
{
  ReasoningForceReasoning *self = REASONING_FORCE_REASONING (transformer);

  return reasoning_tag_stream_feed (self->stream, exchange, batch, flags);
}

static void
reasoning_force_reasoning_finalize (GObject *object)
{
  ReasoningForceReasoning *self = REASONING_FORCE_REASONING (object);

  g_clear_pointer (&self->tags, g_strfreev);
  g_clear_pointer (&self->instruction, g_free);
  g_clear_pointer (&self->stream, reasoning_tag_stream_free);

  G_OBJECT_CLASS (reasoning_force_reasoning_parent_class)->finalize (object);
}

static void
reasoning_force_reasoning_class_init (ReasoningForceReasoningClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = reasoning_force_reasoning_finalize;
  transformer_class->configure = configure;
  transformer_class->transform_request = transform_request;
  transformer_class->transform_events = transform_events;
}

static void
reasoning_force_reasoning_init (ReasoningForceReasoning *self)
{
}
