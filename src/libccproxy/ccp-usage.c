/* ccp-usage.c: the token counts of one answer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-usage"

#include "ccp-usage.h"

#include "ccp-json-value.h"

G_DEFINE_BOXED_TYPE (CcpUsage, ccp_usage, ccp_usage_copy, ccp_usage_free)

static void
take_newer (gint64 *count, gint64 newer)
{
  if (newer >= 0)
    *count = newer;
}

/**
 * ccp_usage_new:
 *
 * Creates counts of which none is known.
 *
 * Returns: (transfer full): the counts
 */
CcpUsage *
ccp_usage_new (void)
{
  return ccp_usage_copy (&CCP_USAGE_UNKNOWN);
}

/**
 * ccp_usage_copy:
 * @self: token counts
 *
 * Copies token counts.
 *
 * Returns: (transfer full): the copy
 */
CcpUsage *
ccp_usage_copy (const CcpUsage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_memdup2 (self, sizeof *self);
}

/**
 * ccp_usage_free:
 * @self: (transfer full): token counts
 *
 * Frees token counts.
 */
void
ccp_usage_free (CcpUsage *self)
{
  g_free (self);
}

/**
 * ccp_usage_read: (skip)
 * @self: (out caller-allocates): token counts
 * @usage: the `usage` of an Anthropic message or event, or anything else
 *
 * Reads the counts as the Anthropic Messages API writes them (protocol A.6); one that is
 * not there, or is no number, is not known.
 */
void
ccp_usage_read (CcpUsage *self, const CcpJsonValue *usage)
{
  CcpJsonValue details;
  CcpJsonValue servers;

  g_return_if_fail (self != NULL);
  g_return_if_fail (usage != NULL);

  details = ccp_json_value_member (usage, "output_tokens_details");
  servers = ccp_json_value_member (usage, "server_tool_use");
  self->input_tokens = ccp_usage_read_count (usage, "input_tokens");
  self->output_tokens = ccp_usage_read_count (usage, "output_tokens");
  self->cache_read_tokens = ccp_usage_read_count (usage, "cache_read_input_tokens");
  self->cache_creation_tokens =
      ccp_usage_read_count (usage, "cache_creation_input_tokens");
  self->thinking_tokens = ccp_usage_read_count (&details, "thinking_tokens");
  self->web_searches = ccp_usage_read_count (&servers, "web_search_requests");
}

/**
 * ccp_usage_merge:
 * @self: token counts
 * @newer: counts that came later
 *
 * Takes every count that @newer knows; counts are totals, so the last one wins.
 */
void
ccp_usage_merge (CcpUsage *self, const CcpUsage *newer)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (newer != NULL);

  take_newer (&self->input_tokens, newer->input_tokens);
  take_newer (&self->output_tokens, newer->output_tokens);
  take_newer (&self->cache_read_tokens, newer->cache_read_tokens);
  take_newer (&self->cache_creation_tokens, newer->cache_creation_tokens);
  take_newer (&self->thinking_tokens, newer->thinking_tokens);
  take_newer (&self->web_searches, newer->web_searches);
}

/**
 * ccp_usage_set_prompt:
 * @self: token counts
 * @prompt_tokens: tokens of the whole prompt, cached ones included
 * @cache_read_tokens: how many of them came from a cache, or -1
 * @cache_creation_tokens: how many of them were written to a cache, or -1
 *
 * Sets the three counts of the prompt from a total that includes the cached tokens, as
 * all providers but Anthropic report it. Some report more cached tokens than tokens: the
 * remainder is never negative (protocol E.6.2).
 */
void
ccp_usage_set_prompt (CcpUsage *self,
                      gint64 prompt_tokens,
                      gint64 cache_read_tokens,
                      gint64 cache_creation_tokens)
{
  g_return_if_fail (self != NULL);

  self->cache_read_tokens = MAX (0, cache_read_tokens);
  self->cache_creation_tokens = MAX (0, cache_creation_tokens);
  if (prompt_tokens >= 0)
    self->input_tokens =
        MAX (0, prompt_tokens - self->cache_read_tokens - self->cache_creation_tokens);
}

/**
 * ccp_usage_read_count: (skip)
 * @object: the token counts of a provider's answer, or no value at all
 * @name: the name of a count
 *
 * Reads a count.
 *
 * Returns: the count, -1 if it is not there or is no number of tokens
 */
gint64
ccp_usage_read_count (const CcpJsonValue *object, const char *name)
{
  CcpJsonValue member;
  gint64 count = -1;

  g_return_val_if_fail (object != NULL, -1);
  g_return_val_if_fail (name != NULL, -1);

  member = ccp_json_value_member (object, name);
  return ccp_json_value_get_int (&member, &count) && count >= 0 ? count : -1;
}
