/* ccp-ccr-router.h: routes of claude-code-router as stages of ours
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-draft.h"

G_BEGIN_DECLS

/* @router: (nullable): the object "Router"
 * @fallback: (nullable): the object "fallback"
 * @place: of @router, such as "Router"
 * Returns: (transfer full): a mapping with our stages, which may be empty */
CcpYamlNode *ccp_ccr_router_convert (CcpDraft *draft,
                                     JsonObject *router,
                                     JsonObject *fallback,
                                     const char *place);
/* the same as rules that hold where @condition does, which is a mapping
 * @name: what their names begin with
 * Returns: (transfer full): a list of rules */
CcpYamlNode *ccp_ccr_router_make_rules (const CcpYamlNode *stages,
                                        const CcpYamlNode *condition,
                                        const char *name);

G_END_DECLS
