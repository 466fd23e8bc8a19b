/* ccp-transformer.h: changes requests and answers on their way
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-event-batch.h"
#include "ccp-exchange.h"
#include "ccp-upstream-request.h"

G_BEGIN_DECLS

#define CCP_TYPE_TRANSFORMER (ccp_transformer_get_type ())

CCP_AVAILABLE_IN_1_0
G_DECLARE_INTERFACE (CcpTransformer, ccp_transformer, CCP, TRANSFORMER, GObject)

/**
 * CcpTransformerInterface:
 * @get_side: on which side of the dialect it works
 * @get_abilities: what it implements
 * @configure: takes the params of its entry in the configuration
 * @get_deadline: when it wants to be called without events
 * @transform_request_async: starts to change a request body
 * @transform_request_finish: gets the changed request body
 * @transform_response_async: starts to change a whole answer
 * @transform_response_finish: gets the changed answer
 * @transform_events_async: starts to change a batch of events
 * @transform_events_finish: gets the changed batch
 * @transform_upstream_async: starts to change the HTTP request
 * @transform_upstream_finish: ends the change of the HTTP request
 *
 * The methods of a transformer.
 */
struct _CcpTransformerInterface
{
  /*< private >*/
  GTypeInterface parent_iface;

  /*< public >*/
  CcpSide (*get_side) (CcpTransformer *self);
  CcpTransformAbilities (*get_abilities) (CcpTransformer *self);
  gboolean (*configure) (CcpTransformer *self, CcpJson *params, GError **error);
  gint64 (*get_deadline) (CcpTransformer *self);

  void (*transform_request_async) (CcpTransformer *self,
                                   CcpExchange *exchange,
                                   CcpJson *body,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
  CcpJson *(*transform_request_finish) (CcpTransformer *self,
                                        GAsyncResult *result,
                                        GError **error);
  void (*transform_response_async) (CcpTransformer *self,
                                    CcpExchange *exchange,
                                    CcpJson *body,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
  CcpJson *(*transform_response_finish) (CcpTransformer *self,
                                         GAsyncResult *result,
                                         GError **error);
  void (*transform_events_async) (CcpTransformer *self,
                                  CcpExchange *exchange,
                                  CcpEventBatch *batch,
                                  CcpTransformFlags flags,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
  CcpEventBatch *(*transform_events_finish) (CcpTransformer *self,
                                             GAsyncResult *result,
                                             GError **error);
  void (*transform_upstream_async) (CcpTransformer *self,
                                    CcpExchange *exchange,
                                    CcpUpstreamRequest *request,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
  gboolean (*transform_upstream_finish) (CcpTransformer *self,
                                         GAsyncResult *result,
                                         GError **error);

  /*< private >*/
  gpointer _reserved[8];
};

CCP_AVAILABLE_IN_1_0
CcpSide ccp_transformer_get_side (CcpTransformer *self);
CCP_AVAILABLE_IN_1_0
CcpTransformAbilities ccp_transformer_get_abilities (CcpTransformer *self);
CCP_AVAILABLE_IN_1_0
gboolean
ccp_transformer_configure (CcpTransformer *self, CcpJson *params, GError **error);
CCP_AVAILABLE_IN_1_0
gint64 ccp_transformer_get_deadline (CcpTransformer *self);
CCP_AVAILABLE_IN_1_0
void ccp_transformer_transform_request_async (CcpTransformer *self,
                                              CcpExchange *exchange,
                                              CcpJson *body,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_transformer_transform_request_finish (CcpTransformer *self,
                                                   GAsyncResult *result,
                                                   GError **error);
CCP_AVAILABLE_IN_1_0
void ccp_transformer_transform_response_async (CcpTransformer *self,
                                               CcpExchange *exchange,
                                               CcpJson *body,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_transformer_transform_response_finish (CcpTransformer *self,
                                                    GAsyncResult *result,
                                                    GError **error);
CCP_AVAILABLE_IN_1_0
void ccp_transformer_transform_events_async (CcpTransformer *self,
                                             CcpExchange *exchange,
                                             CcpEventBatch *batch,
                                             CcpTransformFlags flags,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
CCP_AVAILABLE_IN_1_0
CcpEventBatch *ccp_transformer_transform_events_finish (CcpTransformer *self,
                                                        GAsyncResult *result,
                                                        GError **error);
CCP_AVAILABLE_IN_1_0
void ccp_transformer_transform_upstream_async (CcpTransformer *self,
                                               CcpExchange *exchange,
                                               CcpUpstreamRequest *request,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
CCP_AVAILABLE_IN_1_0
gboolean ccp_transformer_transform_upstream_finish (CcpTransformer *self,
                                                    GAsyncResult *result,
                                                    GError **error);

G_END_DECLS
