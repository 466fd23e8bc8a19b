/* ccp-block-parts.c: blocks as the parts of a provider's request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-block"

#include "ccp-block.h"

#include "private/ccp-block-private.h"

#define TEXT_SEPARATOR "\n\n"
#define DOCUMENT_TYPE "application/pdf"
#define DEFAULT_FILE_NAME "document.pdf"

static gboolean
has_text (const CcpJsonValue *value)
{
  return ccp_json_value_is_string (value) && !ccp_json_value_is_blank_string (value);
}

/* A row of images that are left out leaves one word. */
static gboolean
is_repeated (const CcpBlock *blocks, guint index)
{
  return index > 0 && blocks[index].kind == CCP_BLOCK_IMAGE &&
         blocks[index - 1].kind == CCP_BLOCK_IMAGE &&
         ccp_block_is_media (&blocks[index]) && ccp_block_is_media (&blocks[index - 1]);
}

/**
 * ccp_block_append_texts: (skip)
 * @blocks: (array length=n_blocks): the blocks
 * @n_blocks: how many there are
 * @writer: a writer in the midst of a string
 *
 * Writes what some blocks say as one text, with an empty line between each two (protocol
 * E.2.9), as `ccp_block_append_text ()` writes each.
 */
void
ccp_block_append_texts (const CcpBlock *blocks, guint n_blocks, CcpJsonWriter *writer)
{
  g_return_if_fail (blocks != NULL || n_blocks == 0);
  g_return_if_fail (writer != NULL);

  for (guint i = 0; i < n_blocks; i++)
    {
      if (is_repeated (blocks, i))
        continue;
      if (i > 0)
        ccp_json_writer_append (writer, TEXT_SEPARATOR);
      ccp_block_append_text (&blocks[i], writer);
    }
}

/**
 * ccp_block_append_media_type: (skip)
 * @self: an image or a document
 * @writer: a writer in the midst of a string
 *
 * Writes of what type media are. Clients that leave the type out exist: then it is what
 * the bytes of an image tell, and PDF for a document.
 */
void
ccp_block_append_media_type (const CcpBlock *self, CcpJsonWriter *writer)
{
  CcpJsonValue type = CCP_JSON_VALUE_NONE;

  g_return_if_fail (self != NULL);
  g_return_if_fail (writer != NULL);

  ccp_block_get_source (self, &type);
  type = ccp_json_value_member (&type, "media_type");
  if (has_text (&type))
    ccp_json_writer_append_string_value (writer, &type);
  else if (self->kind == CCP_BLOCK_IMAGE)
    ccp_json_writer_append (writer, ccp_block_get_image_type (self));
  else
    ccp_json_writer_append (writer, DOCUMENT_TYPE);
}

/**
 * ccp_block_append_uri: (skip)
 * @self: an image or a document
 * @writer: a writer in the midst of a string
 *
 * Writes where media are: a `data:` URI that holds them, if they are in the request, else
 * their address.
 */
void
ccp_block_append_uri (const CcpBlock *self, CcpJsonWriter *writer)
{
  CcpJsonValue source = CCP_JSON_VALUE_NONE;
  CcpJsonValue place;
  gboolean is_data;

  g_return_if_fail (self != NULL);
  g_return_if_fail (writer != NULL);

  is_data = ccp_block_get_source (self, &source) == CCP_SOURCE_BASE64;
  place = ccp_json_value_member (&source, is_data ? "data" : "url");
  if (is_data)
    {
      ccp_json_writer_append (writer, "data:");
      ccp_block_append_media_type (self, writer);
      ccp_json_writer_append (writer, ";base64,");
    }
  ccp_json_writer_append_string_value (writer, &place);
}

/**
 * ccp_block_append_file_name: (skip)
 * @self: a document
 * @writer: a writer in the midst of a string
 *
 * Writes the title of a document, or a name for one that has none: providers want one.
 */
void
ccp_block_append_file_name (const CcpBlock *self, CcpJsonWriter *writer)
{
  CcpJsonValue title;

  g_return_if_fail (self != NULL);
  g_return_if_fail (writer != NULL);

  title = ccp_json_value_member (&self->value, "title");
  if (has_text (&title))
    ccp_json_writer_append_string_value (writer, &title);
  else
    ccp_json_writer_append (writer, DEFAULT_FILE_NAME);
}
