/* ccp-dbus-manager.c: the daemon on the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-dbus-manager"

#include "config.h"

#include "ccp-dbus-manager.h"

#include "ccp-dbus-counts.h"
#include "ccp-dbus-names.h"
#include "ccp-dbus-path.h"
#include "ccp-dbus-reply.h"
#include "ccp-dbus-types.h"
#include "ccp-dbus-variant.h"
#include "ccp-log-text.h"

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
  GDBusInterfaceVTable vtable;
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

/* Who reads it may be in another folder than the daemon.
 * Returns: (transfer full): empty if there is no file */
static char *
get_path (CcpControl *control)
{
  const char *path = ccp_control_get_config_path (control);
  g_autofree char *absolute = path != NULL ? g_canonicalize_filename (path, NULL) : NULL;

  return ccp_dbus_variant_clean_text (absolute);
}

/* the skeleton tells of what is not what it was */
static void
update_config (CcpManagerObject *self)
{
  CcpDBusManager *manager = CCP_DBUS_MANAGER (self);
  g_autofree char *path = get_path (self->control);
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

/* Returns: (transfer floating)
 * @diagnostics: (nullable) */
static GVariant *
new_diagnostics (CcpDiagnostics *diagnostics)
{
  return diagnostics != NULL ? ccp_dbus_variant_new_diagnostics (diagnostics)
                             : g_variant_new_array (G_VARIANT_TYPE_VARDICT, NULL, 0);
}

/* @diagnostics: (nullable) */
static void
on_reloaded (CcpManagerObject *self, gboolean ok, CcpDiagnostics *diagnostics)
{
  update_config (self);
  ccp_dbus_manager_emit_reloaded (CCP_DBUS_MANAGER (self),
                                  ok,
                                  new_diagnostics (diagnostics));
}

static void
on_routes_changed (CcpManagerObject *self)
{
  CcpDBusManager *manager = CCP_DBUS_MANAGER (self);
  CcpPipeline *pipeline = ccp_control_get_pipeline (self->control);
  g_autofree char *profile = ccp_pipeline_get_profile (pipeline);
  g_autofree char *clean_profile = ccp_dbus_variant_clean_text (profile);
  g_auto (GStrv) profiles = ccp_pipeline_dup_profiles (pipeline);

  ccp_dbus_manager_set_profile (manager, clean_profile);
  ccp_dbus_manager_set_profiles (manager, (const char *const *) profiles);
}

static void
on_draining (CcpManagerObject *self)
{
  ccp_dbus_manager_set_draining (CCP_DBUS_MANAGER (self),
                                 ccp_control_get_draining (self->control));
}

static void
on_exchange_started (CcpManagerObject *self, CcpLedgerEntry *entry, const char *path)
{
  g_auto (GVariantDict) what = G_VARIANT_DICT_INIT (NULL);

  ccp_dbus_variant_add_text (&what, "id", ccp_ledger_entry_get_id (entry));
  ccp_dbus_variant_add_text (&what, "model", ccp_ledger_entry_get_asked_model (entry));
  ccp_dbus_manager_emit_exchange_started (CCP_DBUS_MANAGER (self),
                                          path,
                                          g_variant_dict_end (&what));
}

static void
on_exchange_finished (CcpManagerObject *self, CcpLedgerEntry *entry, const char *path)
{
  ccp_dbus_manager_emit_exchange_finished (CCP_DBUS_MANAGER (self),
                                           path,
                                           ccp_dbus_counts_new_finished (entry));
}

/* @data: (transfer full): the control; the answer to the call is on its way */
static void
on_drain_answered (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CcpControl) control = data;

  g_dbus_connection_flush_finish (G_DBUS_CONNECTION (object), result, NULL);
  ccp_control_drain (control);
}

/* likewise */
static void
on_quit_answered (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CcpControl) control = data;

  g_dbus_connection_flush_finish (G_DBUS_CONNECTION (object), result, NULL);
  ccp_control_quit (control);
}

static gboolean
ccp_manager_object_handle_drain (CcpDBusManager *manager,
                                 GDBusMethodInvocation *invocation)
{
  CcpManagerObject *self = CCP_MANAGER_OBJECT (manager);
  g_autoptr (GDBusConnection) connection =
      g_object_ref (g_dbus_method_invocation_get_connection (invocation));

  ccp_dbus_manager_complete_drain (manager, invocation);
  g_dbus_connection_flush (connection,
                           NULL,
                           on_drain_answered,
                           g_object_ref (self->control));
  return TRUE;
}

static gboolean
ccp_manager_object_handle_quit (CcpDBusManager *manager,
                                GDBusMethodInvocation *invocation)
{
  CcpManagerObject *self = CCP_MANAGER_OBJECT (manager);
  g_autoptr (GDBusConnection) connection =
      g_object_ref (g_dbus_method_invocation_get_connection (invocation));

  ccp_dbus_manager_complete_quit (manager, invocation);
  g_dbus_connection_flush (connection,
                           NULL,
                           on_quit_answered,
                           g_object_ref (self->control));
  return TRUE;
}

static gboolean
ccp_manager_object_handle_reload (CcpDBusManager *manager,
                                  GDBusMethodInvocation *invocation)
{
  CcpManagerObject *self = CCP_MANAGER_OBJECT (manager);
  g_autoptr (CcpDiagnostics) diagnostics = NULL;
  g_autoptr (GError) error = NULL;

  if (ccp_control_reload (self->control, &diagnostics, &error))
    ccp_dbus_manager_complete_reload (manager, invocation, new_diagnostics (diagnostics));
  else
    ccp_dbus_reply_error (invocation, error);
  return TRUE;
}

static gboolean
ccp_manager_object_handle_lint (CcpDBusManager *manager,
                                GDBusMethodInvocation *invocation,
                                const char *path)
{
  CcpManagerObject *self = CCP_MANAGER_OBJECT (manager);
  g_autoptr (CcpDiagnostics) diagnostics = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *clipped = ccp_log_text_clip_name (path);

  if (*path != '\0' && !g_path_is_absolute (path))
    {
      g_set_error (&error,
                   CCP_ERROR,
                   CCP_ERROR_INVALID_REQUEST,
                   "path: expected an absolute path, or nothing for the file that is in "
                   "use, got \"%s\"",
                   clipped);
      ccp_dbus_reply_error (invocation, error);
      return TRUE;
    }
  diagnostics = ccp_control_lint (self->control, *path != '\0' ? path : NULL);
  ccp_dbus_manager_complete_lint (manager,
                                  invocation,
                                  ccp_dbus_variant_new_diagnostics (diagnostics));
  return TRUE;
}

/* Profile alone can be set; the skeleton of gdbus-codegen would take any text for it.
 * lint: allow parameters: GDBusInterfaceSetPropertyFunc */
static gboolean
set_profile (GDBusConnection *connection,
             const char *sender,
             const char *path,
             const char *interface,
             const char *property,
             GVariant *value,
             GError **error,
             gpointer data)
{
  CcpManagerObject *self = CCP_MANAGER_OBJECT (data);

  return ccp_pipeline_set_profile (ccp_control_get_pipeline (self->control),
                                   g_variant_get_string (value, NULL),
                                   error);
}

static GDBusInterfaceVTable *
ccp_manager_object_get_vtable (GDBusInterfaceSkeleton *skeleton)
{
  return &CCP_MANAGER_OBJECT (skeleton)->vtable;
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
  G_DBUS_INTERFACE_SKELETON_CLASS (klass)->get_vtable = ccp_manager_object_get_vtable;
}

static void
ccp_manager_object_iface_init (CcpDBusManagerIface *iface)
{
  iface->handle_reload = ccp_manager_object_handle_reload;
  iface->handle_drain = ccp_manager_object_handle_drain;
  iface->handle_quit = ccp_manager_object_handle_quit;
  iface->handle_lint = ccp_manager_object_handle_lint;
}

static void
ccp_manager_object_init (CcpManagerObject *self)
{
  GDBusInterfaceSkeletonClass *parent_class =
      G_DBUS_INTERFACE_SKELETON_CLASS (ccp_manager_object_parent_class);

  self->vtable = *parent_class->get_vtable (G_DBUS_INTERFACE_SKELETON (self));
  self->vtable.set_property = set_profile;
}

static void
follow (CcpManagerObject *self, gpointer instance, const char *signal, GCallback callback)
{
  g_signal_connect_object (instance, signal, callback, self, G_CONNECT_SWAPPED);
}

GDBusInterfaceSkeleton *
ccp_dbus_manager_create (CcpControl *control, CcpDBusPublisher *publisher)
{
  CcpManagerObject *self = NULL;
  CcpPipeline *pipeline = NULL;

  g_return_val_if_fail (CCP_IS_CONTROL (control), NULL);
  g_return_val_if_fail (CCP_IS_DBUS_PUBLISHER (publisher), NULL);

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
  on_routes_changed (self);
  on_draining (self);
  pipeline = ccp_control_get_pipeline (control);
  follow (self, pipeline, "routes-changed", G_CALLBACK (on_routes_changed));
  follow (self, control, "reloaded", G_CALLBACK (on_reloaded));
  follow (self, control, "draining", G_CALLBACK (on_draining));
  follow (self, publisher, "started", G_CALLBACK (on_exchange_started));
  follow (self, publisher, "finished", G_CALLBACK (on_exchange_finished));
  return G_DBUS_INTERFACE_SKELETON (self);
}
