/* ccp-stats-report.c: what exchanges took and cost, as people and programs read it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-stats-report"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ccp-bus-json.h"
#include "ccp-bus-members.h"
#include "ccp-bus-series.h"
#include "ccp-fields.h"
#include "ccp-stats-report.h"
#include "ccp-text-table.h"
#include "ccp-units.h"

#define N_COLUMNS 11

static const char *const names[] = { "provider", "model", "stage" };

static void
add_count (CcpTextTable *table, guint64 count)
{
  ccp_text_table_take (table, CCP_TERMINAL_STYLE_PLAIN, ccp_units_format_count (count));
}

static void
add_errors (CcpTextTable *table, GVariant *series)
{
  guint64 errors = ccp_bus_series_count_errors (series);

  ccp_text_table_take (table,
                       errors > 0 ? CCP_TERMINAL_STYLE_BAD : CCP_TERMINAL_STYLE_PLAIN,
                       ccp_units_format_count (errors));
}

static void
add_cost (CcpTextTable *table, GVariant *series)
{
  double dollars = 0;

  ccp_text_table_take (table,
                       CCP_TERMINAL_STYLE_PLAIN,
                       ccp_bus_series_get_cost (series, &dollars)
                           ? ccp_units_format_cost (dollars)
                           : g_strdup ("–"));
}

/* what is counted together has no name of the others */
static gboolean
is_shown (const char *name, const char *by)
{
  return by == NULL || g_str_equal (name, by);
}

static void
add_series (CcpTextTable *table, GVariant *series, const char *by)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (is_shown (names[i], by))
      ccp_text_table_add (table,
                          CCP_TERMINAL_STYLE_PLAIN,
                          ccp_bus_members_get_text (series, names[i]));
  add_count (table, ccp_bus_members_get_count (series, "requests"));
  add_errors (table, series);
  add_count (table, ccp_bus_members_get_count (series, "input_tokens"));
  add_count (table, ccp_bus_members_get_count (series, "cache_read_tokens"));
  add_count (table, ccp_bus_members_get_count (series, "output_tokens"));
  ccp_text_table_take (table,
                       CCP_TERMINAL_STYLE_PLAIN,
                       ccp_bus_series_format_median (series, "first_token"));
  ccp_text_table_take (table,
                       CCP_TERMINAL_STYLE_PLAIN,
                       ccp_bus_series_format_median (series, "latency"));
  add_cost (table, series);
}

static int
compare_requests (gconstpointer left, gconstpointer right)
{
  guint64 a = ccp_bus_members_get_count (*(GVariant *const *) left, "requests");
  guint64 b = ccp_bus_members_get_count (*(GVariant *const *) right, "requests");

  return a < b ? 1 : a > b ? -1 : 0;
}

/* Returns: (element-type GVariant): those with most requests first */
static GPtrArray *
sort_series (GVariant *series)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);

  for (gsize i = 0; i < g_variant_n_children (series); i++)
    g_ptr_array_add (all, g_variant_get_child_value (series, i));
  g_ptr_array_sort (all, compare_requests);
  return all;
}

static char *
format_series (const CcpStatsReport *self, const CcpTerminal *terminal)
{
  const char *const name_headings[] = { _ ("PROVIDER"), _ ("MODEL"), _ ("STAGE") };
  const char *const headings[] = { _ ("REQUESTS"), _ ("FAILED"), _ ("IN"),
                                   _ ("CACHED"),   _ ("OUT"),    _ ("FIRST TOKEN"),
                                   _ ("LATENCY"),  _ ("COST"),   NULL };
  const char *shown[N_COLUMNS + 1] = { NULL };
  guint n_names = 0;
  g_autoptr (CcpTextTable) table = NULL;
  g_autoptr (GPtrArray) all = sort_series (self->series);

  G_STATIC_ASSERT (G_N_ELEMENTS (names) + G_N_ELEMENTS (headings) == N_COLUMNS + 1);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (is_shown (names[i], self->by))
      shown[n_names++] = name_headings[i];
  memcpy (shown + n_names, headings, sizeof headings);
  table = ccp_text_table_new (g_strv_length ((char **) shown));
  for (guint i = n_names; shown[i] != NULL; i++)
    ccp_text_table_align_right (table, i);
  ccp_text_table_add_headings (table, shown);
  for (guint i = 0; i < all->len; i++)
    add_series (table, g_ptr_array_index (all, i), self->by);
  return ccp_text_table_format (table, terminal);
}

static char *
format_total (const CcpStatsReport *self, const char *key)
{
  return ccp_units_format_count (ccp_bus_members_get_count (self->totals, key));
}

static guint
get_in_flight (const CcpStatsReport *self)
{
  guint n = 0;

  g_variant_lookup (self->totals, "in_flight", "u", &n);
  return n;
}

static char *
format_requests (const CcpStatsReport *self)
{
  g_autofree char *requests = format_total (self, "requests");
  g_autofree char *errors = format_total (self, "errors");
  g_autofree char *retries = format_total (self, "retries");

  /* TRANSLATORS: of requests; each is a number */
  return g_strdup_printf (_ ("%s, %s of them failed, %s tried again, %u under way"),
                          requests,
                          errors,
                          retries,
                          get_in_flight (self));
}

static char *
format_tokens (const CcpStatsReport *self)
{
  g_autofree char *input = format_total (self, "input_tokens");
  g_autofree char *cached = format_total (self, "cache_read_tokens");
  g_autofree char *output = format_total (self, "output_tokens");

  /* TRANSLATORS: of tokens; each is a number */
  return g_strdup_printf (_ ("%s in, %s of them from a cache, %s out"),
                          input,
                          cached,
                          output);
}

static void
append_totals (GString *text, const CcpStatsReport *self, gint64 now)
{
  g_autoptr (CcpFields) fields = ccp_fields_new ();
  gint64 since = (gint64) ccp_bus_members_get_count (self->totals, "since");
  g_autofree char *age = ccp_units_format_age (since, now);
  g_autofree char *requests = format_requests (self);
  g_autofree char *tokens = format_tokens (self);

  ccp_fields_add (fields, _ ("Since"), "%s", age);
  ccp_fields_add (fields, _ ("Requests"), "%s", requests);
  ccp_fields_add (fields, _ ("Tokens"), "%s", tokens);
  ccp_fields_print (fields, "", 0, text);
}

gboolean
ccp_stats_report_read (CcpStatsReport *self,
                       CcpBusClient *client,
                       const char *by,
                       GError **error)
{
  CcpDBusStats *stats = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (CCP_IS_BUS_CLIENT (client), FALSE);

  ccp_stats_report_clear (self);
  stats = ccp_bus_client_get_stats (client);
  if (!ccp_dbus_stats_call_snapshot_sync (stats,
                                          &self->series,
                                          &self->totals,
                                          NULL,
                                          error))
    return FALSE;
  if (by == NULL)
    return TRUE;
  self->by = g_strdup (by);
  g_clear_pointer (&self->series, g_variant_unref);
  return ccp_dbus_stats_call_summarize_sync (stats, by, &self->series, NULL, error);
}

void
ccp_stats_report_clear (CcpStatsReport *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->by, g_free);
  g_clear_pointer (&self->series, g_variant_unref);
  g_clear_pointer (&self->totals, g_variant_unref);
}

char *
ccp_stats_report_format (const CcpStatsReport *self,
                         const CcpTerminal *terminal,
                         gint64 now)
{
  g_autofree char *lines = NULL;
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (terminal != NULL, NULL);

  text = g_string_new (NULL);
  append_totals (text, self, now);
  if (g_variant_n_children (self->series) > 0)
    {
      lines = format_series (self, terminal);
      g_string_append_printf (text, "\n%s", lines);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
ccp_stats_report_format_line (const CcpStatsReport *self, gint64 now)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *time = NULL;
  g_autofree char *requests = NULL;
  g_autofree char *tokens = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  utc = g_date_time_new_from_unix_utc (now / G_TIME_SPAN_SECOND);
  local = g_date_time_to_local (utc);
  time = g_date_time_format (local, "%T");
  requests = format_requests (self);
  tokens = format_tokens (self);
  /* TRANSLATORS: a time of day, and the counts of requests and of tokens */
  return g_strdup_printf (_ ("%s  requests: %s; tokens: %s"), time, requests, tokens);
}

void
ccp_stats_report_write (const CcpStatsReport *self, CcpJsonWriter *writer, gint64 now)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (writer != NULL);

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "at");
  ccp_json_writer_int (writer, now);
  ccp_bus_json_write_member (writer, "totals", self->totals);
  ccp_bus_json_write_member (writer, "series", self->series);
  ccp_json_writer_end_object (writer);
}
