/* ccp-diagnostic.c: one thing that is wrong with a configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-diagnostic"

#include "ccp-diagnostic.h"

#include "ccp.h"

/* values and keys of the file are shown: they must not add lines or move the cursor */
static char *
make_printable (const char *text)
{
  GString *string = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c))
        g_string_append_printf (string, "\\x%02x", c);
      else
        g_string_append_unichar (string, c);
    }
  return g_string_free (string, FALSE);
}

CcpDiagnostic *
ccp_diagnostic_new (CcpDiagnosticCode code,
                    guint line,
                    guint column,
                    const char *path,
                    const char *message)
{
  const CcpDiagnosticRule *rule = ccp_diagnostic_code_get_rule (code);
  CcpDiagnostic *self = NULL;

  g_return_val_if_fail (rule != NULL, NULL);
  g_return_val_if_fail (message != NULL, NULL);

  self = g_new0 (CcpDiagnostic, 1);
  self->code = rule->name;
  self->severity = rule->severity;
  self->line = line;
  self->column = column;
  self->path = path != NULL && *path != '\0' ? make_printable (path) : NULL;
  self->text = make_printable (message);
  self->message = ccp_near_match_split (self->text, &self->suggestion);
  return self;
}

CcpDiagnostic *
ccp_diagnostic_copy (const CcpDiagnostic *self)
{
  CcpDiagnostic *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->file = g_strdup (self->file);
  copy->path = g_strdup (self->path);
  copy->text = g_strdup (self->text);
  copy->message = g_strdup (self->message);
  copy->suggestion = g_strdup (self->suggestion);
  return copy;
}

void
ccp_diagnostic_free (CcpDiagnostic *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->suggestion, g_free);
  g_free (self);
}

char *
ccp_diagnostic_format (const CcpDiagnostic *self, const char *file)
{
  g_autoptr (GString) line = NULL;
  g_autofree char *printable = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (file != NULL, NULL);

  printable = make_printable (self->file != NULL ? self->file : file);
  line = g_string_new (printable);
  if (self->line > 0)
    g_string_append_printf (line, ":%u:%u", self->line, self->column);
  g_string_append (line, ": ");
  if (self->severity == CCP_SEVERITY_WARNING)
    g_string_append (line, "warning: ");
  if (self->path != NULL)
    g_string_append_printf (line, "%s: ", self->path);
  g_string_append (line, self->text);
  return g_string_free (g_steal_pointer (&line), FALSE);
}
