/* ccp-stage-override.h: the settings of routing with other targets for some stages
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* What else a stage requires stays as it is set. Profiles but the one that @routing has
 * chosen stay as well, for a request may name one.
 * @routing: the settings of a router
 * @stages: (element-type utf8 GStrv): targets by the stages' own names
 *
 * Returns: (transfer full): the same settings with @stages */
CcpJson *ccp_stage_override_apply (CcpJson *routing, GHashTable *stages);

G_END_DECLS
