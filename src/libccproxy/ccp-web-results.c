/* ccp-web-results.c: what a provider's own web search found, as Anthropic's tells it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-web-results"

#include "ccp-web-results.h"

#include "ccp-id.h"
#include "ccp-json-writer.h"
#include "ccp-message-emitter.h"

#define ID_PREFIX "srvtoolu_"

typedef struct
{
  char *url;
  char *title;
} Page;

/**
 * CcpWebResults:
 *
 * One web search that a provider made by itself: the query, and the pages that it found
 * or the error that came of it. To a client it is a `server_tool_use` block and a
 * `web_search_tool_result` block with the same id (protocol E.5.5).
 */
struct _CcpWebResults
{
  gatomicrefcount references;

  char *query;
  char *error_code; /* (nullable): it failed */
  GPtrArray *pages; /* (element-type Page) */
};

G_DEFINE_BOXED_TYPE (CcpWebResults,
                     ccp_web_results,
                     ccp_web_results_ref,
                     ccp_web_results_unref)

static void
free_page (gpointer data)
{
  Page *page = data;

  g_clear_pointer (&page->url, g_free);
  g_clear_pointer (&page->title, g_free);
  g_free (page);
}

static void
write_member (CcpJsonWriter *writer, const char *name, const char *text)
{
  ccp_json_writer_key (writer, name);
  ccp_json_writer_string (writer, text);
}

static CcpJson *
make_call (CcpWebResults *self, const char *id)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  write_member (writer, "type", "server_tool_use");
  write_member (writer, "id", id);
  write_member (writer, "name", "web_search");
  ccp_json_writer_key (writer, "input");
  ccp_json_writer_begin_object (writer);
  write_member (writer, "query", self->query);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

static void
write_page (CcpJsonWriter *writer, const Page *page)
{
  ccp_json_writer_begin_object (writer);
  write_member (writer, "type", "web_search_result");
  write_member (writer, "title", page->title);
  write_member (writer, "url", page->url);
  write_member (writer, "encrypted_content", "");
  ccp_json_writer_key (writer, "page_age");
  ccp_json_writer_null (writer);
  ccp_json_writer_end_object (writer);
}

static void
write_pages (CcpWebResults *self, CcpJsonWriter *writer)
{
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < self->pages->len; i++)
    write_page (writer, g_ptr_array_index (self->pages, i));
  ccp_json_writer_end_array (writer);
}

static void
write_error (CcpWebResults *self, CcpJsonWriter *writer)
{
  ccp_json_writer_begin_object (writer);
  write_member (writer, "type", "web_search_tool_result_error");
  write_member (writer, "error_code", self->error_code);
  ccp_json_writer_end_object (writer);
}

static CcpJson *
make_result (CcpWebResults *self, const char *id)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  write_member (writer, "type", "web_search_tool_result");
  write_member (writer, "tool_use_id", id);
  ccp_json_writer_key (writer, "content");
  if (self->error_code != NULL)
    write_error (self, writer);
  else
    write_pages (self, writer);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

static Page *
find_page (CcpWebResults *self, const char *url)
{
  for (guint i = 0; i < self->pages->len; i++)
    {
      Page *page = g_ptr_array_index (self->pages, i);

      if (g_str_equal (page->url, url))
        return page;
    }
  return NULL;
}

static void
set_title (Page *page, const char *title)
{
  g_free (page->title);
  page->title = g_strdup (title);
}

/**
 * ccp_web_results_new:
 * @query: what was searched for, as far as it is known
 *
 * Creates the results of a search that has found nothing yet.
 *
 * Returns: (transfer full): results
 */
CcpWebResults *
ccp_web_results_new (const char *query)
{
  CcpWebResults *self = NULL;

  g_return_val_if_fail (query != NULL, NULL);

  self = g_new0 (CcpWebResults, 1);
  g_atomic_ref_count_init (&self->references);
  self->query = g_strdup (query);
  self->pages = g_ptr_array_new_with_free_func (free_page);
  return self;
}

/**
 * ccp_web_results_ref:
 * @self: results
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
CcpWebResults *
ccp_web_results_ref (CcpWebResults *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ccp_web_results_unref:
 * @self: (transfer full): results
 *
 * Drops a reference.
 */
void
ccp_web_results_unref (CcpWebResults *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->query, g_free);
  g_clear_pointer (&self->error_code, g_free);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_free (self);
}

/**
 * ccp_web_results_add:
 * @self: results
 * @url: the address of a page
 * @title: (nullable): its title, or %NULL or nothing for its address
 *
 * Adds a page. One that is there already is not added again, but may get its title: a
 * text may cite a page often.
 */
void
ccp_web_results_add (CcpWebResults *self, const char *url, const char *title)
{
  Page *page = NULL;
  gboolean has_title;

  g_return_if_fail (self != NULL);
  g_return_if_fail (url != NULL);

  if (*url == '\0')
    return;
  has_title = title != NULL && *title != '\0';
  page = find_page (self, url);
  if (page == NULL)
    {
      page = g_new0 (Page, 1);
      page->url = g_strdup (url);
      set_title (page, has_title ? title : url);
      g_ptr_array_add (self->pages, page);
    }
  else if (has_title && g_str_equal (page->title, url))
    set_title (page, title);
}

/**
 * ccp_web_results_set_error:
 * @self: results
 * @error_code: a word of the Messages API such as `unavailable`
 *
 * Notes that the search failed.
 */
void
ccp_web_results_set_error (CcpWebResults *self, const char *error_code)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (error_code != NULL);

  g_free (self->error_code);
  self->error_code = g_strdup (error_code);
}

/**
 * ccp_web_results_emit:
 * @self: results
 * @emitter: the answer
 *
 * Adds the two blocks to an answer.
 */
void
ccp_web_results_emit (CcpWebResults *self, CcpMessageEmitter *emitter)
{
  g_autofree char *id = NULL;
  g_autoptr (CcpJson) call = NULL;
  g_autoptr (CcpJson) result = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (CCP_IS_MESSAGE_EMITTER (emitter));

  id = ccp_id_new (ID_PREFIX);
  call = make_call (self, id);
  result = make_result (self, id);
  ccp_message_emitter_block (emitter, call);
  ccp_message_emitter_block (emitter, result);
}
