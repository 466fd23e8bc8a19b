/* answer-reader.c: reads HTTP answers as they come, and counts their tokens
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "answer-reader.h"

#include <stdlib.h>
#include <string.h>

static void
count_tokens (AnswerReader *self, const char *bytes, gsize length)
{
  const char *end = bytes + length;

  while ((bytes = memchr (bytes, '~', end - bytes)) != NULL)
    {
      self->tokens++;
      bytes++;
    }
}

/* Takes up to the end of @mark into the line.
 *
 * Returns: how many bytes were taken */
static gsize
take_line (AnswerReader *self, const char *bytes, gsize length, const char *mark)
{
  gsize mark_length = strlen (mark);

  for (gsize i = 0; i < length; i++)
    {
      if (self->line_length == sizeof (self->line) - 1)
        {
          self->state = ANSWER_BROKEN;
          return length;
        }
      self->line[self->line_length++] = bytes[i];
      if (bytes[i] == '\n' && self->line_length >= mark_length &&
          memcmp (self->line + self->line_length - mark_length, mark, mark_length) == 0)
        {
          self->line[self->line_length] = '\0';
          self->line_length = 0;
          return i + 1;
        }
    }
  return length;
}

static gboolean
is_line_taken (AnswerReader *self)
{
  return self->line_length == 0 && self->state != ANSWER_BROKEN;
}

static void
read_head (AnswerReader *self)
{
  const char *length = strcasestr (self->line, "\r\ncontent-length:");

  self->status = strtoul (self->line + strlen ("HTTP/1.1 "), NULL, 10);
  if (strcasestr (self->line, "\r\ntransfer-encoding: chunked") != NULL)
    self->state = ANSWER_CHUNK_SIZE;
  else if (length == NULL)
    self->state = ANSWER_BROKEN;
  else
    {
      self->left = strtoul (length + strlen ("\r\ncontent-length:"), NULL, 10);
      self->state = self->left > 0 ? ANSWER_LENGTH : ANSWER_WHOLE;
    }
}

static void
read_chunk_size (AnswerReader *self)
{
  self->left = strtoul (self->line, NULL, 16);
  self->state = self->left > 0 ? ANSWER_CHUNK : ANSWER_LAST_CHUNK;
}

static gsize
take_body (AnswerReader *self, const char *bytes, gsize length, AnswerState next)
{
  gsize taken = MIN (length, self->left);

  count_tokens (self, bytes, taken);
  self->left -= taken;
  if (self->left == 0)
    self->state = next;
  return taken;
}

static gsize
take_head (AnswerReader *self, const char *bytes, gsize length)
{
  gsize taken = take_line (self, bytes, length, "\r\n\r\n");

  if (is_line_taken (self))
    read_head (self);
  return taken;
}

static gsize
take_framing (AnswerReader *self, const char *bytes, gsize length)
{
  gsize taken = take_line (self, bytes, length, "\r\n");

  if (!is_line_taken (self))
    return taken;
  if (self->state == ANSWER_CHUNK_SIZE)
    read_chunk_size (self);
  else
    self->state = self->state == ANSWER_CHUNK_END ? ANSWER_CHUNK_SIZE : ANSWER_WHOLE;
  return taken;
}

void
answer_reader_reset (AnswerReader *self)
{
  self->state = ANSWER_HEAD;
  self->status = 0;
  self->tokens = 0;
  self->line_length = 0;
}

/* The state afterwards tells whether the answer is whole; more bytes than that, or what
 * is not HTTP/1.1, break it. */
void
answer_reader_feed (AnswerReader *self, const char *bytes, gsize length)
{
  const char *end = bytes + length;

  while (bytes < end && self->state != ANSWER_BROKEN)
    switch (self->state)
      {
      case ANSWER_HEAD:
        bytes += take_head (self, bytes, end - bytes);
        break;
      case ANSWER_LENGTH:
        bytes += take_body (self, bytes, end - bytes, ANSWER_WHOLE);
        break;
      case ANSWER_CHUNK:
        bytes += take_body (self, bytes, end - bytes, ANSWER_CHUNK_END);
        break;
      case ANSWER_CHUNK_SIZE:
      case ANSWER_CHUNK_END:
      case ANSWER_LAST_CHUNK:
        bytes += take_framing (self, bytes, end - bytes);
        break;
      case ANSWER_WHOLE:
      case ANSWER_BROKEN:
        self->state = ANSWER_BROKEN;
        break;
      }
}
