/* ccp-top-history.h: how fast a count has grown of late
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CCP_TOP_HISTORY_LENGTH 120

/* All zero is a new one. */
typedef struct
{
  double rates[CCP_TOP_HISTORY_LENGTH]; /* in a second, oldest first */
  guint n_rates;
  guint64 count; /* as of the last time */
  gint64 time;   /* 0 before the first */
} CcpTopHistory;

/* A count that has become smaller begins anew: the daemon was started again.
 * @time: microseconds, of any clock */
void ccp_top_history_add (CcpTopHistory *self, guint64 count, gint64 time);
/* Returns: the last rate, 0 if there is none yet */
double ccp_top_history_get_rate (const CcpTopHistory *self);

G_END_DECLS
