/* ccp-bus-series.h: the counts of a provider, model or stage, as they came over the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @series: of type a{sv}, as Snapshot and Summarize of the daemon return them; what it
 * has not counts as 0 or as empty */

/* Returns: the errors of all types */
guint64 ccp_bus_series_count_errors (GVariant *series);
/* @key: "latency" or "first_token"
 * Returns: how long @fraction of them took at most, in microseconds; 0 if it is not
 * known */
gint64 ccp_bus_series_get_quantile (GVariant *series, const char *key, double fraction);
/* Returns: the median, "1.4 s"; a dash if there is none */
char *ccp_bus_series_format_median (GVariant *series, const char *key);
/* Returns: FALSE if no price is known */
gboolean ccp_bus_series_get_cost (GVariant *series, double *dollars);

G_END_DECLS
