/* ccp-quantiles.h: how long things took, in little memory
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CCP_QUANTILES_PER_OCTAVE 8
#define CCP_QUANTILES_OCTAVES 32

/* A plain value, zero when empty: counts of durations in buckets whose bounds grow by an
 * eighth of an octave, so that a quantile is at most 9 % too high. Two of them add up. */
typedef struct
{
  guint64 n;
  guint64 buckets[CCP_QUANTILES_PER_OCTAVE * CCP_QUANTILES_OCTAVES];
} CcpQuantiles;

/* @duration: microseconds; what is longer than an hour counts as about an hour */
void ccp_quantiles_add (CcpQuantiles *self, gint64 duration);
void ccp_quantiles_merge (CcpQuantiles *self, const CcpQuantiles *other);
/* @fraction: 0.5 for the median
 * Returns: microseconds, 0 if there are none */
gint64 ccp_quantiles_get (const CcpQuantiles *self, double fraction);

G_END_DECLS
