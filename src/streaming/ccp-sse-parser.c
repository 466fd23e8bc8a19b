/* ccp-sse-parser.c: cuts bytes into server-sent events
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-sse-parser"

#include "ccp-sse-parser.h"

#include <string.h>

#include "ccp.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define BYTE_ORDER_MARK_LENGTH 3

typedef struct
{
  gsize start;
  gsize length;
} Span;

typedef enum
{
  MORE,  /* bytes are needed */
  LINE,  /* a line was taken, or an event that has nothing in it */
  EVENT, /* an event is complete */
  FAILED,
} Progress;

struct _CcpSseParser
{
  /* the bytes that are not done with: growing, or frozen while events share them */
  GByteArray *pending; /* (nullable) */
  GBytes *frozen;      /* (nullable) */
  const guint8 *bytes; /* of either */
  gsize length;

  /* offsets into the bytes */
  gsize event_start;
  gsize line_start;
  gsize next_lf; /* no LF stands between line_start and here */
  gsize next_cr; /* and no CR here */

  gboolean begun;   /* a byte order mark can come no more */
  gboolean skip_lf; /* the last line ended with a CR, its LF may follow */

  gboolean has_fields;
  guint n_data;
  Span data;          /* the last data line */
  GByteArray *joined; /* (nullable): the data lines before it, each with a LF */
  GString *name;
  gboolean given; /* the name is that of the event that was given last */
};

static void
reset_event (CcpSseParser *self)
{
  self->has_fields = FALSE;
  self->n_data = 0;
  self->data = (Span){ 0 };
  g_clear_pointer (&self->joined, g_byte_array_unref);
}

static void
forget (CcpSseParser *self, gsize done)
{
  self->bytes = self->pending->data;
  self->length -= done;
  self->event_start -= done;
  self->line_start -= done;
  self->next_lf -= MIN (self->next_lf, done);
  self->next_cr -= MIN (self->next_cr, done);
  self->data.start -= MIN (self->data.start, done);
}

/* A tail is moved only when at least as many bytes before it are done with, so that each
 * byte is moved a bounded number of times. */
static void
compact (CcpSseParser *self)
{
  gsize done = self->event_start;

  if (self->frozen != NULL)
    {
      self->pending = g_byte_array_new ();
      g_byte_array_append (self->pending,
                           self->bytes + done,
                           (guint) (self->length - done));
      g_clear_pointer (&self->frozen, g_bytes_unref);
    }
  else if (done > self->length / 2)
    g_byte_array_remove_range (self->pending, 0, (guint) done);
  else
    return;
  forget (self, done);
}

static void
freeze (CcpSseParser *self)
{
  if (self->frozen != NULL)
    return;
  self->frozen = g_byte_array_free_to_bytes (g_steal_pointer (&self->pending));
  self->bytes = g_bytes_get_data (self->frozen, NULL);
}

static gsize
find_byte (CcpSseParser *self, gsize from, guint8 byte)
{
  const guint8 *found = NULL;

  from = MAX (from, self->line_start);
  if (from >= self->length)
    return self->length;
  found = memchr (self->bytes + from, byte, self->length - from);
  return found != NULL ? (gsize) (found - self->bytes) : self->length;
}

/* what was searched once is not searched again, whatever the line ends are */
static gsize
find_line_end (CcpSseParser *self)
{
  self->next_lf = find_byte (self, self->next_lf, '\n');
  self->next_cr = find_byte (self, self->next_cr, '\r');
  return MIN (self->next_lf, self->next_cr);
}

/* Returns: FALSE while it is open whether the bytes begin with a byte order mark */
static gboolean
skip_byte_order_mark (CcpSseParser *self, gboolean at_end)
{
  gsize length = MIN (self->length, BYTE_ORDER_MARK_LENGTH);

  if (self->begun)
    return TRUE;
  if (memcmp (self->bytes, BYTE_ORDER_MARK, length) != 0)
    self->begun = TRUE;
  else if (length == BYTE_ORDER_MARK_LENGTH)
    {
      self->begun = TRUE;
      self->event_start = self->line_start = BYTE_ORDER_MARK_LENGTH;
    }
  return self->begun || at_end;
}

static void
add_data (CcpSseParser *self, Span value)
{
  if (self->n_data > 0)
    {
      if (self->joined == NULL)
        self->joined = g_byte_array_new ();
      g_byte_array_append (self->joined,
                           self->bytes + self->data.start,
                           (guint) self->data.length);
      g_byte_array_append (self->joined, (const guint8 *) "\n", 1);
    }
  self->data = value;
  self->n_data++;
}

static gboolean
is_field (const guint8 *line, gsize length, const char *name)
{
  gsize name_length = strlen (name);

  return length == name_length && memcmp (line, name, name_length) == 0;
}

static void
take_line (CcpSseParser *self, gsize length)
{
  const guint8 *line = self->bytes + self->line_start;
  const guint8 *colon = memchr (line, ':', length);
  gsize name_length = colon != NULL ? (gsize) (colon - line) : length;
  Span value = { self->line_start + length, 0 };

  if (colon != NULL)
    {
      gsize skipped = name_length + 1;

      skipped += skipped < length && line[skipped] == ' ' ? 1 : 0;
      value = (Span){ self->line_start + skipped, length - skipped };
    }
  if (is_field (line, name_length, "data"))
    add_data (self, value);
  else if (is_field (line, name_length, "event"))
    g_string_append_len (g_string_truncate (self->name, 0),
                         (const char *) self->bytes + value.start,
                         (gssize) value.length);
  else if (!is_field (line, name_length, "id") && !is_field (line, name_length, "retry"))
    return;
  self->has_fields = TRUE;
}

static gboolean
has_content (CcpSseParser *self)
{
  return self->n_data > 1 || self->data.length > 0 ||
         (self->n_data > 0 && self->name->len > 0);
}

static void
drop_event (CcpSseParser *self)
{
  reset_event (self);
  g_string_truncate (self->name, 0);
  self->event_start = self->line_start;
}

/* Returns: what a line of @length bytes brought, and where the next one starts */
static Progress
end_line (CcpSseParser *self, gsize length, gsize next)
{
  if (length > 0)
    take_line (self, length);
  self->line_start = next;
  if (length == 0 && has_content (self))
    return EVENT;
  /* comments and such are no part of the event that follows */
  if (length == 0 || !self->has_fields)
    drop_event (self);
  return LINE;
}

static void
skip_line_feed (CcpSseParser *self)
{
  if (!self->skip_lf || self->line_start == self->length)
    return;
  self->skip_lf = FALSE;
  if (self->bytes[self->line_start] == '\n')
    self->line_start++;
}

static gboolean
check_limits (gsize line_length, gsize event_length, GError **error)
{
  if (line_length > CCP_SSE_MAX_LINE)
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_UPSTREAM,
                 "a line of the upstream's stream is longer than %u bytes",
                 CCP_SSE_MAX_LINE);
  else if (event_length > CCP_SSE_MAX_EVENT)
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_UPSTREAM,
                 "an event of the upstream's stream is longer than %u bytes",
                 CCP_SSE_MAX_EVENT);
  else
    return TRUE;
  return FALSE;
}

static Progress
advance (CcpSseParser *self, GError **error)
{
  gsize end;
  gsize next;

  skip_line_feed (self);
  end = find_line_end (self);
  if (!check_limits (end - self->line_start, end - self->event_start, error))
    return FAILED;
  if (end == self->length)
    return MORE;
  next = end + 1;
  if (self->bytes[end] == '\r')
    {
      self->skip_lf = next == self->length;
      next += next < self->length && self->bytes[next] == '\n' ? 1 : 0;
    }
  return end_line (self, end - self->line_start, next);
}

static GBytes *
create_data (CcpSseParser *self)
{
  if (self->joined == NULL)
    return g_bytes_new_from_bytes (self->frozen, self->data.start, self->data.length);
  g_byte_array_append (self->joined,
                       self->bytes + self->data.start,
                       (guint) self->data.length);
  return g_byte_array_free_to_bytes (g_steal_pointer (&self->joined));
}

static void
give_event (CcpSseParser *self, gboolean closed, CcpSseEvent *event)
{
  freeze (self);
  event->name = self->name->str;
  event->data = create_data (self);
  if (closed)
    event->raw = g_bytes_new_from_bytes (self->frozen,
                                         self->event_start,
                                         self->line_start - self->event_start);
  reset_event (self);
  self->given = TRUE;
  self->event_start = self->line_start;
}

/* the last event counts even if the line ends that should follow it are missing */
static gboolean
give_last (CcpSseParser *self, CcpSseEvent *event)
{
  gsize rest = self->length - self->line_start;

  if (rest > 0)
    take_line (self, rest);
  self->line_start = self->length;
  if (!has_content (self))
    return FALSE;
  event->unclosed = rest > 0;
  give_event (self, FALSE, event);
  return TRUE;
}

/*
 * ccp_sse_parser_new:
 *
 * Creates a parser for one stream.
 *
 * Returns: (transfer full): a parser
 */
CcpSseParser *
ccp_sse_parser_new (void)
{
  CcpSseParser *self = g_new0 (CcpSseParser, 1);

  self->pending = g_byte_array_new ();
  self->name = g_string_new (NULL);
  return self;
}

/*
 * ccp_sse_parser_free:
 * @self: (transfer full): a parser
 *
 * Frees a parser.
 */
void
ccp_sse_parser_free (CcpSseParser *self)
{
  g_clear_pointer (&self->pending, g_byte_array_unref);
  g_clear_pointer (&self->frozen, g_bytes_unref);
  g_clear_pointer (&self->joined, g_byte_array_unref);
  g_string_free (self->name, TRUE);
  g_free (self);
}

/*
 * ccp_sse_parser_feed:
 * @self: a parser
 * @bytes: what came next
 * @length: how many bytes
 *
 * Adds bytes. All events must have been taken before.
 */
void
ccp_sse_parser_feed (CcpSseParser *self, const guint8 *bytes, gsize length)
{
  g_return_if_fail (self->frozen == NULL);

  g_byte_array_append (self->pending, bytes, (guint) length);
  self->bytes = self->pending->data;
  self->length = self->pending->len;
}

/*
 * ccp_sse_parser_next:
 * @self: a parser
 * @at_end: whether no more bytes will come
 * @event: (out caller-allocates): the event
 * @error: the limit that was passed
 *
 * Takes one event. The data lines of an event are joined by line feeds; comments, `id`,
 * `retry` and events without data are left out.
 *
 * Returns: %TRUE if there was an event; %FALSE with @error not set when more bytes are
 * needed
 */
gboolean
ccp_sse_parser_next (CcpSseParser *self,
                     gboolean at_end,
                     CcpSseEvent *event,
                     GError **error)
{
  Progress progress = LINE;

  *event = (CcpSseEvent){ 0 };
  if (self->given)
    g_string_truncate (self->name, 0);
  self->given = FALSE;
  if (self->length == 0 || !skip_byte_order_mark (self, at_end))
    return FALSE;
  while (progress == LINE)
    progress = advance (self, error);
  if (progress == EVENT)
    {
      give_event (self, TRUE, event);
      return TRUE;
    }
  if (progress == MORE && at_end && give_last (self, event))
    return TRUE;
  compact (self);
  return FALSE;
}

/*
 * ccp_sse_parser_clear_event:
 * @event: an event
 *
 * Frees what is in an event.
 */
void
ccp_sse_parser_clear_event (CcpSseEvent *event)
{
  g_clear_pointer (&event->data, g_bytes_unref);
  g_clear_pointer (&event->raw, g_bytes_unref);
}
