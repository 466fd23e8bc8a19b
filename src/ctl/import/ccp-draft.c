/* ccp-draft.c: a configuration that is being made
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-draft"

#include "ccp-draft.h"

#include <string.h>

#include "ccp-config-parser.h"
#include "ccp-yaml-writer.h"

#define MODELS "models"
#define CLAUDE "claude-"
#define OWN_CLAUDE "claude-via-"

typedef struct
{
  char *origin;
  char *name;
  CcpYamlNode *node;   /* (transfer none): of the root */
  GHashTable *targets; /* (element-type utf8 utf8): by the model's name */
} Provider;

struct _CcpDraft
{
  CcpYamlNode *root;
  CcpImportReport *report;
  CcpPresetStore *presets;
  const char *const *environment;
  GPtrArray *providers; /* (element-type Provider) */
  char *scope;          /* (nullable) */
};

static void
free_provider (gpointer data)
{
  Provider *provider = data;

  g_free (provider->origin);
  g_free (provider->name);
  g_hash_table_unref (provider->targets);
  g_free (provider);
}

/* Returns: (nullable) */
static Provider *
find_exactly (CcpDraft *self, const char *origin)
{
  for (guint i = 0; i < self->providers->len; i++)
    {
      Provider *provider = g_ptr_array_index (self->providers, i);

      if (g_ascii_strcasecmp (provider->origin, origin) == 0)
        return provider;
    }
  return NULL;
}

static char *
scope_name (CcpDraft *self, const char *origin)
{
  return self->scope != NULL ? g_strconcat (self->scope, "/", origin, NULL)
                             : g_strdup (origin);
}

/* Returns: (nullable): of the scope, else of the first file */
static Provider *
find (CcpDraft *self, const char *origin)
{
  g_autofree char *scoped = scope_name (self, origin);
  Provider *provider = find_exactly (self, scoped);

  return provider != NULL ? provider : find_exactly (self, origin);
}

static gboolean
has_name (CcpDraft *self, const char *name)
{
  for (guint i = 0; i < self->providers->len; i++)
    {
      const Provider *provider = g_ptr_array_index (self->providers, i);

      if (g_ascii_strcasecmp (provider->name, name) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
lists (const Provider *provider, const char *model)
{
  CcpYamlNode *models = ccp_yaml_node_get (provider->node, MODELS);

  return models != NULL && ccp_yaml_node_has_text (models, model);
}

/* Returns: (nullable): the id of the first entry of "models" */
static char *
dup_first_entry (CcpDraft *self)
{
  CcpYamlNode *entries = ccp_yaml_node_get (self->root, MODELS);

  if (entries == NULL || entries->children->len == 0)
    return NULL;
  return g_strdup (
      ccp_yaml_node_get (g_ptr_array_index (entries->children, 0), "id")->text);
}

static void
append_report (CcpDraft *self, GString *file)
{
  g_autofree char *text = ccp_import_report_to_text (self->report);

  if (*text == '\0')
    return;
  text[strlen (text) - 1] = '\0';
  g_string_append (file, "#\n");
  ccp_yaml_writer_write_comment (file, 0, text);
}

CcpDraft *
ccp_draft_new (const char *const *environment)
{
  CcpDraft *self = g_new0 (CcpDraft, 1);

  self->root = ccp_yaml_node_new_mapping ();
  self->report = ccp_import_report_new ();
  self->presets = ccp_preset_store_new (environment);
  self->environment = environment;
  self->providers = g_ptr_array_new_with_free_func (free_provider);
  return self;
}

void
ccp_draft_free (CcpDraft *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->providers, g_ptr_array_unref);
  g_clear_pointer (&self->presets, ccp_preset_store_free);
  g_clear_pointer (&self->report, ccp_import_report_free);
  g_clear_pointer (&self->root, ccp_yaml_node_free);
  g_clear_pointer (&self->scope, g_free);
  g_free (self);
}

CcpYamlNode *
ccp_draft_get_root (CcpDraft *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->root;
}

CcpImportReport *
ccp_draft_get_report (CcpDraft *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->report;
}

CcpPresetStore *
ccp_draft_get_presets (CcpDraft *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->presets;
}

const char *const *
ccp_draft_get_environment (CcpDraft *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->environment;
}

void
ccp_draft_set_scope (CcpDraft *self, const char *scope)
{
  g_return_if_fail (self != NULL);

  g_free (self->scope);
  self->scope = g_strdup (scope);
}

char *
ccp_draft_choose_name (CcpDraft *self, const char *wanted)
{
  g_autoptr (GString) valid = g_string_new (NULL);
  g_autofree char *name = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (wanted != NULL, NULL);

  for (const char *p = wanted; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_c (valid, g_ascii_isalnum (*p) || *p == '.' || *p == '_' ? *p : '-');
  while (valid->len > 0 && strchr ("-.", valid->str[0]) != NULL)
    g_string_erase (valid, 0, 1);
  if (valid->len == 0)
    g_string_append (valid, "provider");
  name = g_strdup (valid->str);
  for (guint i = 2; has_name (self, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s-%u", valid->str, i);
    }
  return g_steal_pointer (&name);
}

void
ccp_draft_add_provider (CcpDraft *self,
                        const char *origin,
                        const char *name,
                        CcpYamlNode *node)
{
  CcpYamlNode *list = NULL;
  Provider *provider = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (origin != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (node != NULL);

  provider = g_new0 (Provider, 1);
  provider->origin = scope_name (self, origin);
  provider->name = g_strdup (name);
  provider->node = node;
  provider->targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_ptr_array_add (self->providers, provider);
  list = ccp_yaml_node_ensure_list (self->root, "providers");
  ccp_yaml_node_set_open (list);
  ccp_yaml_node_set_open (node);
  ccp_yaml_node_append (list, node);
}

guint
ccp_draft_get_n_providers (CcpDraft *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->providers->len;
}

CcpYamlNode *
ccp_draft_find_provider (CcpDraft *self, const char *origin)
{
  g_autofree char *scoped = NULL;
  Provider *provider = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (origin != NULL, NULL);

  scoped = scope_name (self, origin);
  provider = find_exactly (self, scoped);
  return provider != NULL ? provider->node : NULL;
}

CcpYamlNode *
ccp_draft_find_provider_exactly (CcpDraft *self, const char *owner)
{
  Provider *provider = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (owner != NULL, NULL);

  provider = find_exactly (self, owner);
  return provider != NULL ? provider->node : NULL;
}

void
ccp_draft_set_target (CcpDraft *self,
                      const char *origin,
                      const char *model,
                      const char *target)
{
  Provider *provider = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (origin != NULL);
  g_return_if_fail (model != NULL);
  g_return_if_fail (target != NULL);

  provider = find (self, origin);
  g_return_if_fail (provider != NULL);
  g_hash_table_insert (provider->targets, g_strdup (model), g_strdup (target));
}

char *
ccp_draft_dup_target (CcpDraft *self, const char *origin, const char *model)
{
  Provider *provider = NULL;
  const char *target = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (origin != NULL, NULL);
  g_return_val_if_fail (model != NULL, NULL);

  provider = find (self, origin);
  if (provider == NULL)
    return NULL;
  target = g_hash_table_lookup (provider->targets, model);
  if (target != NULL)
    return g_strdup (target);
  if (!lists (provider, model) && !ccp_draft_is_clients_own (model))
    ccp_yaml_node_append (ccp_yaml_node_ensure_list (provider->node, MODELS),
                          ccp_yaml_node_new_text (model));
  return g_strconcat (provider->name, ",", model, NULL);
}

char *
ccp_draft_dup_first_target (CcpDraft *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->providers->len; i++)
    {
      const Provider *provider = g_ptr_array_index (self->providers, i);
      CcpYamlNode *models = ccp_yaml_node_get (provider->node, MODELS);
      const CcpYamlNode *first = NULL;

      if (models == NULL || models->children->len == 0)
        continue;
      first = g_ptr_array_index (models->children, 0);
      return ccp_draft_dup_target (self, provider->origin, first->text);
    }
  return dup_first_entry (self);
}

const char *
ccp_draft_find_owner (CcpDraft *self, const char *model)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (model != NULL, NULL);

  for (guint i = 0; i < self->providers->len; i++)
    {
      const Provider *provider = g_ptr_array_index (self->providers, i);

      if (lists (provider, model))
        return provider->origin;
    }
  return NULL;
}

gboolean
ccp_draft_is_clients_own (const char *model)
{
  g_return_val_if_fail (model != NULL, FALSE);

  return g_ascii_strncasecmp (model, CLAUDE, strlen (CLAUDE)) == 0 &&
         g_ascii_strncasecmp (model, OWN_CLAUDE, strlen (OWN_CLAUDE)) != 0;
}

char *
ccp_draft_render (CcpDraft *self, const char *title, GError **error)
{
  g_autoptr (GString) file = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("result");
  g_autoptr (CcpConfigNode) read = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (title != NULL, NULL);

  ccp_yaml_writer_write_comment (file, 0, title);
  append_report (self, file);
  ccp_yaml_writer_write (file, self->root);
  bytes = g_bytes_new (file->str, file->len);
  read = ccp_config_parser_run (bytes, diagnostics);
  if (read == NULL || ccp_diagnostics_has_errors (diagnostics))
    {
      g_propagate_error (error, ccp_diagnostics_to_error (diagnostics));
      return NULL;
    }
  return g_string_free (g_steal_pointer (&file), FALSE);
}
