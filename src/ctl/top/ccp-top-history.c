/* ccp-top-history.c: how fast a count has grown of late
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-top-history"

#include "ccp-top-history.h"

#include <string.h>

static void
append (CcpTopHistory *self, double rate)
{
  if (self->n_rates == CCP_TOP_HISTORY_LENGTH)
    {
      memmove (self->rates,
               self->rates + 1,
               (CCP_TOP_HISTORY_LENGTH - 1) * sizeof *self->rates);
      self->n_rates--;
    }
  self->rates[self->n_rates++] = rate;
}

void
ccp_top_history_add (CcpTopHistory *self, guint64 count, gint64 time)
{
  g_return_if_fail (self != NULL);

  if (self->time != 0 && time <= self->time)
    return;
  if (self->time != 0)
    append (self,
            count <= self->count ? 0
                                 : (double) (count - self->count) * G_USEC_PER_SEC /
                                       (double) (time - self->time));
  self->count = count;
  self->time = time;
}

double
ccp_top_history_get_rate (const CcpTopHistory *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_rates > 0 ? self->rates[self->n_rates - 1] : 0;
}
