/* openai-responses-usage.c: reads token counts (protocol E.6.2)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-responses-usage"

#include "openai-responses-usage.h"

static gint64
read_detail (const CcpJsonValue *usage, const char *details, const char *name)
{
  CcpJsonValue object = ccp_json_value_member (usage, details);

  return ccp_usage_read_count (&object, name);
}

gboolean
openai_responses_usage_read (const CcpJsonValue *response, CcpUsage *usage)
{
  CcpJsonValue found = ccp_json_value_member (response, "usage");
  gint64 prompt = ccp_usage_read_count (&found, "input_tokens");

  *usage = CCP_USAGE_UNKNOWN;
  usage->output_tokens = ccp_usage_read_count (&found, "output_tokens");
  usage->thinking_tokens =
      read_detail (&found, "output_tokens_details", "reasoning_tokens");
  if (prompt >= 0)
    ccp_usage_set_prompt (
        usage,
        prompt,
        read_detail (&found, "input_tokens_details", "cached_tokens"),
        read_detail (&found, "input_tokens_details", "cache_write_tokens"));
  return usage->input_tokens >= 0 || usage->output_tokens >= 0;
}
