/* ccp-reachability.c: which providers there is a way to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-reachability"

#include "ccp-reachability.h"

#include "ccp-upstream-origin.h"

/* any port has the same way */
#define HTTPS_PORT 443
#define DIRECT "direct://"

struct _CcpReachability
{
  GObject parent_instance;

  CcpNetworkWatch *watch;
  CcpPipeline *pipeline;
  CcpTransportFactory *transports;
  GProxyResolver *proxies; /* (nullable) */
  GCancellable *questions; /* of those that are under way */
  gboolean enabled;
};

G_DEFINE_FINAL_TYPE (CcpReachability, ccp_reachability, G_TYPE_OBJECT)

static gboolean
is_near (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autoptr (CcpUpstreamOrigin) origin = NULL;
  g_autofree char *place = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return FALSE;
  place = g_uri_join (G_URI_FLAGS_NONE,
                      "http",
                      NULL,
                      g_uri_get_host (uri),
                      g_uri_get_port (uri),
                      "/",
                      NULL,
                      NULL);
  origin = ccp_upstream_origin_new (place, NULL);
  return origin != NULL && ccp_upstream_origin_is_near (origin);
}

/* whether a proxy that is near goes there for us: it may know a way. The resolver has a
 * table, so nothing waits here. */
static gboolean
has_near_proxy (CcpReachability *self, const char *url)
{
  g_auto (GStrv) ways = NULL;

  if (self->proxies == NULL)
    return FALSE;
  ways = g_proxy_resolver_lookup (self->proxies, url, NULL, NULL);
  return ways != NULL && ways[0] != NULL && !g_str_equal (ways[0], DIRECT) &&
         is_near (ways[0]);
}

/* Returns: (transfer full) (nullable): the host that only a network leads to */
static char *
find_far_host (CcpReachability *self,
               CcpPluginRegistry *registry,
               const CcpProviderConfig *provider)
{
  g_autoptr (CcpUpstreamOrigin) origin = NULL;

  if (provider->type != NULL &&
      ccp_plugin_registry_has_own_upstream (registry, provider->type))
    return NULL;
  origin = ccp_upstream_origin_new (provider->url, NULL);
  if (origin == NULL || ccp_upstream_origin_is_near (origin) ||
      has_near_proxy (self, provider->url))
    return NULL;
  return g_strdup (ccp_upstream_origin_get_host (origin));
}

typedef struct
{
  CcpProviderState *state;
  char *host;
} Question;

static void
free_question (Question *question)
{
  g_clear_object (&question->state);
  g_clear_pointer (&question->host, g_free);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, free_question)

static void
on_answer (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Question) question = data;
  g_autoptr (GError) error = NULL;

  if (!g_network_monitor_can_reach_finish (G_NETWORK_MONITOR (object), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ccp_provider_state_set_unreachable (question->state, question->host);
}

/* A network without a way to the whole world may have one to this host, as that of a lab
 * or of a VPN: the routes are asked before anything is refused. */
static void
ask (CcpReachability *self, CcpProviderState *state, const char *host)
{
  g_autoptr (GSocketConnectable) address = g_network_address_new (host, HTTPS_PORT);
  Question *question = g_new0 (Question, 1);

  question->state = g_object_ref (state);
  question->host = g_strdup (host);
  g_network_monitor_can_reach_async (ccp_network_watch_get_monitor (self->watch),
                                     address,
                                     self->questions,
                                     on_answer,
                                     question);
}

static void
forget_questions (CcpReachability *self)
{
  g_cancellable_cancel (self->questions);
  g_object_unref (self->questions);
  self->questions = g_cancellable_new ();
}

static void
update (CcpReachability *self, gboolean is_back)
{
  CcpSnapshot *snapshot = ccp_pipeline_get_snapshot (self->pipeline);
  CcpProviderStates *states = ccp_pipeline_get_states (self->pipeline);
  GPtrArray *providers = ccp_config_get_providers (ccp_snapshot_get_config (snapshot));
  gboolean is_cut_off = self->enabled && !ccp_network_watch_is_online (self->watch);

  forget_questions (self);
  for (guint i = 0; i < providers->len; i++)
    {
      const CcpProviderConfig *provider = g_ptr_array_index (providers, i);
      CcpProviderState *state = ccp_provider_states_get (states, provider->name);
      g_autofree char *host =
          find_far_host (self, ccp_snapshot_get_registry (snapshot), provider);

      if (is_cut_off && host != NULL)
        ask (self, state, host);
      else
        ccp_provider_state_set_unreachable (state, NULL);
      if (is_back && host != NULL)
        ccp_provider_state_forgive (state);
    }
}

static void
on_network_changed (CcpReachability *self)
{
  gboolean is_back = ccp_network_watch_is_online (self->watch);

  if (is_back)
    ccp_transport_factory_drop_idle (self->transports);
  update (self, is_back);
}

static void
on_snapshot_changed (CcpReachability *self)
{
  update (self, FALSE);
}

static void
ccp_reachability_finalize (GObject *object)
{
  CcpReachability *self = CCP_REACHABILITY (object);

  g_cancellable_cancel (self->questions);
  g_clear_object (&self->questions);
  g_clear_object (&self->watch);
  g_clear_object (&self->pipeline);
  g_clear_object (&self->transports);
  g_clear_object (&self->proxies);

  G_OBJECT_CLASS (ccp_reachability_parent_class)->finalize (object);
}

static void
ccp_reachability_class_init (CcpReachabilityClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_reachability_finalize;
}

static void
ccp_reachability_init (CcpReachability *self)
{
  self->enabled = TRUE;
  self->questions = g_cancellable_new ();
}

CcpReachability *
ccp_reachability_new (CcpNetworkWatch *watch,
                      CcpPipeline *pipeline,
                      CcpTransportFactory *transports,
                      GProxyResolver *proxies)
{
  CcpReachability *self = NULL;

  g_return_val_if_fail (CCP_IS_NETWORK_WATCH (watch), NULL);
  g_return_val_if_fail (CCP_IS_PIPELINE (pipeline), NULL);
  g_return_val_if_fail (CCP_IS_TRANSPORT_FACTORY (transports), NULL);
  g_return_val_if_fail (proxies == NULL || G_IS_PROXY_RESOLVER (proxies), NULL);

  self = g_object_new (CCP_TYPE_REACHABILITY, NULL);
  self->watch = g_object_ref (watch);
  self->pipeline = g_object_ref (pipeline);
  self->transports = g_object_ref (transports);
  g_set_object (&self->proxies, proxies);
  g_signal_connect_object (watch,
                           "changed",
                           G_CALLBACK (on_network_changed),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (pipeline,
                           "snapshot-changed",
                           G_CALLBACK (on_snapshot_changed),
                           self,
                           G_CONNECT_SWAPPED);
  update (self, FALSE);
  return self;
}

void
ccp_reachability_set_enabled (CcpReachability *self, gboolean enabled)
{
  g_return_if_fail (CCP_IS_REACHABILITY (self));

  self->enabled = enabled;
  update (self, FALSE);
}
