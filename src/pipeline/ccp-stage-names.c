/* ccp-stage-names.c: what the stages of a configuration's routing are called
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-stage-names"

#include "ccp-stage-names.h"

#include "ccp-class-lookup.h"

#define ROUTER "router"
/* each router has it */
#define DEFAULT "default"

/* those of claude-code-router, which configurations may have instead */
static const struct
{
  const char *own;
  const char *other;
} names[] = {
  { "long_context", "longContext" },
  { "thinking", "think" },
  { "web_search", "webSearch" },
};

/* Returns: (nullable) */
static const char *
get_other (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i].own))
      return names[i].other;
  return NULL;
}

static void
add_name (GPtrArray *list, const char *name)
{
  const char *own = ccp_stage_names_resolve (name);

  if (!g_ptr_array_find_with_equal_func (list, own, g_str_equal, NULL))
    g_ptr_array_add (list, g_strdup (own));
}

/* @name: (nullable): of a router; NULL for the one that is used unless one is named */
static void
add_router (GPtrArray *list, CcpPluginRegistry *registry, const char *name)
{
  CcpClassLookup found = { NULL, NULL };
  CcpOptionTable *table = NULL;

  if (!ccp_class_lookup_find (ccp_plugin_registry_get_plugins (registry),
                              CCP_TYPE_ROUTER,
                              name != NULL ? name : CCP_PLUGIN_REGISTRY_DEFAULT_ROUTER,
                              &found,
                              NULL))
    return;
  table = ccp_plugin_info_get_params (found.info, found.class_name);
  for (guint i = 0; table != NULL && i < ccp_option_table_get_length (table); i++)
    {
      const CcpOptionSpec *spec = ccp_option_table_get (table, i);

      if (spec->type == CCP_OPTION_TARGET || spec->type == CCP_OPTION_TARGETS)
        add_name (list, spec->name);
    }
}

static CcpJsonValue
get_member (const CcpJsonValue *sheet, const char *name)
{
  CcpJsonValue value = ccp_json_value_member (sheet, name);

  return ccp_json_value_get_kind (&value) > CCP_JSON_NULL ? value : CCP_JSON_VALUE_NONE;
}

char **
ccp_stage_names_list (CcpPluginRegistry *registry, CcpJson *routing)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  CcpJsonValue root;
  CcpJsonValue router;
  CcpJsonValue item;
  CcpJsonIter iter;

  g_return_val_if_fail (CCP_IS_PLUGIN_REGISTRY (registry), NULL);
  g_return_val_if_fail (routing != NULL, NULL);

  add_name (list, DEFAULT);
  ccp_json_get_root (routing, &root);
  router = ccp_json_value_member (&root, ROUTER);
  if (ccp_json_value_is_array (&router))
    {
      ccp_json_iter_init (&iter, &router);
      while (ccp_json_iter_next (&iter, NULL, &item))
        {
          g_autofree char *name = ccp_json_value_dup_string (&item, NULL);

          add_router (list, registry, name);
        }
    }
  else
    {
      g_autofree char *name = ccp_json_value_dup_string (&router, NULL);

      add_router (list, registry, name);
    }
  g_ptr_array_add (list, NULL);
  return (char **) g_ptr_array_steal (list, NULL);
}

const char *
ccp_stage_names_resolve (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i].other))
      return names[i].own;
  return name;
}

CcpJsonValue
ccp_stage_names_find_value (const CcpJsonValue *sheet, const char *name, const char **key)
{
  const char *other = NULL;
  CcpJsonValue value = CCP_JSON_VALUE_NONE;

  g_return_val_if_fail (sheet != NULL, value);
  g_return_val_if_fail (name != NULL, value);

  other = get_other (name);
  value = other != NULL ? get_member (sheet, other) : value;
  if (key != NULL)
    *key = ccp_json_value_exists (&value) ? other : name;
  return ccp_json_value_exists (&value) ? value : get_member (sheet, name);
}
