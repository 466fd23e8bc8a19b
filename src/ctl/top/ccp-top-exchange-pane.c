/* ccp-top-exchange-pane.c: the exchanges under way, and those that were
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-top-exchange-pane"

#include "ccp-top-exchange-pane.h"

#include <glib/gi18n.h>

#include "ccp-top-paths.h"
#include "ccp-top-table.h"
#include "ccp-units.h"

/* an exchange that is at it for longer has probably hung, in microseconds */
#define LONG (120 * G_USEC_PER_SEC)

typedef enum
{
  COLUMN_AGE,
  COLUMN_STAGE,
  COLUMN_MODEL,
  COLUMN_PROVIDER,
  COLUMN_PHASE,
  COLUMN_INPUT,
  COLUMN_OUTPUT,
  COLUMN_SPEED,
  COLUMN_PID,
  N_COLUMNS,
} Column;

static const CcpTopColumn columns[] = {
  [COLUMN_AGE] = { N_ ("AGE"), 10, 0, TRUE },
  [COLUMN_STAGE] = { N_ ("STAGE"), 12, 2, FALSE },
  [COLUMN_MODEL] = { N_ ("MODEL"), 0, 0, FALSE },
  [COLUMN_PROVIDER] = { N_ ("PROVIDER"), 14, 3, FALSE },
  [COLUMN_PHASE] = { N_ ("PHASE"), 16, 1, FALSE },
  /* Translators: tokens of the request */
  [COLUMN_INPUT] = { N_ ("IN"), 7, 4, TRUE },
  /* Translators: tokens of the answer */
  [COLUMN_OUTPUT] = { N_ ("OUT"), 7, 1, TRUE },
  /* Translators: tokens of the answer in a second */
  [COLUMN_SPEED] = { N_ ("TOK/S"), 6, 5, TRUE },
  /* Translators: the number of the client's process */
  [COLUMN_PID] = { N_ ("PID"), 8, 6, TRUE },
};

static const struct
{
  const char *phase;
  const char *text;
} phases[] = {
  { "routing", N_ ("routing") },
  { "sending", N_ ("sending") },
  { "waiting", N_ ("waiting") },
  { "streaming", N_ ("streaming") },
};

static const char *
translate_phase (const char *phase)
{
  for (guint i = 0; i < G_N_ELEMENTS (phases); i++)
    if (g_str_equal (phases[i].phase, phase))
      return _ (phases[i].text);
  return phase;
}

static void
put_count (const CcpTopTable *table,
           guint row,
           Column column,
           CcpTerminalStyle style,
           guint64 count)
{
  if (count > 0)
    ccp_top_table_take (table, row, column, style, ccp_units_format_count (count));
}

static void
put_speed (const CcpTopTable *table,
           guint row,
           CcpTerminalStyle style,
           guint64 tokens,
           gint64 duration)
{
  if (tokens > 0 && duration > 0)
    ccp_top_table_take (
        table,
        row,
        COLUMN_SPEED,
        style,
        g_strdup_printf ("%.0f", (double) tokens * G_USEC_PER_SEC / (double) duration));
}

/* what is the same for one that is under way and one that is not any more */
static void
draw_common (const CcpTopTable *table,
             const CcpTopExchange *exchange,
             gint64 duration,
             CcpTerminalStyle style,
             guint row)
{
  const char *model = *exchange->model != '\0' ? exchange->model : exchange->asked;

  ccp_top_table_take (table,
                      row,
                      COLUMN_AGE,
                      style,
                      ccp_units_format_duration (duration));
  ccp_top_table_put (table, row, COLUMN_STAGE, style, exchange->stage);
  ccp_top_table_put (table, row, COLUMN_MODEL, style, model);
  ccp_top_table_put (table, row, COLUMN_PROVIDER, style, exchange->provider);
  put_count (table, row, COLUMN_INPUT, style, exchange->input_tokens);
  put_count (table, row, COLUMN_OUTPUT, style, exchange->output_tokens);
  put_speed (table, row, style, exchange->output_tokens, duration);
}

static void
draw_live (const CcpTopTable *table,
           const CcpTopExchange *exchange,
           gint64 now,
           guint row)
{
  gint64 age = MAX (now - exchange->started_at, 0);
  CcpTerminalStyle style =
      age > LONG ? CCP_TERMINAL_STYLE_WARNING : CCP_TERMINAL_STYLE_PLAIN;
  const char *phase = translate_phase (exchange->phase);

  draw_common (table, exchange, age, style, row);
  ccp_top_table_take (
      table,
      row,
      COLUMN_PHASE,
      exchange->attempt > 1 ? CCP_TERMINAL_STYLE_WARNING : CCP_TERMINAL_STYLE_GOOD,
      exchange->attempt > 1 ? g_strdup_printf ("%s #%u", phase, exchange->attempt)
                            : g_strdup (phase));
  if (exchange->client_pid > 0)
    ccp_top_table_take (table,
                        row,
                        COLUMN_PID,
                        style,
                        g_strdup_printf ("%u", exchange->client_pid));
}

static void
draw_finished (const CcpTopTable *table, const CcpTopExchange *exchange, guint row)
{
  gboolean failed = exchange->status >= 400 || *exchange->error_type != '\0';
  CcpTerminalStyle style = failed ? CCP_TERMINAL_STYLE_BAD : CCP_TERMINAL_STYLE_FAINT;

  draw_common (table, exchange, exchange->duration, CCP_TERMINAL_STYLE_FAINT, row);
  ccp_top_table_take (table,
                      row,
                      COLUMN_PHASE,
                      style,
                      *exchange->error_type != '\0'
                          ? g_strdup (exchange->error_type)
                          : g_strdup_printf ("%u", exchange->status));
}

void
ccp_top_exchange_pane_draw (const CcpTopState *state,
                            const char *selected,
                            gint64 now,
                            CcpTopPage *page,
                            guint row,
                            guint n_rows)
{
  CcpTopTable table;
  guint end = row + n_rows;

  g_return_if_fail (state != NULL);
  g_return_if_fail (page != NULL);

  ccp_top_table_init (&table, page, columns, N_COLUMNS);
  ccp_top_table_put_headings (&table, row++);
  if (state->exchanges->len + state->finished->len == 0)
    ccp_top_page_put (page,
                      row,
                      0,
                      CCP_TERMINAL_STYLE_FAINT,
                      _ ("No request is under way."));
  for (guint i = ccp_top_paths_find_first (state->exchanges, selected, end - row);
       i < state->exchanges->len && row < end;
       i++, row++)
    {
      CcpTopExchange *exchange = g_ptr_array_index (state->exchanges, i);

      draw_live (&table, exchange, now, row);
      if (g_strcmp0 (exchange->path, selected) == 0)
        ccp_top_page_select (page, row);
    }
  for (guint i = 0; i < state->finished->len && row < end; i++, row++)
    draw_finished (&table, g_ptr_array_index (state->finished, i), row);
}
