/* ccp-yaml-problem.c: what libyaml could not read, in words that help
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-yaml-problem"

#include "ccp-yaml-problem.h"

#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define NO_VALUE_HERE "mapping values are not allowed"

typedef struct
{
  const char *problem; /* how libyaml's words for it begin */
  const char *hint;
} Hint;

static const Hint hints[] = {
  { NO_VALUE_HERE, "quote a value that has \": \" in it" },
  { "found character that cannot start", "quote a value that starts with it" },
  { "found unexpected end of stream", "close the quote" },
  { "could not find expected ':'", "write \": \" after a key" },
  { "did not find expected key", "begin the keys of a mapping in the same column" },
  { "did not find expected '-'", "begin the entries of a list in the same column" },
  { "found unknown escape character", "write \\\\ for a backslash" },
};

/* a place in the text of the file */
typedef struct
{
  const char *start; /* after a byte order mark, which has no column */
  const char *end;
} Text;

static Text
get_text (GBytes *source)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (source, &size);
  Text text = { data, data + size };

  if (size >= strlen (BYTE_ORDER_MARK) &&
      memcmp (data, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    text.start += strlen (BYTE_ORDER_MARK);
  return text;
}

static void
report (CcpDiagnostics *diagnostics, gsize line, gsize column, const char *message)
{
  ccp_diagnostics_add (diagnostics,
                       CCP_CODE_SYNTAX,
                       (guint) line + 1,
                       (guint) column + 1,
                       NULL,
                       message);
}

/* @place: in @text, and up to there it is UTF-8 */
static void
report_place (CcpDiagnostics *diagnostics,
              const Text *text,
              const char *place,
              const char *message)
{
  const char *line_start = text->start;
  gsize line = 0;

  for (const char *p = text->start; p < place; p++)
    {
      if (*p != '\n' && (*p != '\r' || (p + 1 < text->end && p[1] == '\n')))
        continue;
      line++;
      line_start = p + 1;
    }
  report (diagnostics,
          line,
          (gsize) g_utf8_strlen (line_start, place - line_start),
          message);
}

/* bytes or characters that may not be in any YAML file */
static void
report_reader_error (const yaml_parser_t *yaml,
                     const Text *text,
                     gsize size,
                     CcpDiagnostics *diagnostics)
{
  const char *place = text->end - size + MIN (yaml->problem_offset, size - 1);
  const char *invalid = NULL;
  g_autofree char *message = NULL;

  if (!g_utf8_validate_len (text->start, (gsize) (text->end - text->start), &invalid) &&
      invalid <= place && *invalid != '\0')
    {
      message = g_strdup_printf ("the byte 0x%02x is not UTF-8; save the file as UTF-8",
                                 (guchar) *invalid);
      return report_place (diagnostics, text, invalid, message);
    }
  message = g_strdup_printf (
      "the character U+%04X cannot stand here; in double quotes write \\u%04X",
      g_utf8_get_char (place),
      g_utf8_get_char (place));
  report_place (diagnostics, text, place, message);
}

/* Returns: (nullable): the tab that libyaml stumbled over, if it was one */
static const char *
find_tab (const yaml_parser_t *yaml, const Text *text)
{
  const yaml_mark_t *mark = &yaml->problem_mark;
  const char *line =
      g_utf8_offset_to_pointer (text->start, (glong) (mark->index - mark->column));
  const char *place = g_utf8_offset_to_pointer (line, (glong) mark->column);

  if (place < text->end && *place == '\t')
    return place;
  if (!g_str_has_prefix (yaml->problem, NO_VALUE_HERE))
    return NULL;
  while (line < place && *line == ' ')
    line++;
  return line < place && *line == '\t' ? line : NULL;
}

/* Returns: (nullable) */
static const char *
find_hint (const char *problem)
{
  for (guint i = 0; i < G_N_ELEMENTS (hints); i++)
    {
      if (g_str_has_prefix (problem, hints[i].problem))
        return hints[i].hint;
    }
  return NULL;
}

static char *
describe (const yaml_parser_t *yaml)
{
  const char *hint = find_hint (yaml->problem);
  GString *message = g_string_new (yaml->problem);

  if (yaml->context != NULL)
    g_string_append_printf (message,
                            " (%s, from line %zu, column %zu)",
                            yaml->context,
                            yaml->context_mark.line + 1,
                            yaml->context_mark.column + 1);
  if (hint != NULL)
    g_string_append_printf (message, "; %s", hint);
  return g_string_free (message, FALSE);
}

void
ccp_yaml_problem_report (const yaml_parser_t *yaml,
                         GBytes *source,
                         CcpDiagnostics *diagnostics)
{
  Text text = get_text (source);
  const char *tab = NULL;
  g_autofree char *message = NULL;

  g_return_if_fail (yaml != NULL && yaml->problem != NULL);
  g_return_if_fail (CCP_IS_DIAGNOSTICS (diagnostics));

  if (yaml->error == YAML_READER_ERROR)
    return report_reader_error (yaml, &text, g_bytes_get_size (source), diagnostics);
  tab = find_tab (yaml, &text);
  if (tab != NULL)
    return report_place (diagnostics,
                         &text,
                         tab,
                         "a tab, which does not count as indentation; use spaces");
  message = describe (yaml);
  report (diagnostics, yaml->problem_mark.line, yaml->problem_mark.column, message);
}
