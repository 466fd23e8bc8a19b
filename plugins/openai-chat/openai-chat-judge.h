/* openai-chat-judge.h: what a provider's answer means
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* @started: a part of the answer has gone to the client. Returns: (transfer full): the
 * verdict; CCP_VERDICT_FINE if the answer is merely empty because no tokens were left for
 * it */
CcpVerdict *openai_chat_judge_error (CcpExchange *exchange,
                                     CcpUpstreamError *error,
                                     gboolean started);
/* Returns: whether a choice says that something went wrong */
gboolean openai_chat_judge_is_failed (const CcpJsonValue *choice);
/* @choice: one that is failed. Returns: (transfer full): the verdict, as on an error */
CcpVerdict *openai_chat_judge_choice (CcpExchange *exchange,
                                      const CcpJsonValue *choice,
                                      gboolean started);
/* Returns: (transfer full): the verdict on an answer, of which @json is the body if it
 * was read and is JSON */
CcpVerdict *openai_chat_judge_answer (CcpExchange *exchange,
                                      guint status,
                                      CcpHeaders *headers,
                                      GBytes *body,
                                      CcpJson *json);

G_END_DECLS
