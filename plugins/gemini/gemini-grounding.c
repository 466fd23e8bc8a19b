/* gemini-grounding.c: what Google's web search found (protocol E.5.5)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-grounding"

#include "gemini-grounding.h"

#define SEPARATOR "; "

/* Takes @text. */
static void
add_once (GPtrArray *texts, char *text)
{
  g_autofree char *owned = text;

  if (owned != NULL && *owned != '\0' &&
      !g_ptr_array_find_with_equal_func (texts, owned, g_str_equal, NULL))
    g_ptr_array_add (texts, g_steal_pointer (&owned));
}

static void
read_queries (GeminiGrounding *self, const CcpJsonValue *queries)
{
  CcpJsonValue query;
  CcpJsonIter iter;

  ccp_json_iter_init (&iter, queries);
  while (ccp_json_value_is_array (queries) && ccp_json_iter_next (&iter, NULL, &query))
    add_once (self->queries, ccp_json_value_dup_string (&query, NULL));
}

static void
read_pages (GeminiGrounding *self, const CcpJsonValue *chunks)
{
  CcpJsonValue chunk;
  CcpJsonIter iter;

  ccp_json_iter_init (&iter, chunks);
  while (ccp_json_value_is_array (chunks) && ccp_json_iter_next (&iter, NULL, &chunk))
    {
      CcpJsonValue web = ccp_json_value_member (&chunk, "web");
      CcpJsonValue uri = ccp_json_value_member (&web, "uri");
      CcpJsonValue title = ccp_json_value_member (&web, "title");
      g_autofree char *name = ccp_json_value_dup_string (&title, NULL);

      if (!ccp_json_value_is_string (&uri))
        continue;
      g_ptr_array_add (self->pages, ccp_json_value_dup_string (&uri, NULL));
      g_ptr_array_add (self->pages, g_strdup (name != NULL ? name : ""));
    }
}

void
gemini_grounding_init (GeminiGrounding *self)
{
  self->queries = g_ptr_array_new_with_free_func (g_free);
  self->pages = g_ptr_array_new_with_free_func (g_free);
}

void
gemini_grounding_clear (GeminiGrounding *self)
{
  g_clear_pointer (&self->queries, g_ptr_array_unref);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
}

void
gemini_grounding_read (GeminiGrounding *self, const CcpJsonValue *metadata)
{
  CcpJsonValue queries = ccp_json_value_member (metadata, "webSearchQueries");
  CcpJsonValue chunks = ccp_json_value_member (metadata, "groundingChunks");

  read_queries (self, &queries);
  read_pages (self, &chunks);
}

/* Which query found which page is not told: so all of them are one search. */
guint
gemini_grounding_emit (GeminiGrounding *self, CcpMessageEmitter *emitter)
{
  g_autofree char *query = NULL;
  g_autoptr (CcpWebResults) results = NULL;

  if (self->queries->len == 0 && self->pages->len == 0)
    return 0;
  g_ptr_array_add (self->queries, NULL);
  query = g_strjoinv (SEPARATOR, (char **) self->queries->pdata);
  g_ptr_array_set_size (self->queries, (int) self->queries->len - 1);
  results = ccp_web_results_new (query);
  for (guint i = 0; i + 1 < self->pages->len; i += 2)
    ccp_web_results_add (results,
                         g_ptr_array_index (self->pages, i),
                         g_ptr_array_index (self->pages, i + 1));
  ccp_web_results_emit (results, emitter);
  return MAX (self->queries->len, 1);
}
