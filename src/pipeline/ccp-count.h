/* ccp-count.h: counts the tokens of one request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-reply.h"
#include "ccp-snapshot.h"
#include "ccp-tally.h"

G_BEGIN_DECLS

/* @source: (nullable): what @callback is given as the source
 *
 * Has the provider of the route count, if its option count_tokens is "upstream". Where it
 * cannot or does not in time, there is an estimate in its place (protocol F): a client
 * that asks so often must always be answered. */
void ccp_count_async (gpointer source,
                      CcpSnapshot *snapshot,
                      CcpTally *tally,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
/* whether the provider that @exchange has as its route is asked, and not estimated */
gboolean ccp_count_is_upstream (CcpExchange *exchange);
/* Returns: (transfer full): the reply, or NULL with @error set if it was cancelled */
CcpReply *ccp_count_finish (GAsyncResult *result, GError **error);

G_END_DECLS
