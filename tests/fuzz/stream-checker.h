/* stream-checker.h: a judge of Anthropic streams that knows nothing of the guard
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

/* Protocol A.7, read from the bytes that a client would get. It aborts at the first
 * violation. */
typedef struct
{
  gboolean started;
  gboolean stopping; /* message_delta came */
  gboolean failed;   /* error came */
  gboolean over;
  char *open; /* (nullable): the type of the open block */
  gint64 next_index;
  GString *text;     /* of all text blocks */
  GString *thinking; /* of all thinking blocks */
  GString *input;    /* of the open tool */
  GHashTable *tool_ids;
  guint n_blocks;
} StreamChecker;

void stream_checker_init (StreamChecker *self);
void stream_checker_clear (StreamChecker *self);
void stream_checker_read (StreamChecker *self, const char *bytes, gsize length);
