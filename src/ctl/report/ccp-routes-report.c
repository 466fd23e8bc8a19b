/* ccp-routes-report.c: which kind of work goes where
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-routes-report"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "ccp-bus-json.h"
#include "ccp-json-members.h"
#include "ccp-routes-report.h"
#include "ccp-text-table.h"

/* between a model and the one that is asked if it fails */
#define ARROW " → "

/* who set it, as people say it */
static const char *
describe_origin (const char *origin)
{
  if (g_str_equal (origin, "config"))
    return _ ("configuration");
  if (g_str_equal (origin, "profile"))
    return _ ("profile");
  if (g_str_equal (origin, "set"))
    return _ ("ccproxy use");
  return origin;
}

static void
append_routes (CcpTextTable *table, GVariant *routes)
{
  GVariantIter iter;
  const char *stage = NULL;
  const char *origin = NULL;
  GVariant *targets = NULL;

  g_variant_iter_init (&iter, routes);
  while (g_variant_iter_next (&iter, "(&s&s@as)", &stage, &origin, &targets))
    {
      g_autofree const char **names = g_variant_get_strv (targets, NULL);

      ccp_text_table_add (table, CCP_TERMINAL_STYLE_PLAIN, stage);
      ccp_text_table_take (table,
                           CCP_TERMINAL_STYLE_PLAIN,
                           g_strjoinv (ARROW, (char **) names));
      ccp_text_table_add (table,
                          g_str_equal (origin, "set") ? CCP_TERMINAL_STYLE_WARNING
                                                      : CCP_TERMINAL_STYLE_FAINT,
                          describe_origin (origin));
      g_variant_unref (targets);
    }
}

/* Returns: NULL if there are no profiles */
static char *
describe_profile (const CcpRoutesReport *self)
{
  g_autofree char *list = NULL;

  if (self->profiles == NULL || *self->profiles == NULL)
    return NULL;
  list = g_strjoinv (", ", self->profiles);
  if (*self->profile != '\0')
    /* TRANSLATORS: its name, and a list of the names of all */
    return g_strdup_printf (_ ("Profile: %s (of %s)"), self->profile, list);
  return g_strdup_printf (_ ("Profile: none (of %s)"), list);
}

static void
write_routes (CcpJsonWriter *writer, GVariant *routes)
{
  GVariantIter iter;
  const char *stage = NULL;
  const char *origin = NULL;
  GVariant *targets = NULL;

  ccp_json_writer_key (writer, "routes");
  ccp_json_writer_begin_array (writer);
  g_variant_iter_init (&iter, routes);
  while (g_variant_iter_next (&iter, "(&s&s@as)", &stage, &origin, &targets))
    {
      ccp_json_writer_begin_object (writer);
      ccp_json_members_add_string (writer, "stage", stage);
      ccp_json_members_add_string (writer, "from", origin);
      ccp_bus_json_write_member (writer, "targets", targets);
      ccp_json_writer_end_object (writer);
      g_variant_unref (targets);
    }
  ccp_json_writer_end_array (writer);
}

gboolean
ccp_routes_report_read (CcpRoutesReport *self, CcpBusClient *client, GError **error)
{
  g_autoptr (GVariant) profile = NULL;
  g_autoptr (GVariant) profiles = NULL;
  GDBusProxy *manager = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (CCP_IS_BUS_CLIENT (client), FALSE);

  manager = G_DBUS_PROXY (ccp_bus_client_get_manager (client));
  profile = ccp_bus_client_get_property (manager, "Profile", error);
  if (profile == NULL)
    return FALSE;
  profiles = ccp_bus_client_get_property (manager, "Profiles", error);
  if (profiles == NULL)
    return FALSE;
  self->profile = g_variant_dup_string (profile, NULL);
  self->profiles = g_variant_dup_strv (profiles, NULL);
  return ccp_dbus_routes_call_list_sync (ccp_bus_client_get_routes (client),
                                         &self->routes,
                                         NULL,
                                         error);
}

void
ccp_routes_report_clear (CcpRoutesReport *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->profile, g_free);
  g_clear_pointer (&self->profiles, g_strfreev);
  g_clear_pointer (&self->routes, g_variant_unref);
}

char *
ccp_routes_report_format (const CcpRoutesReport *self, const CcpTerminal *terminal)
{
  g_autoptr (CcpTextTable) table = NULL;
  g_autofree char *profile = NULL;
  g_autofree char *lines = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (terminal != NULL, NULL);

  {
    const char *const headings[] = { _ ("STAGE"), _ ("GOES TO"), _ ("SET BY"), NULL };

    table = ccp_text_table_new (G_N_ELEMENTS (headings) - 1);
    ccp_text_table_add_headings (table, headings);
  }
  append_routes (table, self->routes);
  lines = ccp_text_table_format (table, terminal);
  profile = describe_profile (self);
  return profile != NULL ? g_strconcat (profile, "\n\n", lines, NULL)
                         : g_steal_pointer (&lines);
}

void
ccp_routes_report_write (const CcpRoutesReport *self, CcpJsonWriter *writer)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (writer != NULL);

  ccp_json_writer_begin_object (writer);
  ccp_json_members_add_string (writer,
                               "profile",
                               *self->profile != '\0' ? self->profile : NULL);
  ccp_json_members_add_strings (writer, "profiles", (const char *const *) self->profiles);
  write_routes (writer, self->routes);
  ccp_json_writer_end_object (writer);
}

void
ccp_routes_report_print (const CcpRoutesReport *self, gboolean as_json)
{
  g_autoptr (CcpJsonWriter) writer = NULL;
  g_autofree char *text = NULL;
  CcpTerminal terminal;

  g_return_if_fail (self != NULL);

  if (as_json)
    {
      writer = ccp_json_writer_new ();
      ccp_routes_report_write (self, writer);
      ccp_bus_json_print (writer);
      return;
    }
  ccp_terminal_init_output (&terminal);
  text = ccp_routes_report_format (self, &terminal);
  fputs (text, stdout);
}
