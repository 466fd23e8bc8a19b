/* ccp-block.c: one piece of what a message says
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-block"

#include "ccp-block.h"

#include "ccp-tool-result.h"
#include "private/ccp-block-private.h"

#define DEFAULT_DOCUMENT_NAME "document.pdf"
#define DEFAULT_IMAGE_TYPE "image/png"

typedef struct
{
  const char *type;
  CcpBlockKind kind;
} KindName;

typedef struct
{
  const char *type;
  CcpSourceKind kind;
} SourceName;

/* How images begin in base64. */
typedef struct
{
  const char *prefix;
  const char *type;
} Magic;

static const KindName kind_names[] = {
  { "text", CCP_BLOCK_TEXT },
  { "tool_use", CCP_BLOCK_TOOL_USE },
  { "tool_result", CCP_BLOCK_TOOL_RESULT },
  { "thinking", CCP_BLOCK_THINKING },
  { "image", CCP_BLOCK_IMAGE },
  { "document", CCP_BLOCK_DOCUMENT },
  { "redacted_thinking", CCP_BLOCK_REDACTED_THINKING },
  { "search_result", CCP_BLOCK_SEARCH_RESULT },
  { "tool_reference", CCP_BLOCK_TOOL_REFERENCE },
  { "web_search_tool_result", CCP_BLOCK_WEB_SEARCH },
};

static const SourceName source_names[] = {
  { "base64", CCP_SOURCE_BASE64 },   { "url", CCP_SOURCE_URL },
  { "file", CCP_SOURCE_FILE },       { "text", CCP_SOURCE_TEXT },
  { "content", CCP_SOURCE_CONTENT },
};

static const Magic magics[] = {
  { "iVBOR", "image/png" },
  { "/9j/", "image/jpeg" },
  { "R0lGOD", "image/gif" },
  { "UklGR", "image/webp" },
};

/* Joins the texts of a content, and leaves everything else out. */
static void
append_texts (const CcpJsonValue *content, const char *separator, CcpJsonWriter *writer)
{
  CcpBlockIter iter;
  CcpBlock block;
  gboolean is_first = TRUE;

  ccp_block_iter_init (&iter, content);
  while (ccp_block_iter_next (&iter, &block))
    {
      if (block.kind != CCP_BLOCK_TEXT)
        continue;
      if (!is_first)
        ccp_json_writer_append (writer, separator);
      ccp_json_writer_append_string_value (writer, &block.value);
      is_first = FALSE;
    }
}

static void
append_attribute (const CcpBlock *self, const char *name, CcpJsonWriter *writer)
{
  CcpJsonValue value = ccp_json_value_member (&self->value, name);

  if (!ccp_json_value_is_string (&value) || ccp_json_value_is_empty_string (&value))
    return;
  ccp_json_writer_append (writer, " ");
  ccp_json_writer_append (writer, name);
  ccp_json_writer_append (writer, "=\"");
  ccp_json_writer_append_string_value (writer, &value);
  ccp_json_writer_append (writer, "\"");
}

static void
append_member (const CcpJsonValue *object,
               const char *before,
               const char *name,
               const char *after,
               CcpJsonWriter *writer)
{
  CcpJsonValue value = ccp_json_value_member (object, name);

  ccp_json_writer_append (writer, before);
  ccp_json_writer_append_string_value (writer, &value);
  ccp_json_writer_append (writer, after);
}

static void
append_reminder (const CcpBlock *self, CcpJsonWriter *writer)
{
  ccp_json_writer_append (writer, "<system-reminder>\n");
  append_texts (&self->value, "\n\n", writer);
  ccp_json_writer_append (writer, "\n</system-reminder>");
}

static void
append_orphan (const CcpBlock *self, CcpJsonWriter *writer)
{
  CcpToolResult result = { .value = self->value };

  append_member (&self->value, "[orphaned tool result ", "tool_use_id", "]\n", writer);
  ccp_tool_result_append_text (&result, CCP_TOOL_RESULT_MARK_ERRORS, writer);
}

static void
append_search_result (const CcpBlock *self, CcpJsonWriter *writer)
{
  CcpJsonValue content = ccp_json_value_member (&self->value, "content");

  ccp_json_writer_append (writer, "<search_result");
  append_attribute (self, "title", writer);
  append_attribute (self, "source", writer);
  ccp_json_writer_append (writer, ">\n");
  append_texts (&content, "\n", writer);
  ccp_json_writer_append (writer, "\n</search_result>");
}

static void
append_found_pages (const CcpJsonValue *content, CcpJsonWriter *writer)
{
  CcpJsonIter iter;
  CcpJsonValue page;

  ccp_json_iter_init (&iter, content);
  while (ccp_json_iter_next (&iter, NULL, &page))
    {
      append_member (&page, "\n- ", "title", " \xe2\x80\x94 ", writer);
      append_member (&page, "", "url", "", writer);
    }
}

static void
append_web_search (const CcpBlock *self, CcpJsonWriter *writer)
{
  CcpJsonValue content = ccp_json_value_member (&self->value, "content");

  ccp_json_writer_append (writer, "[web search: ");
  ccp_json_writer_append_string_value (writer, &self->detail);
  ccp_json_writer_append (writer, "]");
  if (ccp_json_value_is_array (&content))
    append_found_pages (&content, writer);
  else
    append_member (&content, "\n(failed: ", "error_code", ")", writer);
}

/* What a document says, as far as that is text. */
static void
append_document_text (const CcpBlock *self, CcpJsonWriter *writer)
{
  CcpJsonValue source = CCP_JSON_VALUE_NONE;
  CcpSourceKind kind = ccp_block_get_source (self, &source);
  CcpJsonValue content =
      ccp_json_value_member (&source, kind == CCP_SOURCE_TEXT ? "data" : "content");

  append_texts (&content, "\n\n", writer);
}

static void
append_document (const CcpBlock *self, CcpJsonWriter *writer)
{
  ccp_json_writer_append (writer, "<document");
  append_attribute (self, "title", writer);
  ccp_json_writer_append (writer, ">\n");
  append_document_text (self, writer);
  ccp_json_writer_append (writer, "\n</document>");
}

static void
append_pdf_omission (const CcpBlock *self, CcpJsonWriter *writer)
{
  CcpJsonValue title = ccp_json_value_member (&self->value, "title");

  ccp_json_writer_append (writer, "[PDF document \"");
  if (ccp_json_value_is_string (&title) && !ccp_json_value_is_empty_string (&title))
    ccp_json_writer_append_string_value (writer, &title);
  else
    ccp_json_writer_append (writer, DEFAULT_DOCUMENT_NAME);
  ccp_json_writer_append (writer, "\" omitted: not supported by this model]");
}

static gboolean
has_text (const CcpBlock *self)
{
  CcpJsonValue source;
  CcpSourceKind kind = ccp_block_get_source (self, &source);

  return kind == CCP_SOURCE_TEXT || kind == CCP_SOURCE_CONTENT;
}

/**
 * ccp_block_init: (skip)
 * @self: (out caller-allocates): a block
 * @value: an element of a content: an object, or a plain string
 *
 * Finds out what an element of a content is.
 */
void
ccp_block_init (CcpBlock *self, const CcpJsonValue *value)
{
  CcpJsonValue type;

  g_return_if_fail (self != NULL);
  g_return_if_fail (value != NULL);

  *self = (CcpBlock){ CCP_BLOCK_NONE, *value, CCP_JSON_VALUE_NONE };
  if (ccp_json_value_is_string (value))
    {
      self->kind = CCP_BLOCK_TEXT;
      return;
    }
  type = ccp_json_value_member (value, "type");
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (ccp_json_value_equals_string (&type, kind_names[i].type))
      {
        self->kind = kind_names[i].kind;
        break;
      }
  if (self->kind == CCP_BLOCK_TEXT)
    self->value = ccp_json_value_member (value, "text");
}

/**
 * ccp_block_get_source: (skip)
 * @self: an image or a document
 * @source: (out caller-allocates): its `source`
 *
 * Finds out where an image or a document comes from.
 *
 * Returns: from where
 */
CcpSourceKind
ccp_block_get_source (const CcpBlock *self, CcpJsonValue *source)
{
  CcpJsonValue type;

  g_return_val_if_fail (self != NULL, CCP_SOURCE_NONE);
  g_return_val_if_fail (source != NULL, CCP_SOURCE_NONE);

  *source = ccp_json_value_member (&self->value, "source");
  type = ccp_json_value_member (source, "type");
  for (guint i = 0; i < G_N_ELEMENTS (source_names); i++)
    if (ccp_json_value_equals_string (&type, source_names[i].type))
      return source_names[i].kind;
  return CCP_SOURCE_NONE;
}

/**
 * ccp_block_is_media: (skip)
 * @self: a block
 *
 * Tells whether a block is more than text: an image or a document of which the request
 * has the bytes or an address.
 *
 * Returns: whether it is
 */
gboolean
ccp_block_is_media (const CcpBlock *self)
{
  CcpJsonValue source;
  CcpSourceKind kind;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->kind != CCP_BLOCK_IMAGE && self->kind != CCP_BLOCK_DOCUMENT)
    return FALSE;
  kind = ccp_block_get_source (self, &source);
  return kind == CCP_SOURCE_BASE64 || kind == CCP_SOURCE_URL;
}

/*
 * ccp_block_get_image_type:
 * @self: an image of which the request has the bytes
 *
 * Guesses the media type of an image from its first bytes, for clients that do not name
 * it.
 *
 * Returns: (transfer none): a media type
 */
const char *
ccp_block_get_image_type (const CcpBlock *self)
{
  CcpJsonValue source;
  CcpJsonValue data;

  g_return_val_if_fail (self != NULL, NULL);

  ccp_block_get_source (self, &source);
  data = ccp_json_value_member (&source, "data");
  for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
    if (ccp_json_value_has_prefix (&data, magics[i].prefix))
      return magics[i].type;
  return DEFAULT_IMAGE_TYPE;
}

/**
 * ccp_block_append_text: (skip)
 * @self: a block
 * @writer: a writer in the midst of a string
 *
 * Writes what a block says, as far as that is text (protocol E.2.4, E.2.5, E.3, E.5.4).
 * For media, that is nothing, or the text that goes with it.
 */
void
ccp_block_append_text (const CcpBlock *self, CcpJsonWriter *writer)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (writer != NULL);

  switch (self->kind)
    {
    case CCP_BLOCK_TEXT:
      ccp_json_writer_append_string_value (writer, &self->value);
      break;
    case CCP_BLOCK_REMINDER:
      append_reminder (self, writer);
      break;
    case CCP_BLOCK_ORPHAN:
      append_orphan (self, writer);
      break;
    case CCP_BLOCK_SEARCH_RESULT:
      append_search_result (self, writer);
      break;
    case CCP_BLOCK_WEB_SEARCH:
      append_web_search (self, writer);
      break;
    case CCP_BLOCK_DOCUMENT:
      if (has_text (self))
        append_document (self, writer);
      else
        ccp_block_append_omission (self, writer);
      break;
    case CCP_BLOCK_IMAGE:
    case CCP_BLOCK_TOOL_REFERENCE:
      ccp_block_append_result_text (self, writer);
      break;
    case CCP_BLOCK_NONE:
    case CCP_BLOCK_THINKING:
    case CCP_BLOCK_REDACTED_THINKING:
    case CCP_BLOCK_TOOL_USE:
    case CCP_BLOCK_TOOL_RESULT:
      break;
    }
}

/*
 * ccp_block_append_result_text:
 * @self: a block in the result of a tool
 * @writer: a writer in the midst of a string
 *
 * Writes what a block says, as ccp_block_append_text () does, but the way it stands in
 * the result of a tool (protocol E.2.10).
 */
void
ccp_block_append_result_text (const CcpBlock *self, CcpJsonWriter *writer)
{
  CcpJsonValue content;

  g_return_if_fail (self != NULL);
  g_return_if_fail (writer != NULL);

  switch (self->kind)
    {
    case CCP_BLOCK_SEARCH_RESULT:
      content = ccp_json_value_member (&self->value, "content");
      append_member (&self->value, "", "title", "\n", writer);
      append_member (&self->value, "", "source", "\n\n", writer);
      append_texts (&content, "\n", writer);
      break;
    case CCP_BLOCK_TOOL_REFERENCE:
      append_member (&self->value, "[tool available: ", "tool_name", "]", writer);
      break;
    case CCP_BLOCK_DOCUMENT:
      if (has_text (self))
        append_document_text (self, writer);
      else
        ccp_block_append_omission (self, writer);
      break;
    case CCP_BLOCK_IMAGE:
      ccp_block_append_omission (self, writer);
      break;
    default:
      ccp_block_append_text (self, writer);
      break;
    }
}

/*
 * ccp_block_append_omission:
 * @self: an image or a document
 * @writer: a writer in the midst of a string
 *
 * Writes what stands in the place of an image or a document that the provider cannot
 * take.
 */
void
ccp_block_append_omission (const CcpBlock *self, CcpJsonWriter *writer)
{
  gboolean is_image;
  CcpJsonValue source;

  g_return_if_fail (self != NULL);
  g_return_if_fail (writer != NULL);

  is_image = self->kind == CCP_BLOCK_IMAGE;
  switch (ccp_block_get_source (self, &source))
    {
    case CCP_SOURCE_FILE:
      append_member (&source,
                     is_image ? "[image file " : "[document file ",
                     "file_id",
                     " is not available]",
                     writer);
      break;
    case CCP_SOURCE_URL:
      append_member (&source, is_image ? "[image: " : "[document: ", "url", "]", writer);
      break;
    default:
      if (is_image)
        ccp_json_writer_append (writer, "[image omitted: not supported by this model]");
      else
        append_pdf_omission (self, writer);
      break;
    }
}

/**
 * ccp_block_iter_init: (skip)
 * @self: (out caller-allocates): an iterator
 * @content: a string, an array of blocks, or nothing
 *
 * Begins to walk over the blocks of a content. A string is one text block.
 */
void
ccp_block_iter_init (CcpBlockIter *self, const CcpJsonValue *content)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (content != NULL);

  self->string = CCP_JSON_VALUE_NONE;
  if (ccp_json_value_is_string (content))
    self->string = *content;
  ccp_json_iter_init (&self->elements,
                      ccp_json_value_is_array (content) ? content : &CCP_JSON_VALUE_NONE);
}

/**
 * ccp_block_iter_next: (skip)
 * @self: an iterator
 * @block: (out caller-allocates): the next block
 *
 * Goes to the next block.
 *
 * Returns: whether there is one
 */
gboolean
ccp_block_iter_next (CcpBlockIter *self, CcpBlock *block)
{
  CcpJsonValue value;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (block != NULL, FALSE);

  if (ccp_json_value_exists (&self->string))
    {
      value = self->string;
      self->string = CCP_JSON_VALUE_NONE;
    }
  else if (!ccp_json_iter_next (&self->elements, NULL, &value))
    return FALSE;
  ccp_block_init (block, &value);
  return TRUE;
}
