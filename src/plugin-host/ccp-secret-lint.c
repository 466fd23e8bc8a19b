/* ccp-secret-lint.c: secrets that are written out in a configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-secret-lint"

#include "ccp-secret-lint.h"

#include <string.h>

#include "ccp-secret-look.h"

/* what is shorter is hardly a secret, whatever its name */
#define MIN_LENGTH 16

static gboolean
is_reported (const CcpConfigContext *context, CcpConfigNode *node)
{
  for (guint i = 0; i < ccp_diagnostics_get_length (context->diagnostics); i++)
    {
      const CcpDiagnostic *other = ccp_diagnostics_get (context->diagnostics, i);

      if (other->file == NULL && other->line == ccp_config_node_get_line (node) &&
          other->column == ccp_config_node_get_column (node))
        return TRUE;
    }
  return FALSE;
}

static void
report (const CcpConfigContext *context, CcpConfigNode *node)
{
  if (!is_reported (context, node))
    ccp_config_context_report (
        context,
        CCP_CODE_LITERAL_SECRET,
        node,
        "a key is written out; write ${NAME} and set the variable");
}

static gboolean
is_written (CcpConfigNode *node)
{
  return ccp_config_node_get_kind (node) == CCP_CONFIG_NODE_SCALAR &&
         !ccp_config_node_is_null (node) && !ccp_config_node_is_from_environment (node) &&
         ccp_config_node_get_origin (node) == NULL;
}

/* a program on this machine takes any key, and mostly gets a made-up one */
static gboolean
is_loopback (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GInetAddress) address = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (g_uri_get_host (uri), "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (g_uri_get_host (uri));
  return address != NULL && g_inet_address_get_is_loopback (address);
}

static void
check_provider (const CcpConfigContext *context, const CcpProviderConfig *provider)
{
  CcpConfigNode *key = ccp_config_node_get_member (provider->node, "api_key");

  if (provider->key != NULL && key != NULL && is_written (key) &&
      (provider->url == NULL || !is_loopback (provider->url)))
    report (context, key);
}

static void
check_client_keys (CcpConfig *config, const CcpConfigContext *context)
{
  CcpConfigNode *list =
      ccp_config_node_get_member (ccp_config_get_root (config), "client_keys");

  if (list == NULL)
    return;
  if (ccp_config_node_get_length (list) == 0 && is_written (list))
    report (context, list);
  for (guint i = 0; i < ccp_config_node_get_length (list); i++)
    if (is_written (ccp_config_node_get_child (list, i)))
      report (context, ccp_config_node_get_child (list, i));
}

static gboolean
has_key_in_it (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      gboolean begins_word =
          p == text || (!g_ascii_isalnum (p[-1]) && strchr ("-_./", p[-1]) == NULL);

      if (begins_word && ccp_secret_look_measure (p) > 0)
        return TRUE;
    }
  return FALSE;
}

/* settings of plugins, of which nobody says here what they are: headers are among them */
static void
check_settings (const CcpConfigContext *context, CcpConfigNode *node)
{
  const char *key = ccp_config_node_get_key (node);
  const char *text = ccp_config_node_get_scalar (node);

  if (text != NULL && is_written (node) &&
      (has_key_in_it (text) ||
       (key != NULL && ccp_secret_look_is_name (key) && strlen (text) >= MIN_LENGTH)))
    report (context, node);
  for (guint i = 0; i < ccp_config_node_get_length (node); i++)
    check_settings (context, ccp_config_node_get_child (node, i));
}

void
ccp_secret_lint_run (CcpConfig *config, const CcpConfigContext *context)
{
  GPtrArray *providers = NULL;

  g_return_if_fail (CCP_IS_CONFIG (config));
  g_return_if_fail (context != NULL);

  providers = ccp_config_get_providers (config);
  for (guint i = 0; i < providers->len; i++)
    check_provider (context, g_ptr_array_index (providers, i));
  check_client_keys (config, context);
  /* what was read as a key is not there any more */
  check_settings (context, ccp_config_get_root (config));
}
