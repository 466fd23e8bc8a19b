/* ccp-upstream-judge.h: what a provider's error means to the client and to the pipeline
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-exchange.h"
#include "ccp-upstream-error.h"

G_BEGIN_DECLS

/**
 * CcpUpstreamJudgeFlags:
 * @CCP_UPSTREAM_JUDGE_NONE: none of these
 * @CCP_UPSTREAM_JUDGE_STRICT_OVERLOAD: the client is told of an overload with status 529,
 * on which Claude Code soon gives up; without it, with 503, on which it keeps trying
 * @CCP_UPSTREAM_JUDGE_STARTED: a part of the answer has gone to the client
 *
 * What matters for a verdict beside the error.
 */
typedef enum /*< flags >*/
{
  CCP_UPSTREAM_JUDGE_NONE = 0,
  CCP_UPSTREAM_JUDGE_STRICT_OVERLOAD = 1 << 0,
  CCP_UPSTREAM_JUDGE_STARTED = 1 << 1,
} CcpUpstreamJudgeFlags;

CCP_AVAILABLE_IN_1_0
char *ccp_upstream_judge_describe (CcpUpstreamError *error, const char *provider);
CCP_AVAILABLE_IN_1_0
CcpVerdict *ccp_upstream_judge_error (CcpUpstreamError *error,
                                      const char *provider,
                                      CcpUpstreamJudgeFlags flags,
                                      gint64 completion);
CCP_AVAILABLE_IN_1_0
CcpVerdict *ccp_upstream_judge_for_exchange (CcpExchange *exchange,
                                             CcpUpstreamError *error,
                                             gboolean started);
CCP_AVAILABLE_IN_1_0
CcpVerdict *ccp_upstream_judge_fragment (CcpExchange *exchange, const char *text);

G_END_DECLS
