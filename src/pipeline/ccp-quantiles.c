/* ccp-quantiles.c: how long things took, in little memory
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-quantiles"

#include "ccp-quantiles.h"

#include <math.h>

#define N_BUCKETS (CCP_QUANTILES_PER_OCTAVE * CCP_QUANTILES_OCTAVES)

static guint
find_bucket (gint64 duration)
{
  if (duration <= 1)
    return 0;
  return MIN ((guint) ceil (log2 ((double) duration) * CCP_QUANTILES_PER_OCTAVE),
              N_BUCKETS - 1);
}

/* the longest duration that a bucket takes */
static gint64
get_bound (guint bucket)
{
  return (gint64) exp2 ((double) bucket / CCP_QUANTILES_PER_OCTAVE);
}

void
ccp_quantiles_add (CcpQuantiles *self, gint64 duration)
{
  g_return_if_fail (self != NULL);

  self->buckets[find_bucket (duration)]++;
  self->n++;
}

void
ccp_quantiles_merge (CcpQuantiles *self, const CcpQuantiles *other)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (other != NULL);

  for (guint i = 0; i < N_BUCKETS; i++)
    self->buckets[i] += other->buckets[i];
  self->n += other->n;
}

gint64
ccp_quantiles_get (const CcpQuantiles *self, double fraction)
{
  guint64 wanted = 0;
  guint64 seen = 0;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (fraction >= 0 && fraction <= 1, 0);

  if (self->n == 0)
    return 0;
  wanted = MAX (1, (guint64) ceil (fraction * (double) self->n));
  for (guint i = 0; i < N_BUCKETS; i++)
    {
      seen += self->buckets[i];
      if (seen >= wanted)
        return get_bound (i);
    }
  return get_bound (N_BUCKETS - 1);
}
