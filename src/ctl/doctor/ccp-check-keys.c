/* ccp-check-keys.c: whether there are keys for the providers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-check-keys"

#include "config.h"

#include <glib/gi18n.h>

#include "ccp-check.h"
#include "ccp-token-command.h"

/* a program that is asked for a key */
typedef struct
{
  CcpCheckup *checkup;
  const CcpProviderConfig *provider;
} Question;

static void
take_token (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Question *question = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) token = ccp_token_command_run_finish (result, &error);
  const char *name = question->provider->name;
  const char *program = question->provider->key_command->arguments[0];

  if (token != NULL)
    ccp_checkup_add (question->checkup,
                     CCP_FINDING_OK,
                     /* TRANSLATORS: the name of a provider, and of a program */
                     g_strdup_printf (_ ("%s: %s prints a key"), name, program),
                     NULL);
  else
    ccp_checkup_add (
        question->checkup,
        CCP_FINDING_PROBLEM,
        g_strdup_printf (
            /* TRANSLATORS: the name of a provider, and an error */
            _ ("%s: there is no key: %s"),
            name,
            error->message),
        g_strdup_printf (_ ("call it by hand to see what it says: %s"), program));
  ccp_checkup_release (question->checkup);
}

static void
run_commands (CcpCheckup *checkup)
{
  GPtrArray *providers =
      ccp_config_get_providers (ccp_checkup_get_patient (checkup)->config);

  for (guint i = 0; i < providers->len; i++)
    {
      const CcpProviderConfig *provider = g_ptr_array_index (providers, i);
      Question *question = NULL;

      if (provider->key_command == NULL)
        continue;
      question = g_new0 (Question, 1);
      question->checkup = ccp_checkup_hold (checkup);
      question->provider = provider;
      ccp_token_command_run_async (provider->key_command,
                                   ccp_checkup_get_cancellable (checkup),
                                   take_token,
                                   question);
    }
}

static void
check_variables (CcpCheckup *checkup)
{
  const CcpPatient *patient = ccp_checkup_get_patient (checkup);
  CcpDiagnostics *diagnostics = ccp_setup_get_diagnostics (patient->setup);
  const char *code = ccp_diagnostic_code_get_rule (CCP_CODE_UNSET_VARIABLE)->name;
  guint n_unset = 0;

  for (guint i = 0; i < ccp_diagnostics_get_length (diagnostics); i++)
    {
      const CcpDiagnostic *one = ccp_diagnostics_get (diagnostics, i);

      if (g_strcmp0 (one->code, code) != 0 || one->severity != CCP_SEVERITY_WARNING)
        continue;
      n_unset++;
      ccp_checkup_add (
          checkup,
          patient->client != NULL ? CCP_FINDING_WARNING : CCP_FINDING_PROBLEM,
          g_strdup_printf ("%s: %s", one->path, one->text),
          g_strdup (_ ("set it where the daemon is started; for the one of systemd, in a "
                       "file of ~/.config/environment.d")));
    }
  if (n_unset == 0)
    ccp_checkup_add (checkup,
                     CCP_FINDING_OK,
                     g_strdup (_ ("each variable that the configuration takes a key from "
                                  "is set")),
                     NULL);
}

void
ccp_check_keys_run (CcpCheckup *checkup)
{
  const CcpPatient *patient = ccp_checkup_get_patient (checkup);

  if (patient->config == NULL)
    return;
  check_variables (checkup);
  if (!patient->is_offline)
    run_commands (checkup);
}
