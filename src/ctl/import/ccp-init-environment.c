/* ccp-init-environment.c: providers that the environment has keys for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-init-environment"

#include "ccp-init-environment.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ccp-known-provider.h"

#define MODELS "models"

/* a variable that names a server of somebody's own */
typedef struct
{
  const char *url;   /* the variable */
  const char *model; /* the variable that names the model to ask for */
  const char *type;
  const char *name;   /* of the provider */
  const char *key;    /* the variable with the key */
  const char *bearer; /* (nullable): another one, which is sent as Authorization */
  const char *known_host;
  const char *preset; /* (nullable): whose models a server is taken to have */
} Custom;

/* a preset that can be used */
typedef struct
{
  const CcpPreset *preset;
  char *variable; /* the first that it takes */
} Found;

static void
free_found (gpointer data)
{
  Found *found = data;

  g_free (found->variable);
  g_free (found);
}

static const Custom customs[] = {
  { "ANTHROPIC_BASE_URL",
    "ANTHROPIC_MODEL",
    "anthropic",
    "anthropic-gateway",
    "ANTHROPIC_API_KEY",
    "ANTHROPIC_AUTH_TOKEN",
    "https://api.anthropic.com",
    "anthropic" },
  { "OPENAI_BASE_URL",
    "OPENAI_MODEL",
    "openai-chat",
    "openai-gateway",
    "OPENAI_API_KEY",
    NULL,
    "https://api.openai.com",
    NULL },
};

static const char *
get_variable (CcpDraft *draft, const char *name)
{
  const char *value =
      g_environ_getenv ((char **) ccp_draft_get_environment (draft), name);

  return value != NULL && *value != '\0' ? value : NULL;
}

/* @n_needed: (inout): how many variables it cannot do without
 * @first: (inout) (nullable): the first of them
 * Returns: whether all of them are set */
static gboolean
has_variables (CcpDraft *draft, const char *text, guint *n_needed, char **first)
{
  g_autoptr (GRegex) pattern =
      g_regex_new ("\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (pattern, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 1);

      if (get_variable (draft, name) == NULL)
        return FALSE;
      if ((*n_needed)++ == 0)
        *first = g_steal_pointer (&name);
    }
  return TRUE;
}

/* @node: a value, or what holds values */
static gboolean
is_ready (CcpDraft *draft, CcpConfigNode *node, guint *n_needed, char **first)
{
  CcpConfigNode *command = NULL;
  g_autofree char *program = NULL;

  if (ccp_config_node_get_kind (node) == CCP_CONFIG_NODE_SCALAR)
    return has_variables (draft, ccp_config_node_get_scalar (node), n_needed, first);
  command = ccp_config_node_get_member (node, "command");
  if (command != NULL)
    {
      program = g_find_program_in_path (
          ccp_config_node_get_scalar (ccp_config_node_get_child (command, 0)));
      return program != NULL;
    }
  for (guint i = 0; i < ccp_config_node_get_length (node); i++)
    {
      CcpConfigNode *child = ccp_config_node_get_child (node, i);

      if (g_strcmp0 (ccp_config_node_get_key (child), MODELS) != 0 &&
          !is_ready (draft, child, n_needed, first))
        return FALSE;
    }
  return TRUE;
}

static void
offer_models (CcpModelChoice *choice, const CcpPreset *preset, const char *provider)
{
  CcpConfigNode *models = ccp_config_node_get_member (preset->root, MODELS);

  for (guint i = 0; models != NULL && i < ccp_config_node_get_length (models); i++)
    {
      CcpConfigNode *model = ccp_config_node_get_child (models, i);
      CcpConfigNode *id = ccp_config_node_get_member (model, "id");
      const char *name = ccp_config_node_get_scalar (id != NULL ? id : model);

      ccp_model_choice_offer (choice, provider, name, model, FALSE);
    }
}

/* a variable that several presets take: the one with the plainest name is meant, unless
 * another has the only models */
static gboolean
is_better (const CcpPreset *preset, const CcpPreset *than)
{
  gboolean has = ccp_config_node_get_member (preset->root, MODELS) != NULL;
  gboolean other_has = ccp_config_node_get_member (than->root, MODELS) != NULL;

  return has != other_has ? has : strlen (preset->name) < strlen (than->name);
}

/* Returns: (nullable): the one that takes the same variable */
static Found *
find_by_variable (GPtrArray *found, const char *variable)
{
  for (guint i = 0; i < found->len; i++)
    {
      Found *one = g_ptr_array_index (found, i);

      if (g_str_equal (one->variable, variable))
        return one;
    }
  return NULL;
}

/* Returns: whether the key is that of a server that stands in for its maker's own */
static gboolean
is_of_custom (CcpDraft *draft, const char *variable)
{
  for (guint i = 0; i < G_N_ELEMENTS (customs); i++)
    {
      const Custom *custom = &customs[i];
      const char *url = get_variable (draft, custom->url);

      if (g_str_equal (variable, custom->key) && url != NULL &&
          !g_str_has_prefix (url, custom->known_host) && strchr (url, '$') == NULL &&
          !ccp_known_provider_is_local (url) &&
          (custom->preset != NULL || get_variable (draft, custom->model) != NULL))
        return TRUE;
    }
  return FALSE;
}

/* @found: (element-type Found) */
static void
consider (CcpDraft *draft, const CcpPreset *preset, GPtrArray *found)
{
  guint n_needed = 0;
  g_autofree char *variable = NULL;
  Found *other = NULL;

  if (preset->root == NULL || !is_ready (draft, preset->root, &n_needed, &variable) ||
      n_needed == 0 || is_of_custom (draft, variable))
    return;
  other = find_by_variable (found, variable);
  if (other != NULL)
    {
      if (is_better (preset, other->preset))
        other->preset = preset;
      return;
    }
  other = g_new0 (Found, 1);
  other->preset = preset;
  other->variable = g_steal_pointer (&variable);
  g_ptr_array_add (found, other);
}

static void
add_preset (CcpDraft *draft,
            CcpModelChoice *choice,
            const CcpPreset *preset,
            const char *variable)
{
  CcpYamlNode *node = ccp_yaml_node_new_mapping ();

  ccp_yaml_node_set_text (node, "preset", preset->name);
  ccp_draft_add_provider (draft, preset->name, preset->name, node);
  offer_models (choice, preset, preset->name);
  ccp_import_report_add (ccp_draft_get_report (draft),
                         CCP_IMPORT_FOUND,
                         variable,
                         _ ("%s; the variable stays in the environment"),
                         ccp_preset_get (preset, "description") != NULL
                             ? ccp_preset_get (preset, "description")
                             : preset->name);
}

/* Returns: (nullable): where it is, if it is neither the maker's own nor on this machine,
 * where it is most likely this program */
static const char *
get_custom_url (CcpDraft *draft, const Custom *custom)
{
  const char *url = get_variable (draft, custom->url);

  if (url == NULL || g_str_has_prefix (url, custom->known_host) ||
      strchr (url, '$') != NULL)
    return NULL;
  if (!ccp_known_provider_is_local (url))
    return url;
  ccp_import_report_add (
      ccp_draft_get_report (draft),
      CCP_IMPORT_LOST,
      custom->url,
      _ ("it is on this machine, where it may be this very proxy; it is not "
         "used"));
  return NULL;
}

static void
set_custom_key (CcpDraft *draft, const Custom *custom, CcpYamlNode *node)
{
  gboolean is_bearer =
      custom->bearer != NULL && get_variable (draft, custom->bearer) != NULL;
  const char *variable = is_bearer ? custom->bearer : custom->key;
  g_autofree char *key = g_strconcat ("${", variable, "}", NULL);

  if (get_variable (draft, variable) == NULL)
    {
      /* not that of the preset either */
      if (ccp_yaml_node_get (node, "preset") != NULL)
        ccp_yaml_node_set (node, "api_key", ccp_yaml_node_new_null ());
      return;
    }
  ccp_yaml_node_set_text (node, "api_key", key);
  if (is_bearer)
    ccp_yaml_node_set_text (ccp_yaml_node_ensure_mapping (node, "options"),
                            "auth",
                            "bearer");
}

/* @is_same: (out): whether the preset has that URL as well
 * Returns: (nullable): what is known about the server, or guessed if nothing says which
 * models it has */
static const CcpPreset *
find_custom_preset (CcpDraft *draft,
                    const Custom *custom,
                    const char *url,
                    gboolean *is_same)
{
  CcpPresetStore *presets = ccp_draft_get_presets (draft);
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("presets");
  const CcpPreset *preset =
      ccp_known_provider_find (presets, custom->type, url, custom->name, is_same);

  if (preset != NULL)
    return preset;
  *is_same = FALSE;
  if (custom->preset == NULL || get_variable (draft, custom->model) != NULL)
    return NULL;
  preset = ccp_preset_store_find (presets, custom->preset, diagnostics);
  return preset != NULL && preset->root != NULL ? preset : NULL;
}

/* Returns: whether anything says which models it has */
static gboolean
add_custom_models (CcpDraft *draft,
                   CcpModelChoice *choice,
                   const Custom *custom,
                   const CcpPreset *preset,
                   CcpYamlNode *node)
{
  const char *model = get_variable (draft, custom->model);
  const char *provider = ccp_yaml_node_get (node, "name")->text;

  if (model != NULL)
    {
      ccp_yaml_node_append (ccp_yaml_node_ensure_list (node, MODELS),
                            ccp_yaml_node_new_text (model));
      ccp_model_choice_offer (choice, provider, model, NULL, FALSE);
    }
  else if (preset != NULL)
    offer_models (choice, preset, provider);
  return model != NULL ||
         (preset != NULL && ccp_config_node_get_member (preset->root, MODELS) != NULL);
}

static void
add_custom (CcpDraft *draft, CcpModelChoice *choice, const Custom *custom)
{
  const char *url = get_custom_url (draft, custom);
  const CcpPreset *preset = NULL;
  gboolean is_same = FALSE;
  g_autofree char *name = NULL;
  CcpYamlNode *node = NULL;

  if (url == NULL)
    return;
  preset = find_custom_preset (draft, custom, url, &is_same);
  name = ccp_draft_choose_name (draft, custom->name);
  node = ccp_yaml_node_new_mapping ();
  ccp_yaml_node_set_text (node, "name", name);
  if (preset != NULL)
    ccp_yaml_node_set_text (node, "preset", preset->name);
  else
    ccp_yaml_node_set_text (node, "type", custom->type);
  if (!is_same)
    ccp_yaml_node_set_text (node, "url", url);
  set_custom_key (draft, custom, node);
  ccp_import_report_add (ccp_draft_get_report (draft),
                         CCP_IMPORT_FOUND,
                         custom->url,
                         add_custom_models (draft, choice, custom, preset, node)
                             ? _ ("it is the provider \"%s\"")
                             : _ ("it is the provider \"%s\"; write its models, as "
                                  "nothing says which it has"),
                         name);
  ccp_draft_add_provider (draft, name, name, node);
}

/* Returns: the tokens that its first model takes */
static guint64
measure_room (const CcpPreset *preset)
{
  CcpConfigNode *models = ccp_config_node_get_member (preset->root, MODELS);
  CcpConfigNode *context = NULL;

  if (models == NULL || ccp_config_node_get_length (models) == 0)
    return 0;
  context = ccp_config_node_get_member (ccp_config_node_get_child (models, 0),
                                        "context_window");
  return context != NULL
             ? g_ascii_strtoull (ccp_config_node_get_scalar (context), NULL, 10)
             : 0;
}

static int
compare_found (gconstpointer a, gconstpointer b)
{
  const CcpPreset *first = (*(const Found *const *) a)->preset;
  const CcpPreset *second = (*(const Found *const *) b)->preset;
  gboolean is_native = g_strcmp0 (ccp_preset_get (first, "type"), "anthropic") == 0;
  gboolean other_is = g_strcmp0 (ccp_preset_get (second, "type"), "anthropic") == 0;
  guint64 room = measure_room (first);
  guint64 other_room = measure_room (second);

  /* what is passed through as it is comes first, then who has the most room */
  if (is_native != other_is)
    return is_native ? -1 : 1;
  if (room != other_room)
    return room > other_room ? -1 : 1;
  return strcmp (first->name, second->name);
}

static void
add_presets (CcpDraft *draft, CcpModelChoice *choice)
{
  CcpPresetStore *presets = ccp_draft_get_presets (draft);
  g_autofree const char **names = ccp_preset_store_list (presets);
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("presets");
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (free_found);

  for (guint i = 0; names[i] != NULL; i++)
    consider (draft, ccp_preset_store_find (presets, names[i], diagnostics), found);
  g_ptr_array_sort (found, compare_found);
  for (guint i = 0; i < found->len; i++)
    {
      const Found *one = g_ptr_array_index (found, i);

      add_preset (draft, choice, one->preset, one->variable);
    }
}

void
ccp_init_environment_add (CcpDraft *draft, CcpModelChoice *choice)
{
  g_return_if_fail (draft != NULL);
  g_return_if_fail (choice != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (customs); i++)
    add_custom (draft, choice, &customs[i]);
  add_presets (draft, choice);
}
