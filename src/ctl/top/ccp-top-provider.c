/* ccp-top-provider.c: one provider, as the bus tells of it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-top-provider"

#include "ccp-top-provider.h"

#include "ccp-bus-members.h"
#include "ccp-bus-series.h"

#define MEDIAN 0.5
#define WORST 0.9

CcpTopProvider *
ccp_top_provider_new (const char *path, GVariant *properties)
{
  CcpTopProvider *self = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (properties != NULL, NULL);

  self = g_new0 (CcpTopProvider, 1);
  self->path = g_strdup (path);
  self->name = ccp_bus_members_dup_string (properties, "Name");
  self->state = ccp_bus_members_dup_string (properties, "State");
  self->breaker = ccp_bus_members_dup_string (properties, "Breaker");
  self->last_error = ccp_bus_members_dup_string (properties, "LastError");
  self->last_error_at = ccp_bus_members_get_time (properties, "LastErrorAt");
  self->resting_until = ccp_bus_members_get_time (properties, "RestingUntil");
  self->in_flight = ccp_bus_members_get_uint (properties, "InFlight");
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

  self->requests = ccp_bus_members_get_count (series, "requests");
  self->errors = ccp_bus_series_count_errors (series);
  self->latency = ccp_bus_series_get_quantile (series, "latency", MEDIAN);
  self->latency_worst = ccp_bus_series_get_quantile (series, "latency", WORST);
  self->first_token = ccp_bus_series_get_quantile (series, "first_token", MEDIAN);
}
