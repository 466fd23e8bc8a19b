/* ccp-dbus-manager.c: the daemon on the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-dbus-manager"

#include "config.h"

#include "ccp-dbus-manager.h"

#include "ccp-dbus-names.h"
#include "ccp-dbus-path.h"
#include "ccp-dbus-reply.h"
#include "ccp-dbus-types.h"
#include "ccp-dbus-variant.h"

#define CCP_TYPE_MANAGER_OBJECT (ccp_manager_object_get_type ())

G_DECLARE_FINAL_TYPE (CcpManagerObject,
                      ccp_manager_object,
                      CCP,
                      MANAGER_OBJECT,
                      CcpDBusManagerSkeleton)

struct _CcpManagerObject
{
  CcpDBusManagerSkeleton parent_instance;

  CcpControl *control;
};

static void ccp_manager_object_iface_init (CcpDBusManagerIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CcpManagerObject,
                               ccp_manager_object,
                               CCP_DBUS_TYPE_MANAGER_SKELETON,
                               G_IMPLEMENT_INTERFACE (CCP_DBUS_TYPE_MANAGER,
                                                      ccp_manager_object_iface_init))

static const char *
get_status (CcpDiagnostics *diagnostics)
{
  if (ccp_diagnostics_has_errors (diagnostics))
    return "errors";
  return ccp_diagnostics_get_length (diagnostics) > 0 ? "warnings" : "ok";
}

/* Returns: (transfer full) */
static char **
list_plugins (CcpControl *control)
{
  CcpSnapshot *snapshot = ccp_pipeline_get_snapshot (ccp_control_get_pipeline (control));
  GPtrArray *plugins =
      ccp_plugin_registry_get_plugins (ccp_snapshot_get_registry (snapshot));
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  for (guint i = 0; i < plugins->len; i++)
    {
      const CcpPluginInfo *plugin = g_ptr_array_index (plugins, i);
      g_autofree char *path = ccp_dbus_path_build (CCP_DBUS_PLUGINS, plugin->name);

      g_strv_builder_add (paths, path);
    }
  return g_strv_builder_end (paths);
}

/* the skeleton tells of what is not what it was */
static void
update_config (CcpManagerObject *self)
{
  CcpDBusManager *manager = CCP_DBUS_MANAGER (self);
  g_autofree char *path =
      ccp_dbus_variant_clean_text (ccp_control_get_config_path (self->control));
  g_auto (GStrv) uris = ccp_control_get_uris (self->control);
  g_auto (GStrv) plugins = list_plugins (self->control);

  ccp_dbus_manager_set_config_path (manager, path);
  ccp_dbus_manager_set_config_status (
      manager,
      get_status (ccp_control_get_diagnostics (self->control)));
  ccp_dbus_manager_set_config_loaded_at (
      manager,
      (guint64) ccp_control_get_loaded_at (self->control));
  ccp_dbus_manager_set_listen (manager, (const char *const *) uris);
  ccp_dbus_manager_set_plugins (manager, (const char *const *) plugins);
}

static gboolean
ccp_manager_object_handle_lint (CcpDBusManager *manager,
                                GDBusMethodInvocation *invocation,
                                const char *path)
{
  CcpManagerObject *self = CCP_MANAGER_OBJECT (manager);
  g_autoptr (CcpDiagnostics) diagnostics = NULL;
  g_autoptr (GError) error = NULL;

  if (*path != '\0' && !g_path_is_absolute (path))
    {
      g_set_error (&error,
                   CCP_ERROR,
                   CCP_ERROR_INVALID_REQUEST,
                   "path: expected an absolute path, or nothing for the file that is in "
                   "use, got \"%s\"",
                   path);
      ccp_dbus_reply_error (invocation, error);
      return TRUE;
    }
  diagnostics = ccp_control_lint (self->control, *path != '\0' ? path : NULL);
  ccp_dbus_manager_complete_lint (manager,
                                  invocation,
                                  ccp_dbus_variant_new_diagnostics (diagnostics));
  return TRUE;
}

static void
ccp_manager_object_finalize (GObject *object)
{
  CcpManagerObject *self = CCP_MANAGER_OBJECT (object);

  g_clear_object (&self->control);

  G_OBJECT_CLASS (ccp_manager_object_parent_class)->finalize (object);
}

static void
ccp_manager_object_class_init (CcpManagerObjectClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_manager_object_finalize;
}

static void
ccp_manager_object_iface_init (CcpDBusManagerIface *iface)
{
  iface->handle_lint = ccp_manager_object_handle_lint;
}

static void
ccp_manager_object_init (CcpManagerObject *self)
{
}

GDBusInterfaceSkeleton *
ccp_dbus_manager_create (CcpControl *control)
{
  CcpManagerObject *self = NULL;

  g_return_val_if_fail (CCP_IS_CONTROL (control), NULL);

  self = g_object_new (CCP_TYPE_MANAGER_OBJECT, NULL);
  self->control = g_object_ref (control);
  ccp_dbus_manager_set_version (CCP_DBUS_MANAGER (self), PACKAGE_VERSION);
  ccp_dbus_manager_set_started_at (CCP_DBUS_MANAGER (self), (guint64) g_get_real_time ());
  g_object_bind_property (g_network_monitor_get_default (),
                          "network-available",
                          self,
                          "online",
                          G_BINDING_SYNC_CREATE);
  update_config (self);
  return G_DBUS_INTERFACE_SKELETON (self);
}
