/* ccp-rehearsal.h: what would be sent to one target of a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-preview-transport.h"
#include "ccp-snapshot.h"

G_BEGIN_DECLS

/* A plain record. One of @preview, @answer and @error is there, or @note alone. */
typedef struct
{
  CcpRoute *route;
  CcpRequestPreview *preview; /* (nullable): what would be sent */
  CcpJson *answer;            /* (nullable): what a transformer answers itself */
  GError *error;              /* (nullable): why nothing would be sent */
  const char *note;           /* (nullable): what is to be known about it */
} CcpRehearsal;

void ccp_rehearsal_free (CcpRehearsal *self);

/* Does for each target of the route of @exchange what a run does up to the sending.
 * @snapshot: with transports of ccp_preview_transport_new_factory ()
 * @run_key_commands: whether programs that make keys are run; else their keys are not
 * known */
void ccp_rehearsal_run_async (CcpSnapshot *snapshot,
                              CcpExchange *exchange,
                              gboolean run_key_commands,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/* Returns: (transfer full) (element-type CcpRehearsal) (nullable): in the order of the
 * chain; NULL if it was cancelled */
GPtrArray *ccp_rehearsal_run_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpRehearsal, ccp_rehearsal_free)

G_END_DECLS
