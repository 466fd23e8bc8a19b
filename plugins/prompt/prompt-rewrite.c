/* prompt-rewrite.c: replaces the system prompt, or a part of it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "prompt-rewrite"

#include "prompt-rewrite.h"

#include <string.h>

#include "prompt-system.h"
#include "prompt-text.h"

struct _PromptRewrite
{
  CcpSimpleTransformer parent_instance;

  char *text;
  GPtrArray *until; /* (element-type utf8): what stays begins with one of them */
  GRegex *pattern;  /* (nullable): what is replaced */
  gint64 block;     /* the only block that is looked at, or -1 */
};

G_DEFINE_FINAL_TYPE (PromptRewrite, prompt_rewrite, CCP_TYPE_SIMPLE_TRANSFORMER)

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, CCP_ERROR, CCP_ERROR_CONFIG, message);
  return FALSE;
}

static gboolean
add_mark (PromptRewrite *self, const CcpJsonValue *value, GError **error)
{
  if (!ccp_json_value_is_string (value) || ccp_json_value_is_empty_string (value))
    return refuse (error, "until: expected a text such as \"<env>\"");
  g_ptr_array_add (self->until, ccp_json_value_dup_string (value, NULL));
  return TRUE;
}

static gboolean
read_until (PromptRewrite *self, const CcpJsonValue *value, GError **error)
{
  CcpJsonIter iter;
  CcpJsonValue element;

  if (!ccp_json_value_exists (value))
    return TRUE;
  if (!ccp_json_value_is_array (value))
    return add_mark (self, value, error);
  ccp_json_iter_init (&iter, value);
  while (ccp_json_iter_next (&iter, NULL, &element))
    if (!add_mark (self, &element, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_pattern (PromptRewrite *self, const CcpJsonValue *value, GError **error)
{
  g_autofree char *pattern = ccp_json_value_dup_string (value, NULL);
  g_autoptr (GError) fault = NULL;

  if (!ccp_json_value_exists (value))
    return TRUE;
  if (self->until->len > 0)
    return refuse (error, "pattern: cannot go together with \"until\"");
  if (pattern == NULL || *pattern == '\0')
    return refuse (error, "pattern: expected a regular expression");
  self->pattern = g_regex_new (pattern, 0, 0, &fault);
  if (self->pattern == NULL)
    g_set_error (error, CCP_ERROR, CCP_ERROR_CONFIG, "pattern: %s", fault->message);
  else if (!g_regex_check_replacement (self->text, NULL, &fault))
    g_set_error (error, CCP_ERROR, CCP_ERROR_CONFIG, "text: %s", fault->message);
  else
    return TRUE;
  return FALSE;
}

static gboolean
configure (CcpSimpleTransformer *transformer, CcpJson *params, GError **error)
{
  PromptRewrite *self = PROMPT_REWRITE (transformer);
  CcpJsonValue root;
  CcpJsonValue until;
  CcpJsonValue pattern;
  CcpJsonValue block;

  ccp_json_get_root (params, &root);
  until = ccp_json_value_member (&root, "until");
  pattern = ccp_json_value_member (&root, "pattern");
  block = ccp_json_value_member (&root, "block");
  self->block = -1;
  ccp_json_value_get_int (&block, &self->block);
  self->text = prompt_text_read (params, error);
  return self->text != NULL && read_until (self, &until, error) &&
         read_pattern (self, &pattern, error);
}

static gboolean
is_looked_at (PromptRewrite *self, guint index)
{
  return self->block < 0 || self->block == index;
}

/* Returns: whether one of the marks was there */
static gboolean
replace_until (PromptRewrite *self, PromptSystem *system, guint index)
{
  const char *text = prompt_system_get_text (system, index);

  for (guint i = 0; i < self->until->len && text != NULL; i++)
    {
      const char *found = strstr (text, g_ptr_array_index (self->until, i));

      if (found == NULL)
        continue;
      prompt_system_set_text (system, index, g_strconcat (self->text, found, NULL));
      return TRUE;
    }
  return FALSE;
}

static gboolean
replace_matches (PromptRewrite *self, PromptSystem *system, guint index, GError **error)
{
  const char *text = prompt_system_get_text (system, index);
  g_autoptr (GError) fault = NULL;
  char *changed = NULL;

  if (text == NULL || *text == '\0')
    return TRUE;
  changed = g_regex_replace (self->pattern, text, -1, 0, self->text, 0, &fault);
  if (changed == NULL)
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_INTERNAL,
                   "the pattern of prompt.Rewrite cannot be looked for: %s",
                   fault->message);
      return FALSE;
    }
  prompt_system_set_text (system, index, changed);
  return TRUE;
}

/* The first block becomes the text, and the others go. */
static void
replace_all (PromptRewrite *self, PromptSystem *system)
{
  const char *text = self->text;

  for (guint i = 0; i < system->texts->len; i++)
    {
      if (!is_looked_at (self, i) || prompt_system_get_text (system, i) == NULL ||
          prompt_system_is_technical (system, i))
        continue;
      prompt_system_set_text (system, i, g_strdup (text));
      text = "";
    }
}

static gboolean
rewrite (PromptRewrite *self, PromptSystem *system, GError **error)
{
  if (self->pattern == NULL && self->until->len == 0)
    {
      replace_all (self, system);
      return TRUE;
    }
  for (guint i = 0; i < system->texts->len; i++)
    {
      if (!is_looked_at (self, i))
        continue;
      if (self->pattern == NULL && replace_until (self, system, i))
        return TRUE;
      if (self->pattern != NULL && !replace_matches (self, system, i, error))
        return FALSE;
    }
  return TRUE;
}

/* a request without a prompt gets one only where the whole of it is replaced */
static gboolean
is_added (PromptRewrite *self, const PromptSystem *system)
{
  return system->texts->len == 0 && self->pattern == NULL && self->until->len == 0 &&
         self->block < 0 && *self->text != '\0';
}

static CcpJson *
transform_request (CcpSimpleTransformer *transformer,
                   CcpExchange *exchange,
                   CcpJson *body,
                   GError **error)
{
  PromptRewrite *self = PROMPT_REWRITE (transformer);
  g_auto (PromptSystem) system = { NULL };

  prompt_system_init (&system, body);
  if (is_added (self, &system))
    return prompt_system_add (body, self->text, FALSE, error);
  if (!rewrite (self, &system, error))
    return NULL;
  return prompt_system_finish (&system, error);
}

static void
prompt_rewrite_finalize (GObject *object)
{
  PromptRewrite *self = PROMPT_REWRITE (object);

  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->until, g_ptr_array_unref);
  g_clear_pointer (&self->pattern, g_regex_unref);

  G_OBJECT_CLASS (prompt_rewrite_parent_class)->finalize (object);
}

static void
prompt_rewrite_class_init (PromptRewriteClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = prompt_rewrite_finalize;
  transformer_class->configure = configure;
  transformer_class->transform_request = transform_request;
}

static void
prompt_rewrite_init (PromptRewrite *self)
{
  self->until = g_ptr_array_new_with_free_func (g_free);
}
