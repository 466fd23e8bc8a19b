/* ccp-top-page.c: what is on the screen, before it is there
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-top-page"

#include "ccp-top-page.h"

#include "ccp-terminal-text.h"

struct _CcpTopPage
{
  guint columns;
  guint rows;
  guint selected;   /* G_MAXUINT for none */
  GPtrArray *texts; /* (element-type CcpTopText) */
};

static void
free_text (gpointer data)
{
  CcpTopText *text = data;

  g_free (text->text);
  g_free (text);
}

static gint
compare_columns (gconstpointer a, gconstpointer b)
{
  const CcpTopText *left = *(CcpTopText *const *) a;
  const CcpTopText *right = *(CcpTopText *const *) b;

  return left->column < right->column ? -1 : left->column > right->column;
}

/* Returns: (element-type CcpTopText): from left to right */
static GPtrArray *
list_row (const CcpTopPage *self, guint row)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < self->texts->len; i++)
    if (((CcpTopText *) g_ptr_array_index (self->texts, i))->row == row)
      g_ptr_array_add (list, g_ptr_array_index (self->texts, i));
  g_ptr_array_sort (list, compare_columns);
  return list;
}

static void
append_row (const CcpTopPage *self, guint row, GString *all)
{
  g_autoptr (GPtrArray) list = list_row (self, row);
  guint column = 0;
  gsize end = all->len;

  for (guint i = 0; i < list->len; i++)
    {
      const CcpTopText *text = g_ptr_array_index (list, i);

      for (; column < text->column; column++)
        g_string_append_c (all, ' ');
      g_string_append (all, text->text);
      column += ccp_terminal_text_measure (text->text);
    }
  while (all->len > end && all->str[all->len - 1] == ' ')
    g_string_truncate (all, all->len - 1);
  g_string_append_c (all, '\n');
}

CcpTopPage *
ccp_top_page_new (guint columns, guint rows)
{
  CcpTopPage *self = g_new0 (CcpTopPage, 1);

  self->columns = columns;
  self->rows = rows;
  self->selected = G_MAXUINT;
  self->texts = g_ptr_array_new_with_free_func (free_text);
  return self;
}

void
ccp_top_page_free (CcpTopPage *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->texts);
  g_free (self);
}

guint
ccp_top_page_get_columns (const CcpTopPage *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->columns;
}

guint
ccp_top_page_get_rows (const CcpTopPage *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rows;
}

void
ccp_top_page_put (CcpTopPage *self,
                  guint row,
                  guint column,
                  CcpTerminalStyle style,
                  const char *text)
{
  g_autofree char *harmless = NULL;
  CcpTopText *put = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  if (row >= self->rows || column >= self->columns || *text == '\0')
    return;
  harmless = ccp_terminal_text_make_harmless (text);
  put = g_new0 (CcpTopText, 1);
  put->row = row;
  put->column = column;
  put->style = style;
  put->text = ccp_terminal_text_clip (harmless, self->columns - column);
  g_ptr_array_add (self->texts, put);
}

void
ccp_top_page_select (CcpTopPage *self, guint row)
{
  g_return_if_fail (self != NULL);

  self->selected = row;
}

gboolean
ccp_top_page_is_selected (const CcpTopPage *self, guint row)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->selected == row;
}

GPtrArray *
ccp_top_page_get_texts (const CcpTopPage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->texts;
}

char *
ccp_top_page_to_text (const CcpTopPage *self)
{
  GString *all = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  all = g_string_new (NULL);
  for (guint row = 0; row < self->rows; row++)
    append_row (self, row, all);
  return g_string_free (all, FALSE);
}
