/* gemini-media.c: images and documents in a request (protocol E.3)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-media"

#include "gemini-media.h"

#include <string.h>

#define PDF_TYPE "application/pdf"

typedef struct
{
  const char *suffix;
  const char *type;
} FileType;

/* Of what is elsewhere only the name tells what it is. */
static const FileType file_types[] = {
  { ".png", "image/png" },   { ".jpg", "image/jpeg" },  { ".jpeg", "image/jpeg" },
  { ".gif", "image/gif" },   { ".webp", "image/webp" }, { ".heic", "image/heic" },
  { ".pdf", PDF_TYPE },      { ".mp4", "video/mp4" },   { ".mov", "video/quicktime" },
  { ".webm", "video/webm" }, { ".mp3", "audio/mpeg" },  { ".wav", "audio/wav" },
};

/* Where Google fetches from: Cloud Storage, the Files API, and videos. */
static const char *const fetched_prefixes[] = {
  "gs://",
  "https://generativelanguage.googleapis.com/",
  "https://www.youtube.com/",
  "https://youtube.com/",
  "https://youtu.be/",
};

static gboolean
is_fetched (const CcpJsonValue *url)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fetched_prefixes); i++)
    if (ccp_json_value_has_prefix (url, fetched_prefixes[i]))
      return TRUE;
  return FALSE;
}

static CcpJsonValue
get_url (const CcpBlock *block)
{
  CcpJsonValue source;

  ccp_block_get_source (block, &source);
  return ccp_json_value_member (&source, "url");
}

/* Returns: (transfer none) (nullable): NULL where nothing tells */
static const char *
guess_file_type (const CcpBlock *block, const char *url)
{
  gsize length = strcspn (url, "?#");

  for (gsize i = 0; i < G_N_ELEMENTS (file_types); i++)
    {
      gsize suffix = strlen (file_types[i].suffix);

      if (length >= suffix &&
          g_ascii_strncasecmp (url + length - suffix, file_types[i].suffix, suffix) == 0)
        return file_types[i].type;
    }
  if (strstr (url, "youtu") != NULL)
    return "video/*";
  if (block->kind == CCP_BLOCK_DOCUMENT)
    return PDF_TYPE;
  return g_str_has_prefix (url, "https://generativelanguage.") ? NULL : "image/jpeg";
}

static void
write_file_data (CcpJsonWriter *writer, const CcpBlock *block)
{
  CcpJsonValue value = get_url (block);
  g_autofree char *url = ccp_json_value_dup_string (&value, NULL);
  const char *type = guess_file_type (block, url);

  ccp_json_writer_key (writer, "fileData");
  ccp_json_writer_begin_object (writer);
  if (type != NULL)
    {
      ccp_json_writer_key (writer, "mimeType");
      ccp_json_writer_string (writer, type);
    }
  ccp_json_writer_key (writer, "fileUri");
  ccp_json_writer_value (writer, &value);
  ccp_json_writer_end_object (writer);
}

static void
write_inline_data (CcpJsonWriter *writer, const CcpBlock *block)
{
  CcpJsonValue source = CCP_JSON_VALUE_NONE;
  CcpJsonValue data;

  ccp_block_get_source (block, &source);
  data = ccp_json_value_member (&source, "data");
  ccp_json_writer_key (writer, "inlineData");
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "mimeType");
  ccp_json_writer_begin_string (writer);
  ccp_block_append_media_type (block, writer);
  ccp_json_writer_end_string (writer);
  ccp_json_writer_key (writer, "data");
  if (ccp_json_value_is_string (&data))
    ccp_json_writer_value (writer, &data);
  else
    ccp_json_writer_string (writer, "");
  ccp_json_writer_end_object (writer);
}

gboolean
gemini_media_is_part (GeminiRequest *request, const CcpBlock *block)
{
  const GeminiSettings *settings = &request->settings;
  CcpJsonValue url;

  if (!ccp_block_is_media (block))
    return FALSE;
  if (block->kind == CCP_BLOCK_IMAGE ? !settings->images : !settings->pdf)
    {
      request->has_omitted_images |= block->kind == CCP_BLOCK_IMAGE;
      return FALSE;
    }
  if (gemini_media_is_inline (block))
    return TRUE;
  url = get_url (block);
  return ccp_json_value_is_string (&url) && (settings->url_media || is_fetched (&url));
}

gboolean
gemini_media_is_inline (const CcpBlock *block)
{
  CcpJsonValue source;

  return ccp_block_get_source (block, &source) == CCP_SOURCE_BASE64;
}

void
gemini_media_write_part (GeminiRequest *request, const CcpBlock *block)
{
  ccp_json_writer_begin_object (request->writer);
  if (gemini_media_is_inline (block))
    write_inline_data (request->writer, block);
  else
    write_file_data (request->writer, block);
  ccp_json_writer_end_object (request->writer);
}
