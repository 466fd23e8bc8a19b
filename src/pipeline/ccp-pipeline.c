/* ccp-pipeline.c: runs exchanges on today's snapshot
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-pipeline"

#include "ccp-pipeline.h"

#include "ccp-count.h"
#include "ccp-run.h"

struct _CcpPipeline
{
  GObject parent_instance;

  CcpSnapshot *snapshot;
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

  if (ccp_exchange_get_operation (exchange) == CCP_OPERATION_COUNT_TOKENS)
    ccp_count_async (self, self->snapshot, exchange, cancellable, callback, user_data);
  else
    ccp_run_async (self, self->snapshot, exchange, cancellable, callback, user_data);
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
ccp_pipeline_finalize (GObject *object)
{
  CcpPipeline *self = CCP_PIPELINE (object);

  g_clear_object (&self->snapshot);

  G_OBJECT_CLASS (ccp_pipeline_parent_class)->finalize (object);
}

static void
ccp_pipeline_class_init (CcpPipelineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_pipeline_finalize;
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
}

CcpPipeline *
ccp_pipeline_new (CcpSnapshot *snapshot)
{
  CcpPipeline *self = NULL;

  g_return_val_if_fail (CCP_IS_SNAPSHOT (snapshot), NULL);

  self = g_object_new (CCP_TYPE_PIPELINE, NULL);
  self->snapshot = g_object_ref (snapshot);
  return self;
}

void
ccp_pipeline_set_snapshot (CcpPipeline *self, CcpSnapshot *snapshot)
{
  g_return_if_fail (CCP_IS_PIPELINE (self));
  g_return_if_fail (CCP_IS_SNAPSHOT (snapshot));

  g_set_object (&self->snapshot, snapshot);
}

gboolean
ccp_pipeline_set_profile (CcpPipeline *self, const char *profile, GError **error)
{
  g_autoptr (CcpSnapshot) snapshot = NULL;

  g_return_val_if_fail (CCP_IS_PIPELINE (self), FALSE);

  snapshot = ccp_snapshot_new_with_profile (self->snapshot, profile, error);
  if (snapshot == NULL)
    return FALSE;
  ccp_pipeline_set_snapshot (self, snapshot);
  return TRUE;
}

CcpSnapshot *
ccp_pipeline_get_snapshot (CcpPipeline *self)
{
  g_return_val_if_fail (CCP_IS_PIPELINE (self), NULL);

  return self->snapshot;
}
