/* ccp-local-kind.c: what kinds of model servers run on people's machines
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-local-kind"

#include "ccp-local-kind.h"

#include <string.h>

#define MAX_MODELS 200
#define EMBEDDING "embed"

/* Those that speak the language of others as well stand before these. */
static const CcpLocalKind kinds[] = {
  { .name = "llama-cpp", .title = "llama.cpp", .port = 8080, .owner = "llamacpp" },
  { .name = "vllm", .title = "vLLM", .port = 8000, .owner = "vllm" },
  { .name = "sglang", .title = "SGLang", .port = 30000, .owner = "sglang" },
  { .name = "koboldcpp", .title = "KoboldCpp", .port = 5001, .owner = "koboldcpp" },
  { .name = "tabbyapi", .title = "TabbyAPI", .port = 5000, .owner = "tabbyAPI" },
  { .name = "gpt4all", .title = "GPT4All", .port = 4891, .owner = "humanity" },
  { .name = "lmstudio",
    .title = "LM Studio",
    .port = 1234,
    .path = "/api/v0/models",
    .members = { "data" },
    .entry = "state" },
  { .name = "localai",
    .title = "LocalAI",
    .port = 8080,
    .path = "/system",
    .members = { "backends", "loaded_models" } },
  { .name = "text-generation-webui",
    .title = "text-generation-webui",
    .port = 5000,
    .path = "/v1/internal/model/info",
    .members = { "model_name" } },
  { .name = "ollama",
    .title = "Ollama",
    .port = 11434,
    .path = "/api/tags",
    .members = { "models" },
    .entry = "digest" },
};

static CcpJsonValue
get_member (CcpJson *json, const char *name)
{
  CcpJsonValue root;

  ccp_json_get_root (json, &root);
  return ccp_json_value_member (&root, name);
}

static gboolean
has_member (CcpJson *json, const char *name)
{
  CcpJsonValue member = get_member (json, name);

  return ccp_json_value_exists (&member);
}

/* Returns: whether each entry has a member @name, or that one, if @value is not NULL */
static gboolean
has_in_each (const CcpJsonValue *list, const char *name, const char *value)
{
  CcpJsonIter iter;
  CcpJsonValue entry;

  ccp_json_iter_init (&iter, list);
  while (ccp_json_iter_next (&iter, NULL, &entry))
    {
      CcpJsonValue member = ccp_json_value_member (&entry, name);

      if (!ccp_json_value_exists (&member) ||
          (value != NULL && !ccp_json_value_equals_string (&member, value)))
        return FALSE;
    }
  return TRUE;
}

/* Returns: (nullable): the id of what can be asked for an answer */
static char *
dup_id (const CcpJsonValue *entry)
{
  CcpJsonValue id = ccp_json_value_member (entry, "id");
  g_autofree char *text = ccp_json_value_dup_string (&id, NULL);
  g_autofree char *lower = text != NULL ? g_ascii_strdown (text, -1) : NULL;

  if (text == NULL || *text == '\0' || strstr (lower, EMBEDDING) != NULL)
    return NULL;
  return g_steal_pointer (&text);
}

/* Anthropic's list says "type" where OpenAI's says "object": it is a proxy such as this
 * one. */
static gboolean
is_of_anthropic (const CcpJsonValue *list)
{
  return ccp_json_value_get_length (list) > 0 && has_in_each (list, "type", "model") &&
         !has_in_each (list, "object", NULL);
}

const CcpLocalKind *
ccp_local_kind_get (guint index)
{
  return index < G_N_ELEMENTS (kinds) ? &kinds[index] : NULL;
}

const CcpLocalKind *
ccp_local_kind_find (CcpJson *models)
{
  CcpJsonValue list;

  g_return_val_if_fail (models != NULL, NULL);

  list = get_member (models, "data");
  if (!ccp_json_value_is_array (&list) || ccp_json_value_get_length (&list) == 0)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].owner != NULL && has_in_each (&list, "owned_by", kinds[i].owner))
      return &kinds[i];
  return NULL;
}

gboolean
ccp_local_kind_fits (const CcpLocalKind *self, CcpJson *answer)
{
  CcpJsonValue list;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (answer != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (self->members); i++)
    if (self->members[i] != NULL && !has_member (answer, self->members[i]))
      return FALSE;
  if (self->entry == NULL)
    return TRUE;
  list = get_member (answer, self->members[0]);
  return ccp_json_value_is_array (&list) && has_in_each (&list, self->entry, NULL);
}

char **
ccp_local_kind_list_models (CcpJson *models)
{
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();
  CcpJsonValue list;
  guint length = 0;

  g_return_val_if_fail (models != NULL, NULL);

  list = get_member (models, "data");
  if (!ccp_json_value_is_array (&list) || is_of_anthropic (&list))
    return NULL;
  length = MIN (ccp_json_value_get_length (&list), MAX_MODELS);
  for (guint i = 0; i < length; i++)
    {
      CcpJsonValue entry = ccp_json_value_element (&list, i);
      g_autofree char *id = dup_id (&entry);

      if (id != NULL)
        g_strv_builder_add (found, id);
    }
  return g_strv_builder_end (found);
}
