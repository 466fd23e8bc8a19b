/* ccp-report-text.c: diagnostics for a person, with the lines of the file
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-report-text"

#include "ccp-report-text.h"

#include "ccp-masked-source.h"

#define TAB_WIDTH 8
/* of a line that is longer, what is around the place is shown */
#define MAX_WIDTH 100
#define MAX_BEFORE 70
#define ELLIPSIS "…"

static guint
measure_width (gunichar c, guint column)
{
  if (c == '\t')
    return TAB_WIDTH - column % TAB_WIDTH;
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

/* what moves the cursor is shown as what it is: nothing */
static void
append_character (GString *shown, gunichar c, guint width)
{
  if (c == '\t')
    g_string_append_printf (shown, "%*s", (int) width, "");
  else if (g_unichar_isprint (c) || g_unichar_iszerowidth (c))
    g_string_append_unichar (shown, c);
  else
    g_string_append_unichar (shown, 0xfffd);
}

/* Returns: the width of the first @n characters */
static guint
measure_start (const char *line, guint n)
{
  guint width = 0;

  for (; n > 0 && *line != '\0'; n--, line = g_utf8_next_char (line))
    width += measure_width (g_utf8_get_char (line), width);
  /* the place may be behind the end */
  return width + n;
}

/* @from, @to: of the columns on the screen */
static char *
cut_line (const char *line, guint from, guint to)
{
  GString *shown = g_string_new (from > 0 ? ELLIPSIS : NULL);
  guint column = 0;

  for (; *line != '\0' && column < to; line = g_utf8_next_char (line))
    {
      gunichar c = g_utf8_get_char (line);
      guint width = measure_width (c, column);

      if (column >= from)
        append_character (shown, c, width);
      else if (column + width > from)
        g_string_append_printf (shown, "%*s", (int) (column + width - from), "");
      column += width;
    }
  if (*line != '\0')
    g_string_append (shown, ELLIPSIS);
  return g_string_free (shown, FALSE);
}

static void
append_excerpt (GString *report, const char *line, guint number, guint column)
{
  guint caret = measure_start (line, column - 1);
  guint from = caret > MAX_BEFORE ? caret - MAX_BEFORE : 0;
  guint end = measure_start (line, (guint) g_utf8_strlen (line, -1));
  g_autofree char *shown = NULL;

  /* a line that fits is not cut, wherever the place is */
  if (MAX (end, caret) <= MAX_WIDTH)
    from = 0;
  shown = cut_line (line, from, from + MAX_WIDTH);
  g_string_append_printf (report, "%6u | %s\n", number, shown);
  g_string_append_printf (report,
                          "%6s | %*s^\n",
                          "",
                          (int) (caret - from + (from > 0 ? 1 : 0)),
                          "");
}

char *
ccp_report_text_write (CcpDiagnostics *diagnostics, GHashTable *sources)
{
  GString *report = g_string_new (NULL);

  g_return_val_if_fail (CCP_IS_DIAGNOSTICS (diagnostics), NULL);
  g_return_val_if_fail (sources != NULL, NULL);

  for (guint i = 0; i < ccp_diagnostics_get_length (diagnostics); i++)
    {
      const CcpDiagnostic *diagnostic = ccp_diagnostics_get (diagnostics, i);
      const char *file = diagnostic->file != NULL
                             ? diagnostic->file
                             : ccp_diagnostics_get_file (diagnostics);
      g_autofree char *text = ccp_diagnostics_format (diagnostics, i);
      CcpMaskedSource *source = g_hash_table_lookup (sources, file);
      const char *line = NULL;

      g_string_append_printf (report, "%s\n", text);
      if (source != NULL && diagnostic->line > 0)
        line = ccp_masked_source_get_line (source, diagnostic->line);
      if (line != NULL)
        append_excerpt (report, line, diagnostic->line, diagnostic->column);
    }
  return g_string_free (report, FALSE);
}
