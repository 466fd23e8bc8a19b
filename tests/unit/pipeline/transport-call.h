/* transport-call.h: one request through a transport, waited for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-soup-transport.h"
#include "fake-upstream.h"

/* What came of a request; the callback must come exactly once. */
typedef struct
{
  CcpUpstreamResponse *response; /* (nullable) */
  GError *error;                 /* (nullable) */
  guint n_callbacks;
} TransportCall;

CcpTransport *transport_call_new_transport (const char *base_url, guint milliseconds);
CcpUpstreamRequest *transport_call_new_request (const char *url);
void transport_call_start (TransportCall *self,
                           CcpTransport *transport,
                           const char *url,
                           const char *key,
                           GCancellable *cancellable);
void transport_call_wait (TransportCall *self);
void transport_call_run (TransportCall *self,
                         CcpTransport *transport,
                         const char *url,
                         const char *key);
char *transport_call_read_body (TransportCall *self, GError **error);
void transport_call_settle (void);
void transport_call_clear (TransportCall *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TransportCall, transport_call_clear)
