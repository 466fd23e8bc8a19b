/* ccp-doctor.c: looks at everything that the proxy needs, at once
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-doctor"

#include "ccp-doctor.h"

#include "ccp-check.h"

/* in milliseconds, for each check */
#define TIME_LIMIT 15000

static const struct
{
  const char *name;
  CcpCheckupFunc run;
} checks[] = {
  { "unit", ccp_check_unit_run },
  { "daemon", ccp_check_daemon_run },
  { "listen", ccp_check_listen_run },
  { "config", ccp_check_config_run },
  { "files", ccp_check_files_run },
  { "keys", ccp_check_keys_run },
  { "providers", ccp_check_providers_run },
  { "clock", ccp_check_clock_run },
  { "servers", ccp_check_local_servers_run },
  { "claude", ccp_check_claude_run },
  { "sandbox", ccp_check_sandbox_run },
};

typedef struct
{
  GMainLoop *loop;
  guint n_pending;
} Round;

static void
end_check (gpointer data)
{
  Round *round = data;

  if (--round->n_pending == 0)
    g_main_loop_quit (round->loop);
}

/* @checkups: (element-type CcpCheckup) */
static GPtrArray *
collect (GPtrArray *checkups)
{
  GPtrArray *findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_finding_free);

  for (guint i = 0; i < checkups->len; i++)
    {
      GPtrArray *some = ccp_checkup_get_findings (g_ptr_array_index (checkups, i));

      while (some->len > 0)
        g_ptr_array_add (findings, g_ptr_array_steal_index (some, 0));
    }
  return findings;
}

GPtrArray *
ccp_doctor_examine (const CcpPatient *patient)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GPtrArray) checkups =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_checkup_free);
  Round round = { loop, G_N_ELEMENTS (checks) + 1 };

  g_return_val_if_fail (patient != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      CcpCheckup *checkup = ccp_checkup_new (checks[i].name, patient);

      g_ptr_array_add (checkups, checkup);
      ccp_checkup_run (checkup, checks[i].run, TIME_LIMIT, end_check, &round);
    }
  if (--round.n_pending > 0)
    g_main_loop_run (loop);
  return collect (checkups);
}
