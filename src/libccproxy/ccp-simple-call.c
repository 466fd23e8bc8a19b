/* ccp-simple-call.c: what the calls of plain methods have in common
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-simple-call"

#include "private/ccp-simple-call.h"

#include "ccp-error.h"

void
ccp_simple_call_fail (gpointer self, const char *method, GError *reason, GError **error)
{
  if (reason != NULL)
    g_propagate_error (error, reason);
  else
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_PLUGIN,
                 "%s: %s failed without saying why",
                 G_OBJECT_TYPE_NAME (self),
                 method);
}

void
ccp_simple_call_return (GTask *task,
                        gpointer found,
                        GDestroyNotify destroy,
                        GError *reason)
{
  if (found != NULL)
    g_task_return_pointer (task, found, destroy);
  else
    g_task_return_error (task, reason);
}

gpointer
ccp_simple_call_finish (gpointer self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
