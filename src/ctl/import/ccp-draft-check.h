/* ccp-draft-check.h: whether a configuration that was made is one that can be used
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-draft.h"

G_BEGIN_DECLS

/* Adds to the report of the draft what is wrong with @text, and which variables of the
 * environment it needs that are not set.
 * Returns: whether it has no errors */
gboolean ccp_draft_check_run (CcpDraft *draft, const char *text);

G_END_DECLS
