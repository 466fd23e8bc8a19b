/* sse-reader.c: the plainest reader of server-sent events, to compare with
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "sse-reader.h"

#include <string.h>

typedef struct
{
  GString *out;
  GString *name;
  GString *data;
  guint n_data;
} Reader;

static void
dispatch (Reader *self)
{
  gboolean empty = self->n_data == 0 ||
                   (self->n_data == 1 && self->data->len == 0 && self->name->len == 0);

  if (!empty)
    sse_reader_note (self->out, self->name->str, self->data->str, self->data->len);
  g_string_truncate (self->name, 0);
  g_string_truncate (self->data, 0);
  self->n_data = 0;
}

static void
take_field (Reader *self, const char *line, gsize length)
{
  gsize name = 0;
  gsize value;

  while (name < length && line[name] != ':')
    name++;
  value = MIN (name + 1, length);
  if (value < length && line[value] == ' ')
    value++;
  if (name == 4 && memcmp (line, "data", 4) == 0)
    {
      if (self->n_data++ > 0)
        g_string_append_c (self->data, '\n');
      g_string_append_len (self->data, line + value, (gssize) (length - value));
    }
  else if (name == 5 && memcmp (line, "event", 5) == 0)
    {
      g_string_truncate (self->name, 0);
      g_string_append_len (self->name, line + value, (gssize) (length - value));
    }
}

void
sse_reader_note (GString *out, const char *name, const char *data, gsize data_length)
{
  g_string_append_printf (out, "%s%c%" G_GSIZE_FORMAT "%c", name, 0, data_length, 0);
  if (data_length > 0)
    g_string_append_len (out, data, (gssize) data_length);
}

GString *
sse_reader_read (const char *bytes, gsize length)
{
  Reader reader = { g_string_new (NULL), g_string_new (NULL), g_string_new (NULL), 0 };
  gsize start = length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  for (gsize i = start; length > 0 && i <= length; i++)
    {
      if (i < length && bytes[i] != '\n' && bytes[i] != '\r')
        continue;
      if (i == start && i < length)
        dispatch (&reader);
      else
        take_field (&reader, bytes + start, i - start);
      if (i + 1 < length && bytes[i] == '\r' && bytes[i + 1] == '\n')
        i++;
      start = i + 1;
    }
  dispatch (&reader);
  g_string_free (reader.name, TRUE);
  g_string_free (reader.data, TRUE);
  return reader.out;
}
