/* ccp-diagnostics.c: everything that is wrong with a configuration, in the order of lines
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-diagnostics"

#include "ccp-diagnostics.h"

#include "ccp-error.h"

/* nobody mends more than this in one go, and a hostile file could have a million */
#define MAX_ENTRIES 100

typedef struct
{
  char *file; /* (nullable): if it is another */
  CcpDiagnosticSeverity severity;
  guint line;
  guint column;
  char *path; /* (nullable) */
  char *message;
} Entry;

struct _CcpDiagnostics
{
  GObject parent_instance;

  char *file;
  GPtrArray *entries; /* (element-type Entry) */
  gboolean has_errors;
};

G_DEFINE_FINAL_TYPE (CcpDiagnostics, ccp_diagnostics, G_TYPE_OBJECT)

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->file);
  g_free (entry->path);
  g_free (entry->message);
  g_free (entry);
}

/* values and keys of the file are shown: they must not add lines or move the cursor */
static void
append_printable (GString *string, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c))
        g_string_append_printf (string, "\\x%02x", c);
      else
        g_string_append_unichar (string, c);
    }
}

static gboolean
stands_before (const Entry *a, guint line, guint column)
{
  if (a->file != NULL)
    return FALSE;
  return a->line != line ? a->line < line : a->column <= column;
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
  self->entries = g_ptr_array_new_with_free_func (free_entry);
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

void
ccp_diagnostics_add (CcpDiagnostics *self,
                     CcpDiagnosticSeverity severity,
                     guint line,
                     guint column,
                     const char *path,
                     const char *message)
{
  Entry *entry = NULL;
  guint position = 0;

  g_return_if_fail (CCP_IS_DIAGNOSTICS (self));
  g_return_if_fail (message != NULL);

  self->has_errors |= severity == CCP_DIAGNOSTIC_ERROR;
  if (self->entries->len > MAX_ENTRIES)
    return;
  entry = g_new0 (Entry, 1);
  entry->severity = severity;
  if (self->entries->len == MAX_ENTRIES)
    {
      entry->message = g_strdup ("there is more that is wrong, which is not shown");
      g_ptr_array_add (self->entries, entry);
      return;
    }

  entry->line = line;
  entry->column = column;
  entry->path = g_strdup (path);
  entry->message = g_strdup (message);
  position = self->entries->len;
  while (position > 0 &&
         !stands_before (g_ptr_array_index (self->entries, position - 1), line, column))
    position--;
  g_ptr_array_insert (self->entries, (gint) position, entry);
}

void
ccp_diagnostics_append (CcpDiagnostics *self, CcpDiagnostics *other)
{
  g_return_if_fail (CCP_IS_DIAGNOSTICS (self));
  g_return_if_fail (CCP_IS_DIAGNOSTICS (other));

  self->has_errors |= other->has_errors;
  for (guint i = 0; i < other->entries->len && self->entries->len < MAX_ENTRIES; i++)
    {
      const Entry *source = g_ptr_array_index (other->entries, i);
      Entry *entry = g_memdup2 (source, sizeof *source);

      entry->file = g_strdup (source->file != NULL ? source->file : other->file);
      entry->path = g_strdup (source->path);
      entry->message = g_strdup (source->message);
      g_ptr_array_add (self->entries, entry);
    }
}

guint
ccp_diagnostics_get_length (CcpDiagnostics *self)
{
  g_return_val_if_fail (CCP_IS_DIAGNOSTICS (self), 0);

  return self->entries->len;
}

CcpDiagnosticSeverity
ccp_diagnostics_get_severity (CcpDiagnostics *self, guint index)
{
  Entry *entry = NULL;

  g_return_val_if_fail (CCP_IS_DIAGNOSTICS (self), CCP_DIAGNOSTIC_ERROR);
  g_return_val_if_fail (index < self->entries->len, CCP_DIAGNOSTIC_ERROR);

  entry = g_ptr_array_index (self->entries, index);
  return entry->severity;
}

char *
ccp_diagnostics_format (CcpDiagnostics *self, guint index)
{
  GString *text = NULL;
  Entry *entry = NULL;

  g_return_val_if_fail (CCP_IS_DIAGNOSTICS (self), NULL);
  g_return_val_if_fail (index < self->entries->len, NULL);

  entry = g_ptr_array_index (self->entries, index);
  text = g_string_new (NULL);
  append_printable (text, entry->file != NULL ? entry->file : self->file);
  if (entry->line > 0)
    g_string_append_printf (text, ":%u:%u", entry->line, entry->column);
  g_string_append (text, ": ");
  if (entry->severity == CCP_DIAGNOSTIC_WARNING)
    g_string_append (text, "warning: ");
  if (entry->path != NULL && *entry->path != '\0')
    {
      append_printable (text, entry->path);
      g_string_append (text, ": ");
    }
  append_printable (text, entry->message);
  return g_string_free (text, FALSE);
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

      if (ccp_diagnostics_get_severity (self, i) != CCP_DIAGNOSTIC_ERROR)
        continue;
      line = ccp_diagnostics_format (self, i);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
    }
  return g_error_new_literal (CCP_ERROR, CCP_ERROR_CONFIG, text->str);
}
