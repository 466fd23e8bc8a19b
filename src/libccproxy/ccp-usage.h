/* ccp-usage.h: the token counts of one answer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-json-value.h"

G_BEGIN_DECLS

#define CCP_TYPE_USAGE (ccp_usage_get_type ())

/**
 * CcpUsage:
 * @input_tokens: tokens of the prompt that were neither read from nor written to a cache
 * @output_tokens: tokens that were generated, thinking included
 * @cache_read_tokens: tokens of the prompt that came from a cache
 * @cache_creation_tokens: tokens of the prompt that were written to a cache
 * @thinking_tokens: how many of @output_tokens were thinking
 * @web_searches: how many web searches the provider made
 *
 * Token counts as the Anthropic Messages API counts them (protocol E.6.2).
 * A count that is not known is -1.
 */
struct _CcpUsage
{
  gint64 input_tokens;
  gint64 output_tokens;
  gint64 cache_read_tokens;
  gint64 cache_creation_tokens;
  gint64 thinking_tokens;
  gint64 web_searches;
};

/**
 * CCP_USAGE_UNKNOWN: (skip)
 *
 * Initialises a [struct@Usage] of which nothing is known.
 */
#define CCP_USAGE_UNKNOWN ((CcpUsage){ -1, -1, -1, -1, -1, -1 })

CCP_AVAILABLE_IN_1_0
GType ccp_usage_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpUsage *ccp_usage_new (void);
CCP_AVAILABLE_IN_1_0
CcpUsage *ccp_usage_copy (const CcpUsage *self);
CCP_AVAILABLE_IN_1_0
void ccp_usage_free (CcpUsage *self);
CCP_AVAILABLE_IN_1_0
void ccp_usage_read (CcpUsage *self, const CcpJsonValue *usage);
CCP_AVAILABLE_IN_1_0
void ccp_usage_merge (CcpUsage *self, const CcpUsage *newer);
CCP_AVAILABLE_IN_1_0
void ccp_usage_set_prompt (CcpUsage *self,
                           gint64 prompt_tokens,
                           gint64 cache_read_tokens,
                           gint64 cache_creation_tokens);
CCP_AVAILABLE_IN_1_0
gint64 ccp_usage_read_count (const CcpJsonValue *object, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpUsage, ccp_usage_free)

G_END_DECLS
