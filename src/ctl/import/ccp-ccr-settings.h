/* ccp-ccr-settings.h: what claude-code-router's file says beside providers and routes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-ccr-object.h"
#include "ccp-draft.h"

G_BEGIN_DECLS

/* What comes before the providers in the file: where to listen, and with which keys. */
void ccp_ccr_settings_add_listener (CcpDraft *draft, CcpCcrObject *root);
/* Returns: the time that a provider has, in seconds, or 0 for what there is without it */
guint ccp_ccr_settings_take_timeout (CcpDraft *draft, CcpCcrObject *root);
/* All others; needs the providers. */
void ccp_ccr_settings_add_rest (CcpDraft *draft, CcpCcrObject *root);

G_END_DECLS
