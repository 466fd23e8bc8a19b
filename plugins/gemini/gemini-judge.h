/* gemini-judge.h: what a provider's answer means
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* @started: a part of the answer has gone to the client. Returns: (transfer full): the
 * verdict */
CcpVerdict *
gemini_judge_error (CcpExchange *exchange, CcpUpstreamError *error, gboolean started);
/* @what: the reason that an answer ended for, which is no good one. @message: (nullable):
 * what the provider says about it. Returns: (transfer full): the verdict */
CcpVerdict *gemini_judge_end (CcpExchange *exchange,
                              const char *what,
                              const char *message,
                              gboolean started);
/* Returns: (transfer full): the verdict on an answer, of which @json is the body if it
 * was read and is JSON */
CcpVerdict *gemini_judge_answer (CcpExchange *exchange,
                                 guint status,
                                 CcpHeaders *headers,
                                 GBytes *body,
                                 CcpJson *json);

G_END_DECLS
