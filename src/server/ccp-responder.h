/* ccp-responder.h: has one exchange answered
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-connection.h"
#include "ccp-runner.h"

G_BEGIN_DECLS

#define CCP_TYPE_RESPONDER (ccp_responder_get_type ())

G_DECLARE_FINAL_TYPE (CcpResponder, ccp_responder, CCP, RESPONDER, GObject)

/* Runs the exchange and writes what comes of it, whole or batch by batch: the next batch
 * is pulled when the one before it is written. It ends when all is written, or at once
 * when the client leaves. */
CcpResponder *
ccp_responder_new (CcpConnection *connection, CcpRunner *runner, CcpExchange *exchange);
/* once; the task returns a boolean that means nothing, and never fails */
void ccp_responder_run_async (CcpResponder *self,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

G_END_DECLS
