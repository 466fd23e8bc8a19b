/* ccp-token-media.c: how many tokens images and PDF documents have
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-token-estimate"

#include "private/ccp-token-media.h"

#include <math.h>
#include <string.h>

#define LONGEST_SIDE 1568
#define PIXELS_PER_TOKEN 750
#define MOST_TOKENS 1600

/* A photograph may have its thumbnail and colour profile before its size. */
#define HEAD_SIZE (192 * 1024)

#define CHUNK_SIZE (48 * 1024)

/* The longest mark of a page, and the character after it. */
#define PAGE_MARK_SIZE (sizeof "/Type /Page")

typedef struct
{
  guint width; /* 0 for unknown */
  guint height;
} Size;

static guint
get_be16 (const guint8 *bytes)
{
  return (guint) bytes[0] << 8 | bytes[1];
}

static guint
get_le16 (const guint8 *bytes)
{
  return (guint) bytes[1] << 8 | bytes[0];
}

static guint
get_be32 (const guint8 *bytes)
{
  return (guint) get_be16 (bytes) << 16 | get_be16 (bytes + 2);
}

static guint
get_le24 (const guint8 *bytes)
{
  return (guint) bytes[2] << 16 | get_le16 (bytes);
}

static gboolean
begins_with (const guint8 *bytes, gsize length, const char *magic, gsize magic_length)
{
  return length >= magic_length && memcmp (bytes, magic, magic_length) == 0;
}

static Size
read_webp (const guint8 *bytes, gsize length)
{
  Size size = { 0, 0 };

  if (length < 30)
    return size;
  if (memcmp (bytes + 12, "VP8X", 4) == 0)
    size = (Size){ get_le24 (bytes + 24) + 1, get_le24 (bytes + 27) + 1 };
  else if (memcmp (bytes + 12, "VP8L", 4) == 0)
    size = (Size){ (get_le16 (bytes + 21) & 0x3fff) + 1,
                   (get_le24 (bytes + 22) >> 6 & 0x3fff) + 1 };
  else if (memcmp (bytes + 12, "VP8 ", 4) == 0)
    size = (Size){ get_le16 (bytes + 26) & 0x3fff, get_le16 (bytes + 28) & 0x3fff };
  return size;
}

/* Start-of-frame markers, of which DHT, JPG and DAC are none. */
static gboolean
is_frame (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
         marker != 0xcc;
}

static Size
read_jpeg (const guint8 *bytes, gsize length)
{
  gsize at = 2;

  while (at + 9 <= length && bytes[at] == 0xff)
    {
      if (bytes[at + 1] == 0xff)
        at++;
      else if (is_frame (bytes[at + 1]))
        return (Size){ get_be16 (bytes + at + 7), get_be16 (bytes + at + 5) };
      else
        at += 2 + (gsize) get_be16 (bytes + at + 2);
    }
  return (Size){ 0, 0 };
}

/* The type that the client names may be wrong; the first bytes are not. */
static Size
read_size (const guint8 *bytes, gsize length)
{
  if (begins_with (bytes, length, "\x89PNG", 4) && length >= 24)
    return (Size){ get_be32 (bytes + 16), get_be32 (bytes + 20) };
  if (begins_with (bytes, length, "GIF8", 4) && length >= 10)
    return (Size){ get_le16 (bytes + 6), get_le16 (bytes + 8) };
  if (begins_with (bytes, length, "\xff\xd8", 2))
    return read_jpeg (bytes, length);
  if (begins_with (bytes, length, "RIFF", 4))
    return read_webp (bytes, length);
  return (Size){ 0, 0 };
}

static gint64
price_image (Size size)
{
  double width = size.width;
  double height = size.height;
  double longest = MAX (width, height);

  if (size.width == 0 || size.height == 0)
    return CCP_TOKEN_MEDIA_IMAGE;
  if (longest > LONGEST_SIDE)
    {
      width = width * LONGEST_SIDE / longest;
      height = height * LONGEST_SIDE / longest;
    }
  return CLAMP ((gint64) ceil (width * height / PIXELS_PER_TOKEN), 1, MOST_TOKENS);
}

/* Returns: (transfer none) (nullable): the text; copy holds it if it had escapes */
static const char *
get_base64 (const CcpJsonValue *value, char **copy, gsize *length)
{
  const char *text;

  if (ccp_json_value_peek_string (value, &text, length))
    return text;
  *copy = ccp_json_value_dup_string (value, length);
  return *copy;
}

static gboolean
is_page (const guint8 *bytes, gsize length)
{
  static const char *const marks[] = { "/Type /Page", "/Type/Page" };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      gsize mark_length = strlen (marks[i]);

      if (begins_with (bytes, length, marks[i], mark_length))
        return length > mark_length && bytes[mark_length] != 's';
    }
  return FALSE;
}

/* Counts the marks that begin before end; what follows them may reach beyond it. */
static guint
count_pages (const guint8 *bytes, gsize end, gsize length)
{
  const guint8 *p = bytes;
  guint pages = 0;

  while (p < bytes + end && (p = memchr (p, '/', bytes + end - p)) != NULL)
    {
      pages += is_page (p, bytes + length - p) ? 1 : 0;
      p++;
    }
  return pages;
}

/*
 * ccp_token_media_count_image:
 * @base64: the bytes of an image, as a string
 *
 * Reads the size of an image from its head, whatever its type, and prices it.
 *
 * Returns: tokens
 */
gint64
ccp_token_media_count_image (const CcpJsonValue *base64)
{
  g_autofree char *copy = NULL;
  g_autofree guint8 *head = g_malloc (HEAD_SIZE);
  gsize length = 0;
  const char *text = get_base64 (base64, &copy, &length);
  int state = 0;
  guint save = 0;

  if (text == NULL)
    return CCP_TOKEN_MEDIA_IMAGE;
  length = g_base64_decode_step (text, MIN (length, HEAD_SIZE), head, &state, &save);
  return price_image (read_size (head, length));
}

/*
 * ccp_token_media_count_pdf:
 * @base64: the bytes of a PDF document, as a string
 *
 * Counts the pages that can be seen without unpacking anything, at least one.
 *
 * Returns: tokens
 */
gint64
ccp_token_media_count_pdf (const CcpJsonValue *base64)
{
  g_autofree char *copy = NULL;
  g_autofree guint8 *buffer = g_malloc (PAGE_MARK_SIZE + CHUNK_SIZE);
  gsize length = 0;
  const char *text = get_base64 (base64, &copy, &length);
  gsize kept = 0;
  guint pages = 0;
  int state = 0;
  guint save = 0;

  for (gsize at = 0; text != NULL && at < length; at += CHUNK_SIZE)
    {
      gsize filled = kept + g_base64_decode_step (text + at,
                                                  MIN (length - at, CHUNK_SIZE),
                                                  buffer + kept,
                                                  &state,
                                                  &save);

      kept = MIN (filled, PAGE_MARK_SIZE);
      pages += count_pages (buffer, filled - kept, filled);
      memmove (buffer, buffer + filled - kept, kept);
    }
  pages += count_pages (buffer, kept, kept);
  return (gint64) MAX (pages, 1) * CCP_TOKEN_MEDIA_PAGE;
}
