/* ccp-dbus-plugin.c: a plugin on the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-dbus-plugin"

#include "ccp-dbus-plugin.h"

#include "ccp-dbus-types.h"
#include "ccp-dbus-variant.h"

static const char *
get_kind (GType iface)
{
  if (iface == CCP_TYPE_PROVIDER)
    return "provider";
  return iface == CCP_TYPE_ROUTER ? "router" : "transformer";
}

/* Returns: (transfer floating): a(ss) */
static GVariant *
new_classes (const CcpPluginInfo *plugin)
{
  g_auto (GVariantBuilder) classes = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ss)"));

  for (guint i = 0; plugin->provides != NULL && i < plugin->provides->len; i++)
    {
      const CcpProvision *provision = &g_array_index (plugin->provides, CcpProvision, i);
      g_autofree char *name = ccp_dbus_variant_clean_text (provision->name);

      g_variant_builder_add (&classes, "(ss)", get_kind (provision->iface), name);
    }
  return g_variant_builder_end (&classes);
}

GDBusInterfaceSkeleton *
ccp_dbus_plugin_create (const CcpPluginInfo *plugin)
{
  g_autofree char *name = NULL;
  g_autofree char *description = NULL;
  g_autofree char *path = NULL;
  g_autofree char *loader = NULL;
  g_autofree char *error = NULL;

  g_return_val_if_fail (plugin != NULL, NULL);

  name = ccp_dbus_variant_clean_text (plugin->name);
  description = ccp_dbus_variant_clean_text (plugin->description);
  path = ccp_dbus_variant_clean_text (plugin->path);
  loader = ccp_dbus_variant_clean_text (plugin->loader);
  error =
      ccp_dbus_variant_clean_text (plugin->error != NULL ? plugin->error->message : NULL);
  return g_object_new (CCP_DBUS_TYPE_PLUGIN_SKELETON,
                       "name",
                       name,
                       "description",
                       description,
                       "path",
                       path,
                       "loader",
                       loader,
                       "classes",
                       new_classes (plugin),
                       "error",
                       error,
                       NULL);
}
