/* ccp-doctor-report.c: what the doctor found, for people and for programs
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-doctor-report"

#include "config.h"

#include <glib/gi18n.h>

#include "ccp-doctor-report.h"
#include "ccp-json-members.h"
#include "ccp-terminal-text.h"

#define CHECK_WIDTH 10
#define GAP 2
#define ARROW "→ "

static const struct
{
  const char *title;
  CcpTerminalStyle style;
} states[] = {
  /* TRANSLATORS: a state of what was looked at */
  [CCP_FINDING_OK] = { N_ ("ok"), CCP_TERMINAL_STYLE_GOOD },
  /* TRANSLATORS: a state of what was looked at */
  [CCP_FINDING_WARNING] = { N_ ("warning"), CCP_TERMINAL_STYLE_WARNING },
  /* TRANSLATORS: a state of what was looked at */
  [CCP_FINDING_PROBLEM] = { N_ ("problem"), CCP_TERMINAL_STYLE_BAD },
};

/* Returns: how many columns the longest title of a state takes */
static guint
measure_titles (void)
{
  guint width = 0;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    width = MAX (width, ccp_terminal_text_measure (_ (states[i].title)));
  return width;
}

static void
append_spaces (GString *text, guint number)
{
  g_string_append_printf (text, "%*s", (int) number, "");
}

/* with blanks up to @width */
static void
append_cell (GString *text, const char *cell, guint width)
{
  guint taken = ccp_terminal_text_measure (cell);

  g_string_append (text, cell);
  append_spaces (text, (width > taken ? width - taken : 0) + GAP);
}

/* between words, and never in one, so that it can be copied
 * @indent: how many columns there are before it, in each line */
static void
append_wrapped (GString *text, const char *words, guint indent, guint columns)
{
  g_auto (GStrv) list = g_strsplit (words, " ", -1);
  guint taken = indent;

  for (guint i = 0; list[i] != NULL; i++)
    {
      guint width = ccp_terminal_text_measure (list[i]);

      if (i > 0 && columns != G_MAXUINT && taken + 1 + width > columns)
        {
          g_string_append_c (text, '\n');
          append_spaces (text, indent);
          taken = indent;
        }
      else if (i > 0)
        {
          g_string_append_c (text, ' ');
          taken++;
        }
      g_string_append (text, list[i]);
      taken += width;
    }
  g_string_append_c (text, '\n');
}

static void
append_mend (GString *text, const char *mend, guint indent, const CcpTerminal *terminal)
{
  append_spaces (text, indent);
  g_string_append_printf (text,
                          "%s" ARROW,
                          ccp_terminal_begin (terminal, CCP_TERMINAL_STYLE_FAINT));
  append_wrapped (text,
                  mend,
                  indent + ccp_terminal_text_measure (ARROW),
                  terminal->columns);
  g_string_append (text, ccp_terminal_end (terminal, CCP_TERMINAL_STYLE_FAINT));
}

static void
append_finding (GString *text,
                const CcpFinding *finding,
                guint width,
                const CcpTerminal *terminal)
{
  CcpTerminalStyle style = states[finding->state].style;
  guint indent = width + CHECK_WIDTH + 2 * GAP;
  g_autofree char *harmless = ccp_terminal_text_make_harmless (finding->text);
  g_autofree char *mend =
      finding->mend != NULL ? ccp_terminal_text_make_harmless (finding->mend) : NULL;

  g_string_append (text, ccp_terminal_begin (terminal, style));
  append_cell (text, _ (states[finding->state].title), width);
  g_string_append (text, ccp_terminal_end (terminal, style));
  append_cell (text, finding->check, CHECK_WIDTH);
  append_wrapped (text, harmless, indent, terminal->columns);
  if (mend != NULL)
    append_mend (text, mend, indent, terminal);
}

static void
append_sum (GString *text, GPtrArray *findings)
{
  guint n_problems = ccp_doctor_report_count (findings, CCP_FINDING_PROBLEM);
  guint n_warnings = ccp_doctor_report_count (findings, CCP_FINDING_WARNING);

  g_string_append_c (text, '\n');
  if (n_problems > 0)
    g_string_append_printf (text,
                            ngettext ("%u problem\n", "%u problems\n", n_problems),
                            n_problems);
  else if (n_warnings > 0)
    g_string_append_printf (
        text,
        ngettext ("no problems, %u warning\n", "no problems, %u warnings\n", n_warnings),
        n_warnings);
  else
    g_string_append (text, _ ("all is well\n"));
}

guint
ccp_doctor_report_count (GPtrArray *findings, CcpFindingState state)
{
  guint number = 0;

  g_return_val_if_fail (findings != NULL, 0);

  for (guint i = 0; i < findings->len; i++)
    if (((const CcpFinding *) g_ptr_array_index (findings, i))->state == state)
      number++;
  return number;
}

char *
ccp_doctor_report_format (GPtrArray *findings, const CcpTerminal *terminal)
{
  GString *text = NULL;
  guint width = measure_titles ();

  g_return_val_if_fail (findings != NULL, NULL);
  g_return_val_if_fail (terminal != NULL, NULL);

  text = g_string_new (NULL);
  for (guint i = 0; i < findings->len; i++)
    append_finding (text, g_ptr_array_index (findings, i), width, terminal);
  append_sum (text, findings);
  return g_string_free (text, FALSE);
}

void
ccp_doctor_report_write (GPtrArray *findings, CcpJsonWriter *writer)
{
  g_return_if_fail (findings != NULL);
  g_return_if_fail (writer != NULL);

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "ok");
  ccp_json_writer_boolean (writer,
                           ccp_doctor_report_count (findings, CCP_FINDING_PROBLEM) == 0);
  ccp_json_writer_key (writer, "findings");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < findings->len; i++)
    {
      const CcpFinding *finding = g_ptr_array_index (findings, i);

      ccp_json_writer_begin_object (writer);
      ccp_json_members_add_string (writer, "check", finding->check);
      ccp_json_members_add_string (writer, "state", ccp_finding_get_state_name (finding));
      ccp_json_members_add_string (writer, "text", finding->text);
      ccp_json_members_add_string (writer, "mend", finding->mend);
      ccp_json_writer_end_object (writer);
    }
  ccp_json_writer_end_array (writer);
  ccp_json_writer_end_object (writer);
}
