/* stage-router-tag.h: models that a prompt names, as <CCPROXY-MODEL>id</CCPROXY-MODEL>
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* Takes the tags out of the system prompt and of what the user wrote before the first
 * answer.
 * @body: (out) (nullable): the body without them
 * Returns: (nullable) (element-type utf8): what stands in them, in order; NULL if there
 * are none */
GPtrArray *stage_router_tag_take (CcpJson *from, CcpJson **body);

G_END_DECLS
