/* prompt-append.c: adds a text to the system prompt
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "prompt-append"

#include "prompt-append.h"

#include "prompt-system.h"
#include "prompt-text.h"

struct _PromptAppend
{
  CcpSimpleTransformer parent_instance;

  char *text;
  gboolean at_beginning;
};

G_DEFINE_FINAL_TYPE (PromptAppend, prompt_append, CCP_TYPE_SIMPLE_TRANSFORMER)

static gboolean
configure (CcpSimpleTransformer *transformer, CcpJson *params, GError **error)
{
  PromptAppend *self = PROMPT_APPEND (transformer);
  CcpJsonValue root;
  CcpJsonValue at;

  ccp_json_get_root (params, &root);
  at = ccp_json_value_member (&root, "at");
  self->at_beginning = ccp_json_value_equals_string (&at, "beginning");
  self->text = prompt_text_read (params, error);
  return self->text != NULL;
}

static CcpJson *
transform_request (CcpSimpleTransformer *transformer,
                   CcpExchange *exchange,
                   CcpJson *body,
                   GError **error)
{
  PromptAppend *self = PROMPT_APPEND (transformer);

  if (*self->text == '\0')
    return ccp_json_ref (body);
  return prompt_system_add (body, self->text, self->at_beginning, error);
}

static void
prompt_append_finalize (GObject *object)
{
  PromptAppend *self = PROMPT_APPEND (object);

  g_clear_pointer (&self->text, g_free);

  G_OBJECT_CLASS (prompt_append_parent_class)->finalize (object);
}

static void
prompt_append_class_init (PromptAppendClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = prompt_append_finalize;
  transformer_class->configure = configure;
  transformer_class->transform_request = transform_request;
}

static void
prompt_append_init (PromptAppend *self)
{
}
