/* stage-router-lint.h: what of good settings can have no effect
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "stage-router-settings.h"

G_BEGIN_DECLS

void stage_router_lint_check (const StageRouterReader *reader,
                              const StageRouterSettings *settings);

G_END_DECLS
