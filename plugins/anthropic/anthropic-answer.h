/* anthropic-answer.h: what of an answer is not as the client asked for it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* Returns: (transfer full): @body itself if nothing has to be changed; else all its bytes
 * but the model's name */
CcpJson *anthropic_answer_convert (CcpExchange *exchange, CcpJson *body, GError **error);
/* @started: in and out: whether the message has begun
 *
 * Returns: (transfer full): @batch itself if nothing has to be changed */
CcpEventBatch *anthropic_answer_convert_events (CcpExchange *exchange,
                                                CcpEventBatch *batch,
                                                gboolean *started);

G_END_DECLS
