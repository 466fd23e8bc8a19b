/* answer-reader.h: reads HTTP answers as they come, and counts their tokens
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

typedef enum
{
  ANSWER_HEAD,
  ANSWER_LENGTH, /* a body of known length */
  ANSWER_CHUNK_SIZE,
  ANSWER_CHUNK,
  ANSWER_CHUNK_END,
  ANSWER_LAST_CHUNK,
  ANSWER_WHOLE,
  ANSWER_BROKEN,
} AnswerState;

typedef struct
{
  AnswerState state;
  guint status;
  guint tokens;     /* tildes in the body */
  gsize left;       /* of the body or the chunk */
  char line[16384]; /* the head, or a line of the framing */
  gsize line_length;
} AnswerReader;

void answer_reader_reset (AnswerReader *self);
void answer_reader_feed (AnswerReader *self, const char *bytes, gsize length);
