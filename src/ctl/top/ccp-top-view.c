/* ccp-top-view.c: how top looks
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-top-view"

#include "ccp-top-view.h"

#include <glib/gi18n.h>

#include "ccp-top-exchange-pane.h"
#include "ccp-top-head.h"
#include "ccp-top-paths.h"
#include "ccp-top-provider-pane.h"

/* a smaller terminal has the exchanges alone */
#define MIN_ROWS_FOR_PROVIDERS 10

static guint
count_provider_rows (const CcpTopState *state, guint rows)
{
  if (rows < MIN_ROWS_FOR_PROVIDERS || state->providers->len == 0)
    return 0;
  return 1 + MIN (state->providers->len, rows / 3);
}

static void
draw_last_line (const CcpTopView *self, CcpTopPage *page, guint row)
{
  if (self->message != NULL)
    ccp_top_page_put (page,
                      row,
                      0,
                      self->is_bad ? CCP_TERMINAL_STYLE_BAD : CCP_TERMINAL_STYLE_WARNING,
                      self->message);
  else if (self->focus == CCP_TOP_FOCUS_EXCHANGES)
    ccp_top_page_put (page,
                      row,
                      0,
                      CCP_TERMINAL_STYLE_FAINT,
                      _ ("q quit   ↑↓ select   c cancel the request   Tab providers"));
  else
    ccp_top_page_put (
        page,
        row,
        0,
        CCP_TERMINAL_STYLE_FAINT,
        _ ("q quit   ↑↓ select   p pause or resume the provider   Tab requests"));
}

void
ccp_top_view_clear (CcpTopView *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->exchange, g_free);
  g_clear_pointer (&self->provider, g_free);
  g_clear_pointer (&self->message, g_free);
}

void
ccp_top_view_tell (CcpTopView *self, gboolean is_bad, const char *message)
{
  g_return_if_fail (self != NULL);

  g_free (self->message);
  self->message = g_strdup (message);
  self->is_bad = is_bad;
}

void
ccp_top_view_move (CcpTopView *self, const CcpTopState *state, int step)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (state != NULL);

  if (self->focus == CCP_TOP_FOCUS_EXCHANGES)
    ccp_top_paths_move (state->exchanges, &self->exchange, step);
  else
    ccp_top_paths_move (state->providers, &self->provider, step);
}

const CcpTopExchange *
ccp_top_view_get_exchange (const CcpTopView *self, const CcpTopState *state)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (state != NULL, NULL);

  return ccp_top_paths_find (state->exchanges, self->exchange);
}

const CcpTopProvider *
ccp_top_view_get_provider (const CcpTopView *self, const CcpTopState *state)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (state != NULL, NULL);

  return ccp_top_paths_find (state->providers, self->provider);
}

void
ccp_top_view_draw (const CcpTopView *self,
                   const CcpTopState *state,
                   gint64 now,
                   CcpTopPage *page)
{
  gboolean has_exchanges = FALSE;
  guint rows = 0;
  guint first = CCP_TOP_HEAD_ROWS + 1;
  guint n_providers = 0;
  guint last = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (state != NULL);
  g_return_if_fail (page != NULL);

  has_exchanges = self->focus == CCP_TOP_FOCUS_EXCHANGES;
  rows = ccp_top_page_get_rows (page);
  last = rows > 0 ? rows - 1 : 0;
  n_providers = count_provider_rows (state, rows);
  if (rows > CCP_TOP_HEAD_ROWS)
    ccp_top_head_draw (state, now, page);
  draw_last_line (self, page, last);
  if (n_providers > 0)
    {
      ccp_top_provider_pane_draw (state,
                                  has_exchanges ? NULL : self->provider,
                                  now,
                                  page,
                                  last - n_providers - 1,
                                  n_providers);
      last -= n_providers + 2;
    }
  if (last > first)
    ccp_top_exchange_pane_draw (state,
                                has_exchanges ? self->exchange : NULL,
                                now,
                                page,
                                first,
                                last - first);
}
