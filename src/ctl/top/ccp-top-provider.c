/* ccp-top-provider.c: one provider, as the bus tells of it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-top-provider"

#include "ccp-top-provider.h"

#include "ccp-bus-series.h"
#include "ccp-top-members.h"

#define MEDIAN 0.5
#define WORST 0.9

/* Returns: the quantile in microseconds, 0 if it is not among them */
static gint64
find_quantile (GVariant *series, const char *name, double fraction)
{
  g_autoptr (GVariant) quantiles = NULL;
  GVariantIter iter;
  double found = 0;
  guint64 duration = 0;

  quantiles = g_variant_lookup_value (series, name, G_VARIANT_TYPE ("a(dt)"));
  if (quantiles == NULL)
    return 0;
  g_variant_iter_init (&iter, quantiles);
  while (g_variant_iter_next (&iter, "(dt)", &found, &duration))
    if (ABS (found - fraction) < 0.001)
      return (gint64) MIN (duration, G_MAXINT64);
  return 0;
}

CcpTopProvider *
ccp_top_provider_new (const char *path, GVariant *properties)
{
  CcpTopProvider *self = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (properties != NULL, NULL);

  self = g_new0 (CcpTopProvider, 1);
  self->path = g_strdup (path);
  self->name = ccp_top_members_dup_string (properties, "Name");
  self->state = ccp_top_members_dup_string (properties, "State");
  self->breaker = ccp_top_members_dup_string (properties, "Breaker");
  self->last_error = ccp_top_members_dup_string (properties, "LastError");
  self->last_error_at = ccp_top_members_get_time (properties, "LastErrorAt");
  self->resting_until = ccp_top_members_get_time (properties, "RestingUntil");
  self->in_flight = ccp_top_members_get_uint (properties, "InFlight");
  return self;
}

void
ccp_top_provider_free (CcpTopProvider *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->path);
  g_free (self->name);
  g_free (self->state);
  g_free (self->breaker);
  g_free (self->last_error);
  g_free (self);
}

void
ccp_top_provider_take_series (CcpTopProvider *self, GVariant *series)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (series != NULL);

  self->requests = ccp_top_members_get_uint64 (series, "requests");
  self->errors = ccp_bus_series_count_errors (series);
  self->latency = find_quantile (series, "latency", MEDIAN);
  self->latency_worst = find_quantile (series, "latency", WORST);
  self->first_token = find_quantile (series, "first_token", MEDIAN);
}
