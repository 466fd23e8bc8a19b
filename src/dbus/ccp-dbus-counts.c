/* ccp-dbus-counts.c: counts of exchanges as values of the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-dbus-counts"

#include "ccp-dbus-counts.h"

#include "ccp-dbus-variant.h"

static const double fractions[] = { 0.5, 0.9, 0.95, 0.99 };

static void
add_count (GVariantDict *dict, const char *key, guint64 count)
{
  g_variant_dict_insert (dict, key, "t", count);
}

/* what is not known of one exchange is not known of the sum */
static void
add_cost (GVariantDict *dict, double cost, gboolean unknown)
{
  if (!unknown)
    g_variant_dict_insert (dict, "cost", "d", cost);
}

static void
add_errors (GVariantDict *dict, GHashTable *errors)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{st}"));
  GHashTableIter iter;
  gpointer type = NULL;
  gpointer n = NULL;

  g_hash_table_iter_init (&iter, errors);
  while (g_hash_table_iter_next (&iter, &type, &n))
    g_variant_builder_add (&builder, "{st}", type, *(const guint64 *) n);
  g_variant_dict_insert_value (dict, "errors", g_variant_builder_end (&builder));
}

static void
add_quantiles (GVariantDict *dict, const char *key, const CcpQuantiles *quantiles)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(dt)"));

  for (guint i = 0; quantiles->n > 0 && i < G_N_ELEMENTS (fractions); i++)
    g_variant_builder_add (&builder,
                           "(dt)",
                           fractions[i],
                           (guint64) ccp_quantiles_get (quantiles, fractions[i]));
  g_variant_dict_insert_value (dict, key, g_variant_builder_end (&builder));
}

/* Returns: (transfer floating) */
static GVariant *
new_series (const CcpStatsSeries *series)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  ccp_dbus_variant_add_text (&dict, "provider", series->provider);
  ccp_dbus_variant_add_text (&dict, "model", series->model);
  ccp_dbus_variant_add_text (&dict, "stage", series->stage);
  add_count (&dict, "requests", series->requests);
  add_errors (&dict, series->errors);
  add_count (&dict, "retries", series->retries);
  add_count (&dict, "input_tokens", series->input_tokens);
  add_count (&dict, "output_tokens", series->output_tokens);
  add_count (&dict, "cache_read_tokens", series->cache_read_tokens);
  add_count (&dict, "cache_creation_tokens", series->cache_creation_tokens);
  add_count (&dict, "thinking_tokens", series->thinking_tokens);
  add_cost (&dict, series->cost, series->cost_unknown);
  add_quantiles (&dict, "latency", &series->latency);
  add_quantiles (&dict, "first_token", &series->first_token);
  return g_variant_dict_end (&dict);
}

GVariant *
ccp_dbus_counts_new_series (GPtrArray *series)
{
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  g_return_val_if_fail (series != NULL, NULL);

  for (guint i = 0; i < series->len; i++)
    g_variant_builder_add_value (&list, new_series (g_ptr_array_index (series, i)));
  return g_variant_builder_end (&list);
}

GVariant *
ccp_dbus_counts_new_totals (CcpLedger *ledger, guint64 unpublished)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  CcpStatsSeries sum = { NULL };
  guint64 errors = 0;
  GPtrArray *all = NULL;

  g_return_val_if_fail (CCP_IS_LEDGER (ledger), NULL);

  all = ccp_stats_get_series (ccp_ledger_get_stats (ledger));
  for (guint i = 0; i < all->len; i++)
    {
      const CcpStatsSeries *series = g_ptr_array_index (all, i);

      sum.requests += series->requests;
      errors += ccp_stats_series_count_errors (series);
      sum.retries += series->retries;
      sum.input_tokens += series->input_tokens;
      sum.output_tokens += series->output_tokens;
      sum.cache_read_tokens += series->cache_read_tokens;
      sum.cache_creation_tokens += series->cache_creation_tokens;
      sum.thinking_tokens += series->thinking_tokens;
    }
  add_count (&dict, "requests", sum.requests);
  add_count (&dict, "errors", errors);
  add_count (&dict, "retries", sum.retries);
  add_count (&dict, "input_tokens", sum.input_tokens);
  add_count (&dict, "output_tokens", sum.output_tokens);
  add_count (&dict, "cache_read_tokens", sum.cache_read_tokens);
  add_count (&dict, "cache_creation_tokens", sum.cache_creation_tokens);
  add_count (&dict, "thinking_tokens", sum.thinking_tokens);
  g_variant_dict_insert (&dict, "in_flight", "u", ccp_ledger_get_in_flight (ledger));
  add_count (&dict, "unpublished", unpublished);
  add_count (&dict, "since", (guint64) ccp_ledger_get_since (ledger));
  return g_variant_dict_end (&dict);
}

GVariant *
ccp_dbus_counts_new_session (const CcpSessionTotal *session)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_return_val_if_fail (session != NULL, NULL);

  ccp_dbus_variant_add_text (&dict, "stage", session->stage);
  ccp_dbus_variant_add_text (&dict, "provider", session->provider);
  ccp_dbus_variant_add_text (&dict, "model", session->model);
  add_count (&dict, "requests", session->requests);
  add_count (&dict, "input_tokens", session->input_tokens);
  add_count (&dict, "output_tokens", session->output_tokens);
  add_count (&dict, "cache_read_tokens", session->cache_read_tokens);
  add_count (&dict, "cache_creation_tokens", session->cache_creation_tokens);
  add_cost (&dict, session->cost, session->cost_unknown);
  return g_variant_dict_end (&dict);
}

GVariant *
ccp_dbus_counts_new_finished (CcpLedgerEntry *entry)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  const CcpUsage *usage = NULL;

  g_return_val_if_fail (CCP_IS_LEDGER_ENTRY (entry), NULL);

  usage = ccp_ledger_entry_get_usage (entry);
  ccp_dbus_variant_add_text (&dict, "id", ccp_ledger_entry_get_id (entry));
  ccp_dbus_variant_add_text (&dict, "stage", ccp_ledger_entry_get_stage (entry));
  ccp_dbus_variant_add_text (&dict, "provider", ccp_ledger_entry_get_provider (entry));
  ccp_dbus_variant_add_text (&dict, "model", ccp_ledger_entry_get_model (entry));
  g_variant_dict_insert (&dict, "status", "u", ccp_ledger_entry_get_status (entry));
  ccp_dbus_variant_add_text (&dict,
                             "error_type",
                             ccp_ledger_entry_get_error_type (entry));
  g_variant_dict_insert (&dict, "attempts", "u", ccp_ledger_entry_get_attempt (entry));
  add_count (&dict, "input_tokens", ccp_dbus_variant_get_count (usage->input_tokens));
  add_count (&dict, "output_tokens", ccp_dbus_variant_get_count (usage->output_tokens));
  add_count (&dict,
             "cache_read_tokens",
             ccp_dbus_variant_get_count (usage->cache_read_tokens));
  add_count (&dict,
             "first_token",
             ccp_dbus_variant_get_count (ccp_ledger_entry_get_first_token (entry)));
  add_count (&dict,
             "duration",
             ccp_dbus_variant_get_count (ccp_ledger_entry_get_duration (entry)));
  return g_variant_dict_end (&dict);
}
