/* ccp-diagnostics.c: everything that is wrong with a configuration, in the order of lines
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-diagnostics"

#include "ccp-diagnostics.h"

#include "ccp-error.h"

/* nobody mends more than this in one go, and a hostile file could have a million */
#define MAX_ENTRIES 100

struct _CcpDiagnostics
{
  GObject parent_instance;

  char *file;
  GPtrArray *entries; /* (element-type CcpDiagnostic) */
  gboolean has_errors;
};

G_DEFINE_FINAL_TYPE (CcpDiagnostics, ccp_diagnostics, G_TYPE_OBJECT)

static gboolean
stands_before (const CcpDiagnostic *a, const CcpDiagnostic *b)
{
  if (a->file != NULL)
    return FALSE;
  return a->line != b->line ? a->line < b->line : a->column <= b->column;
}

/* of what is too much, the first says that there is more */
static void
add_truncated (CcpDiagnostics *self, CcpSeverity severity)
{
  CcpDiagnostic *truncated = NULL;

  if (self->entries->len > MAX_ENTRIES)
    {
      truncated = g_ptr_array_index (self->entries, MAX_ENTRIES);
      truncated->severity = MIN (truncated->severity, severity);
      return;
    }
  truncated = ccp_diagnostic_new (CCP_CODE_TRUNCATED,
                                  0,
                                  0,
                                  NULL,
                                  "there is more that is wrong, which is not shown");
  truncated->severity = severity;
  g_ptr_array_add (self->entries, truncated);
}

static void
append_text (CcpDiagnostic *entry, const char *more)
{
  g_autofree char *message = g_steal_pointer (&entry->message);
  g_autofree char *text = g_steal_pointer (&entry->text);

  entry->message = g_strconcat (message, more, NULL);
  entry->text = g_strconcat (text, more, NULL);
}

static void
ccp_diagnostics_finalize (GObject *object)
{
  CcpDiagnostics *self = CCP_DIAGNOSTICS (object);

  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->entries, g_ptr_array_unref);

  G_OBJECT_CLASS (ccp_diagnostics_parent_class)->finalize (object);
}

static void
ccp_diagnostics_class_init (CcpDiagnosticsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_diagnostics_finalize;
}

static void
ccp_diagnostics_init (CcpDiagnostics *self)
{
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_diagnostic_free);
}

CcpDiagnostics *
ccp_diagnostics_new (const char *file)
{
  CcpDiagnostics *self = NULL;

  g_return_val_if_fail (file != NULL, NULL);

  self = g_object_new (CCP_TYPE_DIAGNOSTICS, NULL);
  self->file = g_strdup (file);
  return self;
}

const char *
ccp_diagnostics_get_file (CcpDiagnostics *self)
{
  g_return_val_if_fail (CCP_IS_DIAGNOSTICS (self), NULL);

  return self->file;
}

void
ccp_diagnostics_add (CcpDiagnostics *self,
                     CcpDiagnosticCode code,
                     guint line,
                     guint column,
                     const char *path,
                     const char *message)
{
  g_return_if_fail (CCP_IS_DIAGNOSTICS (self));
  g_return_if_fail (message != NULL);

  ccp_diagnostics_take (self, ccp_diagnostic_new (code, line, column, path, message));
}

void
ccp_diagnostics_take (CcpDiagnostics *self, CcpDiagnostic *diagnostic)
{
  g_autoptr (CcpDiagnostic) taken = diagnostic;
  guint position = 0;

  g_return_if_fail (CCP_IS_DIAGNOSTICS (self));
  g_return_if_fail (diagnostic != NULL);

  self->has_errors |= diagnostic->severity == CCP_SEVERITY_ERROR;
  if (self->entries->len >= MAX_ENTRIES)
    return add_truncated (self, diagnostic->severity);
  position = self->entries->len;
  while (position > 0 &&
         !stands_before (g_ptr_array_index (self->entries, position - 1), diagnostic))
    position--;
  g_ptr_array_insert (self->entries, (gint) position, g_steal_pointer (&taken));
}

void
ccp_diagnostics_append (CcpDiagnostics *self, CcpDiagnostics *other)
{
  g_return_if_fail (CCP_IS_DIAGNOSTICS (self));
  g_return_if_fail (CCP_IS_DIAGNOSTICS (other));

  self->has_errors |= other->has_errors;
  for (guint i = 0; i < other->entries->len && self->entries->len < MAX_ENTRIES; i++)
    {
      CcpDiagnostic *copy = ccp_diagnostic_copy (g_ptr_array_index (other->entries, i));

      if (copy->file == NULL)
        copy->file = g_strdup (other->file);
      g_ptr_array_add (self->entries, copy);
    }
}

guint
ccp_diagnostics_get_length (CcpDiagnostics *self)
{
  g_return_val_if_fail (CCP_IS_DIAGNOSTICS (self), 0);

  return self->entries->len;
}

const CcpDiagnostic *
ccp_diagnostics_get (CcpDiagnostics *self, guint index)
{
  g_return_val_if_fail (CCP_IS_DIAGNOSTICS (self), NULL);
  g_return_val_if_fail (index < self->entries->len, NULL);

  return g_ptr_array_index (self->entries, index);
}

char *
ccp_diagnostics_format (CcpDiagnostics *self, guint index)
{
  g_return_val_if_fail (CCP_IS_DIAGNOSTICS (self), NULL);
  g_return_val_if_fail (index < self->entries->len, NULL);

  return ccp_diagnostic_format (g_ptr_array_index (self->entries, index), self->file);
}

void
ccp_diagnostics_demote (CcpDiagnostics *self, CcpDiagnosticCode code, const char *path)
{
  const char *name = ccp_diagnostic_code_get_rule (code)->name;

  g_return_if_fail (CCP_IS_DIAGNOSTICS (self));
  g_return_if_fail (path != NULL);

  self->has_errors = FALSE;
  for (guint i = 0; i < self->entries->len; i++)
    {
      CcpDiagnostic *entry = g_ptr_array_index (self->entries, i);

      if (g_str_equal (entry->code, name) && entry->path != NULL &&
          g_pattern_match_simple (path, entry->path))
        entry->severity = CCP_SEVERITY_WARNING;
      self->has_errors |= entry->severity == CCP_SEVERITY_ERROR;
    }
}

void
ccp_diagnostics_extend (CcpDiagnostics *self, CcpDiagnosticCode code, const char *more)
{
  const char *name = ccp_diagnostic_code_get_rule (code)->name;

  g_return_if_fail (CCP_IS_DIAGNOSTICS (self));
  g_return_if_fail (more != NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      CcpDiagnostic *entry = g_ptr_array_index (self->entries, i);

      if (g_str_equal (entry->code, name))
        append_text (entry, more);
    }
}

gboolean
ccp_diagnostics_is_full (CcpDiagnostics *self)
{
  g_return_val_if_fail (CCP_IS_DIAGNOSTICS (self), TRUE);

  return self->entries->len > MAX_ENTRIES;
}

gboolean
ccp_diagnostics_has_errors (CcpDiagnostics *self)
{
  g_return_val_if_fail (CCP_IS_DIAGNOSTICS (self), FALSE);

  return self->has_errors;
}

GError *
ccp_diagnostics_to_error (CcpDiagnostics *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (CCP_IS_DIAGNOSTICS (self), NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      g_autofree char *line = NULL;

      if (ccp_diagnostics_get (self, i)->severity != CCP_SEVERITY_ERROR)
        continue;
      line = ccp_diagnostics_format (self, i);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
    }
  return g_error_new_literal (CCP_ERROR, CCP_ERROR_CONFIG, text->str);
}
