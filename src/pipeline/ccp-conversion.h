/* ccp-conversion.h: makes a whole message of a provider's answer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-attempt.h"

G_BEGIN_DECLS

/* Collects the events of @attempt where it has them, else converts its JSON. */
void ccp_conversion_async (CcpAttempt *attempt,
                           CcpExchange *exchange,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
/* @verdict: (out) (transfer full): set if the events ended with an error that was judged
 */
CcpJson *
ccp_conversion_finish (GAsyncResult *result, CcpVerdict **verdict, GError **error);

G_END_DECLS
