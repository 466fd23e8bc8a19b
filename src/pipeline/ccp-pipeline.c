/* ccp-pipeline.c: runs exchanges on today's snapshot
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-pipeline"

#include "ccp-pipeline.h"

#include "ccp-count.h"
#include "ccp-routing-profile.h"
#include "ccp-routing-state.h"
#include "ccp-run.h"
#include "ccp-stage-names.h"

enum
{
  SIGNAL_ROUTES_CHANGED,
  SIGNAL_SNAPSHOT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

struct _CcpPipeline
{
  GObject parent_instance;

  CcpSnapshot *base;      /* the configuration as it is written */
  CcpSnapshot *snapshot;  /* with what goes before it: the same targets */
  CcpRoutingState *state; /* what goes before it */
  char *profile;          /* (nullable): what the state is without anything set */
  CcpLedger *ledger;
  CcpProviderStates *states; /* of the providers of all snapshots */
};

static void ccp_pipeline_iface_init (CcpRunnerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CcpPipeline,
                               ccp_pipeline,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CCP_TYPE_RUNNER,
                                                      ccp_pipeline_iface_init))

static void
ccp_pipeline_run_async (CcpRunner *runner,
                        CcpExchange *exchange,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  CcpPipeline *self = CCP_PIPELINE (runner);
  g_autoptr (CcpTally) tally = ccp_tally_new (self->ledger, exchange, cancellable);

  if (ccp_exchange_get_operation (exchange) == CCP_OPERATION_COUNT_TOKENS)
    ccp_count_async (self, self->snapshot, tally, callback, user_data);
  else
    ccp_run_async (self, self->snapshot, tally, callback, user_data);
}

static CcpReply *
ccp_pipeline_run_finish (CcpRunner *runner, GAsyncResult *result, GError **error)
{
  if (g_async_result_is_tagged (result, ccp_count_async))
    return ccp_count_finish (result, error);
  return ccp_run_finish (result, error);
}

static CcpCatalog *
ccp_pipeline_get_catalog (CcpRunner *runner)
{
  return ccp_snapshot_get_catalog (CCP_PIPELINE (runner)->snapshot);
}

static void
emit_routes_changed (CcpPipeline *self, const char *stage)
{
  g_signal_emit (self, signals[SIGNAL_ROUTES_CHANGED], 0, stage);
}

/* @state: (transfer full): is in force if it fits */
static gboolean
take_state (CcpPipeline *self, CcpRoutingState *state, GError **error)
{
  g_autoptr (CcpRoutingState) taken = state;
  CcpSnapshot *snapshot = ccp_routing_state_apply (taken, self->base, error);

  if (snapshot == NULL)
    return FALSE;
  g_clear_object (&self->snapshot);
  self->snapshot = snapshot;
  g_set_object (&self->state, taken);
  return TRUE;
}

/* what fits alone need not fit together */
static void
keep_state (CcpPipeline *self)
{
  g_autoptr (GError) error = NULL;

  ccp_routing_state_prune (self->state, self->base);
  if (take_state (self, g_object_ref (self->state), &error))
    return;
  g_warning ("what was set of the routing is set no more: %s", error->message);
  g_clear_object (&self->state);
  self->state = ccp_routing_state_new ();
  g_set_object (&self->snapshot, self->base);
}

static void
ccp_pipeline_finalize (GObject *object)
{
  CcpPipeline *self = CCP_PIPELINE (object);

  g_clear_object (&self->base);
  g_clear_object (&self->snapshot);
  g_clear_object (&self->state);
  g_clear_pointer (&self->profile, g_free);
  g_clear_object (&self->ledger);
  g_clear_object (&self->states);

  G_OBJECT_CLASS (ccp_pipeline_parent_class)->finalize (object);
}

static void
ccp_pipeline_class_init (CcpPipelineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_pipeline_finalize;
  signals[SIGNAL_ROUTES_CHANGED] = g_signal_new ("routes-changed",
                                                 CCP_TYPE_PIPELINE,
                                                 G_SIGNAL_RUN_LAST,
                                                 0,
                                                 NULL,
                                                 NULL,
                                                 NULL,
                                                 G_TYPE_NONE,
                                                 1,
                                                 G_TYPE_STRING);
  signals[SIGNAL_SNAPSHOT_CHANGED] = g_signal_new ("snapshot-changed",
                                                   CCP_TYPE_PIPELINE,
                                                   G_SIGNAL_RUN_LAST,
                                                   0,
                                                   NULL,
                                                   NULL,
                                                   NULL,
                                                   G_TYPE_NONE,
                                                   0);
}

static void
ccp_pipeline_iface_init (CcpRunnerInterface *iface)
{
  iface->run_async = ccp_pipeline_run_async;
  iface->run_finish = ccp_pipeline_run_finish;
  iface->get_catalog = ccp_pipeline_get_catalog;
}

static void
ccp_pipeline_init (CcpPipeline *self)
{
  self->state = ccp_routing_state_new ();
  self->ledger = ccp_ledger_new ();
  self->states = ccp_provider_states_new (NULL, NULL);
}

CcpPipeline *
ccp_pipeline_new (CcpSnapshot *snapshot)
{
  CcpPipeline *self = NULL;

  g_return_val_if_fail (CCP_IS_SNAPSHOT (snapshot), NULL);

  self = g_object_new (CCP_TYPE_PIPELINE, NULL);
  self->base = g_object_ref (snapshot);
  self->snapshot = g_object_ref (snapshot);
  ccp_snapshot_use_states (snapshot, self->states);
  return self;
}

void
ccp_pipeline_set_snapshot (CcpPipeline *self, CcpSnapshot *snapshot)
{
  g_return_if_fail (CCP_IS_PIPELINE (self));
  g_return_if_fail (CCP_IS_SNAPSHOT (snapshot));

  ccp_snapshot_use_states (snapshot, self->states);
  /* what it was that made a provider refuse may be mended in the new configuration */
  ccp_provider_states_reconsider (self->states);
  g_set_object (&self->base, snapshot);
  keep_state (self);
  g_signal_emit (self, signals[SIGNAL_SNAPSHOT_CHANGED], 0);
  emit_routes_changed (self, NULL);
}

gboolean
ccp_pipeline_begin_with_profile (CcpPipeline *self, const char *profile, GError **error)
{
  g_return_val_if_fail (CCP_IS_PIPELINE (self), FALSE);
  g_return_val_if_fail (profile != NULL, FALSE);

  if (!ccp_pipeline_set_profile (self, profile, error))
    return FALSE;
  g_free (self->profile);
  self->profile = g_strdup (profile);
  return TRUE;
}

gboolean
ccp_pipeline_set_profile (CcpPipeline *self, const char *profile, GError **error)
{
  g_autoptr (CcpRoutingState) state = NULL;

  g_return_val_if_fail (CCP_IS_PIPELINE (self), FALSE);

  state = ccp_routing_state_copy (self->state);
  ccp_routing_state_set_profile (state, profile != NULL ? profile : "");
  if (!take_state (self, g_steal_pointer (&state), error))
    return FALSE;
  emit_routes_changed (self, NULL);
  return TRUE;
}

char *
ccp_pipeline_get_profile (CcpPipeline *self)
{
  g_return_val_if_fail (CCP_IS_PIPELINE (self), NULL);

  return ccp_routing_profile_dup_current (ccp_snapshot_get_routing (self->snapshot));
}

char **
ccp_pipeline_dup_profiles (CcpPipeline *self)
{
  g_return_val_if_fail (CCP_IS_PIPELINE (self), NULL);

  return ccp_routing_profile_dup_names (ccp_snapshot_get_routing (self->base));
}

gboolean
ccp_pipeline_set_stage (CcpPipeline *self,
                        const char *stage,
                        const char *const *targets,
                        GError **error)
{
  g_autoptr (CcpRoutingState) state = NULL;

  g_return_val_if_fail (CCP_IS_PIPELINE (self), FALSE);
  g_return_val_if_fail (stage != NULL, FALSE);
  g_return_val_if_fail (targets != NULL, FALSE);

  state = ccp_routing_state_copy (self->state);
  ccp_routing_state_set_stage (state, stage, targets);
  if (!take_state (self, g_steal_pointer (&state), error))
    return FALSE;
  emit_routes_changed (self, ccp_stage_names_resolve (stage));
  return TRUE;
}

void
ccp_pipeline_reset_routing (CcpPipeline *self)
{
  g_return_if_fail (CCP_IS_PIPELINE (self));

  g_clear_object (&self->state);
  self->state = ccp_routing_state_new ();
  ccp_routing_state_set_profile (self->state, self->profile);
  keep_state (self);
  emit_routes_changed (self, NULL);
}

GPtrArray *
ccp_pipeline_list_stages (CcpPipeline *self)
{
  g_return_val_if_fail (CCP_IS_PIPELINE (self), NULL);

  return ccp_routing_stage_list (ccp_snapshot_get_registry (self->snapshot),
                                 ccp_snapshot_get_routing (self->snapshot),
                                 ccp_routing_state_get_stages (self->state));
}

CcpSnapshot *
ccp_pipeline_get_snapshot (CcpPipeline *self)
{
  g_return_val_if_fail (CCP_IS_PIPELINE (self), NULL);

  return self->snapshot;
}

CcpLedger *
ccp_pipeline_get_ledger (CcpPipeline *self)
{
  g_return_val_if_fail (CCP_IS_PIPELINE (self), NULL);

  return self->ledger;
}

CcpProviderStates *
ccp_pipeline_get_states (CcpPipeline *self)
{
  g_return_val_if_fail (CCP_IS_PIPELINE (self), NULL);

  return self->states;
}
