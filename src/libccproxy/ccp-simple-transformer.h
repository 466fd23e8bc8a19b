/* ccp-simple-transformer.h: the base class of transformers with plain methods
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-transformer.h"

G_BEGIN_DECLS

#define CCP_TYPE_SIMPLE_TRANSFORMER (ccp_simple_transformer_get_type ())

CCP_AVAILABLE_IN_1_0
G_DECLARE_DERIVABLE_TYPE (CcpSimpleTransformer,
                          ccp_simple_transformer,
                          CCP,
                          SIMPLE_TRANSFORMER,
                          GObject)

/**
 * CcpSimpleTransformerClass:
 * @get_side: on which side of the dialect it works; unset means the anthropic side
 * @configure: takes the params of its entry in the configuration
 * @get_deadline: when it wants to be called without events
 * @transform_request: changes a request body
 * @transform_response: changes a whole answer
 * @transform_events: changes a batch of events
 * @transform_upstream: changes the HTTP request to the provider
 *
 * The methods that a subclass fills in; each may be left out.
 */
struct _CcpSimpleTransformerClass
{
  /*< private >*/
  GObjectClass parent_class;

  /*< public >*/
  CcpSide (*get_side) (CcpSimpleTransformer *self);
  gboolean (*configure) (CcpSimpleTransformer *self, CcpJson *params, GError **error);
  gint64 (*get_deadline) (CcpSimpleTransformer *self);
  CcpJson *(*transform_request) (CcpSimpleTransformer *self,
                                 CcpExchange *exchange,
                                 CcpJson *body,
                                 GError **error);
  CcpJson *(*transform_response) (CcpSimpleTransformer *self,
                                  CcpExchange *exchange,
                                  CcpJson *body,
                                  GError **error);
  CcpEventBatch *(*transform_events) (CcpSimpleTransformer *self,
                                      CcpExchange *exchange,
                                      CcpEventBatch *batch,
                                      CcpTransformFlags flags,
                                      GError **error);
  gboolean (*transform_upstream) (CcpSimpleTransformer *self,
                                  CcpExchange *exchange,
                                  CcpUpstreamRequest *request,
                                  GError **error);

  /*< private >*/
  gpointer _reserved[8];
};

CCP_AVAILABLE_IN_1_0
CcpJson *ccp_simple_transformer_transform_request (CcpSimpleTransformer *self,
                                                   CcpExchange *exchange,
                                                   CcpJson *body,
                                                   GError **error);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_simple_transformer_transform_response (CcpSimpleTransformer *self,
                                                    CcpExchange *exchange,
                                                    CcpJson *body,
                                                    GError **error);
CCP_AVAILABLE_IN_1_0
CcpEventBatch *ccp_simple_transformer_transform_events (CcpSimpleTransformer *self,
                                                        CcpExchange *exchange,
                                                        CcpEventBatch *batch,
                                                        CcpTransformFlags flags,
                                                        GError **error);
CCP_AVAILABLE_IN_1_0
gboolean ccp_simple_transformer_transform_upstream (CcpSimpleTransformer *self,
                                                    CcpExchange *exchange,
                                                    CcpUpstreamRequest *request,
                                                    GError **error);

G_END_DECLS
