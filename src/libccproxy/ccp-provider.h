/* ccp-provider.h: speaks for one provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-exchange.h"
#include "ccp-upstream-request.h"
#include "ccp-verdict.h"

G_BEGIN_DECLS

#define CCP_TYPE_PROVIDER (ccp_provider_get_type ())

CCP_AVAILABLE_IN_1_0
G_DECLARE_INTERFACE (CcpProvider, ccp_provider, CCP, PROVIDER, GObject)

/**
 * CcpProviderInterface:
 * @configure: takes its settings
 * @get_dialect: which transformer converts
 * @get_framing: how answers are cut into events
 * @describe_async: starts to describe the HTTP request for an operation
 * @describe_finish: gets the description
 * @judge_async: starts to judge an answer
 * @judge_finish: gets the verdict
 *
 * The methods of a provider.
 */
struct _CcpProviderInterface
{
  /*< private >*/
  GTypeInterface parent_iface;

  /*< public >*/
  gboolean (*configure) (CcpProvider *self, CcpJson *settings, GError **error);
  const char *(*get_dialect) (CcpProvider *self);
  CcpFraming (*get_framing) (CcpProvider *self, CcpExchange *exchange);
  void (*describe_async) (CcpProvider *self,
                          CcpExchange *exchange,
                          CcpOperation operation,
                          CcpJson *body,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
  CcpUpstreamRequest *(*describe_finish) (CcpProvider *self,
                                          GAsyncResult *result,
                                          GError **error);
  void (*judge_async) (CcpProvider *self,
                       CcpExchange *exchange,
                       guint status,
                       CcpHeaders *headers,
                       GBytes *body,
                       CcpJson *json,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  CcpVerdict *(*judge_finish) (CcpProvider *self, GAsyncResult *result, GError **error);

  /*< private >*/
  gpointer _reserved[8];
};

CCP_AVAILABLE_IN_1_0
gboolean ccp_provider_configure (CcpProvider *self, CcpJson *settings, GError **error);
CCP_AVAILABLE_IN_1_0
const char *ccp_provider_get_dialect (CcpProvider *self);
CCP_AVAILABLE_IN_1_0
CcpFraming ccp_provider_get_framing (CcpProvider *self, CcpExchange *exchange);
CCP_AVAILABLE_IN_1_0
void ccp_provider_describe_async (CcpProvider *self,
                                  CcpExchange *exchange,
                                  CcpOperation operation,
                                  CcpJson *body,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
CCP_AVAILABLE_IN_1_0
CcpUpstreamRequest *
ccp_provider_describe_finish (CcpProvider *self, GAsyncResult *result, GError **error);
CCP_AVAILABLE_IN_1_0
void ccp_provider_judge_async (CcpProvider *self,
                               CcpExchange *exchange,
                               guint status,
                               CcpHeaders *headers,
                               GBytes *body,
                               CcpJson *json,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
CCP_AVAILABLE_IN_1_0
CcpVerdict *
ccp_provider_judge_finish (CcpProvider *self, GAsyncResult *result, GError **error);

G_END_DECLS
