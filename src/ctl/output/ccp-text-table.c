/* ccp-text-table.c: columns of text that are aligned
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-text-table"

#include "ccp-text-table.h"

#include "ccp-terminal-text.h"

#define GAP 2
/* what a text and a heading keep of themselves at least */
#define MIN_TEXT 14
#define MIN_HEADING 6

typedef struct
{
  char *text;
  guint width;
  CcpTerminalStyle style;
} Cell;

struct _CcpTextTable
{
  guint n_columns;
  gboolean *is_right;
  GArray *cells; /* (element-type Cell) */
};

static void
clear_cell (gpointer data)
{
  Cell *cell = data;

  g_clear_pointer (&cell->text, g_free);
}

/* how wide the columns are, and must be at least */
typedef struct
{
  guint *widths;
  guint *minima;
  guint n_shown; /* the columns after that are left out */
} Layout;

static void
clear_layout (Layout *self)
{
  g_clear_pointer (&self->widths, g_free);
  g_clear_pointer (&self->minima, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Layout, clear_layout)

/* a text without its end still says something, a number does not */
static guint
get_minimum (const CcpTextTable *self, const Cell *cell, guint column)
{
  if (!self->is_right[column])
    return MIN (cell->width, MIN_TEXT);
  return cell->style == CCP_TERMINAL_STYLE_HEADING ? MIN (cell->width, MIN_HEADING)
                                                   : cell->width;
}

static void
measure_columns (const CcpTextTable *self, Layout *layout)
{
  layout->widths = g_new0 (guint, self->n_columns);
  layout->minima = g_new0 (guint, self->n_columns);
  layout->n_shown = self->n_columns;
  for (guint i = 0; i < self->cells->len; i++)
    {
      const Cell *cell = &g_array_index (self->cells, Cell, i);
      guint column = i % self->n_columns;
      guint minimum = get_minimum (self, cell, column);

      layout->widths[column] = MAX (layout->widths[column], cell->width);
      layout->minima[column] = MAX (layout->minima[column], minimum);
    }
}

static guint
get_total (const Layout *layout, const guint *widths)
{
  guint total = GAP * (layout->n_shown - 1);

  for (guint i = 0; i < layout->n_shown; i++)
    total += widths[i];
  return total;
}

/* Takes what is too much from the columns of numbers, which lose only of their headings,
 * or from those of texts. The more important columns stand to the left. */
static void
narrow (const CcpTextTable *self, Layout *layout, gboolean is_right, guint limit)
{
  for (guint i = layout->n_shown; i-- > 0;)
    {
      guint total = get_total (layout, layout->widths);
      guint spare = layout->widths[i] - layout->minima[i];

      if (total > limit && self->is_right[i] == is_right)
        layout->widths[i] -= MIN (spare, total - limit);
    }
}

static void
fit (const CcpTextTable *self, Layout *layout, guint limit)
{
  while (layout->n_shown > 1 && get_total (layout, layout->minima) > limit)
    layout->n_shown--;
  narrow (self, layout, TRUE, limit);
  narrow (self, layout, FALSE, limit);
  if (layout->n_shown == 1)
    layout->widths[0] = MIN (layout->widths[0], limit);
}

static void
append_spaces (GString *line, guint n)
{
  g_string_append_printf (line, "%*s", (int) n, "");
}

static void
append_cell (GString *line,
             const Cell *cell,
             guint width,
             gboolean is_right,
             const CcpTerminal *terminal)
{
  g_autofree char *shown = ccp_terminal_text_clip (cell->text, width);
  guint taken = ccp_terminal_text_measure (shown);

  if (is_right)
    append_spaces (line, width - taken);
  if (*shown != '\0')
    {
      g_string_append (line, ccp_terminal_begin (terminal, cell->style));
      g_string_append (line, shown);
      g_string_append (line, ccp_terminal_end (terminal, cell->style));
    }
  if (!is_right)
    append_spaces (line, width - taken);
}

/* white space at the end of a line is of no use */
static void
end_line (GString *text)
{
  while (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  g_string_append_c (text, '\n');
}

CcpTextTable *
ccp_text_table_new (guint n_columns)
{
  CcpTextTable *self = NULL;

  g_return_val_if_fail (n_columns > 0, NULL);

  self = g_new0 (CcpTextTable, 1);
  self->n_columns = n_columns;
  self->is_right = g_new0 (gboolean, n_columns);
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_array_set_clear_func (self->cells, clear_cell);
  return self;
}

void
ccp_text_table_free (CcpTextTable *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->is_right, g_free);
  g_clear_pointer (&self->cells, g_array_unref);
  g_free (self);
}

void
ccp_text_table_align_right (CcpTextTable *self, guint column)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (column < self->n_columns);

  self->is_right[column] = TRUE;
}

void
ccp_text_table_add (CcpTextTable *self, CcpTerminalStyle style, const char *text)
{
  Cell cell = { .style = style };

  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  cell.text = ccp_terminal_text_make_harmless (text);
  cell.width = ccp_terminal_text_measure (cell.text);
  g_array_append_val (self->cells, cell);
}

void
ccp_text_table_take (CcpTextTable *self, CcpTerminalStyle style, char *text)
{
  g_autofree char *owned = text;

  ccp_text_table_add (self, style, owned);
}

void
ccp_text_table_add_headings (CcpTextTable *self, const char *const *headings)
{
  g_return_if_fail (headings != NULL);

  for (guint i = 0; headings[i] != NULL; i++)
    ccp_text_table_add (self, CCP_TERMINAL_STYLE_HEADING, headings[i]);
}

char *
ccp_text_table_format (const CcpTextTable *self, const CcpTerminal *terminal)
{
  g_auto (Layout) layout = { NULL };
  GString *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (terminal != NULL, NULL);

  measure_columns (self, &layout);
  fit (self, &layout, terminal->columns);
  text = g_string_new (NULL);
  for (guint i = 0; i < self->cells->len; i++)
    {
      guint column = i % self->n_columns;

      if (column >= layout.n_shown)
        continue;
      append_cell (text,
                   &g_array_index (self->cells, Cell, i),
                   layout.widths[column],
                   self->is_right[column],
                   terminal);
      if (column + 1 == layout.n_shown)
        end_line (text);
      else
        append_spaces (text, GAP);
    }
  return g_string_free (text, FALSE);
}
