/* ccp-class-lookup.c: finds what a name in the configuration means among the plugins
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-class-lookup"

#include "ccp-class-lookup.h"

#include <string.h>

static const char *
get_word (GType iface)
{
  if (iface == CCP_TYPE_PROVIDER)
    return "provider";
  return iface == CCP_TYPE_ROUTER ? "router" : "transformer";
}

/* Returns: (nullable) */
static const CcpPluginInfo *
find_plugin (GPtrArray *plugins, const char *name)
{
  for (guint i = 0; i < plugins->len; i++)
    {
      const CcpPluginInfo *info = g_ptr_array_index (plugins, i);

      if (g_str_equal (info->name, name))
        return info;
    }
  return NULL;
}

static gboolean
has_kind (const CcpPluginInfo *info, GType iface)
{
  for (guint i = 0; i < info->provides->len; i++)
    {
      if (g_array_index (info->provides, CcpProvision, i).iface == iface)
        return TRUE;
    }
  return FALSE;
}

/* Returns: (element-type utf8): names that are not owned, and NULL */
static GPtrArray *
list_plugins (GPtrArray *plugins, GType iface)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < plugins->len; i++)
    {
      const CcpPluginInfo *info = g_ptr_array_index (plugins, i);

      if (has_kind (info, iface))
        g_ptr_array_add (names, info->name);
    }
  g_ptr_array_add (names, NULL);
  return names;
}

/* Returns: (element-type utf8): names that are not owned, and NULL */
static GPtrArray *
list_classes (const CcpPluginInfo *info, GType iface)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < info->provides->len; i++)
    {
      const CcpProvision *provision = &g_array_index (info->provides, CcpProvision, i);

      if (provision->iface == iface)
        g_ptr_array_add (names, provision->name);
    }
  g_ptr_array_add (names, NULL);
  return names;
}

/* @names: (element-type utf8): ends with NULL
 * Returns: what was probably meant, or all that there is */
static char *
suggest (const char *word, GPtrArray *names, const char *introduction)
{
  g_autofree char *near = NULL;
  g_autofree char *all = NULL;

  if (names->len == 1)
    return g_strdup ("");
  near = ccp_near_match_describe (word, (const char *const *) names->pdata);
  if (*near != '\0')
    return g_steal_pointer (&near);
  all = g_strjoinv (", ", (char **) names->pdata);
  return g_strdup_printf ("; %s: %s", introduction, all);
}

static gboolean
refuse_plugin (GPtrArray *plugins, GType iface, const char *name, GError **error)
{
  g_autoptr (GPtrArray) names = list_plugins (plugins, iface);
  g_autofree char *hint = suggest (name, names, "there are");

  if (names->len > 1)
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_CONFIG,
                 "there is no plugin \"%s\"%s",
                 name,
                 hint);
  else
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_CONFIG,
                 "there is no plugin \"%s\"; no plugin that %s a %s was found",
                 name,
                 iface == CCP_TYPE_ROUTER ? "is" : "has",
                 get_word (iface));
  return FALSE;
}

static gboolean
refuse_class (const CcpPluginInfo *info, GType iface, const char *name, GError **error)
{
  g_autoptr (GPtrArray) names = list_classes (info, iface);
  g_autofree char *hint = suggest (name, names, "it has");

  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_CONFIG,
               "the plugin \"%s\" has no %s \"%s\"%s",
               info->name,
               get_word (iface),
               name,
               hint);
  return FALSE;
}

static gboolean
find_only (const CcpPluginInfo *info, GType iface, CcpClassLookup *found, GError **error)
{
  g_autoptr (GPtrArray) names = NULL;
  g_autofree char *all = NULL;

  found->class_name = ccp_plugin_info_get_only (info, iface);
  if (found->class_name != NULL)
    return TRUE;
  names = list_classes (info, iface);
  all = g_strjoinv (", ", (char **) names->pdata);
  if (names->len == 1)
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_CONFIG,
                 "the plugin \"%s\" has no %s",
                 info->name,
                 get_word (iface));
  else
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_CONFIG,
                 "the plugin \"%s\" has more than one %s; write %s and a dot before one "
                 "of: %s",
                 info->name,
                 get_word (iface),
                 info->name,
                 all);
  return FALSE;
}

static const char *
find_class (const CcpPluginInfo *info, GType iface, const char *name)
{
  for (guint i = 0; i < info->provides->len; i++)
    {
      const CcpProvision *provision = &g_array_index (info->provides, CcpProvision, i);

      if (provision->iface == iface && g_str_equal (provision->name, name))
        return provision->name;
    }
  return NULL;
}

static gboolean
find_alias (GPtrArray *plugins, const char *name, CcpClassLookup *found)
{
  for (guint i = 0; i < plugins->len; i++)
    {
      const CcpPluginInfo *info = g_ptr_array_index (plugins, i);

      found->alias =
          info->error == NULL ? g_hash_table_lookup (info->aliases, name) : NULL;
      if (found->alias == NULL)
        continue;
      found->info = info;
      found->class_name = found->alias->class_name;
      return TRUE;
    }
  return FALSE;
}

/* @names: what a transformer may be called: its aliases and its class
 * @meanings: what is to be written for each of them */
static void
add_names (const CcpPluginInfo *info, GPtrArray *names, GPtrArray *meanings)
{
  GHashTableIter iter;
  gpointer alias = NULL;

  g_hash_table_iter_init (&iter, info->aliases);
  while (g_hash_table_iter_next (&iter, &alias, NULL))
    {
      g_ptr_array_add (names, g_strdup (alias));
      g_ptr_array_add (meanings, g_strdup (alias));
    }
  for (guint i = 0; i < info->provides->len; i++)
    {
      const CcpProvision *provision = &g_array_index (info->provides, CcpProvision, i);

      if (provision->iface != CCP_TYPE_TRANSFORMER)
        continue;
      g_ptr_array_add (names, g_strdup (provision->name));
      g_ptr_array_add (meanings, g_strconcat (info->name, ".", provision->name, NULL));
    }
}

static gboolean
refuse_alias (GPtrArray *plugins, const char *name, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) meanings = g_ptr_array_new_with_free_func (g_free);
  const char *near = NULL;
  g_autofree char *hint = NULL;

  for (guint i = 0; i < plugins->len; i++)
    add_names (g_ptr_array_index (plugins, i), names, meanings);
  g_ptr_array_add (names, NULL);
  near = ccp_near_match_find (name, (const char *const *) names->pdata);
  for (guint i = 0; near != NULL && hint == NULL && i < meanings->len; i++)
    {
      if (g_ptr_array_index (names, i) == near)
        hint = g_strdup_printf ("did you mean \"%s\"?",
                                (const char *) g_ptr_array_index (meanings, i));
    }
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_CONFIG,
               "there is no transformer \"%s\"; %s",
               name,
               hint != NULL ? hint : "write module.ClassName or an alias");
  return FALSE;
}

gboolean
ccp_class_lookup_find (GPtrArray *plugins,
                       GType iface,
                       const char *name,
                       CcpClassLookup *found,
                       GError **error)
{
  const char *dot = NULL;
  g_autofree char *plugin = NULL;

  g_return_val_if_fail (plugins != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (found != NULL, FALSE);

  dot = strchr (name, '.');
  plugin = dot != NULL ? g_strndup (name, (gsize) (dot - name)) : g_strdup (name);
  found->alias = NULL;
  found->fault = CCP_CODE_UNKNOWN_PLUGIN;
  found->info = find_plugin (plugins, plugin);
  if (found->info == NULL)
    return refuse_plugin (plugins, iface, plugin, error);
  if (found->info->error != NULL)
    {
      found->fault = CCP_CODE_BROKEN_PLUGIN;
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_PLUGIN,
                   "the plugin \"%s\" cannot be used: %s",
                   plugin,
                   found->info->error->message);
      return FALSE;
    }
  found->fault = CCP_CODE_UNKNOWN_CLASS;
  if (dot == NULL)
    return find_only (found->info, iface, found, error);
  found->class_name = find_class (found->info, iface, dot + 1);
  return found->class_name != NULL || refuse_class (found->info, iface, dot + 1, error);
}

gboolean
ccp_class_lookup_find_transformer (GPtrArray *plugins,
                                   const char *name,
                                   CcpClassLookup *found,
                                   GError **error)
{
  g_return_val_if_fail (plugins != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (found != NULL, FALSE);

  if (find_alias (plugins, name, found))
    return TRUE;
  if (strchr (name, '.') != NULL || find_plugin (plugins, name) != NULL)
    return ccp_class_lookup_find (plugins, CCP_TYPE_TRANSFORMER, name, found, error);
  found->info = NULL;
  found->fault = CCP_CODE_UNKNOWN_CLASS;
  return refuse_alias (plugins, name, error);
}

char *
ccp_class_lookup_dup_name (const CcpClassLookup *found)
{
  g_return_val_if_fail (found != NULL && found->info != NULL, NULL);

  return g_strconcat (found->info->name, ".", found->class_name, NULL);
}

void
ccp_class_lookup_report (const CcpClassLookup *found,
                         const CcpConfigContext *context,
                         CcpConfigNode *node,
                         const GError *error)
{
  g_return_if_fail (found != NULL);
  g_return_if_fail (context != NULL);
  g_return_if_fail (node != NULL);
  g_return_if_fail (error != NULL);

  if (found->info != NULL || !context->is_blind)
    ccp_config_context_report_value (context, found->fault, node, error->message);
}

char *
ccp_class_lookup_list (GPtrArray *plugins, GType iface)
{
  g_autoptr (GPtrArray) names = NULL;

  g_return_val_if_fail (plugins != NULL, NULL);

  names = list_plugins (plugins, iface);
  return g_strjoinv (", ", (char **) names->pdata);
}
