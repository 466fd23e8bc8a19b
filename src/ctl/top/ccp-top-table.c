/* ccp-top-table.c: columns on a page, as many of them as there is room for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-top-table"

#include "ccp-top-table.h"

#include <glib/gi18n.h>

#include "ccp-terminal-text.h"

#define GAP 2
/* of the column that takes the rest */
#define MIN_REST 12

/* @rest: (out): the column that takes what the others leave
 * Returns: what all columns that are shown take at least */
static guint
add_widths (const CcpTopTable *self, guint *rest)
{
  guint sum = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      if (self->columns[i].width == 0)
        *rest = i;
      if (self->widths[i] > 0)
        sum += self->widths[i] + GAP;
    }
  return sum - GAP;
}

static void
hide_one (CcpTopTable *self)
{
  guint hidden = 0;

  for (guint i = 1; i < self->n_columns; i++)
    if (self->widths[i] > 0 &&
        (self->widths[hidden] == 0 || self->columns[i].rank > self->columns[hidden].rank))
      hidden = i;
  self->widths[hidden] = 0;
}

static gboolean
can_hide (const CcpTopTable *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (self->widths[i] > 0 && self->columns[i].rank > 0)
      return TRUE;
  return FALSE;
}

static void
place (CcpTopTable *self)
{
  guint start = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      self->starts[i] = start;
      if (self->widths[i] > 0)
        start += self->widths[i] + GAP;
    }
}

void
ccp_top_table_init (CcpTopTable *self,
                    CcpTopPage *page,
                    const CcpTopColumn *columns,
                    guint n_columns)
{
  guint room = 0;
  guint rest = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (n_columns <= CCP_TOP_TABLE_MAX_COLUMNS);

  *self = (CcpTopTable){ .page = page, .columns = columns, .n_columns = n_columns };
  room = ccp_top_page_get_columns (page);
  for (guint i = 0; i < n_columns; i++)
    self->widths[i] = columns[i].width > 0 ? columns[i].width : MIN_REST;
  while (add_widths (self, &rest) > room && can_hide (self))
    hide_one (self);
  if (add_widths (self, &rest) < room)
    self->widths[rest] += room - add_widths (self, &rest);
  place (self);
}

void
ccp_top_table_put_headings (const CcpTopTable *self, guint row)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->n_columns; i++)
    ccp_top_table_put (self,
                       row,
                       i,
                       CCP_TERMINAL_STYLE_HEADING,
                       _ (self->columns[i].heading));
}

void
ccp_top_table_put (const CcpTopTable *self,
                   guint row,
                   guint column,
                   CcpTerminalStyle style,
                   const char *text)
{
  g_autofree char *clipped = NULL;
  guint indent = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (column < self->n_columns);
  g_return_if_fail (text != NULL);

  if (self->widths[column] == 0)
    return;
  clipped = ccp_terminal_text_clip (text, self->widths[column]);
  if (self->columns[column].is_number)
    indent = self->widths[column] - ccp_terminal_text_measure (clipped);
  ccp_top_page_put (self->page, row, self->starts[column] + indent, style, clipped);
}

void
ccp_top_table_take (const CcpTopTable *self,
                    guint row,
                    guint column,
                    CcpTerminalStyle style,
                    char *text)
{
  g_autofree char *owned = text;

  ccp_top_table_put (self, row, column, style, owned);
}
