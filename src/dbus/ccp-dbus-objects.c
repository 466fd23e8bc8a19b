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
#include "ccp-dbus-routes.h"

struct _CcpDBusObjects
{
  GObject parent_instance;

  CcpControl *control;
  GPtrArray *root; /* (element-type GDBusInterfaceSkeleton) */
  GDBusObjectManagerServer *server;
  CcpDBusBranch *plugins;
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
ccp_dbus_objects_finalize (GObject *object)
{
  CcpDBusObjects *self = CCP_DBUS_OBJECTS (object);

  g_clear_pointer (&self->root, g_ptr_array_unref);
  g_clear_pointer (&self->plugins, ccp_dbus_branch_free);
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
}

CcpDBusObjects *
ccp_dbus_objects_new (CcpControl *control)
{
  CcpDBusObjects *self = NULL;

  g_return_val_if_fail (CCP_IS_CONTROL (control), NULL);

  self = g_object_new (CCP_TYPE_DBUS_OBJECTS, NULL);
  self->control = g_object_ref (control);
  g_ptr_array_add (self->root, ccp_dbus_manager_create (control));
  g_ptr_array_add (self->root, ccp_dbus_routes_create (control));
  update_plugins (self);
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
  return TRUE;
}

void
ccp_dbus_objects_unexport (CcpDBusObjects *self)
{
  g_return_if_fail (CCP_IS_DBUS_OBJECTS (self));

  g_dbus_object_manager_server_set_connection (self->server, NULL);
  for (guint i = 0; i < self->root->len; i++)
    {
      GDBusInterfaceSkeleton *interface = g_ptr_array_index (self->root, i);

      if (g_dbus_interface_skeleton_get_connection (interface) != NULL)
        g_dbus_interface_skeleton_unexport (interface);
    }
}
