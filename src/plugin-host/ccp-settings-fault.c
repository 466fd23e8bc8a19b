/* ccp-settings-fault.c: shows where in the configuration is what a plugin refuses
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-settings-fault"

#include "ccp-settings-fault.h"

#include <string.h>

/* Returns: what follows the names that the registry puts before an error */
static const char *
skip_source (const CcpClassLookup *source, const char *message)
{
  g_autofree char *prefix =
      g_strdup_printf ("%s.%s: ", source->info->name, source->class_name);

  return g_str_has_prefix (message, prefix) ? message + strlen (prefix) : message;
}

/* Keys may have dots and colons in them, so the configuration says where they end.
 * Returns: (nullable) */
static CcpConfigNode *
find_member (CcpConfigNode *node, const char **rest)
{
  CcpConfigNode *found = NULL;
  gsize longest = 0;

  for (guint i = 0; i < ccp_config_node_get_length (node); i++)
    {
      CcpConfigNode *child = ccp_config_node_get_child (node, i);
      const char *key = ccp_config_node_get_key (child);
      gsize length = key != NULL ? strlen (key) : 0;

      if (length <= longest || strncmp (*rest, key, length) != 0 ||
          strchr (".[:", (*rest)[length]) == NULL)
        continue;
      found = child;
      longest = length;
    }
  *rest += longest;
  return found;
}

/* One value may stand where a list is expected.
 * Returns: (nullable) */
static CcpConfigNode *
find_element (CcpConfigNode *node, const char **rest)
{
  char *end = NULL;
  guint64 index = g_ascii_strtoull (*rest + 1, &end, 10);

  if (*end != ']')
    return NULL;
  *rest = end + 1;
  if (ccp_config_node_get_kind (node) != CCP_CONFIG_NODE_SEQUENCE)
    return index == 0 ? node : NULL;
  return index < ccp_config_node_get_length (node)
             ? ccp_config_node_get_child (node, (guint) index)
             : NULL;
}

/* Returns: (nullable): the node that @text begins with, if it begins with one; @reason is
 * what follows */
static CcpConfigNode *
find_place (CcpConfigNode *settings, const char *text, const char **reason)
{
  CcpConfigNode *node = settings;

  while (node != NULL && (node == settings || *text != ':'))
    {
      if (*text == '[')
        node = find_element (node, &text);
      else
        {
          text += *text == '.';
          node = find_member (node, &text);
        }
      if (node == settings)
        return NULL;
    }
  if (node == NULL || !g_str_has_prefix (text, ": "))
    return NULL;
  *reason = text + 2;
  return node;
}

/* Where an alias makes its params the value of one param, the name of that param is not
 * in the configuration. Returns: what follows it */
static const char *
skip_wrap (const CcpClassAlias *alias, const char *text)
{
  gsize length = alias != NULL && alias->wrap != NULL ? strlen (alias->wrap) : 0;

  if (length == 0 || strncmp (text, alias->wrap, length) != 0 ||
      (text[length] != '.' && text[length] != '[' && text[length] != ':'))
    return text;
  return text + length + (text[length] == '.');
}

void
ccp_settings_fault_report (const CcpConfigContext *context,
                           const CcpClassLookup *source,
                           CcpConfigNode *settings,
                           const char *message)
{
  const char *text = NULL;
  const char *reason = NULL;
  CcpConfigNode *place = NULL;

  g_return_if_fail (context != NULL);
  g_return_if_fail (source != NULL);
  g_return_if_fail (settings != NULL);
  g_return_if_fail (message != NULL);

  text = skip_wrap (source->alias, skip_source (source, message));
  place = find_place (settings, text, &reason);
  if (place == NULL && g_str_has_prefix (text, ": "))
    ccp_config_context_report_value (context,
                                     CCP_CODE_BAD_SETTING,
                                     settings,
                                     text + strlen (": "));
  else if (place == NULL)
    ccp_config_context_report_value (context, CCP_CODE_BAD_SETTING, settings, message);
  else if (g_str_has_prefix (reason, "unknown ") &&
           ccp_config_node_get_key (place) != NULL)
    ccp_config_context_report_key (context, CCP_CODE_UNKNOWN_SETTING, place, reason);
  else
    ccp_config_context_report_value (context, CCP_CODE_BAD_SETTING, place, reason);
}

void
ccp_settings_fault_report_finding (const CcpConfigContext *context,
                                   CcpConfigNode *settings,
                                   CcpFindings *findings,
                                   guint index)
{
  g_autofree char *text = NULL;
  const char *message = NULL;
  const char *reason = NULL;
  CcpConfigNode *place = NULL;

  g_return_if_fail (context != NULL);
  g_return_if_fail (settings != NULL);
  g_return_if_fail (findings != NULL);

  message = ccp_findings_get_message (findings, index);
  text = g_strdup_printf ("%s: %s", ccp_findings_get_place (findings, index), message);
  place = find_place (settings, text, &reason);
  if (place == NULL)
    place = settings;
  ccp_config_context_report_finding (context, place, findings, index);
}
