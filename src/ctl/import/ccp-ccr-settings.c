/* ccp-ccr-settings.c: what claude-code-router's file says beside providers and routes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-ccr-settings"

#include "ccp-ccr-settings.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "ccp-ccr-variables.h"

#define DEFAULT_PORT 3456
#define DEFAULT_TIMEOUT 600 /* seconds, with them and with us */
#define MAX_TIMEOUT 3600
#define REWRITE "rewrite-system-prompt"

/* what has no place in a configuration of ours, and what to do instead */
static const struct
{
  const char *key;
  CcpImportKind kind;
  const char *message;
} notes[] = {
  { "PROXY_URL",
    CCP_IMPORT_LOST,
    N_ ("the way out is that of the environment: start ccproxyd with HTTPS_PROXY set to "
        "it") },
  { "HTTPS_PROXY",
    CCP_IMPORT_LOST,
    N_ ("the way out is that of the environment: start ccproxyd with HTTPS_PROXY set to "
        "it") },
  { "LOG",
    CCP_IMPORT_CHANGED,
    N_ ("each request has a line on standard error or in the journal, and no request or "
        "answer is ever stored") },
  { "LOG_LEVEL",
    CCP_IMPORT_CHANGED,
    N_ ("ccproxyd --verbose logs more; there are no other levels") },
  { "NON_INTERACTIVE_MODE",
    CCP_IMPORT_CHANGED,
    N_ ("say it where Claude Code is started: ccproxy run --non-interactive claude") },
  { "CUSTOM_ROUTER_PATH",
    CCP_IMPORT_LOST,
    N_ ("JavaScript is not run; routing.rules says in YAML which request goes where, and "
        "a "
        "router can be a plugin (plugins/README.md)") },
  { "StatusLine",
    CCP_IMPORT_CHANGED,
    N_ ("\"ccproxy statusline\" prints one, and with --install says how Claude Code "
        "calls it") },
  { "forceUseImageAgent",
    CCP_IMPORT_LOST,
    N_ ("a request with an image goes to the stage \"image\" as a whole") },
};

static gboolean
is_open_to_all (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL && !g_inet_address_get_is_loopback (address);
}

/* Returns: the host as `listen` takes it */
static char *
choose_host (CcpCcrObject *root,
             const char *host,
             gboolean has_key,
             CcpImportReport *report)
{
  g_autofree char *place = ccp_ccr_object_dup_place (root, "HOST");
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL || *host == '\0' || g_ascii_strcasecmp (host, "localhost") == 0)
    return g_strdup ("127.0.0.1");
  address = g_inet_address_new_from_string (host);
  if (address == NULL)
    {
      ccp_import_report_add (
          report,
          CCP_IMPORT_CHANGED,
          place,
          _ ("an address is expected, not a name; it is 127.0.0.1 now"));
      return g_strdup ("127.0.0.1");
    }
  if (is_open_to_all (host) && !has_key)
    {
      ccp_import_report_add (
          report,
          CCP_IMPORT_CHANGED,
          place,
          _ ("without APIKEY nobody else may connect; it is 127.0.0.1 now, "
             "as with claude-code-router"));
      return g_strdup ("127.0.0.1");
    }
  return strchr (host, ':') != NULL ? g_strdup_printf ("[%s]", host) : g_strdup (host);
}

static gint64
take_port (CcpCcrObject *root, CcpImportReport *report)
{
  gint64 port = DEFAULT_PORT;
  g_autofree char *place = ccp_ccr_object_dup_place (root, "PORT");

  if (!ccp_ccr_object_take_integer (root, "PORT", &port))
    return DEFAULT_PORT;
  if (port > 0 && port <= G_MAXUINT16)
    return port;
  ccp_import_report_add (report,
                         CCP_IMPORT_LOST,
                         place,
                         _ ("expected 1..65535; it is %d now"),
                         DEFAULT_PORT);
  return DEFAULT_PORT;
}

static void
add_client_key (CcpDraft *draft, CcpCcrObject *root, const char *key)
{
  CcpYamlNode *list =
      ccp_yaml_node_ensure_list (ccp_draft_get_root (draft), "client_keys");
  g_autofree char *place = ccp_ccr_object_dup_place (root, "APIKEY");

  ccp_yaml_node_append (list, ccp_yaml_node_new_text (key));
  if (strstr (key, "${") == NULL)
    ccp_import_report_add (
        ccp_draft_get_report (draft),
        CCP_IMPORT_ADVICE,
        place,
        _ ("the key stands in the file as it did before; put it into an "
           "environment variable and write ${NAME} here"));
}

static void
report_plugin (CcpCcrObject *root, const char *key, JsonNode *entry, CcpDraft *draft)
{
  g_autofree char *place = ccp_ccr_object_dup_place (root, key);
  g_autofree char *name = NULL;
  const char *path = NULL;

  if (JSON_NODE_HOLDS_OBJECT (entry))
    {
      JsonObject *object = json_node_get_object (entry);

      path = json_object_get_string_member_with_default (object, "path", NULL);
      if (path == NULL)
        path = json_object_get_string_member_with_default (object, "name", NULL);
    }
  else if (json_node_get_value_type (entry) == G_TYPE_STRING)
    path = json_node_get_string (entry);
  name = path != NULL && *path != '\0' ? g_path_get_basename (path) : g_strdup ("?");
  ccp_import_report_add (
      ccp_draft_get_report (draft),
      CCP_IMPORT_LOST,
      place,
      _ ("\"%s\": JavaScript is not run; edit.Body, edit.Http and the other "
         "transformers do much of it (\"ccproxy transformers\"), the rest "
         "can be a plugin (plugins/README.md)"),
      name);
}

static void
report_plugins (CcpDraft *draft, CcpCcrObject *root, const char *key)
{
  JsonNode *value = ccp_ccr_object_take (root, key);

  if (value == NULL)
    return;
  if (!JSON_NODE_HOLDS_ARRAY (value))
    {
      report_plugin (root, key, value, draft);
      return;
    }
  for (guint i = 0; i < json_array_get_length (json_node_get_array (value)); i++)
    report_plugin (root,
                   key,
                   json_array_get_element (json_node_get_array (value), i),
                   draft);
}

/* up to the environment that Claude Code tells, which had a tag once and has a heading
 * today */
static CcpYamlNode *
create_rewrite (const char *file)
{
  CcpYamlNode *entry = ccp_yaml_node_new_mapping ();
  CcpYamlNode *params = NULL;
  CcpYamlNode *until = NULL;

  ccp_yaml_node_set_text (entry, "class", "prompt.Rewrite");
  params = ccp_yaml_node_ensure_mapping (entry, "params");
  ccp_yaml_node_set_text (params, "file", file);
  until = ccp_yaml_node_ensure_list (params, "until");
  ccp_yaml_node_append (until, ccp_yaml_node_new_text ("<env>"));
  ccp_yaml_node_append (until, ccp_yaml_node_new_text ("# Environment"));
  return entry;
}

/* in every provider, as claude-code-router does it before it routes */
static void
add_rewrite (CcpDraft *draft, CcpCcrObject *root)
{
  const char *file = ccp_ccr_object_take_text (root, "REWRITE_SYSTEM_PROMPT");
  CcpYamlNode *config = ccp_draft_get_root (draft);
  CcpYamlNode *providers = ccp_yaml_node_get (config, "providers");
  CcpYamlNode *pipelines = NULL;

  if (file == NULL || *file == '\0' || providers == NULL)
    return;
  if (*file != '/' && *file != '$' && !g_str_has_prefix (file, "~/"))
    {
      ccp_import_report_add (
          ccp_draft_get_report (draft),
          CCP_IMPORT_LOST,
          "REWRITE_SYSTEM_PROMPT",
          _ ("expected a path that begins with / or ~/, for prompt.Rewrite"));
      return;
    }
  for (guint i = 0; i < providers->children->len; i++)
    ccp_yaml_node_set_text (g_ptr_array_index (providers->children, i),
                            "pipeline",
                            REWRITE);
  pipelines = ccp_yaml_node_ensure_mapping (config, "pipelines");
  ccp_yaml_node_set_open (pipelines);
  ccp_yaml_node_append (
      ccp_yaml_node_ensure_list (ccp_yaml_node_ensure_mapping (pipelines, REWRITE),
                                 "request"),
      create_rewrite (file));
}

void
ccp_ccr_settings_add_listener (CcpDraft *draft, CcpCcrObject *root)
{
  CcpImportReport *report = NULL;
  const char *key = NULL;
  g_autofree char *host = NULL;
  g_autofree char *address = NULL;
  gboolean has_key = FALSE;
  gint64 port = 0;

  g_return_if_fail (draft != NULL);
  g_return_if_fail (root != NULL);

  report = ccp_draft_get_report (draft);
  key = ccp_ccr_object_take_text (root, "APIKEY");
  has_key = key != NULL && *key != '\0';
  port = take_port (root, report);
  host = choose_host (root, ccp_ccr_object_take_text (root, "HOST"), has_key, report);
  address = g_strdup_printf ("%s:%d", host, (int) port);
  if (port != DEFAULT_PORT || !g_str_equal (host, "127.0.0.1"))
    ccp_yaml_node_append (
        ccp_yaml_node_ensure_list (ccp_draft_get_root (draft), "listen"),
        ccp_yaml_node_new_text (address));
  if (has_key)
    add_client_key (draft, root, key);
}

guint
ccp_ccr_settings_take_timeout (CcpDraft *draft, CcpCcrObject *root)
{
  gint64 milliseconds = 0;
  gint64 seconds = 0;
  g_autofree char *place = NULL;

  g_return_val_if_fail (draft != NULL, 0);
  g_return_val_if_fail (root != NULL, 0);

  if (!ccp_ccr_object_take_integer (root, "API_TIMEOUT_MS", &milliseconds))
    return 0;
  seconds = CLAMP (milliseconds / 1000, 1, MAX_TIMEOUT);
  if (seconds * 1000 != milliseconds)
    {
      place = ccp_ccr_object_dup_place (root, "API_TIMEOUT_MS");
      ccp_import_report_add (ccp_draft_get_report (draft),
                             CCP_IMPORT_CHANGED,
                             place,
                             _ ("a provider has %d seconds, of at most %d"),
                             (int) seconds,
                             MAX_TIMEOUT);
    }
  return seconds == DEFAULT_TIMEOUT ? 0 : (guint) seconds;
}

void
ccp_ccr_settings_add_rest (CcpDraft *draft, CcpCcrObject *root)
{
  g_return_if_fail (draft != NULL);
  g_return_if_fail (root != NULL);

  add_rewrite (draft, root);
  report_plugins (draft, root, "transformers");
  report_plugins (draft, root, "plugins");
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      g_autofree char *place = ccp_ccr_object_dup_place (root, notes[i].key);
      JsonNode *value = ccp_ccr_object_take (root, notes[i].key);
      gboolean is_empty =
          value == NULL || (json_node_get_value_type (value) == G_TYPE_STRING &&
                            *json_node_get_string (value) == '\0');

      if (!is_empty)
        ccp_import_report_add (ccp_draft_get_report (draft),
                               notes[i].kind,
                               place,
                               "%s",
                               _ (notes[i].message));
    }
}
