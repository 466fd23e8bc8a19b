/* openai-chat-usage.c: reads token counts, wherever a provider puts them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-usage"

#include "openai-chat-usage.h"

static gint64
read_detail (const CcpJsonValue *usage, const char *details, const char *name)
{
  CcpJsonValue object = ccp_json_value_member (usage, details);

  return ccp_usage_read_count (&object, name);
}

static gint64
first_known (gint64 first, gint64 second)
{
  return first >= 0 ? first : second;
}

static gint64
first_positive (gint64 first, gint64 second)
{
  return first > 0 ? first : second;
}

/* Groq hides them in "x_groq", Moonshot in the choice */
static CcpJsonValue
find_usage (const CcpJsonValue *chunk)
{
  CcpJsonValue usage = ccp_json_value_member (chunk, "usage");
  CcpJsonValue holder = ccp_json_value_member (chunk, "x_groq");

  if (ccp_json_value_is_object (&usage))
    return usage;
  usage = ccp_json_value_member (&holder, "usage");
  if (ccp_json_value_is_object (&usage))
    return usage;
  holder = ccp_json_value_member (chunk, "choices");
  holder = ccp_json_value_element (&holder, 0);
  return ccp_json_value_member (&holder, "usage");
}

static gint64
read_cached (const CcpJsonValue *usage)
{
  gint64 cached = read_detail (usage, "prompt_tokens_details", "cached_tokens");

  cached =
      first_positive (cached, ccp_usage_read_count (usage, "prompt_cache_hit_tokens"));
  return first_positive (cached, ccp_usage_read_count (usage, "cached_tokens"));
}

/* xAI does not count reasoning as a part of the completion, which its total gives away */
static gint64
add_reasoning (gint64 prompt, gint64 completion, gint64 reasoning, gint64 total)
{
  gboolean apart = reasoning > 0 && completion >= 0 && prompt >= 0 &&
                   total - prompt - completion == reasoning;

  return apart ? completion + reasoning : completion;
}

static void
read_counts (const CcpJsonValue *found, CcpUsage *usage)
{
  gint64 prompt = first_known (ccp_usage_read_count (found, "prompt_tokens"),
                               ccp_usage_read_count (found, "input_tokens"));
  gint64 completion = first_known (ccp_usage_read_count (found, "completion_tokens"),
                                   ccp_usage_read_count (found, "output_tokens"));

  usage->thinking_tokens =
      first_known (read_detail (found, "completion_tokens_details", "reasoning_tokens"),
                   ccp_usage_read_count (found, "reasoning_tokens"));
  usage->output_tokens = add_reasoning (prompt,
                                        completion,
                                        usage->thinking_tokens,
                                        ccp_usage_read_count (found, "total_tokens"));
  if (prompt >= 0)
    ccp_usage_set_prompt (
        usage,
        prompt,
        read_cached (found),
        read_detail (found, "prompt_tokens_details", "cache_write_tokens"));
}

gboolean
openai_chat_usage_read (const CcpJsonValue *chunk, CcpUsage *usage)
{
  CcpJsonValue found = find_usage (chunk);

  *usage = CCP_USAGE_UNKNOWN;
  if (ccp_json_value_is_object (&found))
    read_counts (&found, usage);
  return usage->input_tokens >= 0 || usage->output_tokens >= 0;
}
