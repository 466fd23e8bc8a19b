/* ccp-verb-use.c: "ccproxy use" sets what work goes to while the daemon runs
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "ccp-routes-report.h"
#include "ccp-verb-options.h"
#include "ccp-verb.h"

static const CcpVerbOptions options = {
  .verb = "use",
  .parameter = "[PROFILE] [STAGE=MODEL…]",
  .summary =
      N_ ("Sets what work goes to from the next request on, until the daemon ends: "
          "a profile of\nthe configuration, or the model of a stage. With the same "
          "stage again, that model is\nasked if the one before fails. Without "
          "anything, shows what is set."),
  .description = N_ (
      "  ccproxy use work\n"
      "  ccproxy use think=openrouter/gpt-5 think=local/qwen\n"
      "  ccproxy use --reset\n\n"
      "Exit status: 0, 1 if there is no such profile, stage or model, 64 if the command "
      "line is\nwrong, 69 if the daemon does not run or answer."),
  .needs_no_config = TRUE,
};

typedef struct
{
  gboolean as_json;
  gboolean is_reset;
  gboolean is_none;
  char **rest;         /* (nullable) */
  const char *profile; /* (nullable): of rest */
  GPtrArray *stages;   /* (element-type utf8): in the order in which they were named */
  GHashTable *targets; /* (element-type utf8 GPtrArray): of each stage */
} Use;

static void
clear_use (Use *self)
{
  g_clear_pointer (&self->rest, g_strfreev);
  g_clear_pointer (&self->stages, g_ptr_array_unref);
  g_clear_pointer (&self->targets, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Use, clear_use)

static gboolean
fail (const char *text)
{
  fprintf (stderr, "ccproxy use: %s\n", text);
  return FALSE;
}

static gboolean
fail_at (const char *argument)
{
  g_autofree char *text =
      g_strdup_printf (_ ("expected STAGE=MODEL, got \"%s\"; see ccproxy use --help"),
                       argument);

  return fail (text);
}

static gboolean
add_target (Use *self, const char *argument, const char *sign)
{
  g_autofree char *stage = g_strndup (argument, (gsize) (sign - argument));
  GPtrArray *models = g_hash_table_lookup (self->targets, stage);

  if (*stage == '\0' || sign[1] == '\0')
    return fail_at (argument);
  if (models == NULL)
    {
      models = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (self->stages, stage);
      g_hash_table_insert (self->targets, g_steal_pointer (&stage), models);
    }
  g_ptr_array_add (models, g_strdup (sign + 1));
  return TRUE;
}

static gboolean
set_profile (Use *self, const char *name)
{
  g_autofree char *text = NULL;

  /* on the bus that is no profile */
  if (*name == '\0')
    return fail_at (name);
  if (self->profile == NULL && !self->is_none)
    {
      self->profile = name;
      return TRUE;
    }
  text = g_strdup_printf (
      _ ("only one profile can be used, got \"%s\" as well; see ccproxy use --help"),
      name);
  return fail (text);
}

static gboolean
parse (Use *self, int argc, char **argv)
{
  g_autofree char *parameter = NULL; /* all are in rest */
  const GOptionEntry entries[] = {
    CCP_VERB_JSON_ENTRY (&self->as_json),
    { "none", 0, 0, G_OPTION_ARG_NONE, &self->is_none, N_ ("Use no profile"), NULL },
    { "reset",
      0,
      0,
      G_OPTION_ARG_NONE,
      &self->is_reset,
      N_ ("Forget first what was set before"),
      NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->rest, NULL, NULL },
    { NULL },
  };

  if (!ccp_verb_options_parse_with (&options, entries, argc, argv, &parameter))
    return FALSE;
  self->stages = g_ptr_array_new ();
  self->targets = g_hash_table_new_full (g_str_hash,
                                         g_str_equal,
                                         g_free,
                                         (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; self->rest != NULL && self->rest[i] != NULL; i++)
    {
      const char *sign = strchr (self->rest[i], '=');

      if (sign != NULL ? !add_target (self, self->rest[i], sign)
                       : !set_profile (self, self->rest[i]))
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_stages (const Use *self, CcpDBusRoutes *routes, GError **error)
{
  for (guint i = 0; i < self->stages->len; i++)
    {
      const char *stage = g_ptr_array_index (self->stages, i);
      GPtrArray *models = g_hash_table_lookup (self->targets, stage);
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      g_auto (GStrv) list = NULL;

      for (guint k = 0; k < models->len; k++)
        g_strv_builder_add (builder, g_ptr_array_index (models, k));
      list = g_strv_builder_end (builder);
      if (!ccp_dbus_routes_call_set_stage_sync (routes,
                                                stage,
                                                (const char *const *) list,
                                                NULL,
                                                error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
apply (const Use *self, CcpDBusRoutes *routes, GError **error)
{
  const char *profile = self->is_none ? "" : self->profile;

  if (self->is_reset && !ccp_dbus_routes_call_reset_sync (routes, NULL, error))
    return FALSE;
  if (profile != NULL &&
      !ccp_dbus_routes_call_set_profile_sync (routes, profile, NULL, error))
    return FALSE;
  return set_stages (self, routes, error);
}

int
ccp_verb_use (int argc, char **argv)
{
  g_auto (Use) self = { FALSE };
  g_autoptr (CcpBusClient) client = NULL;
  g_auto (CcpRoutesReport) report = { NULL };
  g_autoptr (GError) error = NULL;
  CcpExitCode status = CCP_EXIT_CODE_OK;

  if (!parse (&self, argc, argv))
    return CCP_EXIT_CODE_USAGE;
  client = ccp_bus_client_open (options.verb, &status);
  if (client == NULL)
    return status;
  if (!apply (&self, ccp_bus_client_get_routes (client), &error) ||
      !ccp_routes_report_read (&report, client, &error))
    return ccp_bus_client_report_error (options.verb, error);
  ccp_routes_report_print (&report, self.as_json);
  return CCP_EXIT_CODE_OK;
}
