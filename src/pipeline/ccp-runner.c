/* ccp-runner.c: runs exchanges; what the doors see of the pipeline
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-runner"

#include "ccp-runner.h"

G_DEFINE_INTERFACE (CcpRunner, ccp_runner, G_TYPE_OBJECT)

static void
ccp_runner_default_init (CcpRunnerInterface *iface)
{
}

void
ccp_runner_run_async (CcpRunner *self,
                      CcpExchange *exchange,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_return_if_fail (CCP_IS_RUNNER (self));
  g_return_if_fail (CCP_IS_EXCHANGE (exchange));

  CCP_RUNNER_GET_IFACE (self)->run_async (self,
                                          exchange,
                                          cancellable,
                                          callback,
                                          user_data);
}

CcpReply *
ccp_runner_run_finish (CcpRunner *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CCP_IS_RUNNER (self), NULL);

  return CCP_RUNNER_GET_IFACE (self)->run_finish (self, result, error);
}

CcpCatalog *
ccp_runner_get_catalog (CcpRunner *self)
{
  g_return_val_if_fail (CCP_IS_RUNNER (self), NULL);

  return CCP_RUNNER_GET_IFACE (self)->get_catalog (self);
}
