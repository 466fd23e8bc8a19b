/* ccp-top-provider-pane.c: the providers, and how they do
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-top-provider-pane"

#include "ccp-top-provider-pane.h"

#include <glib/gi18n.h>

#include "ccp-top-paths.h"
#include "ccp-top-table.h"
#include "ccp-units.h"

typedef enum
{
  COLUMN_NAME,
  COLUMN_STATE,
  COLUMN_IN_FLIGHT,
  COLUMN_REQUESTS,
  COLUMN_ERRORS,
  COLUMN_LATENCY,
  COLUMN_WORST,
  COLUMN_FIRST,
  COLUMN_LAST_ERROR,
  N_COLUMNS,
} Column;

static const CcpTopColumn columns[] = {
  [COLUMN_NAME] = { N_ ("PROVIDER"), 14, 0, FALSE },
  [COLUMN_STATE] = { N_ ("STATE"), 16, 0, FALSE },
  /* Translators: requests that it is answering now */
  [COLUMN_IN_FLIGHT] = { N_ ("NOW"), 4, 1, TRUE },
  /* Translators: requests that it has answered */
  [COLUMN_REQUESTS] = { N_ ("REQS"), 6, 2, TRUE },
  /* Translators: errors */
  [COLUMN_ERRORS] = { N_ ("ERRS"), 5, 2, TRUE },
  /* Translators: how long it takes to answer: the median */
  [COLUMN_LATENCY] = { N_ ("P50"), 7, 3, TRUE },
  /* Translators: how long it takes to answer: nine of ten are faster */
  [COLUMN_WORST] = { N_ ("P90"), 7, 5, TRUE },
  /* Translators: how long it takes to the first token: the median */
  [COLUMN_FIRST] = { N_ ("TTFT"), 7, 4, TRUE },
  [COLUMN_LAST_ERROR] = { N_ ("LAST ERROR"), 0, 1, FALSE },
};

static void
put_state (const CcpTopTable *table,
           const CcpTopProvider *provider,
           gint64 now,
           guint row)
{
  g_autofree char *rest = NULL;

  if (g_str_equal (provider->state, "paused"))
    ccp_top_table_put (table,
                       row,
                       COLUMN_STATE,
                       CCP_TERMINAL_STYLE_WARNING,
                       _ ("paused"));
  else if (g_str_equal (provider->state, "resting") && provider->resting_until > now)
    {
      rest = ccp_units_format_duration (provider->resting_until - now);
      ccp_top_table_take (
          table,
          row,
          COLUMN_STATE,
          CCP_TERMINAL_STYLE_WARNING,
          /* Translators: for how long a provider wants to be left alone */
          g_strdup_printf (_ ("rests %s"), rest));
    }
  else if (g_str_equal (provider->breaker, "open"))
    ccp_top_table_put (table, row, COLUMN_STATE, CCP_TERMINAL_STYLE_BAD, _ ("failing"));
  else if (g_str_equal (provider->breaker, "half-open"))
    ccp_top_table_put (table,
                       row,
                       COLUMN_STATE,
                       CCP_TERMINAL_STYLE_WARNING,
                       _ ("on trial"));
  else
    ccp_top_table_put (table, row, COLUMN_STATE, CCP_TERMINAL_STYLE_GOOD, _ ("ready"));
}

static void
put_count (const CcpTopTable *table, guint row, Column column, guint64 count)
{
  ccp_top_table_take (table,
                      row,
                      column,
                      CCP_TERMINAL_STYLE_PLAIN,
                      ccp_units_format_count (count));
}

static void
put_duration (const CcpTopTable *table, guint row, Column column, gint64 duration)
{
  if (duration > 0)
    ccp_top_table_take (table,
                        row,
                        column,
                        CCP_TERMINAL_STYLE_PLAIN,
                        ccp_units_format_duration (duration));
}

static void
put_last_error (const CcpTopTable *table,
                const CcpTopProvider *provider,
                gint64 now,
                guint row)
{
  g_autofree char *age = NULL;

  if (*provider->last_error == '\0')
    return;
  age = ccp_units_format_age (provider->last_error_at, now);
  ccp_top_table_take (table,
                      row,
                      COLUMN_LAST_ERROR,
                      CCP_TERMINAL_STYLE_FAINT,
                      g_strdup_printf ("%s, %s", provider->last_error, age));
}

static void
draw (const CcpTopTable *table, const CcpTopProvider *provider, gint64 now, guint row)
{
  ccp_top_table_put (table, row, COLUMN_NAME, CCP_TERMINAL_STYLE_PLAIN, provider->name);
  put_state (table, provider, now, row);
  put_count (table, row, COLUMN_IN_FLIGHT, provider->in_flight);
  put_count (table, row, COLUMN_REQUESTS, provider->requests);
  put_count (table, row, COLUMN_ERRORS, provider->errors);
  put_duration (table, row, COLUMN_LATENCY, provider->latency);
  put_duration (table, row, COLUMN_WORST, provider->latency_worst);
  put_duration (table, row, COLUMN_FIRST, provider->first_token);
  put_last_error (table, provider, now, row);
}

void
ccp_top_provider_pane_draw (const CcpTopState *state,
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
  for (guint i = ccp_top_paths_find_first (state->providers, selected, end - row);
       i < state->providers->len && row < end;
       i++, row++)
    {
      CcpTopProvider *provider = g_ptr_array_index (state->providers, i);

      draw (&table, provider, now, row);
      if (g_strcmp0 (provider->path, selected) == 0)
        ccp_top_page_select (page, row);
    }
}
