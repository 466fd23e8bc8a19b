/* ccp-registrar.c: what a plugin tells the host that it has
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-registrar"

#include "ccp-registrar.h"

#include <string.h>

#include "ccp-error.h"
#include "private/ccp-registrar-private.h"

typedef struct
{
  char *name;
  GType iface;
  GType implementation;
} Entry;

/**
 * CcpRegistrar:
 *
 * Takes the types that a plugin has. It is given to the plugin's `ccp_plugin_register`
 * and is good only during that call.
 */
struct _CcpRegistrar
{
  GObject parent_instance;

  char *plugin;
  GArray *entries; /* (element-type Entry) */
  GError *error;   /* (nullable): the first thing that was wrong */
};

G_DEFINE_FINAL_TYPE (CcpRegistrar, ccp_registrar, G_TYPE_OBJECT)

static void
clear_entry (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->name, g_free);
}

/* what a plugin gets wrong is the plugin's error, and must not abort the daemon */
static void
refuse (CcpRegistrar *self, const char *name, const char *reason)
{
  if (self->error == NULL)
    self->error = g_error_new (CCP_ERROR,
                               CCP_ERROR_PLUGIN,
                               "plugin \"%s\" registers \"%s\": %s",
                               self->plugin,
                               name,
                               reason);
}

static void
ccp_registrar_finalize (GObject *object)
{
  CcpRegistrar *self = CCP_REGISTRAR (object);

  g_clear_pointer (&self->plugin, g_free);
  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (ccp_registrar_parent_class)->finalize (object);
}

static void
ccp_registrar_class_init (CcpRegistrarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_registrar_finalize;
}

static void
ccp_registrar_init (CcpRegistrar *self)
{
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, clear_entry);
}

/**
 * ccp_registrar_add:
 * @self: the registrar that the plugin was given
 * @iface: what it is: [iface@Transformer], [iface@Provider] or [iface@Router]
 * @name: its name in configurations, after the plugin's name and a dot
 * @implementation: the type, which implements @iface and can be instantiated
 *
 * Registers a type. The host makes instances of it when it needs them.
 */
void
ccp_registrar_add (CcpRegistrar *self,
                   GType iface,
                   const char *name,
                   GType implementation)
{
  Entry entry;

  g_return_if_fail (CCP_IS_REGISTRAR (self));
  g_return_if_fail (name != NULL);

  if (*name == '\0' || strpbrk (name, ". \t\n,/") != NULL)
    return refuse (self, name, "the name is empty or has one of \". ,/\" in it");
  if (ccp_registrar_lookup (self, iface, name) != G_TYPE_INVALID)
    return refuse (self, name, "the name is taken");
  if (!G_TYPE_IS_OBJECT (implementation) || G_TYPE_IS_ABSTRACT (implementation))
    return refuse (self, name, "the type cannot be instantiated");
  if (!g_type_is_a (implementation, iface))
    return refuse (self, name, "the type does not implement the interface");

  entry.name = g_strdup (name);
  entry.iface = iface;
  entry.implementation = implementation;
  g_array_append_val (self->entries, entry);
}

/* @plugin: the name of the plugin that will register */
CcpRegistrar *
ccp_registrar_new (const char *plugin)
{
  CcpRegistrar *self = NULL;

  g_return_val_if_fail (plugin != NULL, NULL);

  self = g_object_new (CCP_TYPE_REGISTRAR, NULL);
  self->plugin = g_strdup (plugin);
  return self;
}

/* Returns: the type that implements @iface under @name, or %G_TYPE_INVALID */
GType
ccp_registrar_lookup (CcpRegistrar *self, GType iface, const char *name)
{
  g_return_val_if_fail (CCP_IS_REGISTRAR (self), G_TYPE_INVALID);
  g_return_val_if_fail (name != NULL, G_TYPE_INVALID);

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = &g_array_index (self->entries, Entry, i);

      if (entry->iface == iface && g_str_equal (entry->name, name))
        return entry->implementation;
    }
  return G_TYPE_INVALID;
}

guint
ccp_registrar_get_length (CcpRegistrar *self)
{
  g_return_val_if_fail (CCP_IS_REGISTRAR (self), 0);

  return self->entries->len;
}

const char *
ccp_registrar_get_name (CcpRegistrar *self, guint index)
{
  g_return_val_if_fail (CCP_IS_REGISTRAR (self), NULL);
  g_return_val_if_fail (index < self->entries->len, NULL);

  return g_array_index (self->entries, Entry, index).name;
}

GType
ccp_registrar_get_interface (CcpRegistrar *self, guint index)
{
  g_return_val_if_fail (CCP_IS_REGISTRAR (self), G_TYPE_INVALID);
  g_return_val_if_fail (index < self->entries->len, G_TYPE_INVALID);

  return g_array_index (self->entries, Entry, index).iface;
}

/* Returns: (transfer none) (nullable): the first thing that was registered wrongly */
const GError *
ccp_registrar_get_error (CcpRegistrar *self)
{
  g_return_val_if_fail (CCP_IS_REGISTRAR (self), NULL);

  return self->error;
}
