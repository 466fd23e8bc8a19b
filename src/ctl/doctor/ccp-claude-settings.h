/* ccp-claude-settings.h: a file with settings of Claude Code
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

typedef struct
{
  char *path;
  CcpJson *json; /* an object */
} CcpClaudeSettings;

/* Returns: (nullable): NULL if there is no such file, or with @error if it is wrong */
CcpClaudeSettings *ccp_claude_settings_read (const char *path, GError **error);
void ccp_claude_settings_free (CcpClaudeSettings *self);
/* Returns: (transfer full) (nullable): what it sets the variable @name to, which goes
 * before what the environment has */
char *ccp_claude_settings_dup_variable (const CcpClaudeSettings *self, const char *name);
/* Returns: whether it has a program that makes keys */
gboolean ccp_claude_settings_has_key_helper (const CcpClaudeSettings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpClaudeSettings, ccp_claude_settings_free)

G_END_DECLS
