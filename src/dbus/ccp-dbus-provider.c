/* ccp-dbus-provider.c: a provider on the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-dbus-provider"

#include "ccp-dbus-provider.h"

#include "ccp-dbus-reply.h"
#include "ccp-dbus-types.h"
#include "ccp-dbus-variant.h"
#include "ccp-probe.h"

#define CCP_TYPE_PROVIDER_OBJECT (ccp_provider_object_get_type ())

G_DECLARE_FINAL_TYPE (CcpProviderObject,
                      ccp_provider_object,
                      CCP,
                      PROVIDER_OBJECT,
                      CcpDBusProviderSkeleton)

/* what changes with every exchange, and is read when somebody asks */
enum
{
  PROP_RATE_LIMITS = 1,
  PROP_IN_FLIGHT,
};

struct _CcpProviderObject
{
  CcpDBusProviderSkeleton parent_instance;

  CcpPipeline *pipeline;
  CcpProviderState *state; /* outlives what the configuration says of the provider */
};

static void ccp_provider_object_iface_init (CcpDBusProviderIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CcpProviderObject,
                               ccp_provider_object,
                               CCP_DBUS_TYPE_PROVIDER_SKELETON,
                               G_IMPLEMENT_INTERFACE (CCP_DBUS_TYPE_PROVIDER,
                                                      ccp_provider_object_iface_init))

/* the skeleton tells of what is not what it was */
static void
on_changed (CcpProviderState *state, gpointer data)
{
  CcpDBusProvider *provider = data;
  g_autofree char *error =
      ccp_dbus_variant_clean_text (ccp_provider_state_get_last_error (state));

  ccp_dbus_provider_set_state (
      provider,
      ccp_provider_state_condition_to_string (ccp_provider_state_get_condition (state)));
  ccp_dbus_provider_set_breaker (
      provider,
      ccp_breaker_state_to_string (ccp_provider_state_get_breaker (state)));
  ccp_dbus_provider_set_resting_until (
      provider,
      (guint64) ccp_provider_state_get_resting_until (state));
  ccp_dbus_provider_set_last_error (provider, error);
  ccp_dbus_provider_set_last_error_at (
      provider,
      (guint64) ccp_provider_state_get_last_error_at (state));
}

/* Returns: (transfer floating): a{ss} */
static GVariant *
new_rate_limits (CcpProviderState *state)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  CcpHeaders *headers = ccp_provider_state_get_rate_limits (state);

  for (guint i = 0; i < ccp_headers_get_length (headers); i++)
    {
      g_autofree char *name =
          ccp_dbus_variant_clean_text (ccp_headers_get_name (headers, i));
      g_autofree char *value =
          ccp_dbus_variant_clean_text (ccp_headers_get_value (headers, i));

      g_variant_builder_add (&builder, "{ss}", name, value);
    }
  return g_variant_builder_end (&builder);
}

static gboolean
ccp_provider_object_handle_pause (CcpDBusProvider *provider,
                                  GDBusMethodInvocation *invocation)
{
  ccp_provider_state_pause (CCP_PROVIDER_OBJECT (provider)->state);
  ccp_dbus_provider_complete_pause (provider, invocation);
  return TRUE;
}

static gboolean
ccp_provider_object_handle_resume (CcpDBusProvider *provider,
                                   GDBusMethodInvocation *invocation)
{
  ccp_provider_state_resume (CCP_PROVIDER_OBJECT (provider)->state);
  ccp_dbus_provider_complete_resume (provider, invocation);
  return TRUE;
}

/* @data: (transfer full): the invocation */
static void
on_probed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GDBusMethodInvocation) invocation = data;
  g_autoptr (GError) error = NULL;
  guint milliseconds = ccp_probe_finish (result, &error);

  if (error != NULL)
    ccp_dbus_reply_error (g_steal_pointer (&invocation), error);
  else
    g_dbus_method_invocation_return_value (g_steal_pointer (&invocation),
                                           g_variant_new ("(u)", milliseconds));
}

/* the object goes when its provider does, so there is a target */
static gboolean
ccp_provider_object_handle_probe (CcpDBusProvider *provider,
                                  GDBusMethodInvocation *invocation)
{
  CcpProviderObject *self = CCP_PROVIDER_OBJECT (provider);
  CcpSnapshot *snapshot = ccp_pipeline_get_snapshot (self->pipeline);

  ccp_probe_async (
      ccp_snapshot_get_target (snapshot, ccp_dbus_provider_get_name (provider)),
      NULL,
      on_probed,
      invocation);
  return TRUE;
}

static void
ccp_provider_object_get_property (GObject *object,
                                  guint id,
                                  GValue *value,
                                  GParamSpec *spec)
{
  CcpProviderObject *self = CCP_PROVIDER_OBJECT (object);

  switch (id)
    {
    case PROP_RATE_LIMITS:
      g_value_set_variant (value, new_rate_limits (self->state));
      break;
    case PROP_IN_FLIGHT:
      g_value_set_uint (value, ccp_provider_state_get_in_flight (self->state));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

/* nobody sets what is read from the state */
static void
ccp_provider_object_set_property (GObject *object,
                                  guint id,
                                  const GValue *value,
                                  GParamSpec *spec)
{
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
ccp_provider_object_finalize (GObject *object)
{
  CcpProviderObject *self = CCP_PROVIDER_OBJECT (object);

  g_clear_object (&self->pipeline);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (ccp_provider_object_parent_class)->finalize (object);
}

static void
ccp_provider_object_class_init (CcpProviderObjectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ccp_provider_object_get_property;
  object_class->set_property = ccp_provider_object_set_property;
  object_class->finalize = ccp_provider_object_finalize;
  g_object_class_override_property (object_class, PROP_RATE_LIMITS, "rate-limits");
  g_object_class_override_property (object_class, PROP_IN_FLIGHT, "in-flight");
}

static void
ccp_provider_object_iface_init (CcpDBusProviderIface *iface)
{
  iface->handle_probe = ccp_provider_object_handle_probe;
  iface->handle_pause = ccp_provider_object_handle_pause;
  iface->handle_resume = ccp_provider_object_handle_resume;
}

static void
ccp_provider_object_init (CcpProviderObject *self)
{
}

/* Returns: (transfer full): what it lists, and what the configuration says of it besides
 */
static char **
list_models (const CcpProviderConfig *provider, CcpConfig *config)
{
  GPtrArray *models = ccp_config_get_models (config);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < provider->models->len; i++)
    {
      const CcpModelConfig *model = g_ptr_array_index (provider->models, i);

      g_ptr_array_add (list, ccp_dbus_variant_clean_text (model->id));
    }
  for (guint i = 0; i < models->len; i++)
    {
      const CcpModelConfig *model = g_ptr_array_index (models, i);

      if (g_str_equal (model->provider, provider->name) &&
          !g_ptr_array_find_with_equal_func (list, model->id, g_str_equal, NULL))
        g_ptr_array_add (list, ccp_dbus_variant_clean_text (model->id));
    }
  g_ptr_array_add (list, NULL);
  return (char **) g_ptr_array_steal (list, NULL);
}

static void
describe (CcpProviderObject *self, const CcpProviderConfig *provider)
{
  CcpDBusProvider *object = CCP_DBUS_PROVIDER (self);
  CcpSnapshot *snapshot = ccp_pipeline_get_snapshot (self->pipeline);
  const char *type = provider->type;
  g_autoptr (GUri) uri = g_uri_parse (provider->url, G_URI_FLAGS_NONE, NULL);
  g_auto (GStrv) models = list_models (provider, ccp_snapshot_get_config (snapshot));

  if (type == NULL)
    type = ccp_plugin_registry_infer_type (ccp_snapshot_get_registry (snapshot),
                                           provider->url);
  ccp_dbus_provider_set_name (object, provider->name);
  ccp_dbus_provider_set_dialect (object, type);
  ccp_dbus_provider_set_host (object, uri != NULL ? g_uri_get_host (uri) : "");
  ccp_dbus_provider_set_models (object, (const char *const *) models);
}

GDBusInterfaceSkeleton *
ccp_dbus_provider_create (CcpPipeline *pipeline, const CcpProviderConfig *provider)
{
  CcpProviderObject *self = NULL;
  CcpProviderStates *states = NULL;

  g_return_val_if_fail (CCP_IS_PIPELINE (pipeline), NULL);
  g_return_val_if_fail (provider != NULL, NULL);

  states = ccp_pipeline_get_states (pipeline);
  self = g_object_new (CCP_TYPE_PROVIDER_OBJECT, NULL);
  self->pipeline = g_object_ref (pipeline);
  self->state = g_object_ref (ccp_provider_states_get (states, provider->name));
  describe (self, provider);
  on_changed (self->state, self);
  g_signal_connect_object (self->state, "changed", G_CALLBACK (on_changed), self, 0);
  return G_DBUS_INTERFACE_SKELETON (self);
}
