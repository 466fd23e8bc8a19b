/* ccp-event-source.c: where events come from, pulled one batch at a time
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-event-source"

#include "ccp-event-source.h"

/**
 * CcpEventSource:
 *
 * A stream of events that is pulled: whoever wants the next batch asks for it, so a slow
 * reader slows the writer, and at most one batch is held at each stage.
 */
G_DEFINE_INTERFACE (CcpEventSource, ccp_event_source, G_TYPE_OBJECT)

static void
ccp_event_source_default_init (CcpEventSourceInterface *iface)
{
}

/**
 * ccp_event_source_next_async:
 * @self: a source
 * @cancellable: (nullable): ends the wait
 * @callback: (scope async): called when the batch is there
 * @user_data: (closure): for @callback
 *
 * Starts to wait for the next batch. One wait at a time.
 */
void
ccp_event_source_next_async (CcpEventSource *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (CCP_IS_EVENT_SOURCE (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  CCP_EVENT_SOURCE_GET_IFACE (self)->next_async (self, cancellable, callback, user_data);
}

/**
 * ccp_event_source_next_finish:
 * @self: a source
 * @result: what the callback was given
 * @error: why the stream broke
 *
 * Gets the batch that was waited for.
 *
 * Returns: (transfer full) (nullable): the batch; %NULL without @error set when the
 * stream has ended by itself, %NULL with @error set when it broke
 */
CcpEventBatch *
ccp_event_source_next_finish (CcpEventSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CCP_IS_EVENT_SOURCE (self), NULL);
  g_return_val_if_fail (G_IS_ASYNC_RESULT (result), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return CCP_EVENT_SOURCE_GET_IFACE (self)->next_finish (self, result, error);
}
