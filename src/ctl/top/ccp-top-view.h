/* ccp-top-view.h: how top looks
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-top-page.h"
#include "ccp-top-state.h"

G_BEGIN_DECLS

typedef enum
{
  CCP_TOP_FOCUS_EXCHANGES,
  CCP_TOP_FOCUS_PROVIDERS,
} CcpTopFocus;

/* What a person has chosen. All zero is how it starts. */
typedef struct
{
  CcpTopFocus focus;
  char *exchange; /* (nullable): the path of the one that is selected */
  char *provider; /* (nullable): the same */
  char *message;  /* (nullable): what the last line says */
  gboolean is_bad;
} CcpTopView;

void ccp_top_view_clear (CcpTopView *self);
/* @message: (nullable) */
void ccp_top_view_tell (CcpTopView *self, gboolean is_bad, const char *message);
/* Selects the next one, or the one before if @step is -1, of what has the focus. */
void ccp_top_view_move (CcpTopView *self, const CcpTopState *state, int step);
/* Returns: (transfer none) (nullable): the selected one, if it is still under way */
const CcpTopExchange *ccp_top_view_get_exchange (const CcpTopView *self,
                                                 const CcpTopState *state);
/* Returns: (transfer none) (nullable) */
const CcpTopProvider *ccp_top_view_get_provider (const CcpTopView *self,
                                                 const CcpTopState *state);
/* @now: microseconds since 1970 */
void ccp_top_view_draw (const CcpTopView *self,
                        const CcpTopState *state,
                        gint64 now,
                        CcpTopPage *page);

G_END_DECLS
