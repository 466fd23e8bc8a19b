/* ccp-ccr-folder.h: what claude-code-router has beside its file
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-draft.h"

G_BEGIN_DECLS

#define CCP_CCR_FOLDER_NAME ".claude-code-router"

/* Presets, and routes of projects and sessions.
 * @draft: with the configuration that they belong to
 * @path: the folder in which its file is; another one than claude-code-router's own is
 * not looked at */
void ccp_ccr_folder_add (CcpDraft *draft, const char *path);

G_END_DECLS
