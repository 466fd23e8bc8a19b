/* stage-router-signs.h: what tells the kinds of requests apart
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "stage-router-turns.h"

G_BEGIN_DECLS

/* Each text is evidence for a person, %NULL where there is none. */
typedef struct
{
  gboolean is_claude_code;
  gboolean has_tools;
  gboolean is_thinking; /* more or less deeply */
  CcpThinkingLevel depth;
  gint64 budget; /* tokens that the client gives to thought, 0 if it does not say */
  const char *web_search;
  const char *subagent;
  const char *background;
  const char *planning;
  const char *image;
  StageRouterTurns turns;
} StageRouterSigns;

/* One pass over the body; nothing is copied and nothing is allocated. */
void stage_router_signs_read (StageRouterSigns *self, CcpExchange *exchange);

G_END_DECLS
