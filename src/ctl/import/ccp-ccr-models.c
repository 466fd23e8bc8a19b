/* ccp-ccr-models.c: the models of a provider of claude-code-router
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-ccr-models"

#include "ccp-ccr-models.h"

#include <glib/gi18n.h>
#include <string.h>

#define MODELS "models"

static gboolean
has_entry (CcpYamlNode *entries, const char *id)
{
  for (guint i = 0; i < entries->children->len; i++)
    {
      CcpYamlNode *known =
          ccp_yaml_node_get (g_ptr_array_index (entries->children, i), "id");

      if (g_ascii_strcasecmp (known->text, id) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Returns: (nullable) */
static CcpYamlNode *
find_entry (CcpYamlNode *entries, const char *provider, const char *model)
{
  for (guint i = 0; i < entries->children->len; i++)
    {
      CcpYamlNode *entry = g_ptr_array_index (entries->children, i);
      CcpYamlNode *upstream = ccp_yaml_node_get (entry, "upstream");

      if (upstream == NULL)
        upstream = ccp_yaml_node_get (entry, "id");
      if (g_str_equal (ccp_yaml_node_get (entry, "provider")->text, provider) &&
          g_str_equal (upstream->text, model))
        return entry;
    }
  return NULL;
}

/* whether the name alone would mean another model, could be read as one of another
 * provider, or is what the client sends by itself */
static gboolean
needs_prefix (CcpDraft *draft,
              CcpYamlNode *entries,
              const char *origin,
              const char *model)
{
  const char *owner = ccp_draft_find_owner (draft, model);

  return ccp_draft_is_clients_own (model) || strpbrk (model, "/,") != NULL ||
         has_entry (entries, model) ||
         (owner != NULL && ccp_draft_find_provider (draft, origin) !=
                               ccp_draft_find_provider_exactly (draft, owner));
}

/* it would be another model of the provider, under a name that is taken */
static void
remove_from_list (CcpYamlNode *provider, const char *model)
{
  CcpYamlNode *list = ccp_yaml_node_get (provider, MODELS);

  if (list == NULL)
    return;
  ccp_yaml_node_remove_text (list, model);
  if (list->children->len == 0)
    ccp_yaml_node_set (provider, MODELS, ccp_yaml_node_new_null ());
}

CcpYamlNode *
ccp_ccr_models_ensure_entry (CcpDraft *draft,
                             const char *origin,
                             const char *name,
                             const char *model)
{
  CcpYamlNode *entries = NULL;
  CcpYamlNode *entry = NULL;
  g_autofree char *id = NULL;
  g_autofree char *target = NULL;
  gboolean has_prefix = FALSE;

  g_return_val_if_fail (draft != NULL, NULL);
  g_return_val_if_fail (origin != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (model != NULL, NULL);

  entries = ccp_yaml_node_ensure_list (ccp_draft_get_root (draft), MODELS);
  entry = find_entry (entries, name, model);
  if (entry != NULL)
    return entry;
  has_prefix = needs_prefix (draft, entries, origin, model);
  id = has_prefix ? g_strconcat (name, "/", model, NULL) : g_strdup (model);
  target = g_strconcat (name, ",", model, NULL);
  entry = ccp_yaml_node_new_mapping ();
  ccp_yaml_node_set_open (entries);
  ccp_yaml_node_set_text (entry, "id", id);
  ccp_yaml_node_set_text (entry, "provider", name);
  if (has_prefix)
    ccp_yaml_node_set_text (entry, "upstream", model);
  if (has_prefix)
    remove_from_list (ccp_draft_find_provider (draft, origin), model);
  ccp_draft_set_target (draft, origin, model, target);
  return ccp_yaml_node_append (entries, entry);
}

void
ccp_ccr_models_add_list (CcpDraft *draft,
                         const char *origin,
                         const char *name,
                         JsonArray *models,
                         const char *place)
{
  CcpYamlNode *provider = NULL;
  gboolean has_clients_own = FALSE;

  g_return_if_fail (draft != NULL);
  g_return_if_fail (origin != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (place != NULL);

  provider = ccp_draft_find_provider (draft, origin);
  for (guint i = 0; models != NULL && i < json_array_get_length (models); i++)
    {
      JsonNode *node = json_array_get_element (models, i);
      const char *model = NULL;

      if (json_node_get_value_type (node) == G_TYPE_STRING)
        model = json_node_get_string (node);
      if (model == NULL || *model == '\0')
        {
          ccp_import_report_add (ccp_draft_get_report (draft),
                                 CCP_IMPORT_LOST,
                                 place,
                                 _ ("expected the name of a model at models[%u]"),
                                 i);
          continue;
        }
      if (ccp_draft_is_clients_own (model))
        {
          has_clients_own = TRUE;
          ccp_ccr_models_ensure_entry (draft, origin, name, model);
        }
      else
        {
          CcpYamlNode *list = ccp_yaml_node_ensure_list (provider, MODELS);

          if (!ccp_yaml_node_has_text (list, model))
            ccp_yaml_node_append (list, ccp_yaml_node_new_text (model));
        }
    }
  /* else the preset would list them under the names that the client sends by itself */
  if (has_clients_own && ccp_yaml_node_get (provider, MODELS) == NULL &&
      ccp_yaml_node_get (provider, "preset") != NULL)
    ccp_yaml_node_set (provider, MODELS, ccp_yaml_node_new_null ());
}
