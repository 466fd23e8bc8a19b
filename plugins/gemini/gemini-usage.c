/* gemini-usage.c: token counts (protocol D.4, E.6.2)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-usage"

#include "gemini-usage.h"

static gboolean
read_count (const CcpJsonValue *metadata, const char *name, gint64 *count)
{
  CcpJsonValue value = ccp_json_value_member (metadata, name);
  gint64 number;

  if (!ccp_json_value_get_int (&value, &number) || number < 0)
    return FALSE;
  *count = MIN (number, G_MAXINT32);
  return TRUE;
}

static gint64
count (gint64 number)
{
  return MAX (number, 0);
}

/* The thoughts are beside the candidates. Where these are not counted, they are what the
 * rest of the total does not explain. */
static gint64
find_output (const GeminiUsage *self)
{
  gint64 rest = self->total - count (self->prompt) - count (self->tool_prompt);

  if (self->candidates >= 0)
    return self->candidates + count (self->thoughts);
  if (self->total >= 0 && self->prompt >= 0)
    return MAX (rest, count (self->thoughts));
  return self->thoughts;
}

gboolean
gemini_usage_read (GeminiUsage *self, const CcpJsonValue *metadata)
{
  gboolean found = FALSE;

  found |= read_count (metadata, "promptTokenCount", &self->prompt);
  found |= read_count (metadata, "toolUsePromptTokenCount", &self->tool_prompt);
  found |= read_count (metadata, "cachedContentTokenCount", &self->cached);
  found |= read_count (metadata, "candidatesTokenCount", &self->candidates);
  found |= read_count (metadata, "thoughtsTokenCount", &self->thoughts);
  found |= read_count (metadata, "totalTokenCount", &self->total);
  return found;
}

CcpUsage
gemini_usage_to_common (const GeminiUsage *self)
{
  CcpUsage usage = CCP_USAGE_UNKNOWN;

  usage.output_tokens = find_output (self);
  usage.thinking_tokens = self->thoughts;
  if (self->prompt >= 0)
    ccp_usage_set_prompt (&usage,
                          self->prompt + count (self->tool_prompt),
                          self->cached,
                          -1);
  return usage;
}
