/* fuzz-framing-guard.c: any bytes as requests, whole and in pieces
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-request-reader.h"
#include "fuzz-target.h"

#define MAX_BODY 16384

static void
give (CcpRequestReader *reader, const uint8_t *data, gsize size)
{
  gsize room;
  char *place = ccp_request_reader_reserve (reader, &room);
  g_autofree char *copy = NULL;

  if (place != NULL)
    {
      gsize part = MIN (room, size);

      memcpy (place, data, part);
      ccp_request_reader_commit (reader, part);
      ccp_request_reader_advance (reader);
      data += part;
      size -= part;
    }
  /* of exactly these bytes, so that reading beyond them is noticed */
  copy = g_memdup2 (data, size);
  ccp_request_reader_add (reader, copy, size);
}

/* what is handed on says nothing of a body, and is read as the same request */
static void
check_head (CcpRequestReader *reader)
{
  gsize size;
  const char *bytes = g_bytes_get_data (ccp_request_reader_get_head (reader), &size);
  gsize scanned = 0;
  CcpRequestHead head;
  g_autoptr (CcpRefusal) refusal = NULL;

  g_assert (ccp_request_head_find_end (bytes, size, &scanned) == size);
  refusal = ccp_request_head_parse (&head, bytes, size);
  g_assert (refusal == NULL);
  g_assert (!head.chunked && head.content_length == 0 && !head.expects_continue);
  g_assert ((head.minor == 0) == ccp_request_reader_get_is_http10 (reader));
}

static void
note_request (CcpRequestReader *reader, GString *log)
{
  GBytes *body = ccp_request_reader_get_body (reader);
  gsize size;
  const char *bytes = g_bytes_get_data (ccp_request_reader_get_head (reader), &size);

  check_head (reader);
  g_assert (g_bytes_get_size (body) <= MAX_BODY);
  g_string_append_len (log, bytes, size);
  bytes = g_bytes_get_data (body, &size);
  g_string_append_printf (log, "%zu:", size);
  g_string_append_len (log, bytes, size);
}

static void
advance (CcpRequestReader *reader, GString *log)
{
  CcpRequestReaderState state;

  do
    {
      state = ccp_request_reader_advance (reader);
      if (state == CCP_REQUEST_READER_CHECK)
        g_assert (ccp_request_reader_get_parsed (reader) != NULL);
      if (state == CCP_REQUEST_READER_DONE)
        {
          note_request (reader, log);
          ccp_request_reader_next (reader, MAX_BODY);
        }
    }
  while (state == CCP_REQUEST_READER_DONE || state == CCP_REQUEST_READER_CHECK);
  g_assert ((state == CCP_REQUEST_READER_REFUSED) ==
            (ccp_request_reader_get_refusal (reader) != NULL));
}

static GString *
read_in_pieces (const uint8_t *data, size_t size, gsize piece)
{
  g_autoptr (CcpRequestReader) reader = ccp_request_reader_new (MAX_BODY);
  GString *log = g_string_new (NULL);
  const CcpRefusal *refusal = NULL;

  for (gsize at = 0; at < size; at += piece)
    {
      give (reader, data + at, MIN (piece, size - at));
      advance (reader, log);
    }
  refusal = ccp_request_reader_get_refusal (reader);
  if (refusal != NULL)
    {
      g_assert (refusal->status >= 400 && refusal->status < 500);
      g_assert (g_utf8_validate (refusal->message, -1, NULL));
      g_string_append_printf (log, "%u", refusal->status);
    }
  return log;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const gsize pieces[] = { 1, 2, 3, 7, 64 };
  g_autoptr (GString) whole = NULL;

  if (size == 0)
    return 0;
  whole = read_in_pieces (data, size, size);
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) log = read_in_pieces (data, size, pieces[i]);

      g_assert (g_string_equal (whole, log));
    }
  return 0;
}
