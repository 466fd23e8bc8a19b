/* openai-responses-judge.h: what a provider's answer means
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* @started: a part of the answer has gone to the client. Returns: (transfer full): the
 * verdict */
CcpVerdict *openai_responses_judge_error (CcpExchange *exchange,
                                          CcpUpstreamError *error,
                                          gboolean started);
/* @response: one that has failed. Returns: (transfer full): the verdict */
CcpVerdict *openai_responses_judge_response (CcpExchange *exchange,
                                             const CcpJsonValue *response,
                                             gboolean started);
/* Returns: (transfer full): the verdict on an answer, of which @json is the body if it
 * was read and is JSON */
CcpVerdict *openai_responses_judge_answer (CcpExchange *exchange,
                                           guint status,
                                           CcpHeaders *headers,
                                           GBytes *body,
                                           CcpJson *json);

G_END_DECLS
