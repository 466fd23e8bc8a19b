/* ccp-json-buffer.c: a growing run of JSON text
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-json"

#include "private/ccp-json-buffer.h"

#include "ccp-json.h"
#include "private/ccp-json-scan.h"

#define MIN_CAPACITY 256
#define REPLACEMENT "\xef\xbf\xbd"

/*
 * ccp_json_buffer_grow:
 * @self: a buffer
 * @more: how many bytes are to be added
 *
 * Makes room, and more than is asked for, so that few calls come here.
 */
void
ccp_json_buffer_grow (CcpJsonBuffer *self, gsize more)
{
  gsize needed = self->length + more + 1;

  g_assert (needed > more);

  /* what is lost does not matter: too long a document is never handed out */
  if (needed > CCP_JSON_MAX_SIZE)
    {
      self->too_large = TRUE;
      self->length = 0;
      needed = more + 1;
    }

  self->capacity = CLAMP (self->capacity * 2, MIN_CAPACITY, CCP_JSON_MAX_SIZE);
  self->capacity = MAX (needed, self->capacity);
  self->data = g_realloc (self->data, self->capacity);
}

/*
 * ccp_json_buffer_clear:
 * @self: a buffer
 *
 * Frees what is in it.
 */
void
ccp_json_buffer_clear (CcpJsonBuffer *self)
{
  g_free (self->data);
  *self = (CcpJsonBuffer){ 0 };
}

/*
 * ccp_json_buffer_steal:
 * @self: a buffer
 *
 * Gives away what is in it.
 *
 * Returns: (transfer full): the bytes
 */
GBytes *
ccp_json_buffer_steal (CcpJsonBuffer *self)
{
  GBytes *bytes;

  /* a document may live long: it is not to hold much more than it needs */
  if (self->capacity / 2 > self->length)
    self->data = g_realloc (self->data, self->length);

  bytes = g_bytes_new_take (self->data, self->length);
  *self = (CcpJsonBuffer){ 0 };
  return bytes;
}

static void
add_escape (CcpJsonBuffer *self, char byte)
{
  static const char letters[0x20] = {
    ['\b'] = 'b', ['\f'] = 'f', ['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't',
  };
  char escape[8] = { '\\', byte };

  if ((guint8) byte >= 0x20)
    ccp_json_buffer_add (self, escape, 2);
  else if (letters[(guint8) byte] != '\0')
    {
      escape[1] = letters[(guint8) byte];
      ccp_json_buffer_add (self, escape, 2);
    }
  else
    {
      g_snprintf (escape, sizeof escape, "\\u%04x", (guint) byte);
      ccp_json_buffer_add (self, escape, 6);
    }
}

/* Returns: what follows the non-ASCII characters at text, which are copied or replaced */
static const char *
add_wide_text (CcpJsonBuffer *self, const char *text, const char *end)
{
  const char *start = text;

  while (text < end && (guint8) *text >= 0x80)
    {
      const char *next = ccp_json_scan_code_point (text, end);

      if (next == NULL)
        {
          ccp_json_buffer_add (self, start, text - start);
          ccp_json_buffer_add (self, REPLACEMENT, strlen (REPLACEMENT));
          next = start = text + 1;
        }
      text = next;
    }
  ccp_json_buffer_add (self, start, text - start);
  return text;
}

/*
 * ccp_json_buffer_add_escaped:
 * @self: a buffer
 * @text: any bytes
 * @length: how many
 *
 * Adds text as it must be written within a string. Each byte that is not UTF-8 becomes
 * U+FFFD.
 */
void
ccp_json_buffer_add_escaped (CcpJsonBuffer *self, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *odd = ccp_json_scan_plain (text, end);

      ccp_json_buffer_add (self, text, odd - text);
      text = odd;
      if (text == end)
        return;
      if ((guint8) *text >= 0x80)
        text = add_wide_text (self, text, end);
      else
        add_escape (self, *text++);
    }
}

/* Returns: what follows the string at json, which is added with its quotes */
static const char *
add_quoted_string (CcpJsonBuffer *self, const char *json, const char *end)
{
  const char *start = ++json;

  add_escape (self, '"');
  while ((json = ccp_json_scan_plain (json, end)) < end && *json != '"')
    if (*json == '\\')
      {
        ccp_json_buffer_add (self, start, json - start);
        add_escape (self, '\\');
        start = json + 1;
        json += 2;
        if (*start == '"' || *start == '\\')
          add_escape (self, *start++);
      }
    else
      while ((guint8) *json >= 0x80)
        json++;

  ccp_json_buffer_add (self, start, json - start);
  add_escape (self, '"');
  return json + 1;
}

/*
 * ccp_json_buffer_add_compact:
 * @self: a buffer
 * @json: a valid JSON value
 * @length: how many bytes it has
 *
 * Adds the text of a value as it must be written within a string, without the white space
 * that means nothing.
 */
void
ccp_json_buffer_add_compact (CcpJsonBuffer *self, const char *json, gsize length)
{
  const char *end = json + length;

  while (json < end)
    if (*json == '"')
      json = add_quoted_string (self, json, end);
    else if (ccp_json_scan_is_space (*json))
      json = ccp_json_scan_space (json, end);
    else
      ccp_json_buffer_add_byte (self, *json++);
}
