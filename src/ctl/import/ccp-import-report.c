/* ccp-import-report.c: what became of what could not be carried as it was
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-import-report"

#include "ccp-import-report.h"

#include <glib/gi18n.h>

typedef struct
{
  CcpImportKind kind;
  char *place;
  char *message;
} Entry;

struct _CcpImportReport
{
  GPtrArray *entries; /* (element-type Entry) */
};

static const char *const kinds[] = {
  [CCP_IMPORT_CHANGED] = N_ ("changed"),
  [CCP_IMPORT_LOST] = N_ ("lost"),
  [CCP_IMPORT_ADVICE] = N_ ("advice"),
  [CCP_IMPORT_FOUND] = N_ ("found"),
};

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->place);
  g_free (entry->message);
  g_free (entry);
}

/* one line, whatever names the file has */
static char *
make_printable (const char *text)
{
  GString *line = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (line, c != 0xfeff && g_unichar_isprint (c) ? c : ' ');
    }
  return g_string_free (line, FALSE);
}

CcpImportReport *
ccp_import_report_new (void)
{
  CcpImportReport *self = g_new0 (CcpImportReport, 1);

  self->entries = g_ptr_array_new_with_free_func (free_entry);
  return self;
}

void
ccp_import_report_free (CcpImportReport *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_free (self);
}

void
ccp_import_report_add (CcpImportReport *self,
                       CcpImportKind kind,
                       const char *place,
                       const char *format,
                       ...)
{
  g_autofree char *message = NULL;
  Entry *entry = NULL;
  va_list arguments;

  g_return_if_fail (self != NULL);
  g_return_if_fail (place != NULL);

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  entry = g_new0 (Entry, 1);
  entry->kind = kind;
  entry->place = make_printable (place);
  entry->message = make_printable (message);
  g_ptr_array_add (self->entries, entry);
}

guint
ccp_import_report_get_length (CcpImportReport *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->entries->len;
}

char *
ccp_import_report_to_text (CcpImportReport *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      g_string_append_printf (text,
                              "%s: %s: %s\n",
                              _ (kinds[entry->kind]),
                              entry->place,
                              entry->message);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

JsonNode *
ccp_import_report_to_json (CcpImportReport *self)
{
  g_autoptr (JsonArray) array = json_array_new ();

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "kind", kinds[entry->kind]);
      json_object_set_string_member (object, "place", entry->place);
      json_object_set_string_member (object, "message", entry->message);
      json_array_add_object_element (array, object);
    }
  return json_node_init_array (json_node_alloc (), array);
}
