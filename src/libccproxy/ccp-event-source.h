/* ccp-event-source.h: where events come from, pulled one batch at a time
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-event-batch.h"

G_BEGIN_DECLS

#define CCP_TYPE_EVENT_SOURCE (ccp_event_source_get_type ())

CCP_AVAILABLE_IN_1_0
G_DECLARE_INTERFACE (CcpEventSource, ccp_event_source, CCP, EVENT_SOURCE, GObject)

/**
 * CcpEventSourceInterface:
 * @next_async: starts to wait for the next batch
 * @next_finish: gets the batch, or %NULL without an error at the end
 *
 * The methods of a source.
 */
struct _CcpEventSourceInterface
{
  /*< private >*/
  GTypeInterface parent_iface;

  /*< public >*/
  void (*next_async) (CcpEventSource *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  CcpEventBatch *(*next_finish) (CcpEventSource *self,
                                 GAsyncResult *result,
                                 GError **error);

  /*< private >*/
  gpointer _reserved[4];
};

CCP_AVAILABLE_IN_1_0
void ccp_event_source_next_async (CcpEventSource *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
CCP_AVAILABLE_IN_1_0
CcpEventBatch *
ccp_event_source_next_finish (CcpEventSource *self, GAsyncResult *result, GError **error);

G_END_DECLS
