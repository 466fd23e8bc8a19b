/* ccp-top-state.c: what top knows of the daemon
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-top-state"

#include "ccp-top-state.h"

#include "ccp-bus-members.h"

#define EXCHANGE "org.ccproxy.CcProxy1.Exchange"
#define PROVIDER "org.ccproxy.CcProxy1.Provider"
#define MAX_FINISHED 100

static void
free_exchange (gpointer data)
{
  ccp_top_exchange_free (data);
}

static void
free_provider (gpointer data)
{
  ccp_top_provider_free (data);
}

static gint
compare_exchanges (gconstpointer a, gconstpointer b)
{
  const CcpTopExchange *left = *(CcpTopExchange *const *) a;
  const CcpTopExchange *right = *(CcpTopExchange *const *) b;

  if (left->started_at != right->started_at)
    return left->started_at < right->started_at ? -1 : 1;
  return g_strcmp0 (left->id, right->id);
}

static gint
compare_providers (gconstpointer a, gconstpointer b)
{
  const CcpTopProvider *left = *(CcpTopProvider *const *) a;
  const CcpTopProvider *right = *(CcpTopProvider *const *) b;

  return g_utf8_collate (left->name, right->name);
}

static void
take_object (CcpTopState *self, const char *path, GVariant *interfaces)
{
  g_autoptr (GVariant) exchange = NULL;
  g_autoptr (GVariant) provider = NULL;

  exchange = g_variant_lookup_value (interfaces, EXCHANGE, G_VARIANT_TYPE_VARDICT);
  if (exchange != NULL)
    g_ptr_array_add (self->exchanges, ccp_top_exchange_new (path, exchange));
  provider = g_variant_lookup_value (interfaces, PROVIDER, G_VARIANT_TYPE_VARDICT);
  if (provider != NULL)
    g_ptr_array_add (self->providers, ccp_top_provider_new (path, provider));
}

static guint64
add_tokens_under_way (const CcpTopState *self)
{
  guint64 sum = 0;

  for (guint i = 0; i < self->exchanges->len; i++)
    sum += ((CcpTopExchange *) g_ptr_array_index (self->exchanges, i))->output_tokens;
  return sum;
}

CcpTopState *
ccp_top_state_new (void)
{
  CcpTopState *self = g_new0 (CcpTopState, 1);

  self->version = g_strdup ("");
  self->profile = g_strdup ("");
  self->config_status = g_strdup ("");
  self->online = TRUE;
  self->exchanges = g_ptr_array_new_with_free_func (free_exchange);
  self->finished = g_ptr_array_new_with_free_func (free_exchange);
  self->providers = g_ptr_array_new_with_free_func (free_provider);
  return self;
}

void
ccp_top_state_free (CcpTopState *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->version);
  g_free (self->profile);
  g_free (self->config_status);
  g_ptr_array_unref (self->exchanges);
  g_ptr_array_unref (self->finished);
  g_ptr_array_unref (self->providers);
  g_free (self);
}

void
ccp_top_state_take_manager (CcpTopState *self, GVariant *properties)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (properties != NULL);

  g_free (self->version);
  g_free (self->profile);
  g_free (self->config_status);
  self->version = ccp_bus_members_dup_string (properties, "Version");
  self->profile = ccp_bus_members_dup_string (properties, "Profile");
  self->config_status = ccp_bus_members_dup_string (properties, "ConfigStatus");
  self->started_at = ccp_bus_members_get_time (properties, "StartedAt");
  self->online = TRUE;
  self->draining = FALSE;
  g_variant_lookup (properties, "Online", "b", &self->online);
  g_variant_lookup (properties, "Draining", "b", &self->draining);
}

void
ccp_top_state_take_objects (CcpTopState *self, GVariant *objects)
{
  GVariantIter iter;
  const char *path = NULL;
  GVariant *interfaces = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (objects != NULL);

  g_ptr_array_set_size (self->exchanges, 0);
  g_ptr_array_set_size (self->providers, 0);
  g_variant_iter_init (&iter, objects);
  while (g_variant_iter_loop (&iter, "{&o@a{sa{sv}}}", &path, &interfaces))
    take_object (self, path, interfaces);
  g_ptr_array_sort (self->exchanges, compare_exchanges);
  g_ptr_array_sort (self->providers, compare_providers);
}

void
ccp_top_state_take_totals (CcpTopState *self, GVariant *totals, gint64 now)
{
  guint64 tokens = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (totals != NULL);

  self->requests = ccp_bus_members_get_count (totals, "requests");
  self->errors = ccp_bus_members_get_count (totals, "errors");
  tokens = ccp_bus_members_get_count (totals, "output_tokens");
  ccp_top_history_add (&self->request_rate, self->requests, now);
  ccp_top_history_add (&self->token_rate, tokens + add_tokens_under_way (self), now);
}

void
ccp_top_state_take_series (CcpTopState *self, GVariant *series)
{
  GVariantIter iter;
  GVariant *one = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (series != NULL);

  g_variant_iter_init (&iter, series);
  while (g_variant_iter_loop (&iter, "@a{sv}", &one))
    {
      g_autofree char *name = ccp_bus_members_dup_string (one, "provider");

      for (guint i = 0; i < self->providers->len; i++)
        {
          CcpTopProvider *provider = g_ptr_array_index (self->providers, i);

          if (g_str_equal (provider->name, name))
            ccp_top_provider_take_series (provider, one);
        }
    }
}

void
ccp_top_state_add_finished (CcpTopState *self, CcpTopExchange *exchange)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (exchange != NULL);

  g_ptr_array_insert (self->finished, 0, exchange);
  if (self->finished->len > MAX_FINISHED)
    g_ptr_array_set_size (self->finished, MAX_FINISHED);
}
