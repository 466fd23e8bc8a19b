/* ccp-status-report.c: how the daemon is
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-status-report"

#include "config.h"

#include <glib/gi18n.h>

#include "ccp-bus-json.h"
#include "ccp-json-members.h"
#include "ccp-status-report.h"
#include "ccp-text-table.h"
#include "ccp-units.h"

static void
take_row (CcpTextTable *table, const char *label, CcpTerminalStyle style, char *text)
{
  ccp_text_table_add (table, CCP_TERMINAL_STYLE_HEADING, label);
  ccp_text_table_take (table, style, text);
}

static guint64
get_total (const CcpStatusReport *self, const char *key)
{
  guint64 total = 0;

  g_variant_lookup (self->totals, key, "t", &total);
  return total;
}

static guint
get_in_flight (const CcpStatusReport *self)
{
  guint n = 0;

  g_variant_lookup (self->totals, "in_flight", "u", &n);
  return n;
}

static void
append_listen (CcpTextTable *table, const CcpStatusReport *self)
{
  const char *const *listen = ccp_dbus_manager_get_listen (self->manager);

  for (guint i = 0; listen != NULL && listen[i] != NULL; i++)
    take_row (table,
              i == 0 ? _ ("Listens on") : "",
              CCP_TERMINAL_STYLE_PLAIN,
              g_strdup (listen[i]));
}

static void
append_config (CcpTextTable *table, const CcpStatusReport *self, gint64 now)
{
  const char *path = ccp_dbus_manager_get_config_path (self->manager);
  const char *status = ccp_dbus_manager_get_config_status (self->manager);
  gint64 loaded = (gint64) ccp_dbus_manager_get_config_loaded_at (self->manager);
  g_autofree char *age = ccp_units_format_age (loaded, now);
  const char *file = path != NULL && *path != '\0' ? path : _ ("built in");

  if (g_strcmp0 (status, "errors") == 0)
    take_row (table,
              _ ("Configuration"),
              CCP_TERMINAL_STYLE_BAD,
              /* TRANSLATORS: a file, and how long ago it was read: "3 min ago" */
              g_strdup_printf (_ ("%s has errors (ccproxy lint); that of %s is in use"),
                               file,
                               age));
  else if (g_strcmp0 (status, "warnings") == 0)
    take_row (
        table,
        _ ("Configuration"),
        CCP_TERMINAL_STYLE_WARNING,
        g_strdup_printf (_ ("%s, read %s, has warnings (ccproxy lint)"), file, age));
  else
    take_row (table,
              _ ("Configuration"),
              CCP_TERMINAL_STYLE_PLAIN,
              g_strdup_printf (_ ("%s, read %s"), file, age));
}

static void
append_profile (CcpTextTable *table, const CcpStatusReport *self)
{
  const char *profile = ccp_dbus_manager_get_profile (self->manager);
  const char *const *profiles = ccp_dbus_manager_get_profiles (self->manager);
  g_autofree char *list = NULL;

  if (profiles == NULL || *profiles == NULL)
    return;
  list = g_strjoinv (", ", (char **) profiles);
  take_row (table,
            _ ("Profile"),
            CCP_TERMINAL_STYLE_PLAIN,
            profile != NULL && *profile != '\0'
                /* TRANSLATORS: the one in use, and a list of all */
                ? g_strdup_printf (_ ("%s (of %s)"), profile, list)
                : g_strdup_printf (_ ("none (of %s)"), list));
}

static void
append_requests (CcpTextTable *table, const CcpStatusReport *self)
{
  g_autofree char *requests = ccp_units_format_count (get_total (self, "requests"));
  g_autofree char *errors = ccp_units_format_count (get_total (self, "errors"));

  take_row (table,
            _ ("Requests"),
            CCP_TERMINAL_STYLE_PLAIN,
            g_strdup_printf (_ ("%s, %s of them failed, %u under way"),
                             requests,
                             errors,
                             get_in_flight (self)));
}

/* what keeps it from being asked, or NULL */
static const char *
get_trouble (CcpDBusProvider *provider)
{
  const char *state = ccp_dbus_provider_get_state (provider);

  if (g_strcmp0 (state, "paused") == 0)
    return _ ("paused");
  if (g_strcmp0 (state, "resting") == 0)
    return _ ("resting");
  if (g_strcmp0 (ccp_dbus_provider_get_breaker (provider), "open") == 0)
    return _ ("failing");
  return NULL;
}

/* Returns: "name: paused, name: resting", or NULL if nothing keeps any from being asked
 */
static char *
list_troubles (GPtrArray *providers)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < providers->len; i++)
    {
      CcpDBusProvider *provider = g_ptr_array_index (providers, i);
      const char *trouble = get_trouble (provider);

      if (trouble != NULL)
        g_string_append_printf (text,
                                "%s%s: %s",
                                text->len > 0 ? ", " : "",
                                ccp_dbus_provider_get_name (provider),
                                trouble);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
append_providers (CcpTextTable *table, const CcpStatusReport *self)
{
  g_autofree char *troubles = list_troubles (self->providers);
  guint n = self->providers->len;

  if (troubles == NULL)
    take_row (table,
              _ ("Providers"),
              CCP_TERMINAL_STYLE_PLAIN,
              g_strdup_printf (ngettext ("%u, ready", "%u, all ready", n), n));
  else
    take_row (table,
              _ ("Providers"),
              CCP_TERMINAL_STYLE_WARNING,
              g_strdup_printf ("%u; %s", n, troubles));
}

static gboolean
is_broken (CcpDBusPlugin *plugin)
{
  const char *error = ccp_dbus_plugin_get_error (plugin);

  return error != NULL && *error != '\0';
}

static void
append_plugins (CcpTextTable *table, const CcpStatusReport *self)
{
  take_row (table,
            _ ("Plugins"),
            CCP_TERMINAL_STYLE_PLAIN,
            g_strdup_printf ("%u", self->plugins->len));
  for (guint i = 0; i < self->plugins->len; i++)
    {
      CcpDBusPlugin *plugin = g_ptr_array_index (self->plugins, i);

      if (is_broken (plugin))
        take_row (table,
                  "",
                  CCP_TERMINAL_STYLE_BAD,
                  /* TRANSLATORS: a plugin, and why it cannot be used */
                  g_strdup_printf (_ ("%s cannot be used: %s"),
                                   ccp_dbus_plugin_get_name (plugin),
                                   ccp_dbus_plugin_get_error (plugin)));
    }
}

static void
append_network (CcpTextTable *table, const CcpStatusReport *self)
{
  if (!ccp_dbus_manager_get_online (self->manager))
    take_row (table,
              _ ("Network"),
              CCP_TERMINAL_STYLE_WARNING,
              g_strdup (_ ("none; only providers on this machine are asked")));
}

static char *
make_headline (const CcpStatusReport *self, gint64 now)
{
  const char *version = ccp_dbus_manager_get_version (self->manager);
  gint64 started = (gint64) ccp_dbus_manager_get_started_at (self->manager);
  g_autofree char *duration = ccp_units_format_duration (now - started);

  if (ccp_dbus_manager_get_draining (self->manager))
    return g_strdup_printf (
        _ ("ccproxyd %s has run for %s, and ends when what is under way has ended"),
        version,
        duration);
  return g_strdup_printf (_ ("ccproxyd %s has run for %s"), version, duration);
}

static void
write_provider (CcpJsonWriter *writer, CcpDBusProvider *provider)
{
  ccp_json_writer_begin_object (writer);
  ccp_json_members_add_string (writer, "name", ccp_dbus_provider_get_name (provider));
  ccp_json_members_add_string (writer, "state", ccp_dbus_provider_get_state (provider));
  ccp_json_members_add_string (writer,
                               "breaker",
                               ccp_dbus_provider_get_breaker (provider));
  ccp_json_writer_end_object (writer);
}

static void
write_plugin (CcpJsonWriter *writer, CcpDBusPlugin *plugin)
{
  ccp_json_writer_begin_object (writer);
  ccp_json_members_add_string (writer, "name", ccp_dbus_plugin_get_name (plugin));
  ccp_json_members_add_string (writer, "path", ccp_dbus_plugin_get_path (plugin));
  ccp_json_members_add_string (writer,
                               "error",
                               is_broken (plugin) ? ccp_dbus_plugin_get_error (plugin)
                                                  : NULL);
  ccp_json_writer_end_object (writer);
}

/* an empty text on the bus is nothing */
static void
write_text (CcpJsonWriter *writer, const char *key, const char *text)
{
  ccp_json_members_add_string (writer, key, text != NULL && *text != '\0' ? text : NULL);
}

static void
write_config (const CcpStatusReport *self, CcpJsonWriter *writer)
{
  CcpDBusManager *manager = self->manager;

  ccp_json_writer_key (writer, "config");
  ccp_json_writer_begin_object (writer);
  write_text (writer, "path", ccp_dbus_manager_get_config_path (manager));
  write_text (writer, "status", ccp_dbus_manager_get_config_status (manager));
  ccp_json_writer_key (writer, "loaded_at");
  ccp_json_writer_int (writer, (gint64) ccp_dbus_manager_get_config_loaded_at (manager));
  ccp_json_writer_end_object (writer);
}

static void
write_manager (const CcpStatusReport *self, CcpJsonWriter *writer)
{
  CcpDBusManager *manager = self->manager;

  write_text (writer, "version", ccp_dbus_manager_get_version (manager));
  ccp_json_writer_key (writer, "started_at");
  ccp_json_writer_int (writer, (gint64) ccp_dbus_manager_get_started_at (manager));
  ccp_json_members_add_strings (writer, "listen", ccp_dbus_manager_get_listen (manager));
  write_config (self, writer);
  write_text (writer, "profile", ccp_dbus_manager_get_profile (manager));
  ccp_json_members_add_strings (writer,
                                "profiles",
                                ccp_dbus_manager_get_profiles (manager));
  ccp_json_writer_key (writer, "online");
  ccp_json_writer_boolean (writer, ccp_dbus_manager_get_online (manager));
  ccp_json_writer_key (writer, "draining");
  ccp_json_writer_boolean (writer, ccp_dbus_manager_get_draining (manager));
}

static const char *
get_reason (const GError *error)
{
  if (g_error_matches (error, CCP_ERROR, CCP_ERROR_NOT_FOUND))
    return "no-bus";
  if (g_error_matches (error, CCP_ERROR, CCP_ERROR_TIMEOUT))
    return "no-answer";
  if (g_error_matches (error, CCP_ERROR, CCP_ERROR_INTERNAL))
    return "failed";
  if (g_error_matches (error, CCP_ERROR, CCP_ERROR_PLUGIN))
    return "other-program";
  return "not-running";
}

gboolean
ccp_status_report_read (CcpStatusReport *self, CcpBusClient *client, GError **error)
{
  g_autoptr (GVariant) series = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (CCP_IS_BUS_CLIENT (client), FALSE);

  self->manager = g_object_ref (ccp_bus_client_get_manager (client));
  self->providers = ccp_bus_client_list_providers (client, error);
  if (self->providers == NULL)
    return FALSE;
  self->plugins = ccp_bus_client_list_plugins (client, error);
  if (self->plugins == NULL)
    return FALSE;
  return ccp_dbus_stats_call_snapshot_sync (ccp_bus_client_get_stats (client),
                                            &series,
                                            &self->totals,
                                            NULL,
                                            error);
}

void
ccp_status_report_clear (CcpStatusReport *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->manager);
  g_clear_pointer (&self->providers, g_ptr_array_unref);
  g_clear_pointer (&self->plugins, g_ptr_array_unref);
  g_clear_pointer (&self->totals, g_variant_unref);
}

char *
ccp_status_report_format (const CcpStatusReport *self,
                          const CcpTerminal *terminal,
                          gint64 now)
{
  g_autoptr (CcpTextTable) table = NULL;
  g_autofree char *headline = NULL;
  g_autofree char *lines = NULL;
  CcpTerminal endless;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (terminal != NULL, NULL);

  table = ccp_text_table_new (2);
  append_listen (table, self);
  append_config (table, self, now);
  append_profile (table, self);
  append_requests (table, self);
  append_providers (table, self);
  append_plugins (table, self);
  append_network (table, self);
  headline = make_headline (self, now);
  /* a path must be whole, be it in two lines */
  endless = *terminal;
  endless.columns = G_MAXUINT;
  lines = ccp_text_table_format (table, &endless);
  return g_strconcat (headline, "\n", lines, NULL);
}

void
ccp_status_report_write (const CcpStatusReport *self, CcpJsonWriter *writer)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (writer != NULL);

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "running");
  ccp_json_writer_boolean (writer, TRUE);
  write_manager (self, writer);
  ccp_bus_json_write_member (writer, "totals", self->totals);
  ccp_json_writer_key (writer, "providers");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < self->providers->len; i++)
    write_provider (writer, g_ptr_array_index (self->providers, i));
  ccp_json_writer_end_array (writer);
  ccp_json_writer_key (writer, "plugins");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < self->plugins->len; i++)
    write_plugin (writer, g_ptr_array_index (self->plugins, i));
  ccp_json_writer_end_array (writer);
  ccp_json_writer_end_object (writer);
}

void
ccp_status_report_write_absence (const GError *error, CcpJsonWriter *writer)
{
  g_autofree char *message = NULL;

  g_return_if_fail (error != NULL);
  g_return_if_fail (writer != NULL);

  message = ccp_bus_client_describe_error (error);
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "running");
  ccp_json_writer_boolean (writer, FALSE);
  ccp_json_members_add_string (writer, "reason", get_reason (error));
  ccp_json_members_add_string (writer, "message", message);
  ccp_json_writer_end_object (writer);
}
