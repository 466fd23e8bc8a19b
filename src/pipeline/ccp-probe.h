/* ccp-probe.h: asks a provider whether it is there and takes its key
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-target.h"

G_BEGIN_DECLS

/* milliseconds that a provider has for its answer */
#define CCP_PROBE_PATIENCE 10000

/* Asks for the list of its models, with its key: that costs nothing. What comes of it is
 * noted in the state of the provider, also of one that is paused. */
void ccp_probe_async (CcpTarget *target,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
/* @patience: in milliseconds, in place of CCP_PROBE_PATIENCE */
void ccp_probe_within_async (CcpTarget *target,
                             guint patience,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
/* Returns: how many milliseconds it took, at least 1; or 0 with @error, which says in the
 * error types of the Messages API what is wrong. A provider that is sent the client's own
 * credentials is only asked whether it is there. */
guint ccp_probe_finish (GAsyncResult *result, GError **error);

G_END_DECLS
