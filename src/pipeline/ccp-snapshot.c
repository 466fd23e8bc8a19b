/* ccp-snapshot.c: a configuration made ready to run
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-snapshot"

#include "ccp-snapshot.h"

#include "ccp-router-list.h"
#include "ccp-routing-profile.h"

struct _CcpSnapshot
{
  GObject parent_instance;

  CcpConfig *config;
  CcpJson *routing; /* the configuration's, or what goes before it */
  CcpPluginRegistry *registry;
  CcpCatalog *catalog;
  CcpRouter *router;
  CcpFaultLog *faults; /* (nullable): of all targets, so that each fault is told once */
  GHashTable *targets; /* (element-type utf8 CcpTarget) */
};

G_DEFINE_FINAL_TYPE (CcpSnapshot, ccp_snapshot, G_TYPE_OBJECT)

static CcpRouter *
create_named_router (CcpSnapshot *self, const CcpJsonValue *name, GError **error)
{
  g_autofree char *type = ccp_json_value_dup_string (name, NULL);

  return ccp_plugin_registry_create_router (
      self->registry,
      type != NULL ? type : CCP_PLUGIN_REGISTRY_DEFAULT_ROUTER,
      self->routing,
      self->catalog,
      error);
}

static CcpRouter *
create_router_list (CcpSnapshot *self, const CcpJsonValue *names, GError **error)
{
  g_autoptr (GPtrArray) routers = g_ptr_array_new_with_free_func (g_object_unref);
  CcpJsonIter iter;
  CcpJsonValue name;

  ccp_json_iter_init (&iter, names);
  while (ccp_json_iter_next (&iter, NULL, &name))
    {
      CcpRouter *router = create_named_router (self, &name, error);

      if (router == NULL)
        return NULL;
      g_ptr_array_add (routers, router);
    }
  return ccp_router_list_new (routers);
}

static gboolean
create_router (CcpSnapshot *self, GError **error)
{
  CcpJsonValue value;

  ccp_json_get_root (self->routing, &value);
  value = ccp_json_value_member (&value, "router");
  self->router =
      ccp_json_value_is_array (&value) && ccp_json_value_get_length (&value) > 0
          ? create_router_list (self, &value, error)
          : create_named_router (self, &value, error);
  return self->router != NULL;
}

static CcpTransport *
create_transport (CcpSnapshot *self,
                  CcpTransportFactory *transports,
                  const CcpProviderConfig *provider,
                  GError **error)
{
  gboolean own_upstream =
      provider->type != NULL &&
      ccp_plugin_registry_has_own_upstream (self->registry, provider->type);

  return ccp_transport_factory_create (transports, provider, own_upstream, error);
}

static gboolean
create_target (CcpSnapshot *self,
               CcpTransportFactory *transports,
               const CcpProviderConfig *provider,
               GError **error)
{
  g_autoptr (CcpTransport) transport =
      create_transport (self, transports, provider, error);
  CcpTarget *target = NULL;

  if (transport == NULL)
    {
      g_prefix_error (error, "provider \"%s\": ", provider->name);
      return FALSE;
    }
  target = ccp_target_new (self->registry,
                           self->config,
                           provider,
                           transport,
                           self->faults,
                           error);
  if (target == NULL)
    return FALSE;
  g_hash_table_replace (self->targets, g_strdup (provider->name), target);
  return TRUE;
}

static gboolean
create_targets (CcpSnapshot *self, CcpTransportFactory *transports, GError **error)
{
  GPtrArray *providers = ccp_config_get_providers (self->config);

  for (guint i = 0; i < providers->len; i++)
    if (!create_target (self, transports, g_ptr_array_index (providers, i), error))
      return FALSE;
  return TRUE;
}

static void
ccp_snapshot_finalize (GObject *object)
{
  CcpSnapshot *self = CCP_SNAPSHOT (object);

  g_clear_object (&self->config);
  g_clear_pointer (&self->routing, ccp_json_unref);
  g_clear_object (&self->registry);
  g_clear_pointer (&self->catalog, ccp_catalog_unref);
  g_clear_object (&self->router);
  g_clear_pointer (&self->targets, g_hash_table_unref);
  g_clear_pointer (&self->faults, ccp_fault_log_unref);

  G_OBJECT_CLASS (ccp_snapshot_parent_class)->finalize (object);
}

static void
ccp_snapshot_class_init (CcpSnapshotClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_snapshot_finalize;
}

static void
ccp_snapshot_init (CcpSnapshot *self)
{
}

CcpSnapshot *
ccp_snapshot_new (CcpConfig *config,
                  CcpPluginRegistry *registry,
                  CcpTransportFactory *transports,
                  GError **error)
{
  g_autoptr (CcpSnapshot) self = NULL;

  g_return_val_if_fail (CCP_IS_CONFIG (config), NULL);
  g_return_val_if_fail (CCP_IS_PLUGIN_REGISTRY (registry), NULL);
  g_return_val_if_fail (CCP_IS_TRANSPORT_FACTORY (transports), NULL);

  self = g_object_new (CCP_TYPE_SNAPSHOT, NULL);
  self->config = g_object_ref (config);
  self->routing = ccp_json_ref (ccp_config_get_routing (config));
  self->faults = ccp_fault_log_new ();
  self->targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->registry = g_object_ref (registry);
  self->catalog = ccp_config_build_catalog (config);
  if (!create_targets (self, transports, error) || !create_router (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

CcpSnapshot *
ccp_snapshot_new_with_routing (CcpSnapshot *base, CcpJson *routing, GError **error)
{
  g_autoptr (CcpSnapshot) self = NULL;

  g_return_val_if_fail (CCP_IS_SNAPSHOT (base), NULL);
  g_return_val_if_fail (routing != NULL, NULL);

  self = g_object_new (CCP_TYPE_SNAPSHOT, NULL);
  self->routing = ccp_json_ref (routing);
  self->config = g_object_ref (base->config);
  self->registry = g_object_ref (base->registry);
  self->catalog = ccp_catalog_ref (base->catalog);
  self->targets = g_hash_table_ref (base->targets);
  return create_router (self, error) ? g_steal_pointer (&self) : NULL;
}

CcpSnapshot *
ccp_snapshot_new_with_profile (CcpSnapshot *base, const char *profile, GError **error)
{
  g_autoptr (CcpJson) routing = NULL;

  g_return_val_if_fail (CCP_IS_SNAPSHOT (base), NULL);
  g_return_val_if_fail (profile != NULL, NULL);

  routing =
      ccp_routing_profile_select (ccp_config_get_routing (base->config), profile, error);
  return routing != NULL ? ccp_snapshot_new_with_routing (base, routing, error) : NULL;
}

void
ccp_snapshot_use_states (CcpSnapshot *self, CcpProviderStates *states)
{
  GHashTableIter iter;
  gpointer name;
  gpointer target;

  g_return_if_fail (CCP_IS_SNAPSHOT (self));
  g_return_if_fail (CCP_IS_PROVIDER_STATES (states));

  g_hash_table_iter_init (&iter, self->targets);
  while (g_hash_table_iter_next (&iter, &name, &target))
    ccp_target_set_state (target, ccp_provider_states_get (states, name));
}

CcpConfig *
ccp_snapshot_get_config (CcpSnapshot *self)
{
  g_return_val_if_fail (CCP_IS_SNAPSHOT (self), NULL);

  return self->config;
}

CcpPluginRegistry *
ccp_snapshot_get_registry (CcpSnapshot *self)
{
  g_return_val_if_fail (CCP_IS_SNAPSHOT (self), NULL);

  return self->registry;
}

CcpCatalog *
ccp_snapshot_get_catalog (CcpSnapshot *self)
{
  g_return_val_if_fail (CCP_IS_SNAPSHOT (self), NULL);

  return self->catalog;
}

CcpJson *
ccp_snapshot_get_routing (CcpSnapshot *self)
{
  g_return_val_if_fail (CCP_IS_SNAPSHOT (self), NULL);

  return self->routing;
}

CcpRouter *
ccp_snapshot_get_router (CcpSnapshot *self)
{
  g_return_val_if_fail (CCP_IS_SNAPSHOT (self), NULL);

  return self->router;
}

CcpTarget *
ccp_snapshot_get_target (CcpSnapshot *self, const char *provider)
{
  g_return_val_if_fail (CCP_IS_SNAPSHOT (self), NULL);
  g_return_val_if_fail (provider != NULL, NULL);

  return g_hash_table_lookup (self->targets, provider);
}

void
ccp_snapshot_take_over (CcpSnapshot *self, CcpSnapshot *old)
{
  GHashTableIter iter;
  gpointer name = NULL;
  gpointer target = NULL;

  g_return_if_fail (CCP_IS_SNAPSHOT (self));
  g_return_if_fail (CCP_IS_SNAPSHOT (old));

  g_hash_table_iter_init (&iter, self->targets);
  while (g_hash_table_iter_next (&iter, &name, &target))
    {
      CcpTarget *before = g_hash_table_lookup (old->targets, name);

      if (before != NULL)
        ccp_target_take_over (target, before);
    }
}
