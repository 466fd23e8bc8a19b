/* ccp-top-provider-pane.h: the providers, and how they do
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-top-page.h"
#include "ccp-top-state.h"

G_BEGIN_DECLS

/* @selected: (nullable): the path of one that stands out, and is seen
 * @now: microseconds since 1970
 * @row: the first one, of @n_rows */
void ccp_top_provider_pane_draw (const CcpTopState *state,
                                 const char *selected,
                                 gint64 now,
                                 CcpTopPage *page,
                                 guint row,
                                 guint n_rows);

G_END_DECLS
