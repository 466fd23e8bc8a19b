/* ccp-chain-walk.h: takes a body or an HTTP request through a list of transformers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* @transformers: (element-type CcpTransformer). Those that cannot do the kind of work are
 * passed over; the simple ones are called without a turn of the main loop. */
void ccp_chain_walk_request_async (GPtrArray *transformers,
                                   CcpExchange *exchange,
                                   CcpJson *body,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
void ccp_chain_walk_response_async (GPtrArray *transformers,
                                    CcpExchange *exchange,
                                    CcpJson *body,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
CcpJson *ccp_chain_walk_body_finish (GAsyncResult *result, GError **error);

void ccp_chain_walk_upstream_async (GPtrArray *transformers,
                                    CcpExchange *exchange,
                                    CcpUpstreamRequest *request,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean ccp_chain_walk_upstream_finish (GAsyncResult *result, GError **error);

G_END_DECLS
