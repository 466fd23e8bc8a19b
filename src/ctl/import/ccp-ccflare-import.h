/* ccp-ccflare-import.h: a file of ccflare or better-ccflare as a configuration of ours
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-draft.h"

G_BEGIN_DECLS

/* @text: the file, which is JSON
 * @error: "LINE:COLUMN: what is wrong" */
gboolean ccp_ccflare_import_add_file (CcpDraft *draft, GBytes *text, GError **error);

G_END_DECLS
