/* ccp-providers-report.c: how those who answer are
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-providers-report"

#include "config.h"

#include <glib/gi18n.h>

#include "ccp-bus-json.h"
#include "ccp-bus-members.h"
#include "ccp-bus-series.h"
#include "ccp-json-members.h"
#include "ccp-limits-text.h"
#include "ccp-providers-report.h"
#include "ccp-text-table.h"
#include "ccp-units.h"

/* @takes: (transfer full): what the cell says */
static void
take (CcpTextTable *table, CcpTerminalStyle style, char *text)
{
  ccp_text_table_take (table, style, text);
}

/* Returns: (nullable): the counts of a provider */
static GVariant *
find_series (GVariant *series, const char *name)
{
  for (gsize i = 0; i < g_variant_n_children (series); i++)
    {
      g_autoptr (GVariant) one = g_variant_get_child_value (series, i);

      if (g_str_equal (ccp_bus_members_get_text (one, "provider"), name))
        return g_steal_pointer (&one);
    }
  return NULL;
}

static void
append_state (CcpTextTable *table, CcpDBusProvider *provider, gint64 now)
{
  const char *state = ccp_dbus_provider_get_state (provider);
  gint64 until = (gint64) ccp_dbus_provider_get_resting_until (provider);
  g_autofree char *rest = ccp_units_format_duration (until - now);

  if (g_strcmp0 (state, "paused") == 0)
    take (table, CCP_TERMINAL_STYLE_WARNING, g_strdup (_ ("paused")));
  else if (g_strcmp0 (state, "resting") == 0 && until > now)
    take (table,
          CCP_TERMINAL_STYLE_WARNING,
          /* TRANSLATORS: for how long no request is of use: "12 s" */
          g_strdup_printf (_ ("rests for %s"), rest));
  else
    take (table, CCP_TERMINAL_STYLE_GOOD, g_strdup (_ ("ready")));
}

static void
append_breaker (CcpTextTable *table, CcpDBusProvider *provider)
{
  const char *breaker = ccp_dbus_provider_get_breaker (provider);

  if (g_strcmp0 (breaker, "open") == 0)
    take (table, CCP_TERMINAL_STYLE_BAD, g_strdup (_ ("open")));
  else if (g_strcmp0 (breaker, "half-open") == 0)
    take (table, CCP_TERMINAL_STYLE_WARNING, g_strdup (_ ("half-open")));
  else
    take (table, CCP_TERMINAL_STYLE_FAINT, g_strdup (_ ("closed")));
}

static void
append_counts (CcpTextTable *table, CcpDBusProvider *provider, GVariant *series)
{
  g_autoptr (GVariant) counts =
      find_series (series, ccp_dbus_provider_get_name (provider));

  take (table,
        CCP_TERMINAL_STYLE_PLAIN,
        g_strdup_printf ("%u", ccp_dbus_provider_get_in_flight (provider)));
  take (table,
        CCP_TERMINAL_STYLE_PLAIN,
        counts != NULL ? ccp_bus_series_format_median (counts, "latency")
                       : g_strdup ("–"));
}

static void
append_error (CcpTextTable *table, CcpDBusProvider *provider, gint64 now)
{
  const char *error = ccp_dbus_provider_get_last_error (provider);
  gint64 at = (gint64) ccp_dbus_provider_get_last_error_at (provider);
  g_autofree char *age = ccp_units_format_age (at, now);

  if (error == NULL || *error == '\0')
    take (table, CCP_TERMINAL_STYLE_FAINT, g_strdup ("–"));
  else
    take (table, CCP_TERMINAL_STYLE_PLAIN, g_strdup_printf ("%s, %s", error, age));
}

static void
append_limits (CcpTextTable *table, CcpDBusProvider *provider)
{
  GVariant *headers = ccp_dbus_provider_get_rate_limits (provider);

  take (table,
        CCP_TERMINAL_STYLE_FAINT,
        headers != NULL ? ccp_limits_text_format (headers) : g_strdup (""));
}

static void
append_row (CcpTextTable *table, CcpDBusProvider *provider, GVariant *series, gint64 now)
{
  ccp_text_table_add (table,
                      CCP_TERMINAL_STYLE_PLAIN,
                      ccp_dbus_provider_get_name (provider));
  append_state (table, provider, now);
  append_breaker (table, provider);
  append_counts (table, provider, series);
  append_error (table, provider, now);
  append_limits (table, provider);
}

/* @time: microseconds since 1970, 0 for none */
static void
write_time (CcpJsonWriter *writer, const char *key, guint64 time)
{
  ccp_json_writer_key (writer, key);
  if (time > 0)
    ccp_json_writer_int (writer, (gint64) time);
  else
    ccp_json_writer_null (writer);
}

static void
write_text (CcpJsonWriter *writer, const char *key, const char *text)
{
  ccp_json_members_add_string (writer, key, text != NULL && *text != '\0' ? text : NULL);
}

static void
write_limits (CcpJsonWriter *writer, CcpDBusProvider *provider)
{
  GVariant *headers = ccp_dbus_provider_get_rate_limits (provider);

  ccp_json_writer_key (writer, "rate_limits");
  ccp_json_writer_begin_object (writer);
  if (headers != NULL)
    ccp_bus_json_write_members (writer, headers);
  ccp_json_writer_end_object (writer);
}

static void
write_latency (CcpJsonWriter *writer, GVariant *series, const char *name)
{
  g_autoptr (GVariant) counts = find_series (series, name);
  g_autoptr (GVariant) latency =
      counts != NULL ? g_variant_lookup_value (counts, "latency", NULL) : NULL;

  ccp_json_writer_key (writer, "latency");
  if (latency != NULL)
    ccp_bus_json_write (writer, latency);
  else
    ccp_json_writer_null (writer);
}

static void
write_provider (CcpJsonWriter *writer, CcpDBusProvider *provider, GVariant *series)
{
  const char *name = ccp_dbus_provider_get_name (provider);

  ccp_json_writer_begin_object (writer);
  ccp_json_members_add_string (writer, "name", name);
  write_text (writer, "dialect", ccp_dbus_provider_get_dialect (provider));
  write_text (writer, "host", ccp_dbus_provider_get_host (provider));
  ccp_json_members_add_strings (writer,
                                "models",
                                ccp_dbus_provider_get_models (provider));
  write_text (writer, "state", ccp_dbus_provider_get_state (provider));
  write_time (writer, "resting_until", ccp_dbus_provider_get_resting_until (provider));
  write_text (writer, "breaker", ccp_dbus_provider_get_breaker (provider));
  ccp_json_writer_key (writer, "in_flight");
  ccp_json_writer_int (writer, ccp_dbus_provider_get_in_flight (provider));
  write_latency (writer, series, name);
  write_text (writer, "last_error", ccp_dbus_provider_get_last_error (provider));
  write_time (writer, "last_error_at", ccp_dbus_provider_get_last_error_at (provider));
  write_limits (writer, provider);
  ccp_json_writer_end_object (writer);
}

gboolean
ccp_providers_report_read (CcpProvidersReport *self, CcpBusClient *client, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (CCP_IS_BUS_CLIENT (client), FALSE);

  self->providers = ccp_bus_client_list_providers (client, error);
  if (self->providers == NULL)
    return FALSE;
  return ccp_dbus_stats_call_summarize_sync (ccp_bus_client_get_stats (client),
                                             "provider",
                                             &self->series,
                                             NULL,
                                             error);
}

void
ccp_providers_report_clear (CcpProvidersReport *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->providers, g_ptr_array_unref);
  g_clear_pointer (&self->series, g_variant_unref);
}

char *
ccp_providers_report_format (const CcpProvidersReport *self,
                             const CcpTerminal *terminal,
                             gint64 now)
{
  const char *const headings[] = { _ ("PROVIDER"),  _ ("STATE"),   _ ("BREAKER"),
                                   _ ("UNDER WAY"), _ ("LATENCY"), _ ("LAST ERROR"),
                                   _ ("LEFT"),      NULL };
  g_autoptr (CcpTextTable) table = ccp_text_table_new (G_N_ELEMENTS (headings) - 1);

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (terminal != NULL, NULL);

  ccp_text_table_align_right (table, 3);
  ccp_text_table_align_right (table, 4);
  ccp_text_table_add_headings (table, headings);
  for (guint i = 0; i < self->providers->len; i++)
    append_row (table, g_ptr_array_index (self->providers, i), self->series, now);
  return ccp_text_table_format (table, terminal);
}

void
ccp_providers_report_write (const CcpProvidersReport *self, CcpJsonWriter *writer)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (writer != NULL);

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "providers");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < self->providers->len; i++)
    write_provider (writer, g_ptr_array_index (self->providers, i), self->series);
  ccp_json_writer_end_array (writer);
  ccp_json_writer_end_object (writer);
}
