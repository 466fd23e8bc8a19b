/* ccp-claude-settings.c: a file with settings of Claude Code
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-claude-settings"

#include "ccp-claude-settings.h"

#include <glib/gi18n.h>

static CcpJsonValue
get_member (const CcpClaudeSettings *self, const char *name)
{
  CcpJsonValue root;

  ccp_json_get_root (self->json, &root);
  return ccp_json_value_member (&root, name);
}

/* Returns: (nullable): NULL with @error if it is not an object */
static CcpJson *
parse (const char *text, gsize length, GError **error)
{
  g_autoptr (CcpJson) json = ccp_json_new_from_text (text, (gssize) length, error);
  CcpJsonValue root;

  if (json == NULL)
    return NULL;
  ccp_json_get_root (json, &root);
  if (ccp_json_value_is_object (&root))
    return g_steal_pointer (&json);
  g_set_error_literal (error,
                       CCP_ERROR,
                       CCP_ERROR_JSON,
                       _ ("it is not an object of JSON"));
  return NULL;
}

CcpClaudeSettings *
ccp_claude_settings_read (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  g_autoptr (CcpJson) json = NULL;
  CcpClaudeSettings *self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS) ||
      !g_file_get_contents (path, &text, &length, error))
    return NULL;
  json = parse (text, length, error);
  if (json == NULL)
    return NULL;
  self = g_new0 (CcpClaudeSettings, 1);
  self->path = g_strdup (path);
  self->json = g_steal_pointer (&json);
  return self;
}

void
ccp_claude_settings_free (CcpClaudeSettings *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->json, ccp_json_unref);
  g_free (self);
}

char *
ccp_claude_settings_dup_variable (const CcpClaudeSettings *self, const char *name)
{
  CcpJsonValue variables;
  CcpJsonValue value;
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  variables = get_member (self, "env");
  value = ccp_json_value_member (&variables, name);
  text = ccp_json_value_dup_string (&value, NULL);
  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

gboolean
ccp_claude_settings_has_key_helper (const CcpClaudeSettings *self)
{
  CcpJsonValue value;

  g_return_val_if_fail (self != NULL, FALSE);

  value = get_member (self, "apiKeyHelper");
  return ccp_json_value_exists (&value);
}
