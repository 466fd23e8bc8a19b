/* ccp-top-head.h: the first lines of top: the daemon, and how much there is to do
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-top-page.h"
#include "ccp-top-state.h"

G_BEGIN_DECLS

#define CCP_TOP_HEAD_ROWS 2

/* @now: microseconds since 1970 */
void ccp_top_head_draw (const CcpTopState *state, gint64 now, CcpTopPage *page);

G_END_DECLS
