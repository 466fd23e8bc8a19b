/* ccp-top-head.c: the first lines of top: the daemon, and how much there is to do
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-top-head"

#include "ccp-top-head.h"

#include <glib/gi18n.h>

#include "ccp-sparkline.h"
#include "ccp-terminal-text.h"
#include "ccp-units.h"

#define GAP 3
#define GRAPH_WIDTH 20

/* Takes @text. Returns: where the next one is put */
static guint
put (CcpTopPage *page, guint row, guint column, CcpTerminalStyle style, char *text)
{
  g_autofree char *owned = text;

  ccp_top_page_put (page, row, column, style, owned);
  return column + ccp_terminal_text_measure (owned) + GAP;
}

static char *
format_up (const CcpTopState *state, gint64 now)
{
  g_autofree char *duration = ccp_units_format_duration (now - state->started_at);

  /* Translators: for how long the daemon has been running, "up 3 h 12 min" */
  return g_strdup_printf (_ ("up %s"), duration);
}

static void
draw_daemon (const CcpTopState *state, gint64 now, CcpTopPage *page)
{
  guint column = put (page,
                      0,
                      0,
                      CCP_TERMINAL_STYLE_HEADING,
                      g_strdup_printf ("ccproxy %s", state->version));

  if (state->started_at > 0)
    column = put (page, 0, column, CCP_TERMINAL_STYLE_PLAIN, format_up (state, now));
  if (*state->profile != '\0')
    column = put (page,
                  0,
                  column,
                  CCP_TERMINAL_STYLE_PLAIN,
                  g_strdup_printf (_ ("profile %s"), state->profile));
  if (g_str_equal (state->config_status, "errors"))
    column = put (page,
                  0,
                  column,
                  CCP_TERMINAL_STYLE_BAD,
                  g_strdup (_ ("the configuration has errors")));
  if (!state->online)
    column = put (page, 0, column, CCP_TERMINAL_STYLE_WARNING, g_strdup (_ ("offline")));
  if (state->draining)
    put (page, 0, column, CCP_TERMINAL_STYLE_WARNING, g_strdup (_ ("ending")));
}

/* Returns: where the next one is put */
static guint
draw_rate (const CcpTopHistory *history, CcpTopPage *page, guint column, char *label)
{
  g_autofree char *graph =
      ccp_sparkline_format (history->rates, history->n_rates, GRAPH_WIDTH);

  column = put (page, 1, column, CCP_TERMINAL_STYLE_PLAIN, label);
  ccp_top_page_put (page, 1, column - GAP + 1, CCP_TERMINAL_STYLE_GOOD, graph);
  return column - GAP + 1 + GRAPH_WIDTH + GAP;
}

static char *
format_counts (const CcpTopState *state)
{
  g_autofree char *requests = ccp_units_format_count (state->requests);
  g_autofree char *errors = ccp_units_format_count (state->errors);

  /* Translators: requests since the daemon was started; both are numbers */
  return g_strdup_printf (_ ("total %s, failed %s"), requests, errors);
}

void
ccp_top_head_draw (const CcpTopState *state, gint64 now, CcpTopPage *page)
{
  guint column = 0;

  g_return_if_fail (state != NULL);
  g_return_if_fail (page != NULL);

  draw_daemon (state, now, page);
  column = draw_rate (&state->request_rate,
                      page,
                      0,
                      g_strdup_printf (_ ("%5.1f requests/s"),
                                       ccp_top_history_get_rate (&state->request_rate)));
  column = draw_rate (&state->token_rate,
                      page,
                      column,
                      g_strdup_printf (_ ("%5.0f tokens/s"),
                                       ccp_top_history_get_rate (&state->token_rate)));
  put (page, 1, column, CCP_TERMINAL_STYLE_PLAIN, format_counts (state));
}
