/* ccp-provider-probes.c: asks providers at the same time whether they can be reached
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-provider-probes"

#include "config.h"

#include <glib/gi18n.h>

#include "ccp-bus-client.h"
#include "ccp-json-members.h"
#include "ccp-provider-probes.h"
#include "ccp-text-table.h"
#include "ccp-units.h"

/* The daemon gives up before that. */
#define TIME_LIMIT 90000

typedef struct
{
  CcpProviderProbes *probes;
  CcpDBusProvider *provider;
  guint milliseconds;
  GError *error; /* (nullable) */
} Probe;

struct _CcpProviderProbes
{
  GMainLoop *loop;
  GPtrArray *all; /* (element-type Probe) */
  guint n_pending;
};

static void
free_probe (gpointer data)
{
  Probe *probe = data;

  g_clear_object (&probe->provider);
  g_clear_error (&probe->error);
  g_free (probe);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  Probe *probe = data;

  ccp_dbus_provider_call_probe_finish (probe->provider,
                                       &probe->milliseconds,
                                       result,
                                       &probe->error);
  if (--probe->probes->n_pending == 0)
    g_main_loop_quit (probe->probes->loop);
}

static void
start (CcpProviderProbes *self, CcpDBusProvider *provider)
{
  Probe *probe = g_new0 (Probe, 1);

  probe->probes = self;
  probe->provider = g_object_ref (provider);
  g_ptr_array_add (self->all, probe);
  self->n_pending++;
  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (provider), TIME_LIMIT);
  ccp_dbus_provider_call_probe (provider, NULL, on_answer, probe);
}

static void
append_probe (CcpTextTable *table, const Probe *probe)
{
  ccp_text_table_add (table,
                      CCP_TERMINAL_STYLE_PLAIN,
                      ccp_dbus_provider_get_name (probe->provider));
  if (probe->error == NULL)
    {
      g_autofree char *duration = ccp_units_format_duration (
          (gint64) probe->milliseconds * G_TIME_SPAN_MILLISECOND);

      ccp_text_table_take (table,
                           CCP_TERMINAL_STYLE_GOOD,
                           /* TRANSLATORS: a duration: "85 ms" */
                           g_strdup_printf (_ ("answered in %s"), duration));
    }
  else
    ccp_text_table_take (table,
                         CCP_TERMINAL_STYLE_BAD,
                         ccp_bus_client_describe_error (probe->error));
}

static void
write_probe (CcpJsonWriter *writer, const Probe *probe)
{
  g_autofree char *text = NULL;

  ccp_json_writer_begin_object (writer);
  ccp_json_members_add_string (writer,
                               "provider",
                               ccp_dbus_provider_get_name (probe->provider));
  ccp_json_writer_key (writer, "ok");
  ccp_json_writer_boolean (writer, probe->error == NULL);
  ccp_json_writer_key (writer, "milliseconds");
  if (probe->error == NULL)
    ccp_json_writer_int (writer, probe->milliseconds);
  else
    ccp_json_writer_null (writer);
  if (probe->error != NULL)
    text = ccp_bus_client_describe_error (probe->error);
  ccp_json_members_add_string (writer, "error", text);
  ccp_json_writer_end_object (writer);
}

CcpProviderProbes *
ccp_provider_probes_run (GPtrArray *providers)
{
  CcpProviderProbes *self = NULL;

  g_return_val_if_fail (providers != NULL, NULL);

  self = g_new0 (CcpProviderProbes, 1);
  self->loop = g_main_loop_new (NULL, FALSE);
  self->all = g_ptr_array_new_with_free_func (free_probe);
  for (guint i = 0; i < providers->len; i++)
    start (self, g_ptr_array_index (providers, i));
  if (self->n_pending > 0)
    g_main_loop_run (self->loop);
  return self;
}

void
ccp_provider_probes_free (CcpProviderProbes *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->all, g_ptr_array_unref);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_free (self);
}

gboolean
ccp_provider_probes_are_good (const CcpProviderProbes *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->all->len; i++)
    {
      const Probe *probe = g_ptr_array_index (self->all, i);

      if (probe->error != NULL)
        return FALSE;
    }
  return TRUE;
}

char *
ccp_provider_probes_format (const CcpProviderProbes *self, const CcpTerminal *terminal)
{
  g_autoptr (CcpTextTable) table = NULL;
  CcpTerminal endless;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (terminal != NULL, NULL);

  table = ccp_text_table_new (2);
  for (guint i = 0; i < self->all->len; i++)
    append_probe (table, g_ptr_array_index (self->all, i));
  /* what went wrong must be whole, be it in two lines */
  endless = *terminal;
  endless.columns = G_MAXUINT;
  return ccp_text_table_format (table, &endless);
}

void
ccp_provider_probes_write (const CcpProviderProbes *self, CcpJsonWriter *writer)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (writer != NULL);

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "probes");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < self->all->len; i++)
    write_probe (writer, g_ptr_array_index (self->all, i));
  ccp_json_writer_end_array (writer);
  ccp_json_writer_end_object (writer);
}
