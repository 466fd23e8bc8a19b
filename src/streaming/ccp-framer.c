/* ccp-framer.c: makes events of the bytes of an answer, whatever they turn out to be
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-framer"

#include "ccp-framer.h"

#include <string.h>

#include "private/ccp-event-private.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* what a line of a stream can begin with, and no JSON document does */
static const char *const line_starts[] = {
  "data:", "event:", ":", "id:", "retry:",
};

static gsize
count_blank (const guint8 *bytes, gsize length)
{
  gsize count = 0;

  while (count < length && strchr (" \t\r\n", bytes[count]) != NULL &&
         bytes[count] != '\0')
    count++;
  return count;
}

/* Returns: FALSE if more bytes are needed to tell */
static gboolean
find_line_start (const guint8 *bytes, gsize length, gboolean *found)
{
  *found = FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (line_starts); i++)
    {
      gsize wanted = strlen (line_starts[i]);

      if (memcmp (bytes, line_starts[i], MIN (wanted, length)) != 0)
        continue;
      *found = length >= wanted;
      return *found;
    }
  return TRUE;
}

/* The first bytes tell more than a content type, which often lies (protocol B.4).
 * Returns: AUTO if more bytes are needed */
static CcpFraming
sniff (CcpFramer *self, const guint8 *bytes, gsize length)
{
  gboolean is_line = FALSE;

  if (bytes[0] == '{')
    return CCP_FRAMING_DOCUMENT;
  if (bytes[0] == '[' && self->expected != CCP_FRAMING_SSE)
    return self->expected == CCP_FRAMING_DOCUMENT ? CCP_FRAMING_DOCUMENT
                                                  : CCP_FRAMING_JSON_ARRAY;
  if (self->expected == CCP_FRAMING_SSE || self->says_stream)
    return CCP_FRAMING_SSE;
  if (!find_line_start (bytes, length, &is_line))
    return CCP_FRAMING_AUTO;
  return is_line ? CCP_FRAMING_SSE : CCP_FRAMING_DOCUMENT;
}

static void
keep_start (CcpFramer *self, const guint8 *bytes, gsize length)
{
  gsize count = MIN (length, sizeof self->start - self->n_start);

  if (count == 0)
    return;
  memcpy (self->start + self->n_start, bytes, count);
  self->n_start += count;
}

static void
hand_over (CcpFramer *self)
{
  if (self->framing == CCP_FRAMING_SSE)
    ccp_sse_parser_feed (self->sse, self->held->data, self->held->len);
  else if (self->framing == CCP_FRAMING_JSON_ARRAY)
    ccp_array_parser_feed (&self->array, self->held->data, self->held->len);
  else
    return;
  g_byte_array_set_size (self->held, 0);
}

/* Returns: FALSE while it is open whether the bytes begin with a byte order mark */
static gboolean
skip_byte_order_mark (CcpFramer *self, gboolean at_end)
{
  gsize length = MIN (self->held->len, strlen (BYTE_ORDER_MARK));

  if (self->begun || self->held->len == 0)
    return TRUE;
  self->begun = TRUE;
  if (memcmp (self->held->data, BYTE_ORDER_MARK, length) != 0)
    return TRUE;
  if (length == strlen (BYTE_ORDER_MARK))
    g_byte_array_remove_range (self->held, 0, (guint) length);
  else
    self->begun = at_end;
  return self->begun;
}

/* Blank bytes before the beginning are only there to keep the connection alive. */
static void
find_framing (CcpFramer *self, gboolean at_end)
{
  if (!skip_byte_order_mark (self, at_end))
    return;
  g_byte_array_remove_range (self->held,
                             0,
                             (guint) count_blank (self->held->data, self->held->len));
  if (self->held->len == 0)
    return;
  self->framing = sniff (self, self->held->data, self->held->len);
  if (self->framing == CCP_FRAMING_AUTO && at_end)
    self->framing = CCP_FRAMING_DOCUMENT;
  if (self->framing != CCP_FRAMING_AUTO)
    hand_over (self);
}

static gboolean
is_done_mark (const char *text, gsize length)
{
  g_autofree char *copy = NULL;

  if (length < strlen ("[DONE]") || length > 32)
    return FALSE;
  copy = g_strndup (text, length);
  return g_str_equal (g_strstrip (copy), "[DONE]");
}

/* a cut connection leaves half an object that nobody can use */
static gboolean
is_remainder (const CcpSseEvent *event, const char *text, gsize length)
{
  gsize blank = count_blank ((const guint8 *) text, length);

  return event->unclosed && blank < length && (text[blank] == '{' || text[blank] == '[');
}

static void
add_sse_event (CcpFramer *self, const CcpSseEvent *event, CcpEventBatch *batch)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (event->data, &length);
  const char *name = g_utf8_validate (event->name, -1, NULL) ? event->name : NULL;
  g_autoptr (CcpJson) data = NULL;

  self->understood = TRUE;
  if (is_done_mark (text, length))
    {
      self->finished = TRUE;
      return;
    }
  data = ccp_json_new_from_bytes (event->data, NULL);
  if (data != NULL)
    ccp_event_batch_take (batch, ccp_event_new_raw (name, data, event->raw));
  else if (!is_remainder (event, text, length))
    ccp_event_batch_take (
        batch,
        ccp_event_new_text (name, text != NULL ? text : "", (gssize) length));
}

static gboolean
collect_sse (CcpFramer *self, gboolean at_end, CcpEventBatch *batch, GError **error)
{
  g_autoptr (GError) failure = NULL;

  while (!self->finished)
    {
      g_auto (CcpSseEvent) event = { 0 };

      if (!ccp_sse_parser_next (self->sse, at_end, &event, &failure))
        break;
      add_sse_event (self, &event, batch);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
add_document (CcpFramer *self, GBytes *bytes, gboolean only_json, CcpEventBatch *batch)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (CcpJson) data = ccp_json_new_from_bytes (bytes, NULL);

  self->understood |= data != NULL;
  if (data != NULL)
    ccp_event_batch_take (batch, ccp_event_new (NULL, data));
  else if (!only_json)
    ccp_event_batch_take (batch, ccp_event_new_text (NULL, text, (gssize) length));
  return data != NULL || !only_json;
}

static gboolean
collect_array (CcpFramer *self, CcpEventBatch *batch, GError **error)
{
  g_autoptr (GError) failure = NULL;

  for (;;)
    {
      g_autoptr (GBytes) element = ccp_array_parser_next (&self->array, &failure);

      if (element == NULL)
        break;
      add_document (self, element, FALSE, batch);
    }
  self->finished |= self->array.finished;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
collect_document (CcpFramer *self,
                  CcpFramerInput input,
                  CcpEventBatch *batch,
                  GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  if (self->held->len > CCP_FRAMER_MAX_DOCUMENT)
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_UPSTREAM,
                   "the upstream's answer is longer than %u bytes",
                   CCP_FRAMER_MAX_DOCUMENT);
      return FALSE;
    }
  if (input == CCP_FRAMER_OPEN)
    return TRUE;
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&self->held));
  self->held = g_byte_array_new ();
  self->finished = add_document (self, bytes, input == CCP_FRAMER_CUT, batch);
  return TRUE;
}

/*
 * ccp_framer_init:
 * @self: (out caller-allocates): a framer
 * @framing: how the provider is said to cut its answer
 * @content_type: (nullable): the content type of the answer
 *
 * Prepares for one answer.
 */
void
ccp_framer_init (CcpFramer *self, CcpFraming framing, const char *content_type)
{
  *self = (CcpFramer){ .framing = CCP_FRAMING_AUTO, .expected = framing };
  self->says_stream =
      content_type != NULL && g_ascii_strncasecmp (content_type,
                                                   "text/event-stream",
                                                   strlen ("text/event-stream")) == 0;
  self->held = g_byte_array_new ();
  self->sse = ccp_sse_parser_new ();
  ccp_array_parser_init (&self->array);
}

/*
 * ccp_framer_clear:
 * @self: a framer
 *
 * Frees what is in it.
 */
void
ccp_framer_clear (CcpFramer *self)
{
  g_clear_pointer (&self->held, g_byte_array_unref);
  g_clear_pointer (&self->sse, ccp_sse_parser_free);
  ccp_array_parser_clear (&self->array);
}

/*
 * ccp_framer_feed:
 * @self: a framer
 * @bytes: what came next
 * @length: how many bytes
 *
 * Adds bytes, after the events of those before were collected.
 */
void
ccp_framer_feed (CcpFramer *self, const guint8 *bytes, gsize length)
{
  if (self->finished)
    return;
  self->total += length;
  keep_start (self, bytes, length);
  if (self->framing == CCP_FRAMING_SSE)
    ccp_sse_parser_feed (self->sse, bytes, length);
  else if (self->framing == CCP_FRAMING_JSON_ARRAY)
    ccp_array_parser_feed (&self->array, bytes, length);
  else
    g_byte_array_append (self->held, bytes, (guint) length);
}

/*
 * ccp_framer_collect:
 * @self: a framer
 * @input: what is known about the bytes that will come
 * @batch: where the events go
 * @error: the limit that was passed
 *
 * Adds all events that are complete to @batch. Where there is an error, those before it
 * are in @batch all the same.
 *
 * Returns: %FALSE with @error set when nothing can follow
 */
gboolean
ccp_framer_collect (CcpFramer *self,
                    CcpFramerInput input,
                    CcpEventBatch *batch,
                    GError **error)
{
  gboolean at_end = input != CCP_FRAMER_OPEN;

  if (self->finished)
    return TRUE;
  if (self->total > CCP_FRAMER_MAX_TOTAL)
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_UPSTREAM,
                   "the upstream's answer is longer than %u bytes",
                   CCP_FRAMER_MAX_TOTAL);
      return FALSE;
    }
  if (self->framing == CCP_FRAMING_AUTO)
    find_framing (self, at_end);
  switch (self->framing)
    {
    case CCP_FRAMING_SSE:
      return collect_sse (self, at_end, batch, error);
    case CCP_FRAMING_JSON_ARRAY:
      return collect_array (self, batch, error);
    case CCP_FRAMING_DOCUMENT:
      return collect_document (self, input, batch, error);
    case CCP_FRAMING_AUTO:
      return TRUE;
    }
  g_assert_not_reached ();
}

/*
 * ccp_framer_is_foreign:
 * @self: a framer
 *
 * Tells a web page and other texts from an answer that says nothing.
 *
 * Returns: %TRUE if what has come is no answer
 */
gboolean
ccp_framer_is_foreign (const CcpFramer *self)
{
  gsize mark = strlen (BYTE_ORDER_MARK);
  gsize blank = 0;
  gboolean is_line = FALSE;

  if (self->n_start < mark || memcmp (self->start, BYTE_ORDER_MARK, mark) != 0)
    mark = 0;
  blank = mark + count_blank (self->start + mark, self->n_start - mark);
  if (self->understood || blank == self->n_start || self->start[blank] == '{' ||
      self->start[blank] == '[')
    return FALSE;
  find_line_start (self->start + blank, self->n_start - blank, &is_line);
  return !is_line;
}
