/* prompt-strip-images.c: puts a short text in the place of images
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "prompt-strip-images"

#include "prompt-strip-images.h"

struct _PromptStripImages
{
  CcpSimpleTransformer parent_instance;

  char *marker;
  char *document_marker;
  gboolean documents;
  gboolean only_unread; /* of what the model is known not to read */
  gint64 keep;
};

G_DEFINE_FINAL_TYPE (PromptStripImages, prompt_strip_images, CCP_TYPE_SIMPLE_TRANSFORMER)

/* what is looked for in one request */
typedef struct
{
  gboolean images;
  gboolean documents;
  GArray *found; /* (element-type CcpJsonValue): from the oldest to the newest */
} Search;

static gboolean
read_marker (const CcpJsonValue *params, const char *name, char **marker, GError **error)
{
  CcpJsonValue value = ccp_json_value_member (params, name);

  *marker = ccp_json_value_dup_string (&value, NULL);
  if (*marker != NULL && **marker != '\0')
    return TRUE;
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_CONFIG,
               "%s: expected a text, for a block without one is refused",
               name);
  return FALSE;
}

static gboolean
configure (CcpSimpleTransformer *transformer, CcpJson *params, GError **error)
{
  PromptStripImages *self = PROMPT_STRIP_IMAGES (transformer);
  CcpJsonValue root;
  CcpJsonValue documents;
  CcpJsonValue when;
  CcpJsonValue keep;

  ccp_json_get_root (params, &root);
  documents = ccp_json_value_member (&root, "documents");
  when = ccp_json_value_member (&root, "when");
  keep = ccp_json_value_member (&root, "keep");
  self->documents = ccp_json_value_get_boolean (&documents, FALSE);
  self->only_unread = ccp_json_value_equals_string (&when, "unread");
  ccp_json_value_get_int (&keep, &self->keep);
  return read_marker (&root, "marker", &self->marker, error) &&
         read_marker (&root, "document_marker", &self->document_marker, error);
}

/* Whether the model reads it, or nothing is known about that. */
static gboolean
may_read (CcpExchange *exchange, CcpModalities modality)
{
  const CcpModelFacts *facts = ccp_exchange_get_facts (exchange);

  return facts == NULL || facts->modalities == CCP_MODALITY_UNKNOWN ||
         (facts->modalities & modality) != 0;
}

static void
begin_search (PromptStripImages *self, CcpExchange *exchange, Search *search)
{
  search->images = !self->only_unread || !may_read (exchange, CCP_MODALITY_IMAGE);
  search->documents =
      self->documents && (!self->only_unread || !may_read (exchange, CCP_MODALITY_PDF));
  search->found = g_array_new (FALSE, FALSE, sizeof (CcpJsonValue));
}

static gboolean
has_type (const CcpJsonValue *block, const char *type)
{
  CcpJsonValue value = ccp_json_value_member (block, "type");

  return ccp_json_value_equals_string (&value, type);
}

/* A document that is a text is read by every model. */
static gboolean
is_file (const CcpJsonValue *document)
{
  CcpJsonValue source = ccp_json_value_member (document, "source");

  return !has_type (&source, "text") && !has_type (&source, "content");
}

static gboolean
is_wanted (const Search *search, const CcpJsonValue *block)
{
  return (search->images && has_type (block, "image")) ||
         (search->documents && has_type (block, "document") && is_file (block));
}

static void
search_results (Search *search, const CcpJsonValue *block)
{
  CcpJsonValue content = ccp_json_value_member (block, "content");
  CcpJsonIter iter;
  CcpJsonValue inner;

  if (!has_type (block, "tool_result") || !ccp_json_value_is_array (&content))
    return;
  ccp_json_iter_init (&iter, &content);
  while (ccp_json_iter_next (&iter, NULL, &inner))
    if (is_wanted (search, &inner))
      g_array_append_val (search->found, inner);
}

static void
search_message (Search *search, const CcpJsonValue *message)
{
  CcpJsonValue content = ccp_json_value_member (message, "content");
  CcpJsonIter iter;
  CcpJsonValue block;

  if (!ccp_json_value_is_array (&content))
    return;
  ccp_json_iter_init (&iter, &content);
  while (ccp_json_iter_next (&iter, NULL, &block))
    {
      if (is_wanted (search, &block))
        g_array_append_val (search->found, block);
      search_results (search, &block);
    }
}

static void
search_body (Search *search, CcpJson *body)
{
  CcpJsonValue root;
  CcpJsonValue messages;
  CcpJsonValue message;
  CcpJsonIter iter;

  ccp_json_get_root (body, &root);
  messages = ccp_json_value_member (&root, "messages");
  if (!ccp_json_value_is_array (&messages))
    return;
  ccp_json_iter_init (&iter, &messages);
  while (ccp_json_iter_next (&iter, NULL, &message))
    search_message (search, &message);
}

static CcpJson *
create_marker (PromptStripImages *self, const CcpJsonValue *block)
{
  CcpJsonValue mark = ccp_json_value_member (block, "cache_control");
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, "text");
  ccp_json_writer_key (writer, "text");
  ccp_json_writer_string (writer,
                          has_type (block, "image") ? self->marker
                                                    : self->document_marker);
  if (ccp_json_value_exists (&mark))
    {
      ccp_json_writer_key (writer, "cache_control");
      ccp_json_writer_value (writer, &mark);
    }
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

static CcpJson *
strip (PromptStripImages *self, CcpJson *body, const Search *search)
{
  g_autoptr (CcpJsonSplice) splice = ccp_json_splice_new (body);
  gint64 n_old = (gint64) search->found->len - self->keep;

  for (gint64 i = 0; i < n_old; i++)
    {
      CcpJsonValue *block = &g_array_index (search->found, CcpJsonValue, i);
      g_autoptr (CcpJson) marker = create_marker (self, block);

      ccp_json_splice_replace (splice, block, marker);
    }
  if (n_old > 0)
    g_info ("%" G_GINT64_FORMAT " images or documents are left out of a request", n_old);
  return ccp_json_splice_finish (splice);
}

static CcpJson *
transform_request (CcpSimpleTransformer *transformer,
                   CcpExchange *exchange,
                   CcpJson *body,
                   GError **error)
{
  PromptStripImages *self = PROMPT_STRIP_IMAGES (transformer);
  Search search = { 0 };
  CcpJson *changed = NULL;

  begin_search (self, exchange, &search);
  search_body (&search, body);
  changed = strip (self, body, &search);
  g_array_unref (search.found);
  if (changed == NULL)
    g_set_error_literal (error,
                         CCP_ERROR,
                         CCP_ERROR_TOO_LARGE,
                         "the request is too large with the marks of its images");
  return changed;
}

static void
prompt_strip_images_finalize (GObject *object)
{
  PromptStripImages *self = PROMPT_STRIP_IMAGES (object);

  g_clear_pointer (&self->marker, g_free);
  g_clear_pointer (&self->document_marker, g_free);

  G_OBJECT_CLASS (prompt_strip_images_parent_class)->finalize (object);
}

static void
prompt_strip_images_class_init (PromptStripImagesClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = prompt_strip_images_finalize;
  transformer_class->configure = configure;
  transformer_class->transform_request = transform_request;
}

static void
prompt_strip_images_init (PromptStripImages *self)
{
}
