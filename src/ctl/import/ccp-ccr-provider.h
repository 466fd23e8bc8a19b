/* ccp-ccr-provider.h: a provider of claude-code-router as one of ours
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-draft.h"

G_BEGIN_DECLS

/* @provider: of the list "Providers"
 * @place: such as "Providers[0]"
 * @timeout: seconds, or 0 for what there is without it */
void ccp_ccr_provider_add (CcpDraft *draft,
                           JsonObject *provider,
                           const char *place,
                           guint timeout);

G_END_DECLS
