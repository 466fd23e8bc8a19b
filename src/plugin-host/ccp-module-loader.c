/* ccp-module-loader.c: loads plugins that are shared objects
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-module-loader"

#include "ccp-module-loader.h"

#include <dlfcn.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ccp-file-trust.h"
#include "ccp-module-trial.h"
#include "ccp-module.h"
#include "ccp-trial-record.h"
#include "config.h"

#define DEFAULT_TIMEOUT 5000 /* milliseconds */

struct _CcpModuleLoader
{
  GObject parent_instance;

  char *helper;
  char *record;
  guint timeout; /* milliseconds */
};

static void ccp_module_loader_iface_init (CcpPluginLoaderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CcpModuleLoader,
                               ccp_module_loader,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CCP_TYPE_PLUGIN_LOADER,
                                                      ccp_module_loader_iface_init))

/* Returns: (nullable): the file, without symbolic links */
static char *
find_module (const CcpPluginInfo *info, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (info->path);
  g_autofree char *library = g_strconcat ("lib", info->name, ".so", NULL);
  g_autofree char *plain = g_strconcat (info->name, ".so", NULL);
  const char *const candidates[] = { library, plain };
  g_autofree char *named = NULL;

  if (info->module != NULL)
    {
      named = g_build_filename (folder, info->module, NULL);
      return ccp_file_trust_resolve (named, error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      g_autofree char *path = g_build_filename (folder, candidates[i], NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return ccp_file_trust_resolve (path, error);
    }
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_PLUGIN,
               "there is neither %s nor %s beside %s",
               library,
               plain,
               info->path);
  return NULL;
}

/* What the system's package manager put there, root has answered for. */
static gboolean
is_of_the_system (const char *module)
{
  g_autofree char *folder = realpath (CCP_PLUGIN_DIR, NULL);
  g_autofree char *inside = NULL;
  struct stat info;

  if (folder == NULL || g_stat (module, &info) != 0)
    return FALSE;
  inside = g_strconcat (folder, "/", NULL);
  return info.st_uid == 0 && g_str_has_prefix (module, inside);
}

static gboolean
is_loaded (const char *module)
{
  void *handle = dlopen (module, RTLD_NOLOAD | RTLD_LAZY);

  if (handle != NULL)
    dlclose (handle);
  return handle != NULL;
}

/* The second type of a name is never made, and who waits for it waits for ever. */
static gboolean
check_types_are_new (const char *types, GError **error)
{
  g_auto (GStrv) names = g_strsplit (types, ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_type_from_name (names[i]) == G_TYPE_INVALID)
        continue;
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_PLUGIN,
                   "another plugin has a type called %s",
                   names[i]);
      return FALSE;
    }
  return TRUE;
}

static gboolean
try_module (CcpModuleLoader *self, const char *module, const char *plugin, GError **error)
{
  g_autofree char *identity = ccp_trial_record_identify (module);
  g_autofree char *types = NULL;

  if (identity == NULL || !ccp_trial_record_find (self->record, identity, &types))
    {
      types = ccp_module_trial_run (self->helper, module, plugin, self->timeout, error);
      if (types == NULL)
        return FALSE;
      if (identity != NULL)
        ccp_trial_record_add (self->record, identity, types);
    }
  return check_types_are_new (types, error);
}

static gboolean
load (CcpPluginLoader *loader,
      const CcpPluginInfo *info,
      CcpRegistrar *registrar,
      GError **error)
{
  CcpModuleLoader *self = CCP_MODULE_LOADER (loader);
  g_autofree char *module = find_module (info, error);
  gboolean is_known = FALSE;

  if (module == NULL)
    return FALSE;
  is_known = is_of_the_system (module) || is_loaded (module);
  if ((is_known || try_module (self, module, info->name, error)) &&
      ccp_module_register (module, info->name, registrar, error))
    return TRUE;
  g_prefix_error (error, "%s: ", module);
  return FALSE;
}

static void
ccp_module_loader_iface_init (CcpPluginLoaderInterface *iface)
{
  iface->load = load;
}

static void
ccp_module_loader_finalize (GObject *object)
{
  CcpModuleLoader *self = CCP_MODULE_LOADER (object);

  g_clear_pointer (&self->helper, g_free);
  g_clear_pointer (&self->record, g_free);

  G_OBJECT_CLASS (ccp_module_loader_parent_class)->finalize (object);
}

static void
ccp_module_loader_class_init (CcpModuleLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_module_loader_finalize;
}

static void
ccp_module_loader_init (CcpModuleLoader *self)
{
}

CcpModuleLoader *
ccp_module_loader_new (const char *helper, const char *record, guint timeout)
{
  CcpModuleLoader *self = NULL;

  g_return_val_if_fail (helper != NULL, NULL);
  g_return_val_if_fail (record != NULL, NULL);

  self = g_object_new (CCP_TYPE_MODULE_LOADER, NULL);
  self->helper = g_strdup (helper);
  self->record = g_strdup (record);
  self->timeout = timeout;
  return self;
}

CcpModuleLoader *
ccp_module_loader_new_default (const char *const *environment)
{
  const char *folder = g_environ_getenv ((char **) environment, "CCPROXY_LIBEXEC_PATH");
  g_autofree char *helper = g_build_filename (folder != NULL ? folder : CCP_LIBEXEC_DIR,
                                              CCP_MODULE_TRIAL_HELPER,
                                              NULL);
  g_autofree char *record =
      g_build_filename (g_get_user_state_dir (), "ccproxy", "plugins-tried", NULL);

  return ccp_module_loader_new (helper, record, DEFAULT_TIMEOUT);
}
