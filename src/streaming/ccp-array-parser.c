/* ccp-array-parser.c: cuts the bytes of a JSON array into its elements
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-array-parser"

#include "ccp-array-parser.h"

#include "ccp.h"

static gboolean
is_blank (guint8 byte)
{
  return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

static gboolean
step_in_string (CcpArrayParser *self, guint8 byte)
{
  if (self->escaped)
    self->escaped = FALSE;
  else if (byte == '\\')
    self->escaped = TRUE;
  else if (byte == '"')
    self->in_string = FALSE;
  return !self->in_string && self->depth == 1;
}

/* a number and the like end only where something else begins */
static gboolean
ends_before (CcpArrayParser *self, guint8 byte)
{
  return self->depth == 1 && !self->in_string &&
         (byte == ',' || byte == ']' || is_blank (byte));
}

static gboolean
ends_with (CcpArrayParser *self, guint8 byte)
{
  if (self->in_string)
    return step_in_string (self, byte);
  if (byte == '"')
    self->in_string = TRUE;
  else if (byte == '{' || byte == '[')
    self->depth++;
  else if ((byte == '}' || byte == ']') && self->depth > 1)
    return --self->depth == 1;
  return FALSE;
}

/* Returns: whether an element begins with @byte */
static gboolean
step_between (CcpArrayParser *self, guint8 byte)
{
  if (self->depth == 0)
    self->depth = byte == '[' ? 1 : 0;
  else if (byte == ']')
    self->finished = TRUE;
  else
    return byte != ',' && !is_blank (byte);
  return FALSE;
}

/* Returns: whether an element ends at the position */
static gboolean
find_end (CcpArrayParser *self)
{
  while (self->position < self->pending->len && !self->finished)
    {
      guint8 byte = self->pending->data[self->position];

      if (!self->in_element && step_between (self, byte))
        {
          self->in_element = TRUE;
          self->start = self->position;
        }
      if (self->in_element && ends_before (self, byte))
        return TRUE;
      self->position++;
      if (self->in_element && ends_with (self, byte))
        return TRUE;
    }
  return FALSE;
}

/* what is done with goes when there is no element left in what was fed */
static void
compact (CcpArrayParser *self)
{
  gsize done = self->in_element ? self->start : self->position;

  if (done <= self->pending->len / 2)
    return;
  g_byte_array_remove_range (self->pending, 0, (guint) done);
  self->position -= done;
  self->start = 0;
}

/*
 * ccp_array_parser_init:
 * @self: (out caller-allocates): a parser
 *
 * Prepares for one array.
 */
void
ccp_array_parser_init (CcpArrayParser *self)
{
  *self = (CcpArrayParser){ .pending = g_byte_array_new () };
}

/*
 * ccp_array_parser_clear:
 * @self: a parser
 *
 * Frees what is in it.
 */
void
ccp_array_parser_clear (CcpArrayParser *self)
{
  g_clear_pointer (&self->pending, g_byte_array_unref);
}

/*
 * ccp_array_parser_feed:
 * @self: a parser
 * @bytes: what came next
 * @length: how many bytes
 *
 * Adds bytes.
 */
void
ccp_array_parser_feed (CcpArrayParser *self, const guint8 *bytes, gsize length)
{
  g_byte_array_append (self->pending, bytes, (guint) length);
}

/*
 * ccp_array_parser_next:
 * @self: a parser
 * @error: the limit that was passed
 *
 * Takes one element, as soon as it is complete.
 *
 * Returns: (transfer full) (nullable): its text; %NULL with @error not set when more
 * bytes are needed or the array is at its end
 */
GBytes *
ccp_array_parser_next (CcpArrayParser *self, GError **error)
{
  if (find_end (self))
    {
      self->in_element = FALSE;
      return g_bytes_new (self->pending->data + self->start,
                          self->position - self->start);
    }
  compact (self);
  if (self->in_element && self->position - self->start > CCP_ARRAY_MAX_ELEMENT)
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_UPSTREAM,
                 "an element of the upstream's array is longer than %u bytes",
                 CCP_ARRAY_MAX_ELEMENT);
  return NULL;
}
