/* ccp-dbus-objects.c: all objects that are on the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-dbus-objects"

#include "ccp-dbus-objects.h"

#include "ccp-dbus-branch.h"
#include "ccp-dbus-manager.h"
#include "ccp-dbus-names.h"
#include "ccp-dbus-plugin.h"
#include "ccp-dbus-provider.h"
#include "ccp-dbus-publisher.h"
#include "ccp-dbus-routes.h"
#include "ccp-dbus-stats.h"

struct _CcpDBusObjects
{
  GObject parent_instance;

  CcpControl *control;
  GPtrArray *root; /* (element-type GDBusInterfaceSkeleton) */
  GDBusObjectManagerServer *server;
  CcpDBusBranch *plugins;
  CcpDBusBranch *providers;
  CcpDBusPublisher *publisher;
};

G_DEFINE_FINAL_TYPE (CcpDBusObjects, ccp_dbus_objects, G_TYPE_OBJECT)

static void
update_plugins (CcpDBusObjects *self)
{
  CcpSnapshot *snapshot =
      ccp_pipeline_get_snapshot (ccp_control_get_pipeline (self->control));
  GPtrArray *plugins =
      ccp_plugin_registry_get_plugins (ccp_snapshot_get_registry (snapshot));

  ccp_dbus_branch_begin (self->plugins);
  for (guint i = 0; i < plugins->len; i++)
    {
      const CcpPluginInfo *plugin = g_ptr_array_index (plugins, i);
      g_autoptr (GDBusInterfaceSkeleton) interface = ccp_dbus_plugin_create (plugin);

      ccp_dbus_branch_put (self->plugins, plugin->name, interface);
    }
  ccp_dbus_branch_end (self->plugins);
}

static void
update_providers (CcpDBusObjects *self)
{
  CcpPipeline *pipeline = ccp_control_get_pipeline (self->control);
  CcpConfig *config = ccp_snapshot_get_config (ccp_pipeline_get_snapshot (pipeline));
  GPtrArray *providers = ccp_config_get_providers (config);

  ccp_dbus_branch_begin (self->providers);
  for (guint i = 0; i < providers->len; i++)
    {
      const CcpProviderConfig *provider = g_ptr_array_index (providers, i);
      g_autoptr (GDBusInterfaceSkeleton) interface =
          ccp_dbus_provider_create (pipeline, provider);

      ccp_dbus_branch_put (self->providers, provider->name, interface);
    }
  ccp_dbus_branch_end (self->providers);
}

static void
on_snapshot_changed (CcpDBusObjects *self)
{
  update_plugins (self);
  update_providers (self);
}

static void
ccp_dbus_objects_finalize (GObject *object)
{
  CcpDBusObjects *self = CCP_DBUS_OBJECTS (object);

  g_clear_pointer (&self->root, g_ptr_array_unref);
  g_clear_pointer (&self->plugins, ccp_dbus_branch_free);
  g_clear_pointer (&self->providers, ccp_dbus_branch_free);
  g_clear_object (&self->publisher);
  g_clear_object (&self->server);
  g_clear_object (&self->control);

  G_OBJECT_CLASS (ccp_dbus_objects_parent_class)->finalize (object);
}

static void
ccp_dbus_objects_class_init (CcpDBusObjectsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_dbus_objects_finalize;
}

static void
ccp_dbus_objects_init (CcpDBusObjects *self)
{
  self->root = g_ptr_array_new_with_free_func (g_object_unref);
  self->server = g_dbus_object_manager_server_new (CCP_DBUS_PATH);
  self->plugins = ccp_dbus_branch_new (self->server, CCP_DBUS_PLUGINS);
  self->providers = ccp_dbus_branch_new (self->server, CCP_DBUS_PROVIDERS);
}

CcpDBusObjects *
ccp_dbus_objects_new (CcpControl *control)
{
  CcpDBusObjects *self = NULL;
  CcpPipeline *pipeline = NULL;
  CcpLedger *ledger = NULL;

  g_return_val_if_fail (CCP_IS_CONTROL (control), NULL);

  self = g_object_new (CCP_TYPE_DBUS_OBJECTS, NULL);
  self->control = g_object_ref (control);
  pipeline = ccp_control_get_pipeline (control);
  ledger = ccp_pipeline_get_ledger (pipeline);
  self->publisher = ccp_dbus_publisher_new (ledger, self->server);
  g_ptr_array_add (self->root, ccp_dbus_manager_create (control, self->publisher));
  g_ptr_array_add (self->root, ccp_dbus_routes_create (control));
  g_ptr_array_add (self->root, ccp_dbus_stats_create (ledger, self->publisher));
  on_snapshot_changed (self);
  g_signal_connect_object (pipeline,
                           "snapshot-changed",
                           G_CALLBACK (on_snapshot_changed),
                           self,
                           G_CONNECT_SWAPPED);
  return self;
}

gboolean
ccp_dbus_objects_export (CcpDBusObjects *self,
                         GDBusConnection *connection,
                         GError **error)
{
  g_return_val_if_fail (CCP_IS_DBUS_OBJECTS (self), FALSE);
  g_return_val_if_fail (G_IS_DBUS_CONNECTION (connection), FALSE);

  for (guint i = 0; i < self->root->len; i++)
    if (!g_dbus_interface_skeleton_export (g_ptr_array_index (self->root, i),
                                           connection,
                                           CCP_DBUS_PATH,
                                           error))
      return FALSE;
  g_dbus_object_manager_server_set_connection (self->server, connection);
  ccp_dbus_publisher_start (self->publisher);
  return TRUE;
}

void
ccp_dbus_objects_unexport (CcpDBusObjects *self)
{
  g_return_if_fail (CCP_IS_DBUS_OBJECTS (self));

  ccp_dbus_publisher_stop (self->publisher);
  g_dbus_object_manager_server_set_connection (self->server, NULL);
  for (guint i = 0; i < self->root->len; i++)
    {
      GDBusInterfaceSkeleton *interface = g_ptr_array_index (self->root, i);

      if (g_dbus_interface_skeleton_get_connection (interface) != NULL)
        g_dbus_interface_skeleton_unexport (interface);
    }
}
