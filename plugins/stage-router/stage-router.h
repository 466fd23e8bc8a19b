/* stage-router.h: sends each request to the model that is set for its kind of work
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

#define STAGE_ROUTER_TYPE_ROUTER (stage_router_get_type ())

G_DECLARE_FINAL_TYPE (StageRouter, stage_router, STAGE_ROUTER, ROUTER, CcpSimpleRouter)

G_END_DECLS
