/* ccp-fields.c: lines of a name and what it is, below each other
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "ccp-fields.h"

#include "ccp-terminal-text.h"

typedef struct
{
  char *name;
  char *value;
} Field;

struct _CcpFields
{
  GArray *fields; /* (element-type Field) */
};

static void
clear_field (gpointer data)
{
  Field *field = data;

  g_clear_pointer (&field->name, g_free);
  g_clear_pointer (&field->value, g_free);
}

CcpFields *
ccp_fields_new (void)
{
  CcpFields *self = g_new0 (CcpFields, 1);

  self->fields = g_array_new (FALSE, FALSE, sizeof (Field));
  g_array_set_clear_func (self->fields, clear_field);
  return self;
}

void
ccp_fields_free (CcpFields *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->fields, g_array_unref);
  g_free (self);
}

void
ccp_fields_add (CcpFields *self, const char *name, const char *format, ...)
{
  Field field = { NULL, NULL };
  va_list arguments;

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (format != NULL);

  field.name = g_strdup (name);
  va_start (arguments, format);
  field.value = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_array_append_val (self->fields, field);
}

void
ccp_fields_print (CcpFields *self, const char *indent, guint width, GString *text)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  for (guint i = 0; i < self->fields->len; i++)
    width = MAX (width,
                 ccp_terminal_text_measure (g_array_index (self->fields, Field, i).name));
  for (guint i = 0; i < self->fields->len; i++)
    {
      const Field *field = &g_array_index (self->fields, Field, i);

      g_string_append (text, indent);
      ccp_fields_pad (text, field->name, width);
      g_string_append_printf (text, " %s\n", field->value);
    }
}

void
ccp_fields_pad (GString *line, const char *text, guint width)
{
  g_return_if_fail (line != NULL);
  g_return_if_fail (text != NULL);

  g_string_append (line, text);
  for (guint columns = ccp_terminal_text_measure (text); columns < width; columns++)
    g_string_append_c (line, ' ');
}
