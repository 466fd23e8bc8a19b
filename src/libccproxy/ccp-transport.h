/* ccp-transport.h: sends requests to providers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-upstream-request.h"
#include "ccp-upstream-response.h"

G_BEGIN_DECLS

#define CCP_TYPE_TRANSPORT (ccp_transport_get_type ())

CCP_AVAILABLE_IN_1_0
G_DECLARE_INTERFACE (CcpTransport, ccp_transport, CCP, TRANSPORT, GObject)

/**
 * CcpTransportInterface:
 * @send_async: starts to send a request
 * @send_finish: gets the answer's head
 *
 * The methods of a transport.
 */
struct _CcpTransportInterface
{
  /*< private >*/
  GTypeInterface parent_iface;

  /*< public >*/
  void (*send_async) (CcpTransport *self,
                      CcpUpstreamRequest *request,
                      const char *key,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  CcpUpstreamResponse *(*send_finish) (CcpTransport *self,
                                       GAsyncResult *result,
                                       GError **error);

  /*< private >*/
  gpointer _reserved[4];
};

CCP_AVAILABLE_IN_1_0
void ccp_transport_send_async (CcpTransport *self,
                               CcpUpstreamRequest *request,
                               const char *key,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
CCP_AVAILABLE_IN_1_0
CcpUpstreamResponse *
ccp_transport_send_finish (CcpTransport *self, GAsyncResult *result, GError **error);

G_END_DECLS
