/* gemini-usage.h: token counts
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* Counts as the provider has them, -1 for what it has not told. */
typedef struct
{
  gint64 prompt;
  gint64 tool_prompt;
  gint64 cached;
  gint64 candidates;
  gint64 thoughts;
  gint64 total;
} GeminiUsage;

#define GEMINI_USAGE_UNKNOWN ((GeminiUsage){ -1, -1, -1, -1, -1, -1 })

/* @metadata: what a chunk has as usageMetadata: the counts in it are the newest totals.
 * Returns: whether there are counts */
gboolean gemini_usage_read (GeminiUsage *self, const CcpJsonValue *metadata);
CcpUsage gemini_usage_to_common (const GeminiUsage *self);

G_END_DECLS
