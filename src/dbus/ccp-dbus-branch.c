/* ccp-dbus-branch.c: objects of one kind, each with a name
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-dbus-branch"

#include "ccp-dbus-branch.h"

#include "ccp-dbus-path.h"

#define EMITS_CHANGED "org.freedesktop.DBus.Property.EmitsChangedSignal"

struct _CcpDBusBranch
{
  GDBusObjectManagerServer *server;
  const char *prefix;
  GHashTable *objects; /* (element-type utf8 GDBusInterfaceSkeleton): by their paths */
  GHashTable *fresh;   /* (nullable): those that were put since begin () */
};

static GHashTable *
create_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

static void export(CcpDBusBranch *self,
                   const char *path,
                   GDBusInterfaceSkeleton *interface)
{
  g_autoptr (GDBusObjectSkeleton) object = g_dbus_object_skeleton_new (path);

  g_dbus_object_skeleton_add_interface (object, interface);
  g_dbus_object_manager_server_export (self->server, object);
  g_hash_table_insert (self->objects, g_strdup (path), g_object_ref (interface));
}

static void
unexport (CcpDBusBranch *self, const char *path)
{
  g_dbus_object_manager_server_unexport (self->server, path);
}

static gboolean
has_same_constants (GDBusInterfaceSkeleton *one, GDBusInterfaceSkeleton *other)
{
  GDBusInterfaceInfo *info = g_dbus_interface_skeleton_get_info (one);
  g_autoptr (GVariant) values = g_dbus_interface_skeleton_get_properties (one);
  g_autoptr (GVariant) others = g_dbus_interface_skeleton_get_properties (other);

  for (guint i = 0; info->properties != NULL && info->properties[i] != NULL; i++)
    {
      GDBusPropertyInfo *property = info->properties[i];
      g_autoptr (GVariant) value = NULL;
      g_autoptr (GVariant) its = NULL;

      if (g_strcmp0 (g_dbus_annotation_info_lookup (property->annotations, EMITS_CHANGED),
                     "const") != 0)
        continue;
      value = g_variant_lookup_value (values, property->name, NULL);
      its = g_variant_lookup_value (others, property->name, NULL);
      if (!g_variant_equal (value, its))
        return FALSE;
    }
  return TRUE;
}

CcpDBusBranch *
ccp_dbus_branch_new (GDBusObjectManagerServer *server, const char *prefix)
{
  CcpDBusBranch *self = NULL;

  g_return_val_if_fail (G_IS_DBUS_OBJECT_MANAGER_SERVER (server), NULL);
  g_return_val_if_fail (prefix != NULL, NULL);

  self = g_new0 (CcpDBusBranch, 1);
  self->server = g_object_ref (server);
  self->prefix = prefix;
  self->objects = create_table ();
  return self;
}

void
ccp_dbus_branch_free (CcpDBusBranch *self)
{
  GHashTableIter iter;
  gpointer path = NULL;

  g_hash_table_iter_init (&iter, self->objects);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    unexport (self, path);
  g_clear_pointer (&self->objects, g_hash_table_unref);
  g_clear_pointer (&self->fresh, g_hash_table_unref);
  g_clear_object (&self->server);
  g_free (self);
}

void
ccp_dbus_branch_begin (CcpDBusBranch *self)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->fresh == NULL);

  self->fresh = create_table ();
}

void
ccp_dbus_branch_put (CcpDBusBranch *self,
                     const char *name,
                     GDBusInterfaceSkeleton *interface)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->fresh != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (G_IS_DBUS_INTERFACE_SKELETON (interface));

  g_hash_table_insert (self->fresh,
                       ccp_dbus_path_build (self->prefix, name),
                       g_object_ref (interface));
}

void
ccp_dbus_branch_end (CcpDBusBranch *self)
{
  g_autoptr (GHashTable) fresh = NULL;
  GHashTableIter iter;
  gpointer path = NULL;
  gpointer interface = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (self->fresh != NULL);

  fresh = g_steal_pointer (&self->fresh);
  g_hash_table_iter_init (&iter, self->objects);
  while (g_hash_table_iter_next (&iter, &path, &interface))
    {
      GDBusInterfaceSkeleton *other = g_hash_table_lookup (fresh, path);

      if (other != NULL && has_same_constants (interface, other))
        continue;
      unexport (self, path);
      g_hash_table_iter_remove (&iter);
    }
  g_hash_table_iter_init (&iter, fresh);
  while (g_hash_table_iter_next (&iter, &path, &interface))
    if (!g_hash_table_contains (self->objects, path))
      export(self, path, interface);
}

void
ccp_dbus_branch_add (CcpDBusBranch *self,
                     const char *name,
                     GDBusInterfaceSkeleton *interface)
{
  g_autofree char *path = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (G_IS_DBUS_INTERFACE_SKELETON (interface));

  path = ccp_dbus_path_build (self->prefix, name);
  export(self, path, interface);
}

void
ccp_dbus_branch_remove (CcpDBusBranch *self, const char *name)
{
  g_autofree char *path = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);

  path = ccp_dbus_path_build (self->prefix, name);
  unexport (self, path);
  g_hash_table_remove (self->objects, path);
}

GDBusInterfaceSkeleton *
ccp_dbus_branch_find (CcpDBusBranch *self, const char *name)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  path = ccp_dbus_path_build (self->prefix, name);
  return g_hash_table_lookup (self->objects, path);
}

guint
ccp_dbus_branch_get_length (CcpDBusBranch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_hash_table_size (self->objects);
}
