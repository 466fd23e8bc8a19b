/* ccp-run.h: one exchange, from the client's request to its reply
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
 * Runs the exchange of @tally on @snapshot, which a reload does not change any more. The
 * reply of a stream is given when its first events are there. */
void ccp_run_async (gpointer source,
                    CcpSnapshot *snapshot,
                    CcpTally *tally,
                    GAsyncReadyCallback callback,
                    gpointer user_data);
/* Returns: (transfer full): the reply, or NULL with @error set if it was cancelled */
CcpReply *ccp_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
