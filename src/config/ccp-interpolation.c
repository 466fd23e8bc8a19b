/* ccp-interpolation.c: fills environment variables in
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-interpolation"

#include "ccp-interpolation.h"

#include <string.h>

static gboolean
is_name (const char *text)
{
  if (!g_ascii_isalpha (*text) && *text != '_')
    return FALSE;
  while (g_ascii_isalnum (*text) || *text == '_')
    text++;
  return *text == '\0';
}

/* what is to be expanded, and for whom */
typedef struct
{
  const char *const *environment;
  const char *key;         /* (nullable) */
  const char *origin;      /* (nullable): the preset that has it */
  CcpDiagnosticCode fault; /* what was wrong */
} Subject;

static void
refuse_unset (Subject *subject, const char *name, GError **error)
{
  subject->fault = CCP_CODE_UNSET_VARIABLE;
  if (subject->origin == NULL)
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_CONFIG,
                 "the environment variable %s is not set; set it, or write ${%s:-…} "
                 "with what is to stand there without it",
                 name,
                 name);
  else
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_CONFIG,
                 "the preset \"%s\" takes it from the environment variable %s, which is "
                 "not set; set that, or write %s yourself",
                 subject->origin,
                 name,
                 subject->key != NULL ? subject->key : "it");
}

/* Returns: (transfer none) (nullable) */
static const char *
look_up (Subject *subject, const char *name, const char *fallback, GError **error)
{
  const char *value = g_environ_getenv ((char **) subject->environment, name);

  if (fallback != NULL && (value == NULL || *value == '\0'))
    return fallback;
  if (value == NULL)
    {
      refuse_unset (subject, name, error);
      return NULL;
    }
  if (!g_utf8_validate (value, -1, NULL))
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_CONFIG,
                   "the value of the environment variable %s is not UTF-8",
                   name);
      return NULL;
    }
  return value;
}

/* @inside: what stands between the braces */
static gboolean
append_variable (GString *expanded, const char *inside, Subject *subject, GError **error)
{
  const char *fallback = strstr (inside, ":-");
  g_autofree char *name = NULL;
  const char *value = NULL;

  name = fallback != NULL ? g_strndup (inside, (gsize) (fallback - inside))
                          : g_strdup (inside);
  if (!is_name (name))
    {
      g_set_error (
          error,
          CCP_ERROR,
          CCP_ERROR_CONFIG,
          "\"${%s}\" does not name an environment variable; write $$ for a dollar",
          inside);
      return FALSE;
    }
  value = look_up (subject, name, fallback != NULL ? fallback + 2 : NULL, error);
  if (value == NULL)
    return FALSE;
  g_string_append (expanded, value);
  return TRUE;
}

static char *
expand (const char *text, Subject *subject, gboolean *from_environment, GError **error)
{
  g_autoptr (GString) expanded = g_string_new (NULL);
  const char *p = text;

  *from_environment = FALSE;
  while (*p != '\0')
    {
      const char *end = NULL;
      g_autofree char *inside = NULL;

      if (*p != '$' || (p[1] != '{' && p[1] != '$'))
        {
          g_string_append_c (expanded, *p++);
          continue;
        }
      if (p[1] == '$')
        {
          g_string_append_c (expanded, '$');
          p += 2;
          continue;
        }
      end = strchr (p, '}');
      if (end == NULL)
        {
          g_set_error_literal (error,
                               CCP_ERROR,
                               CCP_ERROR_CONFIG,
                               "\"${\" without \"}\"; write $$ for a dollar");
          return NULL;
        }
      inside = g_strndup (p + 2, (gsize) (end - p - 2));
      if (!append_variable (expanded, inside, subject, error))
        return NULL;
      *from_environment = TRUE;
      p = end + 1;
    }
  return g_string_free (g_steal_pointer (&expanded), FALSE);
}

static void
expand_scalar (CcpConfigNode *node,
               const char *const *environment,
               CcpDiagnostics *diagnostics)
{
  const char *text = ccp_config_node_get_scalar (node);
  Subject subject = { .environment = environment,
                      .key = ccp_config_node_get_key (node),
                      .origin = ccp_config_node_get_origin (node),
                      .fault = CCP_CODE_BAD_VARIABLE };
  gboolean from_environment = FALSE;
  g_autofree char *expanded = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  if (text == NULL || strchr (text, '$') == NULL)
    return;
  expanded = expand (text, &subject, &from_environment, &error);
  if (expanded != NULL)
    {
      ccp_config_node_set_expanded (node, expanded, from_environment);
      explicit_bzero (expanded, strlen (expanded));
      return;
    }
  path = ccp_config_node_dup_path (node);
  ccp_diagnostics_add (diagnostics,
                       subject.fault,
                       ccp_config_node_get_line (node),
                       ccp_config_node_get_column (node),
                       path,
                       error->message);
  ccp_config_node_set_broken (node);
}

char *
ccp_interpolation_expand (const char *text,
                          const char *const *environment,
                          gboolean *from_environment,
                          GError **error)
{
  Subject subject = { .environment = environment };

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (from_environment != NULL, NULL);

  return expand (text, &subject, from_environment, error);
}

void
ccp_interpolation_expand_tree (CcpConfigNode *root,
                               const char *const *environment,
                               CcpDiagnostics *diagnostics)
{
  g_return_if_fail (root != NULL);
  g_return_if_fail (CCP_IS_DIAGNOSTICS (diagnostics));

  expand_scalar (root, environment, diagnostics);
  for (guint i = 0; i < ccp_config_node_get_length (root); i++)
    ccp_interpolation_expand_tree (ccp_config_node_get_child (root, i),
                                   environment,
                                   diagnostics);
}
