/* ccp-reply-head.c: writes the head of an HTTP/1.1 answer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-reply-head"

#include "ccp-reply-head.h"

#include <libsoup/soup.h>
#include <string.h>

/* what a runner's headers cannot override, or what has a place of its own */
static const char *const own_headers[] = {
  "allow", "cache-control", "connection",        "content-length",    "content-type",
  "date",  "request-id",    "transfer-encoding", "x-accel-buffering",
};

/* those that libsoup has no word for */
static const struct
{
  guint status;
  const char *phrase;
} phrases[] = {
  { 429, "Too Many Requests" },
  { 431, "Request Header Fields Too Large" },
  { 499, "Client Closed Request" },
  { 529, "Overloaded" },
};

static void
append (GByteArray *bytes, const char *text)
{
  g_byte_array_append (bytes, (const guint8 *) text, strlen (text));
}

static void
append_field (GByteArray *bytes, const char *name, const char *value)
{
  append (bytes, name);
  append (bytes, ": ");
  append (bytes, value);
  append (bytes, "\r\n");
}

static const char *
get_phrase (guint status)
{
  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    if (phrases[i].status == status)
      return phrases[i].phrase;
  return soup_status_get_phrase (status);
}

static void
append_status_line (GByteArray *bytes, guint status)
{
  g_autofree char *line =
      g_strdup_printf ("HTTP/1.1 %u %s\r\n", status, get_phrase (status));

  append (bytes, line);
}

static void
append_date (GByteArray *bytes)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);

  append_field (bytes, "date", date);
}

static void
append_framing (const CcpReplyHead *self, GByteArray *bytes)
{
  if (self->content_length >= 0)
    {
      char length[24];

      g_snprintf (length, sizeof length, "%" G_GINT64_FORMAT, self->content_length);
      append_field (bytes, "content-length", length);
    }
  else if (self->chunked)
    append_field (bytes, "transfer-encoding", "chunked");
  if (self->close)
    append_field (bytes, "connection", "close");
}

static gboolean
is_own (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (own_headers); i++)
    if (g_ascii_strcasecmp (own_headers[i], name) == 0)
      return TRUE;
  return FALSE;
}

static void
append_headers (CcpHeaders *headers, GByteArray *bytes)
{
  for (guint i = 0; i < ccp_headers_get_length (headers); i++)
    if (!is_own (ccp_headers_get_name (headers, i)))
      append_field (bytes,
                    ccp_headers_get_name (headers, i),
                    ccp_headers_get_value (headers, i));
}

/* a provider of our own dialect has an id that its support asks for */
static const char *
find_request_id (const CcpReplyHead *self)
{
  const char *passed =
      self->headers != NULL ? ccp_headers_get (self->headers, "request-id") : NULL;

  return passed != NULL ? passed : self->request_id;
}

void
ccp_reply_head_append (const CcpReplyHead *self, GByteArray *bytes)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (bytes != NULL);

  append_status_line (bytes, self->status);
  append_date (bytes);
  if (self->content_type != NULL)
    append_field (bytes, "content-type", self->content_type);
  append_framing (self, bytes);
  append_field (bytes, "request-id", find_request_id (self));
  append_field (bytes, "cache-control", "no-cache");
  if (self->content_length < 0)
    append_field (bytes, "x-accel-buffering", "no");
  if (self->allow != NULL)
    append_field (bytes, "allow", self->allow);
  if (self->is_final)
    append_field (bytes, "x-should-retry", "false");
  if (self->headers != NULL)
    append_headers (self->headers, bytes);
  append (bytes, "\r\n");
}
