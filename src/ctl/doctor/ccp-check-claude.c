/* ccp-check-claude.c: whether Claude Code is told to use the proxy, and by nothing else
 * not to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-check-claude"

#include "config.h"

#include <glib/gi18n.h>

#include "ccp-check.h"
#include "ccp-claude-settings.h"
#include "ccp-client-address.h"

#define BASE_URL "ANTHROPIC_BASE_URL"
#define UNIX_SOCKET "ANTHROPIC_UNIX_SOCKET"
#define FOLDER_VARIABLE "CLAUDE_CONFIG_DIR"
#define MANAGED_SETTINGS "/etc/claude-code/managed-settings.json"

/* with one of these Claude Code asks another service */
static const char *const detours[] = { "CLAUDE_CODE_USE_BEDROCK",
                                       "CLAUDE_CODE_USE_FOUNDRY",
                                       "CLAUDE_CODE_USE_VERTEX",
                                       NULL };

/* where a variable may be set
 * Returns: (transfer full) (nullable) */
typedef char *(*LookUp) (gconstpointer place, const char *name);

static char *
look_up_in_environment (gconstpointer place, const char *name)
{
  return g_strdup (ccp_patient_get_variable (place, name));
}

static char *
look_up_in_settings (gconstpointer place, const char *name)
{
  return ccp_claude_settings_dup_variable (place, name);
}

/* Returns: (transfer full): @url without what may be secret in it */
static char *
describe_url (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return g_strdup (_ ("what is no URL"));
  return g_uri_join (G_URI_FLAGS_NONE,
                     g_uri_get_scheme (uri),
                     NULL,
                     g_uri_get_host (uri),
                     g_uri_get_port (uri),
                     "",
                     NULL,
                     NULL);
}

static gboolean
has_socket (const CcpPatient *patient, const char *path)
{
  g_autofree char *uri = g_strconcat (CCP_CLIENT_ADDRESS_UNIX_PREFIX, path, NULL);

  return g_ptr_array_find_with_equal_func (patient->addresses, uri, g_str_equal, NULL);
}

/* @place: as people find it
 * Returns: whether it says that Claude Code is to use the proxy */
static gboolean
check_address (CcpCheckup *checkup, const char *place, LookUp look_up, gconstpointer data)
{
  const CcpPatient *patient = ccp_checkup_get_patient (checkup);
  g_autofree char *url = look_up (data, BASE_URL);
  g_autofree char *socket = look_up (data, UNIX_SOCKET);
  g_autofree char *shown = NULL;

  if (url == NULL && socket == NULL)
    return FALSE;
  if (socket != NULL ? has_socket (patient, socket) : ccp_patient_has_url (patient, url))
    {
      ccp_checkup_add (checkup,
                       CCP_FINDING_OK,
                       g_strdup_printf (_ ("%s sends Claude Code to the proxy"), place),
                       NULL);
      return TRUE;
    }
  shown = socket != NULL ? g_steal_pointer (&socket) : describe_url (url);
  ccp_checkup_add (
      checkup,
      CCP_FINDING_WARNING,
      g_strdup_printf (_ ("%s sends Claude Code to %s, not to the proxy"), place, shown),
      g_strdup_printf (_ ("remove %s and %s there; \"ccproxy env\" prints "
                          "the right ones"),
                       BASE_URL,
                       UNIX_SOCKET));
  return TRUE;
}

static void
check_detours (CcpCheckup *checkup, const char *place, LookUp look_up, gconstpointer data)
{
  for (guint i = 0; detours[i] != NULL; i++)
    {
      g_autofree char *value = look_up (data, detours[i]);

      if (value != NULL && !g_str_equal (value, "0"))
        ccp_checkup_add (
            checkup,
            CCP_FINDING_PROBLEM,
            g_strdup_printf (_ ("%s sets %s, so Claude Code does not ask the proxy"),
                             place,
                             detours[i]),
            g_strdup_printf (_ ("remove %s there"), detours[i]));
    }
}

static gboolean
takes_client_credentials (const CcpPatient *patient)
{
  GPtrArray *providers =
      patient->config != NULL ? ccp_config_get_providers (patient->config) : NULL;

  for (guint i = 0; providers != NULL && i < providers->len; i++)
    {
      const CcpProviderConfig *provider = g_ptr_array_index (providers, i);
      CcpJsonValue options;
      CcpJsonValue auth;

      ccp_json_get_root (provider->options, &options);
      auth = ccp_json_value_member (&options, "auth");
      if (ccp_json_value_equals_string (&auth, "client"))
        return TRUE;
    }
  return FALSE;
}

/* a key that goes before the token which the proxy wants, or goes to it for nothing */
static void
check_keys (CcpCheckup *checkup, const CcpClaudeSettings *settings)
{
  g_autofree char *key = ccp_claude_settings_dup_variable (settings, "ANTHROPIC_API_KEY");

  if (takes_client_credentials (ccp_checkup_get_patient (checkup)))
    return;
  if (ccp_claude_settings_has_key_helper (settings))
    ccp_checkup_add (checkup,
                     CCP_FINDING_WARNING,
                     g_strdup_printf (_ ("%s has apiKeyHelper, whose keys Claude Code "
                                         "sends to the proxy"),
                                      settings->path),
                     g_strdup (_ ("remove apiKeyHelper there: the proxy has the keys")));
  if (key != NULL)
    ccp_checkup_add (
        checkup,
        CCP_FINDING_WARNING,
        g_strdup_printf (_ ("%s sets ANTHROPIC_API_KEY, which Claude Code sends to the "
                            "proxy"),
                         settings->path),
        g_strdup (_ ("remove ANTHROPIC_API_KEY there: the proxy has the keys")));
}

/* Returns: whether it says where Claude Code is to send its requests */
static gboolean
check_settings (CcpCheckup *checkup, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpClaudeSettings) settings = ccp_claude_settings_read (path, &error);

  if (settings == NULL)
    {
      if (error != NULL)
        ccp_checkup_add (
            checkup,
            CCP_FINDING_PROBLEM,
            /* TRANSLATORS: the path of a file, and an error */
            g_strdup_printf (_ ("%s cannot be read: %s"), path, error->message),
            NULL);
      return FALSE;
    }
  check_detours (checkup, path, look_up_in_settings, settings);
  check_keys (checkup, settings);
  return check_address (checkup, path, look_up_in_settings, settings);
}

static char *
dup_user_settings (const CcpPatient *patient)
{
  const char *folder = ccp_patient_get_variable (patient, FOLDER_VARIABLE);

  return folder != NULL
             ? g_build_filename (folder, "settings.json", NULL)
             : g_build_filename (g_get_home_dir (), ".claude", "settings.json", NULL);
}

void
ccp_check_claude_run (CcpCheckup *checkup)
{
  const CcpPatient *patient = ccp_checkup_get_patient (checkup);
  const char *environment = _ ("the environment");
  g_autofree char *user = dup_user_settings (patient);
  gboolean is_told = FALSE;

  is_told |= check_settings (checkup, MANAGED_SETTINGS);
  is_told |= check_settings (checkup, user);
  check_detours (checkup, environment, look_up_in_environment, patient);
  /* what the settings say goes before it */
  if (!is_told)
    is_told = check_address (checkup, environment, look_up_in_environment, patient);
  if (!is_told)
    ccp_checkup_add (checkup,
                     CCP_FINDING_OK,
                     g_strdup (_ ("Claude Code uses the proxy when it is started with "
                                  "\"ccproxy code\"")),
                     g_strdup (_ ("for this shell: eval \"$(ccproxy env)\"")));
}
