/* ccp-setup.c: the configuration that is to be used, with its plugins, read and checked
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-setup"

#include "ccp-setup.h"

#include "ccp-config-file.h"
#include "ccp-config-lint.h"

/* what stands before the diagnostics if there is no file */
#define EMBEDDED "embedded configuration"

/* where keys stand in a configuration */
static const char *const key_paths[] = { "providers[*].api_key*", "client_keys*" };

struct _CcpSetup
{
  GObject parent_instance;

  char *path; /* (nullable) */
  CcpDiagnostics *diagnostics;
  CcpConfig *read;   /* (nullable): what could be read */
  CcpConfig *config; /* (nullable): the same, if there is nothing wrong with it */
  CcpPluginRegistry *registry;
};

G_DEFINE_FINAL_TYPE (CcpSetup, ccp_setup, G_TYPE_OBJECT)

static char *
find_path (const char *path)
{
  g_autofree char *user_path = NULL;

  if (path != NULL)
    return g_strdup (path);
  user_path = ccp_setup_dup_user_path ();
  return g_file_test (user_path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&user_path)
                                                     : NULL;
}

/* Returns: (transfer full) (nullable) */
static CcpConfig *
read_config (CcpSetup *self, const char *const *environment)
{
  return self->path != NULL
             ? ccp_config_new_from_file (self->path, environment, self->diagnostics)
             : ccp_config_new_embedded ();
}

/* @config: (nullable) */
static void
load (CcpSetup *self, CcpConfig *config, const char *const *environment)
{
  g_auto (GStrv) paths = ccp_plugin_registry_default_paths (environment, config);

  self->registry = ccp_plugin_registry_new ((const char *const *) paths);
  if (config == NULL)
    return;
  /* what was read may be wrong and what follows as well: all of it is told */
  ccp_plugin_registry_check (self->registry, config, self->diagnostics);
  if (!ccp_diagnostics_has_errors (self->diagnostics))
    self->config = g_object_ref (config);
}

static char *
count (guint n, const char *word)
{
  return g_strdup_printf ("%u %s%s", n, word, n == 1 ? "" : "s");
}

static void
report_provider (CcpSetup *self, const CcpProviderConfig *provider, GString *report)
{
  const char *type = provider->type;

  if (type == NULL)
    type = ccp_plugin_registry_infer_type (self->registry, provider->url);
  g_string_append_printf (report,
                          "provider \"%s\": %s%s\n",
                          provider->name,
                          type,
                          provider->type == NULL ? " (inferred from its url)" : "");
}

static CcpSetup *
create_setup (const char *path)
{
  CcpSetup *self = g_object_new (CCP_TYPE_SETUP, NULL);

  self->path = find_path (path);
  self->diagnostics = ccp_diagnostics_new (self->path != NULL ? self->path : EMBEDDED);
  return self;
}

static void
ccp_setup_finalize (GObject *object)
{
  CcpSetup *self = CCP_SETUP (object);

  g_clear_pointer (&self->path, g_free);
  g_clear_object (&self->diagnostics);
  g_clear_object (&self->read);
  g_clear_object (&self->config);
  g_clear_object (&self->registry);

  G_OBJECT_CLASS (ccp_setup_parent_class)->finalize (object);
}

static void
ccp_setup_class_init (CcpSetupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_setup_finalize;
}

static void
ccp_setup_init (CcpSetup *self)
{
}

CcpSetup *
ccp_setup_new (const char *path, const char *const *environment)
{
  CcpSetup *self = create_setup (path);

  self->read = read_config (self, environment);
  load (self, self->read, environment);
  return self;
}

CcpSetup *
ccp_setup_new_at_once (const char *path, const char *const *environment)
{
  CcpSetup *self = create_setup (path);

  if (self->path == NULL || ccp_config_file_check_regular (self->path, self->diagnostics))
    self->read = read_config (self, environment);
  load (self, self->read, environment);
  return self;
}

CcpSetup *
ccp_setup_new_without_keys (const char *path, const char *const *environment)
{
  CcpSetup *self = create_setup (path);

  self->read = read_config (self, environment);
  for (guint i = 0; i < G_N_ELEMENTS (key_paths); i++)
    ccp_diagnostics_demote (self->diagnostics, CCP_CODE_UNSET_VARIABLE, key_paths[i]);
  load (self, self->read, environment);
  return self;
}

CcpSetup *
ccp_setup_new_from_bytes (const char *name, GBytes *yaml, const char *const *environment)
{
  CcpSetup *self = NULL;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (yaml != NULL, NULL);

  self = g_object_new (CCP_TYPE_SETUP, NULL);
  self->diagnostics = ccp_diagnostics_new (name);
  self->read = ccp_config_new_from_bytes (yaml, environment, self->diagnostics);
  load (self, self->read, environment);
  return self;
}

void
ccp_setup_lint (CcpSetup *self, const char *const *environment)
{
  g_return_if_fail (CCP_IS_SETUP (self));

  if (self->read != NULL)
    ccp_config_lint_run (self->read, self->path, environment, self->diagnostics);
}

char *
ccp_setup_dup_user_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "ccproxy", "config.yaml", NULL);
}

const char *
ccp_setup_get_path (CcpSetup *self)
{
  g_return_val_if_fail (CCP_IS_SETUP (self), NULL);

  return self->path;
}

CcpDiagnostics *
ccp_setup_get_diagnostics (CcpSetup *self)
{
  g_return_val_if_fail (CCP_IS_SETUP (self), NULL);

  return self->diagnostics;
}

CcpConfig *
ccp_setup_get_config (CcpSetup *self)
{
  g_return_val_if_fail (CCP_IS_SETUP (self), NULL);

  return self->config;
}

CcpPluginRegistry *
ccp_setup_get_registry (CcpSetup *self)
{
  g_return_val_if_fail (CCP_IS_SETUP (self), NULL);

  return self->registry;
}

char *
ccp_setup_summarize (CcpSetup *self)
{
  const char *name = NULL;
  guint n[] = { 0, 0 };
  g_autofree char *errors = NULL;
  g_autofree char *warnings = NULL;

  g_return_val_if_fail (CCP_IS_SETUP (self), NULL);

  name = ccp_diagnostics_get_file (self->diagnostics);
  for (guint i = 0; i < ccp_diagnostics_get_length (self->diagnostics); i++)
    n[ccp_diagnostics_get (self->diagnostics, i)->severity]++;
  errors = n[CCP_SEVERITY_ERROR] > 0 ? count (n[CCP_SEVERITY_ERROR], "error")
                                     : g_strdup ("no errors");
  if (n[CCP_SEVERITY_WARNING] == 0)
    return g_strdup_printf ("%s: %s\n", name, errors);
  warnings = count (n[CCP_SEVERITY_WARNING], "warning");
  return g_strdup_printf ("%s: %s, %s\n", name, errors, warnings);
}

char *
ccp_setup_report_dialects (CcpSetup *self)
{
  g_autoptr (GString) report = g_string_new (NULL);
  GPtrArray *providers = NULL;

  g_return_val_if_fail (CCP_IS_SETUP (self), NULL);

  if (self->config != NULL)
    providers = ccp_config_get_providers (self->config);
  for (guint i = 0; providers != NULL && i < providers->len; i++)
    report_provider (self, g_ptr_array_index (providers, i), report);
  return g_string_free (g_steal_pointer (&report), FALSE);
}

char *
ccp_setup_report (CcpSetup *self)
{
  g_autoptr (GString) report = g_string_new (NULL);
  g_autofree char *dialects = NULL;

  g_return_val_if_fail (CCP_IS_SETUP (self), NULL);

  for (guint i = 0; i < ccp_diagnostics_get_length (self->diagnostics); i++)
    {
      g_autofree char *line = ccp_diagnostics_format (self->diagnostics, i);

      g_string_append_printf (report, "%s\n", line);
    }
  dialects = ccp_setup_report_dialects (self);
  g_string_append (report, dialects);
  return g_string_free (g_steal_pointer (&report), FALSE);
}
