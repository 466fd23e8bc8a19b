/* stage-router-range.h: a condition on a number, such as "> 50000" or "1000..5000"
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 least;
  gint64 most;
} StageRouterRange;

gboolean stage_router_range_parse (StageRouterRange *self, const char *text);
/* whether all numbers of @other are in @self */
gboolean stage_router_range_covers (const StageRouterRange *self,
                                    const StageRouterRange *other);

G_END_DECLS
