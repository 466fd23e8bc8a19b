/* ccp-dbus-summary.c: what several series have together
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-dbus-summary"

#include "ccp-dbus-summary.h"

#include "ccp-log-text.h"

static const char *const names[] = {
  [CCP_DBUS_SUMMARY_PROVIDER] = "provider",
  [CCP_DBUS_SUMMARY_MODEL] = "model",
  [CCP_DBUS_SUMMARY_STAGE] = "stage",
  NULL,
};

static const char *
get_key (const CcpStatsSeries *series, CcpDBusSummaryBy by)
{
  switch (by)
    {
    case CCP_DBUS_SUMMARY_PROVIDER:
      return series->provider;
    case CCP_DBUS_SUMMARY_MODEL:
      return series->model;
    case CCP_DBUS_SUMMARY_STAGE:
    default:
      return series->stage;
    }
}

static void
free_series (gpointer data)
{
  CcpStatsSeries *series = data;

  g_free (series->provider);
  g_free (series->model);
  g_free (series->stage);
  g_clear_pointer (&series->errors, g_hash_table_unref);
  g_free (series);
}

static CcpStatsSeries *
create_series (const char *key, CcpDBusSummaryBy by)
{
  CcpStatsSeries *series = g_new0 (CcpStatsSeries, 1);

  series->provider = g_strdup (by == CCP_DBUS_SUMMARY_PROVIDER ? key : "");
  series->model = g_strdup (by == CCP_DBUS_SUMMARY_MODEL ? key : "");
  series->stage = g_strdup (by == CCP_DBUS_SUMMARY_STAGE ? key : "");
  series->errors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return series;
}

static void
add_errors (CcpStatsSeries *sum, const CcpStatsSeries *series)
{
  GHashTableIter iter;
  gpointer type = NULL;
  gpointer n = NULL;

  g_hash_table_iter_init (&iter, series->errors);
  while (g_hash_table_iter_next (&iter, &type, &n))
    {
      guint64 *total = g_hash_table_lookup (sum->errors, type);

      if (total == NULL)
        {
          total = g_new0 (guint64, 1);
          g_hash_table_insert (sum->errors, g_strdup (type), total);
        }
      *total += *(const guint64 *) n;
    }
}

static void
add_series (CcpStatsSeries *sum, const CcpStatsSeries *series)
{
  sum->requests += series->requests;
  sum->retries += series->retries;
  sum->input_tokens += series->input_tokens;
  sum->output_tokens += series->output_tokens;
  sum->cache_read_tokens += series->cache_read_tokens;
  sum->cache_creation_tokens += series->cache_creation_tokens;
  sum->thinking_tokens += series->thinking_tokens;
  sum->cost += series->cost;
  sum->cost_unknown |= series->cost_unknown;
  add_errors (sum, series);
  ccp_quantiles_merge (&sum->latency, &series->latency);
  ccp_quantiles_merge (&sum->first_token, &series->first_token);
}

gboolean
ccp_dbus_summary_parse (const char *name, CcpDBusSummaryBy *by, GError **error)
{
  g_autofree char *near = NULL;
  g_autofree char *clipped = NULL;

  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (by != NULL, FALSE);

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      {
        *by = i;
        return TRUE;
      }
  near = ccp_near_match_describe (name, names);
  clipped = ccp_log_text_clip_name (name);
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_INVALID_REQUEST,
               "by: expected \"provider\", \"model\" or \"stage\", got \"%s\"%s",
               clipped,
               near);
  return FALSE;
}

GPtrArray *
ccp_dbus_summary_compute (CcpStats *stats, CcpDBusSummaryBy by)
{
  GPtrArray *all = NULL;
  GPtrArray *sums = NULL;
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  g_return_val_if_fail (stats != NULL, NULL);

  all = ccp_stats_get_series (stats);
  sums = g_ptr_array_new_with_free_func (free_series);
  for (guint i = 0; i < all->len; i++)
    {
      const CcpStatsSeries *series = g_ptr_array_index (all, i);
      const char *key = get_key (series, by);
      CcpStatsSeries *sum = g_hash_table_lookup (known, key);

      if (sum == NULL)
        {
          sum = create_series (key, by);
          g_ptr_array_add (sums, sum);
          g_hash_table_insert (known, (gpointer) get_key (sum, by), sum);
        }
      add_series (sum, series);
    }
  return sums;
}
