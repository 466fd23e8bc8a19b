/* ccp-stats.h: what all exchanges took and cost, added up
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-quantiles.h"
#include "ccp.h"

G_BEGIN_DECLS

/* what is known of an exchange at its end; tokens that came before it was cut off count
 */
typedef struct
{
  const char *provider;   /* (nullable): it ended before it had one */
  const char *model;      /* (nullable) */
  const char *stage;      /* (nullable) */
  const char *error_type; /* (nullable): of the Messages API */
  guint retries;
  const CcpUsage *usage;
  double cost;        /* of @usage, in US dollars, or CCP_COST_UNKNOWN */
  gint64 first_token; /* microseconds, 0 if there was none */
  gint64 duration;    /* microseconds */
} CcpStatsSample;

/* the exchanges of one provider, model and stage */
typedef struct
{
  char *provider;
  char *model;
  char *stage;
  guint64 requests;
  guint64 retries;
  guint64 input_tokens;
  guint64 output_tokens;
  guint64 cache_read_tokens;
  guint64 cache_creation_tokens;
  guint64 thinking_tokens;
  double cost;           /* US dollars */
  gboolean cost_unknown; /* the price of some of its tokens is not known */
  GHashTable *errors;    /* (element-type utf8 guint64): how many, by their types */
  CcpQuantiles latency;
  CcpQuantiles first_token;
} CcpStatsSeries;

/* A plain value that grows with the number of series alone: what comes after the first
 * thousand of them is counted in one whose names are "other". */
typedef struct _CcpStats CcpStats;

CcpStats *ccp_stats_new (void);
void ccp_stats_free (CcpStats *self);
void ccp_stats_count (CcpStats *self, const CcpStatsSample *sample);
/* Returns: (transfer none) (element-type CcpStatsSeries): in the order of their first
 * exchanges */
GPtrArray *ccp_stats_get_series (CcpStats *self);
guint64 ccp_stats_series_count_errors (const CcpStatsSeries *series);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpStats, ccp_stats_free)

G_END_DECLS
