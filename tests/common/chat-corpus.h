/* chat-corpus.h: a recorded answer of a provider, and an independent and
 * deliberately simple reading of it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *id;
  gboolean stream;
  guint status;
  char *content_type;
  GString *bytes;

  gboolean answered;   /* there is a choice */
  gboolean failed;     /* an error is reported */
  GString *text;       /* what the model says */
  GPtrArray *names;    /* (element-type utf8): of the tools that it calls */
  GPtrArray *inputs;   /* (element-type JsonNode): their arguments */
  gboolean odd_inputs; /* some are not objects, so they cannot be compared */
} ChatCorpusCase;

/* Returns: (transfer full) (element-type ChatCorpusCase): the cases of the Chat format */
GPtrArray *chat_corpus_load (const char *folder);

G_END_DECLS
