/* ccp-bus-series.c: the counts of a provider, model or stage, as they came over the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-bus-series"

#include "ccp-bus-series.h"

#include "ccp-units.h"

#define MEDIAN 0.5
/* fractions are told apart by that */
#define PRECISION 0.001

guint64
ccp_bus_series_count_errors (GVariant *series)
{
  g_autoptr (GVariant) errors = NULL;
  GVariantIter iter;
  guint64 count = 0;
  guint64 sum = 0;

  g_return_val_if_fail (series != NULL, 0);

  errors = g_variant_lookup_value (series, "errors", G_VARIANT_TYPE ("a{st}"));
  if (errors == NULL)
    return 0;
  g_variant_iter_init (&iter, errors);
  while (g_variant_iter_next (&iter, "{&st}", NULL, &count))
    sum += count;
  return sum;
}

gint64
ccp_bus_series_get_quantile (GVariant *series, const char *key, double fraction)
{
  g_autoptr (GVariant) quantiles = NULL;
  GVariantIter iter;
  double found = 0;
  guint64 time = 0;

  g_return_val_if_fail (series != NULL, 0);
  g_return_val_if_fail (key != NULL, 0);

  quantiles = g_variant_lookup_value (series, key, G_VARIANT_TYPE ("a(dt)"));
  if (quantiles == NULL)
    return 0;
  g_variant_iter_init (&iter, quantiles);
  while (g_variant_iter_next (&iter, "(dt)", &found, &time))
    if (ABS (found - fraction) < PRECISION)
      return (gint64) MIN (time, G_MAXINT64);
  return 0;
}

char *
ccp_bus_series_format_median (GVariant *series, const char *key)
{
  gint64 median = ccp_bus_series_get_quantile (series, key, MEDIAN);

  return median > 0 ? ccp_units_format_duration (median) : g_strdup ("–");
}

gboolean
ccp_bus_series_get_cost (GVariant *series, double *dollars)
{
  g_return_val_if_fail (series != NULL, FALSE);
  g_return_val_if_fail (dollars != NULL, FALSE);

  return g_variant_lookup (series, "cost", "d", dollars);
}
