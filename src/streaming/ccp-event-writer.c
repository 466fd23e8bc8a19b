/* ccp-event-writer.c: writes events as server-sent events
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-event-writer"

#include "ccp-event-writer.h"

#include <string.h>

static void
append_text (GByteArray *bytes, const char *text, gsize length)
{
  g_byte_array_append (bytes, (const guint8 *) text, (guint) length);
}

/* a line end in a name would begin a field of its own */
static void
append_name (GByteArray *bytes, const char *name)
{
  gsize length = strcspn (name, "\r\n");

  if (length == 0)
    return;
  append_text (bytes, "event: ", strlen ("event: "));
  append_text (bytes, name, length);
  append_text (bytes, "\n", 1);
}

static void
append_line (GByteArray *bytes, const char *text, gsize length)
{
  append_text (bytes, "data: ", strlen ("data: "));
  append_text (bytes, text, length);
  append_text (bytes, "\n", 1);
}

/* Line ends in JSON are white space between its parts: they may become blanks. */
static void
append_json (GByteArray *bytes, CcpJson *json)
{
  gsize length = 0;
  const char *text = ccp_json_peek (json, &length);
  guint start;

  append_line (bytes, text, length);
  if (memchr (text, '\n', length) == NULL && memchr (text, '\r', length) == NULL)
    return;
  start = bytes->len - 1 - (guint) length;
  for (guint i = start; i < bytes->len - 1; i++)
    if (bytes->data[i] == '\n' || bytes->data[i] == '\r')
      bytes->data[i] = ' ';
}

static void
append_lines (GByteArray *bytes, const char *text)
{
  for (;;)
    {
      gsize length = strcspn (text, "\r\n");

      append_line (bytes, text, length);
      text += length;
      if (*text == '\0')
        return;
      text += g_str_has_prefix (text, "\r\n") ? 2 : 1;
    }
}

static void
append_event (GByteArray *bytes, CcpEvent *event)
{
  GBytes *raw = ccp_event_get_raw (event);
  CcpJson *data = ccp_event_get_data (event);

  if (raw != NULL)
    {
      append_text (bytes, g_bytes_get_data (raw, NULL), g_bytes_get_size (raw));
      return;
    }
  append_name (bytes, ccp_event_get_name (event));
  if (data != NULL)
    append_json (bytes, data);
  else
    append_lines (bytes, ccp_event_get_text (event));
  append_text (bytes, "\n", 1);
}

/*
 * ccp_event_writer_append:
 * @bytes: where to
 * @batch: events
 *
 * Appends every event of @batch: its raw bytes where it has them, else its name and its
 * data in one line.
 */
void
ccp_event_writer_append (GByteArray *bytes, CcpEventBatch *batch)
{
  g_return_if_fail (bytes != NULL);
  g_return_if_fail (batch != NULL);

  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    append_event (bytes, ccp_event_batch_get (batch, i));
}
