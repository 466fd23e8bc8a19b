/* ccp-preset.c: what is known about a provider, from a file of its own
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-preset"

#include "ccp-preset.h"

#include "ccp-config-file.h"
#include "ccp-config-parser.h"
#include "ccp-config-reader.h"

/* The keys of it and of its models. Their values are checked where they are used, with
 * the variables filled in and beside what the configuration has. */
static void
check_keys (CcpConfigNode *root, CcpDiagnostics *diagnostics)
{
  const CcpConfigContext context = { .diagnostics = diagnostics };
  CcpConfigReader reader =
      ccp_config_reader_enter (&context, &ccp_config_section_preset, root);
  g_autoptr (GPtrArray) models = ccp_config_reader_get_list (&reader, "models");
  g_autoptr (CcpJson) options = ccp_config_reader_get_object (&reader, "options");

  for (guint i = 0; i < models->len; i++)
    ccp_config_reader_enter (&context,
                             &ccp_config_section_listed_model,
                             g_ptr_array_index (models, i));
}

CcpPreset *
ccp_preset_new (const char *name, const char *path, CcpDiagnostics *diagnostics)
{
  CcpPreset *self = NULL;
  g_autoptr (CcpDiagnostics) own = NULL;
  g_autoptr (CcpConfigNode) root = NULL;
  g_autoptr (GBytes) yaml = NULL;

  g_return_val_if_fail (name != NULL && path != NULL, NULL);
  g_return_val_if_fail (CCP_IS_DIAGNOSTICS (diagnostics), NULL);

  self = g_new0 (CcpPreset, 1);
  self->name = g_strdup (name);
  self->path = g_strdup (path);
  own = ccp_diagnostics_new (path);
  yaml = ccp_config_file_read (path, NULL, own);
  if (yaml != NULL)
    root = ccp_config_parser_run (yaml, own);
  if (root != NULL)
    check_keys (root, own);
  if (!ccp_diagnostics_has_errors (own))
    self->root = g_steal_pointer (&root);
  ccp_diagnostics_append (diagnostics, own);
  return self;
}

void
ccp_preset_free (CcpPreset *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->root, ccp_config_node_free);
  g_free (self);
}

const char *
ccp_preset_get (const CcpPreset *self, const char *key)
{
  CcpConfigNode *node = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  if (self->root != NULL)
    node = ccp_config_node_get_member (self->root, key);
  return node != NULL ? ccp_config_node_get_scalar (node) : NULL;
}
