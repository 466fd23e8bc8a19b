/* ccp-config-context.c: what all readers of one configuration file share
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-config-context"

#include "ccp-config-context.h"

#include <string.h>

static gboolean
has_control_character (const char *text)
{
  for (; *text != '\0'; text++)
    {
      if (g_ascii_iscntrl (*text))
        return TRUE;
    }
  return FALSE;
}

/* "$NAME": what a shell would take for a variable */
static gboolean
looks_like_variable (const char *text)
{
  if (*text != '$' || !g_ascii_isalpha (text[1]))
    return FALSE;
  for (text++; g_ascii_isalnum (*text) || *text == '_'; text++)
    ;
  return *text == '\0';
}

/* what must not be in a header, where a key goes; the message must not show the key */
static const char *
find_fault (const char *text)
{
  if (*text == '\0')
    return "expected a key, got an empty string";
  if (has_control_character (text))
    return "the key has a line break or another control character in it";
  if (g_ascii_isspace (text[0]) || g_ascii_isspace (text[strlen (text) - 1]))
    return "the key starts or ends with a space";
  if (!g_str_is_ascii (text))
    return "the key has a character in it that is not ASCII";
  if (looks_like_variable (text))
    return "the key looks like a variable; write ${NAME}";
  return NULL;
}

/* what is not in the file cannot be found at the place in it */
static char *
name_origin (CcpConfigNode *node, const char *message)
{
  const char *origin = ccp_config_node_get_origin (node);
  g_autofree char *start = NULL;
  g_autofree char *candidate = NULL;

  if (origin == NULL)
    return g_strdup (message);
  start = ccp_near_match_split (message, &candidate);
  return g_strdup_printf ("%s (this is from the preset \"%s\")%s",
                          start,
                          origin,
                          message + strlen (start));
}

/* for what came from the environment, which may be a secret */
static char *
describe_hidden (CcpConfigNode *node)
{
  g_autofree char *shown = ccp_config_node_describe (node);

  return g_strdup_printf ("what %s stands for cannot be used here", shown);
}

/* takes @diagnostic */
static void
take (const CcpConfigContext *self, CcpDiagnostic *diagnostic)
{
  if (self->is_lenient)
    diagnostic->severity = CCP_SEVERITY_WARNING;
  ccp_diagnostics_take (self->diagnostics, diagnostic);
}

void
ccp_config_context_report (const CcpConfigContext *self,
                           CcpDiagnosticCode code,
                           CcpConfigNode *node,
                           const char *format,
                           ...)
{
  va_list arguments;
  g_autofree char *message = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *path = ccp_config_node_dup_path (node);

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  whole = name_origin (node, message);
  take (self,
        ccp_diagnostic_new (code,
                            ccp_config_node_get_line (node),
                            ccp_config_node_get_column (node),
                            path,
                            whole));
}

void
ccp_config_context_report_value (const CcpConfigContext *self,
                                 CcpDiagnosticCode code,
                                 CcpConfigNode *node,
                                 const char *message)
{
  g_autofree char *hidden = NULL;

  if (ccp_config_node_is_from_environment (node))
    {
      hidden = describe_hidden (node);
      ccp_config_context_report (self, code, node, "%s", hidden);
    }
  else
    ccp_config_context_report (self, code, node, "%s", message);
}

void
ccp_config_context_report_key (const CcpConfigContext *self,
                               CcpDiagnosticCode code,
                               CcpConfigNode *node,
                               const char *message)
{
  g_autofree char *path = ccp_config_node_dup_path (node);
  g_autofree char *whole = name_origin (node, message);

  take (self,
        ccp_diagnostic_new (code,
                            ccp_config_node_get_key_line (node),
                            ccp_config_node_get_key_column (node),
                            path,
                            whole));
}

void
ccp_config_context_report_finding (const CcpConfigContext *self,
                                   CcpConfigNode *node,
                                   CcpFindings *findings,
                                   guint index)
{
  const char *message = ccp_findings_get_message (findings, index);
  gboolean is_key =
      g_str_has_prefix (message, "unknown ") && ccp_config_node_get_key (node) != NULL;
  gboolean is_hidden = !is_key && ccp_config_node_is_from_environment (node);
  g_autofree char *path = ccp_config_node_dup_path (node);
  g_autofree char *shown =
      is_hidden ? describe_hidden (node) : name_origin (node, message);
  CcpDiagnostic *diagnostic = ccp_diagnostic_new (
      CCP_CODE_BAD_ROUTING,
      is_key ? ccp_config_node_get_key_line (node) : ccp_config_node_get_line (node),
      is_key ? ccp_config_node_get_key_column (node) : ccp_config_node_get_column (node),
      path,
      shown);

  diagnostic->severity = ccp_findings_get_severity (findings, index);
  diagnostic->code = g_intern_string (ccp_findings_get_code (findings, index));
  ccp_diagnostics_take (self->diagnostics, diagnostic);
}

char *
ccp_config_context_read_string (const CcpConfigContext *self, CcpConfigNode *node)
{
  const char *text = ccp_config_node_get_scalar (node);
  g_autofree char *got = NULL;

  if (text != NULL && !ccp_config_node_is_null (node))
    return g_strdup (text);
  got = ccp_config_node_describe (node);
  ccp_config_context_report (self,
                             CCP_CODE_WRONG_TYPE,
                             node,
                             "expected a string, got %s",
                             got);
  return NULL;
}

CcpSecret *
ccp_config_context_read_secret (const CcpConfigContext *self, CcpConfigNode *node)
{
  const char *text = ccp_config_node_get_scalar (node);
  const char *fault = "expected a string";
  g_autoptr (CcpSecret) secret = NULL;

  /* a preset whose variable is empty has no key */
  if (g_strcmp0 (text, "") == 0 && ccp_config_node_get_origin (node) != NULL)
    return NULL;
  if (text != NULL && !ccp_config_node_is_null (node))
    fault = find_fault (text);
  if (fault == NULL)
    {
      secret = ccp_secret_new (text);
      if (self->is_exposed && !ccp_config_node_is_from_environment (node))
        ccp_config_context_report (self,
                                   CCP_CODE_LITERAL_SECRET,
                                   node,
                                   "a key in a file that others can read; write ${NAME} "
                                   "and set the variable, or make the file yours alone");
    }
  else
    ccp_config_context_report (self, CCP_CODE_BAD_SECRET, node, "%s", fault);
  if (text != NULL)
    ccp_config_node_wipe (node);
  return g_steal_pointer (&secret);
}
