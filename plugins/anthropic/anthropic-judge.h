/* anthropic-judge.h: what an answer means that is no message (protocol A.8, E.7)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* @body: the whole answer; @json: (nullable): the same, if it is JSON */
CcpVerdict *anthropic_judge_answer (CcpExchange *exchange,
                                    guint status,
                                    CcpHeaders *headers,
                                    GBytes *body,
                                    CcpJson *json);
/* Returns: (transfer full) (nullable): the verdict on an error inside a stream of which
 * nothing was passed on yet, NULL if @data is none */
CcpVerdict *anthropic_judge_event (CcpExchange *exchange, CcpJson *data);

G_END_DECLS
