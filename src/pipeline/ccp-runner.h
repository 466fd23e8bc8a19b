/* ccp-runner.h: runs exchanges; what the doors see of the pipeline
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-reply.h"

G_BEGIN_DECLS

#define CCP_TYPE_RUNNER (ccp_runner_get_type ())

G_DECLARE_INTERFACE (CcpRunner, ccp_runner, CCP, RUNNER, GObject)

struct _CcpRunnerInterface
{
  GTypeInterface parent_iface;

  /* Cancelling @cancellable ends the exchange in every phase, also while its events are
   * pulled. run_finish fails only when it was cancelled: any other failure is a reply. */
  void (*run_async) (CcpRunner *self,
                     CcpExchange *exchange,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data);
  CcpReply *(*run_finish) (CcpRunner *self, GAsyncResult *result, GError **error);
  CcpCatalog *(*get_catalog) (CcpRunner *self); /* (transfer none): today's models */
};

void ccp_runner_run_async (CcpRunner *self,
                           CcpExchange *exchange,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
CcpReply *ccp_runner_run_finish (CcpRunner *self, GAsyncResult *result, GError **error);
CcpCatalog *ccp_runner_get_catalog (CcpRunner *self);

G_END_DECLS
