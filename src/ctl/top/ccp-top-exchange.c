/* ccp-top-exchange.c: one exchange, as the bus tells of it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-top-exchange"

#include "ccp-top-exchange.h"

#include "ccp-bus-members.h"

CcpTopExchange *
ccp_top_exchange_new (const char *path, GVariant *properties)
{
  CcpTopExchange *self = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (properties != NULL, NULL);

  self = g_new0 (CcpTopExchange, 1);
  self->path = g_strdup (path);
  self->id = ccp_bus_members_dup_string (properties, "Id");
  self->asked = ccp_bus_members_dup_string (properties, "AskedModel");
  self->stage = ccp_bus_members_dup_string (properties, "Stage");
  self->provider = ccp_bus_members_dup_string (properties, "Provider");
  self->model = ccp_bus_members_dup_string (properties, "Model");
  self->phase = ccp_bus_members_dup_string (properties, "Phase");
  self->error_type = g_strdup ("");
  self->attempt = ccp_bus_members_get_uint (properties, "Attempt");
  self->client_pid = ccp_bus_members_get_uint (properties, "ClientPid");
  self->input_tokens = ccp_bus_members_get_count (properties, "InputTokens");
  self->output_tokens = ccp_bus_members_get_count (properties, "OutputTokens");
  self->started_at = ccp_bus_members_get_time (properties, "StartedAt");
  return self;
}

CcpTopExchange *
ccp_top_exchange_new_finished (const char *path, GVariant *what, gint64 now)
{
  CcpTopExchange *self = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (what != NULL, NULL);

  self = g_new0 (CcpTopExchange, 1);
  self->path = g_strdup (path);
  self->id = ccp_bus_members_dup_string (what, "id");
  self->asked = g_strdup ("");
  self->stage = ccp_bus_members_dup_string (what, "stage");
  self->provider = ccp_bus_members_dup_string (what, "provider");
  self->model = ccp_bus_members_dup_string (what, "model");
  self->phase = g_strdup ("");
  self->error_type = ccp_bus_members_dup_string (what, "error_type");
  self->attempt = ccp_bus_members_get_uint (what, "attempts");
  self->input_tokens = ccp_bus_members_get_count (what, "input_tokens");
  self->output_tokens = ccp_bus_members_get_count (what, "output_tokens");
  self->status = ccp_bus_members_get_uint (what, "status");
  self->duration = ccp_bus_members_get_time (what, "duration");
  self->started_at = now - self->duration;
  return self;
}

void
ccp_top_exchange_free (CcpTopExchange *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->path);
  g_free (self->id);
  g_free (self->asked);
  g_free (self->stage);
  g_free (self->provider);
  g_free (self->model);
  g_free (self->phase);
  g_free (self->error_type);
  g_free (self);
}
