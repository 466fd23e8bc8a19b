/* ccp-transport.c: sends requests to providers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-transport"

#include "ccp-transport.h"

/**
 * CcpTransport:
 *
 * Sends requests to providers: the daemon's over HTTP, a test's into its own hands.
 */
G_DEFINE_INTERFACE (CcpTransport, ccp_transport, G_TYPE_OBJECT)

static void
ccp_transport_default_init (CcpTransportInterface *iface)
{
}

/**
 * ccp_transport_send_async:
 * @self: a transport
 * @request: what to send
 * @key: (nullable): the provider's key, which goes into the header that @request names
 * @cancellable: (nullable): ends the wait, and the connection with it
 * @callback: (scope async): called when the head of the answer is there
 * @user_data: (closure): for @callback
 *
 * Starts to send a request.
 */
void
ccp_transport_send_async (CcpTransport *self,
                          CcpUpstreamRequest *request,
                          const char *key,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (CCP_IS_TRANSPORT (self));
  g_return_if_fail (CCP_IS_UPSTREAM_REQUEST (request));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  CCP_TRANSPORT_GET_IFACE (self)
      ->send_async (self, request, key, cancellable, callback, user_data);
}

/**
 * ccp_transport_send_finish:
 * @self: a transport
 * @result: what the callback was given
 * @error: %CCP_ERROR_UPSTREAM or %CCP_ERROR_TIMEOUT if there is no answer
 *
 * Gets the answer's head.
 *
 * Returns: (transfer full): the answer, whatever its status, or %NULL with @error set
 */
CcpUpstreamResponse *
ccp_transport_send_finish (CcpTransport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CCP_IS_TRANSPORT (self), NULL);
  g_return_val_if_fail (G_IS_ASYNC_RESULT (result), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return CCP_TRANSPORT_GET_IFACE (self)->send_finish (self, result, error);
}
