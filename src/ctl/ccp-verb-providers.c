/* ccp-verb-providers.c: "ccproxy providers" shows how providers are, tries, pauses and
 * resumes them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "ccp-bus-json.h"
#include "ccp-json-members.h"
#include "ccp-provider-choice.h"
#include "ccp-provider-probes.h"
#include "ccp-providers-report.h"
#include "ccp-verb-options.h"
#include "ccp-verb.h"

static const CcpVerbOptions options = {
  .verb = "providers",
  .parameter = "[probe [NAME…] | pause NAME… | resume NAME…]",
  .summary =
      N_ ("Shows how the providers are; probe asks them for their models, with their "
          "keys, to see\nwhether they answer; a provider that is paused gets no requests "
          "until it is resumed."),
  .description = N_ (
      "BREAKER is open for one that failed several times in a row: others of a chain go "
      "before\nit. LATENCY is the median of its answers. LEFT is what it said is left "
      "of its limits.\n\n"
      "Exit status: 0, 1 if there is no such provider or one that was probed failed, 64 "
      "if the\ncommand line is wrong, 69 if the daemon does not run or answer."),
  .needs_no_config = TRUE,
};

typedef struct
{
  gboolean as_json;
  char **rest; /* (nullable) */
} Options;

static void
clear_options (Options *self)
{
  g_clear_pointer (&self->rest, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

/* an action: what it is called, and what it does with the providers that were named */
typedef struct
{
  const char *name;
  gboolean needs_names;
  CcpExitCode (*run) (CcpBusClient *client, GPtrArray *providers, gboolean as_json);
} Action;

static CcpExitCode
show (CcpBusClient *client, gboolean as_json)
{
  g_auto (CcpProvidersReport) report = { NULL };
  g_autoptr (CcpJsonWriter) writer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  CcpTerminal terminal;

  if (!ccp_providers_report_read (&report, client, &error))
    return ccp_bus_client_report_error (options.verb, error);
  if (as_json)
    {
      writer = ccp_json_writer_new ();
      ccp_providers_report_write (&report, writer);
      ccp_bus_json_print (writer);
      return CCP_EXIT_CODE_OK;
    }
  ccp_terminal_init_output (&terminal);
  text = ccp_providers_report_format (&report, &terminal, g_get_real_time ());
  fputs (text, stdout);
  return CCP_EXIT_CODE_OK;
}

static CcpExitCode
probe_all (CcpBusClient *client, GPtrArray *providers, gboolean as_json)
{
  g_autoptr (CcpProviderProbes) probes = ccp_provider_probes_run (providers);
  g_autoptr (CcpJsonWriter) writer = NULL;
  g_autofree char *text = NULL;
  CcpTerminal terminal;

  if (as_json)
    {
      writer = ccp_json_writer_new ();
      ccp_provider_probes_write (probes, writer);
      ccp_bus_json_print (writer);
    }
  else
    {
      ccp_terminal_init_output (&terminal);
      text = ccp_provider_probes_format (probes, &terminal);
      fputs (text, stdout);
    }
  return ccp_provider_probes_are_good (probes) ? CCP_EXIT_CODE_OK : CCP_EXIT_CODE_NO;
}

static CcpExitCode
print_states (GPtrArray *providers)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (GError) error = NULL;

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "providers");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < providers->len; i++)
    {
      CcpDBusProvider *provider = g_ptr_array_index (providers, i);
      g_autoptr (GVariant) state =
          ccp_bus_client_get_property (G_DBUS_PROXY (provider), "State", &error);

      if (state == NULL)
        return ccp_bus_client_report_error (options.verb, error);
      ccp_json_writer_begin_object (writer);
      ccp_json_members_add_string (writer, "name", ccp_dbus_provider_get_name (provider));
      ccp_bus_json_write_member (writer, "state", state);
      ccp_json_writer_end_object (writer);
    }
  ccp_json_writer_end_array (writer);
  ccp_json_writer_end_object (writer);
  ccp_bus_json_print (writer);
  return CCP_EXIT_CODE_OK;
}

static CcpExitCode
pause_all (CcpBusClient *client, GPtrArray *providers, gboolean as_json)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < providers->len; i++)
    {
      CcpDBusProvider *provider = g_ptr_array_index (providers, i);
      const char *name = ccp_dbus_provider_get_name (provider);

      if (!ccp_dbus_provider_call_pause_sync (provider, NULL, &error))
        return ccp_bus_client_report_error (options.verb, error);
      if (!as_json)
        /* TRANSLATORS: both are the name of a provider */
        printf (_ ("%s gets no requests until: ccproxy providers resume %s\n"),
                name,
                name);
    }
  return as_json ? print_states (providers) : CCP_EXIT_CODE_OK;
}

static CcpExitCode
resume_all (CcpBusClient *client, GPtrArray *providers, gboolean as_json)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < providers->len; i++)
    {
      CcpDBusProvider *provider = g_ptr_array_index (providers, i);

      if (!ccp_dbus_provider_call_resume_sync (provider, NULL, &error))
        return ccp_bus_client_report_error (options.verb, error);
      if (!as_json)
        printf (_ ("%s gets requests again.\n"), ccp_dbus_provider_get_name (provider));
    }
  return as_json ? print_states (providers) : CCP_EXIT_CODE_OK;
}

static const Action actions[] = {
  { "pause", TRUE, pause_all },
  { "probe", FALSE, probe_all },
  { "resume", TRUE, resume_all },
};

/* Returns: (nullable) */
static const Action *
find_action (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (name, actions[i].name))
      return &actions[i];
  fprintf (
      stderr,
      _ ("ccproxy providers: expected probe, pause or resume, got \"%s\"; see ccproxy "
         "providers --help\n"),
      name);
  return NULL;
}

static CcpExitCode
act (CcpBusClient *client, const Action *action, const Options *self)
{
  const char *const *names = (const char *const *) self->rest + 1;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) chosen = NULL;
  g_autoptr (GError) error = NULL;

  all = ccp_bus_client_list_providers (client, &error);
  if (all == NULL)
    return ccp_bus_client_report_error (options.verb, error);
  chosen = ccp_provider_choice_find (all, names, &error);
  if (chosen != NULL)
    return action->run (client, chosen, self->as_json);
  fprintf (stderr, "ccproxy providers: %s\n", error->message);
  return CCP_EXIT_CODE_NO;
}

int
ccp_verb_providers (int argc, char **argv)
{
  g_auto (Options) self = { FALSE };
  g_autofree char *parameter = NULL; /* all are in rest */
  const GOptionEntry entries[] = {
    CCP_VERB_JSON_ENTRY (&self.as_json),
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &self.rest, NULL, NULL },
    { NULL },
  };
  CcpExitCode status = CCP_EXIT_CODE_OK;
  g_autoptr (CcpBusClient) client = NULL;
  const Action *action = NULL;

  if (!ccp_verb_options_parse_with (&options, entries, argc, argv, &parameter))
    return CCP_EXIT_CODE_USAGE;
  if (self.rest != NULL && (action = find_action (self.rest[0])) == NULL)
    return CCP_EXIT_CODE_USAGE;
  if (action != NULL && action->needs_names && self.rest[1] == NULL)
    {
      fprintf (stderr,
               _ ("ccproxy providers: %s needs the name of a provider; see ccproxy "
                  "providers --help\n"),
               action->name);
      return CCP_EXIT_CODE_USAGE;
    }
  client = ccp_bus_client_open (options.verb, &status);
  if (client == NULL)
    return status;
  return action != NULL ? act (client, action, &self) : show (client, self.as_json);
}
