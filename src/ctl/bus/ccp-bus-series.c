/* ccp-bus-series.c: the counts of a provider, model or stage, as they came over the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-bus-series"

#include "ccp-bus-series.h"

#include "ccp-units.h"

#define MEDIAN 0.5

const char *
ccp_bus_series_get_text (GVariant *series, const char *key)
{
  const char *text = "";

  g_return_val_if_fail (series != NULL, "");
  g_return_val_if_fail (key != NULL, "");

  g_variant_lookup (series, key, "&s", &text);
  return text;
}

guint64
ccp_bus_series_get_count (GVariant *series, const char *key)
{
  guint64 count = 0;

  g_return_val_if_fail (series != NULL, 0);
  g_return_val_if_fail (key != NULL, 0);

  g_variant_lookup (series, key, "t", &count);
  return count;
}

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

char *
ccp_bus_series_format_median (GVariant *series, const char *key)
{
  g_autoptr (GVariant) quantiles = NULL;
  GVariantIter iter;
  double fraction = 0;
  guint64 time = 0;

  g_return_val_if_fail (series != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  quantiles = g_variant_lookup_value (series, key, G_VARIANT_TYPE ("a(dt)"));
  if (quantiles == NULL)
    return g_strdup ("–");
  g_variant_iter_init (&iter, quantiles);
  while (g_variant_iter_next (&iter, "(dt)", &fraction, &time))
    if (fraction >= MEDIAN && time > 0)
      return ccp_units_format_duration ((gint64) time);
  return g_strdup ("–");
}

gboolean
ccp_bus_series_get_cost (GVariant *series, double *dollars)
{
  g_return_val_if_fail (series != NULL, FALSE);
  g_return_val_if_fail (dollars != NULL, FALSE);

  return g_variant_lookup (series, "cost", "d", dollars);
}
