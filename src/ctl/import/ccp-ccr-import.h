/* ccp-ccr-import.h: a file of claude-code-router as a configuration of ours
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-ccr-object.h"
#include "ccp-draft.h"

G_BEGIN_DECLS

/* @text: the file, which is JSON5
 * @error: "LINE:COLUMN: what is wrong"
 * Returns: FALSE if there is nothing that a configuration could be made of */
gboolean ccp_ccr_import_add_file (CcpDraft *draft, GBytes *text, GError **error);
/* of a file that has been read: each of the list is added */
void ccp_ccr_import_add_providers (CcpDraft *draft, CcpCcrObject *root, guint timeout);

G_END_DECLS
