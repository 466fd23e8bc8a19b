/* ccp-model-choice.c: which of the models that were found serves which stage
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-model-choice"

#include "ccp-model-choice.h"

#include <string.h>

#define SHORT_CONTEXT 400000 /* tokens: with less, long conversations go elsewhere */
#define LONG_CONTEXT 900000

/* parts of the names of models that are quick and cheap */
static const char *const small[] = { "haiku", "flash", "mini", "small", "nano", "lite",
                                     "air",   "turbo", "-20b", "-8b",   "-7b",  "-4b",
                                     ":8b",   ":7b",   ":4b",  ":3b",   NULL };

typedef struct
{
  char *target;
  char *provider;
  guint context; /* 0: not known */
  gboolean is_small;
  gboolean is_sonnet; /* the one of Anthropic's that is meant for every day */
  gboolean is_local;
  gboolean sees_images;
  gboolean is_blind; /* it is known that it does not */
} Model;

struct _CcpModelChoice
{
  GPtrArray *models; /* (element-type Model) */
};

static void
free_model (gpointer data)
{
  Model *model = data;

  g_free (model->target);
  g_free (model->provider);
  g_free (model);
}

/* "gemini" is not small for its "mini": what stands before must not be a letter */
static gboolean
has_word (const char *name, const char *word)
{
  const char *found = name;

  while ((found = strstr (found, word)) != NULL)
    {
      if (found == name || !g_ascii_isalpha (*word) || !g_ascii_isalpha (found[-1]))
        return TRUE;
      found++;
    }
  return FALSE;
}

static gboolean
is_small (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (const char *const *word = small; *word != NULL; word++)
    if (has_word (lower, *word))
      return TRUE;
  return FALSE;
}

static void
read_facts (Model *model, CcpConfigNode *facts)
{
  CcpConfigNode *context = ccp_config_node_get_member (facts, "context_window");
  CcpConfigNode *modalities = ccp_config_node_get_member (facts, "modalities");

  if (context != NULL && ccp_config_node_get_scalar (context) != NULL)
    model->context =
        (guint) g_ascii_strtoull (ccp_config_node_get_scalar (context), NULL, 10);
  if (modalities == NULL)
    return;
  for (guint i = 0; i < ccp_config_node_get_length (modalities); i++)
    if (g_strcmp0 (ccp_config_node_get_scalar (ccp_config_node_get_child (modalities, i)),
                   "image") == 0)
      model->sees_images = TRUE;
  model->is_blind = !model->sees_images;
}

/* Returns: the one for every day */
static const Model *
choose_default (CcpModelChoice *self)
{
  const Model *first = g_ptr_array_index (self->models, 0);

  for (guint i = 0; i < self->models->len; i++)
    {
      const Model *model = g_ptr_array_index (self->models, i);

      if (g_str_equal (model->provider, first->provider) && model->is_sonnet)
        return model;
    }
  for (guint i = 0; i < self->models->len; i++)
    {
      const Model *model = g_ptr_array_index (self->models, i);

      if (g_str_equal (model->provider, first->provider) && !model->is_small)
        return model;
    }
  return first;
}

/* Returns: (nullable): a small one of the same provider, else one on this machine */
static const Model *
choose_background (CcpModelChoice *self, const Model *main_model)
{
  const Model *local = NULL;

  for (guint i = 0; i < self->models->len; i++)
    {
      const Model *model = g_ptr_array_index (self->models, i);

      if (model == main_model)
        continue;
      if (model->is_small && g_str_equal (model->provider, main_model->provider))
        return model;
      if (local == NULL && model->is_local)
        local = model;
    }
  return local;
}

/* Returns: (nullable) */
static const Model *
choose_long (CcpModelChoice *self, const Model *main_model)
{
  if (main_model->context == 0 || main_model->context >= SHORT_CONTEXT)
    return NULL;
  for (guint i = 0; i < self->models->len; i++)
    {
      const Model *model = g_ptr_array_index (self->models, i);

      if (model->context >= LONG_CONTEXT)
        return model;
    }
  return NULL;
}

/* Returns: (nullable) */
static const Model *
choose_image (CcpModelChoice *self, const Model *main_model)
{
  for (guint i = 0; main_model->is_blind && i < self->models->len; i++)
    {
      const Model *model = g_ptr_array_index (self->models, i);

      if (model->sees_images)
        return model;
    }
  return NULL;
}

/* @model: (nullable) */
static void
set_stage (CcpYamlNode *routing, const char *stage, const Model *model)
{
  if (model != NULL)
    ccp_yaml_node_set_text (routing, stage, model->target);
}

static void
set_long (CcpYamlNode *routing, const Model *main_model, const Model *model)
{
  CcpYamlNode *stage = NULL;

  if (model == NULL)
    return;
  stage = ccp_yaml_node_ensure_mapping (routing, "long_context");
  ccp_yaml_node_set_text (stage, "use", model->target);
  /* room for the answer, and for what an estimate may be wrong by */
  ccp_yaml_node_set (stage,
                     "threshold",
                     ccp_yaml_node_new_integer (main_model->context / 4 * 3));
}

CcpModelChoice *
ccp_model_choice_new (void)
{
  CcpModelChoice *self = g_new0 (CcpModelChoice, 1);

  self->models = g_ptr_array_new_with_free_func (free_model);
  return self;
}

void
ccp_model_choice_free (CcpModelChoice *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->models, g_ptr_array_unref);
  g_free (self);
}

void
ccp_model_choice_offer (CcpModelChoice *self,
                        const char *provider,
                        const char *name,
                        CcpConfigNode *facts,
                        gboolean is_local)
{
  Model *model = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (provider != NULL);
  g_return_if_fail (name != NULL);

  model = g_new0 (Model, 1);
  model->target = g_strconcat (provider, ",", name, NULL);
  model->provider = g_strdup (provider);
  model->is_small = is_small (name);
  model->is_sonnet = strstr (name, "sonnet") != NULL;
  model->is_local = is_local;
  if (facts != NULL)
    read_facts (model, facts);
  g_ptr_array_add (self->models, model);
}

CcpYamlNode *
ccp_model_choice_make_routing (CcpModelChoice *self)
{
  CcpYamlNode *routing = NULL;
  const Model *main_model = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->models->len == 0)
    return NULL;
  main_model = choose_default (self);
  routing = ccp_yaml_node_new_mapping ();
  ccp_yaml_node_set_open (routing);
  set_stage (routing, "default", main_model);
  set_stage (routing, "background", choose_background (self, main_model));
  set_long (routing, main_model, choose_long (self, main_model));
  set_stage (routing, "image", choose_image (self, main_model));
  return routing;
}
