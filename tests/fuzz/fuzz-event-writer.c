/* fuzz-event-writer.c: events of any name and data are read as they were written
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The input is names and data in turn.
 */
#include <ccp.h>

#include "ccp-event-writer.h"
#include "fuzz-reader.h"
#include "fuzz-target.h"
#include "sse-reader.h"

/* what must come out: a name to the end of its line, JSON in one line, text in any */
static void
note_json (GString *expected, const char *name, CcpJson *json)
{
  g_autofree char *text = ccp_json_to_text (json);

  g_strdelimit (text, "\r\n", ' ');
  sse_reader_note (expected, name, text, strlen (text));
}

static void
note_text (GString *expected, const char *name, const char *text)
{
  g_autoptr (GString) lines = g_string_new (text);

  g_string_replace (lines, "\r\n", "\n", 0);
  g_strdelimit (lines->str, "\r", '\n');
  if (lines->len > 0 || *name != '\0')
    sse_reader_note (expected, name, lines->str, lines->len);
}

static void
add_event (CcpEventBatch *batch, FuzzReader *input, GString *expected)
{
  gsize name_length = 0;
  const char *name_start = fuzz_reader_text (input, 12, &name_length);
  g_autofree char *name = g_strndup (name_start, name_length);
  gsize length = 0;
  const char *data = fuzz_reader_text (input, 255, &length);
  g_autoptr (CcpJson) json = ccp_json_new_from_text (data, (gssize) length, NULL);
  CcpEvent *event = json != NULL ? ccp_event_new (name, json)
                                 : ccp_event_new_text (name, data, (gssize) length);

  ccp_event_batch_take (batch, event);
  name[strcspn (name, "\r\n")] = '\0';
  if (json != NULL)
    note_json (expected, name, json);
  else
    note_text (expected, name, ccp_event_get_text (event));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GString) expected = g_string_new (NULL);
  FuzzReader input = { data, size };
  GString *read = NULL;

  while (input.size > 0)
    add_event (batch, &input, expected);
  ccp_event_writer_append (bytes, batch);
  read = sse_reader_read ((const char *) bytes->data, bytes->len);

  g_assert (g_string_equal (read, expected));
  g_string_free (read, TRUE);
  return 0;
}
