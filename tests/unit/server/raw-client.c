/* raw-client.c: a client that sends bytes as they are, and reads what comes back
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "raw-client.h"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <string.h>
#include <sys/socket.h>

#define TIMEOUT 10000

static gboolean
on_time (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* runs the main loop until something happens, or *@over is set */
typedef gboolean (*Condition) (gpointer data);

static gboolean
run_until (Condition condition, gpointer data, guint milliseconds)
{
  gboolean over = FALSE;
  guint timer = g_timeout_add (milliseconds, on_time, &over);

  while (!over && !condition (data))
    g_main_context_iteration (NULL, TRUE);
  if (!over)
    g_source_remove (timer);
  return condition (data);
}

static gboolean
never (gpointer data)
{
  return FALSE;
}

static gboolean
on_readable (GSocket *socket, GIOCondition condition, gpointer data)
{
  RawClient *self = data;
  char block[16384];
  gssize size = recv (g_socket_get_fd (socket), block, sizeof block, MSG_DONTWAIT);

  if (size < 0 && errno == EAGAIN)
    return G_SOURCE_CONTINUE;
  if (size > 0)
    {
      g_string_append_len (self->input, block, size);
      return G_SOURCE_CONTINUE;
    }
  self->eof = TRUE;
  g_clear_pointer (&self->source, g_source_unref);
  return G_SOURCE_REMOVE;
}

static GSocketAddress *
parse_uri (const char *uri)
{
  g_autoptr (GUri) parsed = NULL;

  if (g_str_has_prefix (uri, "unix:"))
    return g_unix_socket_address_new (uri + strlen ("unix:"));
  parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  return g_inet_socket_address_new_from_string (g_uri_get_host (parsed),
                                                g_uri_get_port (parsed));
}

RawClient *
raw_client_new (const char *uri)
{
  RawClient *self = g_new0 (RawClient, 1);
  g_autoptr (GSocketAddress) address = parse_uri (uri);
  g_autoptr (GError) error = NULL;

  self->socket = g_socket_new (g_socket_address_get_family (address),
                               G_SOCKET_TYPE_STREAM,
                               G_SOCKET_PROTOCOL_DEFAULT,
                               &error);
  g_assert_no_error (error);
  g_socket_connect (self->socket, address, NULL, &error);
  g_assert_no_error (error);
  g_socket_set_blocking (self->socket, FALSE);
  self->input = g_string_new (NULL);
  raw_client_set_reading (self, TRUE);
  return self;
}

void
raw_client_free (RawClient *self)
{
  raw_client_set_reading (self, FALSE);
  g_socket_close (self->socket, NULL);
  g_clear_object (&self->socket);
  g_string_free (self->input, TRUE);
  g_free (self);
}

void
raw_client_set_reading (RawClient *self, gboolean reading)
{
  if (self->source != NULL && !reading)
    {
      g_source_destroy (self->source);
      g_clear_pointer (&self->source, g_source_unref);
    }
  if (self->source == NULL && reading && !self->eof)
    {
      self->source = g_socket_create_source (self->socket, G_IO_IN, NULL);
      g_source_set_callback (self->source, G_SOURCE_FUNC (on_readable), self, NULL);
      g_source_attach (self->source, NULL);
    }
}

void
raw_client_send (RawClient *self, const char *bytes, gssize length)
{
  gsize left = length < 0 ? strlen (bytes) : (gsize) length;
  gint64 end = g_get_monotonic_time () + TIMEOUT * 1000;

  while (left > 0 && g_get_monotonic_time () < end)
    {
      gssize sent = send (g_socket_get_fd (self->socket), bytes, left, MSG_NOSIGNAL);

      if (sent < 0 && errno != EAGAIN)
        return;
      if (sent < 0)
        {
          raw_client_run_for (1);
          continue;
        }
      bytes += sent;
      left -= sent;
    }
  g_assert_cmpuint (left, ==, 0);
}

void
raw_client_request (RawClient *self,
                    const char *method,
                    const char *path,
                    const char *fields,
                    const char *body)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text,
                          "%s %s HTTP/1.1\r\nHost: localhost\r\n%s",
                          method,
                          path,
                          fields != NULL ? fields : "");
  if (body != NULL)
    g_string_append_printf (text,
                            "Content-Type: application/json\r\nContent-Length: %zu\r\n",
                            strlen (body));
  g_string_append (text, "\r\n");
  if (body != NULL)
    g_string_append (text, body);
  raw_client_send (self, text->str, text->len);
}

static gboolean
has_head_or_eof (gpointer data)
{
  RawClient *self = data;

  return self->eof || strstr (self->input->str, "\r\n\r\n") != NULL;
}

static gboolean
is_eof (gpointer data)
{
  return ((RawClient *) data)->eof;
}

typedef struct
{
  RawClient *client;
  gsize wanted;
} Wanted;

static gboolean
has_bytes_or_eof (gpointer data)
{
  Wanted *wanted = data;

  return wanted->client->eof || wanted->client->input->len >= wanted->wanted;
}

static gboolean
take (RawClient *self, gsize size, GString *body)
{
  Wanted wanted = { self, size };

  run_until (has_bytes_or_eof, &wanted, TIMEOUT);
  if (self->input->len < size)
    return FALSE;
  if (body != NULL)
    g_string_append_len (body, self->input->str, size);
  g_string_erase (self->input, 0, size);
  return TRUE;
}

static gboolean
has_line_or_eof (gpointer data)
{
  RawClient *self = data;

  return self->eof || strstr (self->input->str, "\r\n") != NULL;
}

static gboolean
take_chunks (RawClient *self, GString *body)
{
  for (;;)
    {
      gsize size;
      const char *end = NULL;

      run_until (has_line_or_eof, self, TIMEOUT);
      end = strstr (self->input->str, "\r\n");
      if (end == NULL)
        return FALSE;
      size = g_ascii_strtoull (self->input->str, NULL, 16);
      g_string_erase (self->input, 0, end + 2 - self->input->str);
      if (!take (self, size, body) || !take (self, 2, NULL))
        return FALSE;
      if (size == 0)
        return TRUE;
    }
}

static gboolean
take_body (RawClient *self, RawReply *reply)
{
  g_autofree char *length = raw_client_get_header (reply, "content-length");
  g_autofree char *encoding = raw_client_get_header (reply, "transfer-encoding");

  if (encoding != NULL)
    return take_chunks (self, reply->body);
  if (length != NULL)
    return take (self, g_ascii_strtoull (length, NULL, 10), reply->body);
  run_until (is_eof, self, TIMEOUT);
  return take (self, self->input->len, reply->body);
}

RawReply *
raw_client_read_reply (RawClient *self, gboolean is_head)
{
  RawReply *reply = g_new0 (RawReply, 1);
  const char *end = NULL;

  reply->body = g_string_new (NULL);
  run_until (has_head_or_eof, self, TIMEOUT);
  end = strstr (self->input->str, "\r\n\r\n");
  if (end == NULL)
    return reply;
  reply->head = g_strndup (self->input->str, end + 2 - self->input->str);
  g_string_erase (self->input, 0, end + 4 - self->input->str);
  if (g_str_has_prefix (reply->head, "HTTP/1.1 "))
    reply->status = g_ascii_strtoull (reply->head + strlen ("HTTP/1.1 "), NULL, 10);
  reply->complete = is_head || reply->status == 100 || take_body (self, reply);
  return reply;
}

gboolean
raw_client_wait_eof (RawClient *self, guint milliseconds)
{
  return run_until (is_eof, self, milliseconds);
}

void
raw_client_run_for (guint milliseconds)
{
  run_until (never, NULL, milliseconds);
}

typedef struct
{
  const guint *value;
  guint expected;
} Expected;

static gboolean
is_expected (gpointer data)
{
  Expected *expected = data;

  return *expected->value == expected->expected;
}

gboolean
raw_client_run_until (const guint *value, guint expected)
{
  Expected wanted = { value, expected };

  return run_until (is_expected, &wanted, TIMEOUT);
}

void
raw_client_reply_free (RawReply *reply)
{
  g_clear_pointer (&reply->head, g_free);
  g_string_free (reply->body, TRUE);
  g_free (reply);
}

char *
raw_client_get_header (RawReply *reply, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (reply->head != NULL ? reply->head : "", "\r\n", -1);
  g_autofree char *prefix = g_strconcat (name, ": ", NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], prefix, strlen (prefix)) == 0)
      return g_strdup (lines[i] + strlen (prefix));
  return NULL;
}
