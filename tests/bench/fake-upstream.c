/* fake-upstream.c: a provider that answers as fast as it can
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Prints "listening on http://127.0.0.1:PORT". Any POST is answered: by a stream of
 * events if the body says so, else by one document, in the OpenAI Chat dialect, or in
 * Anthropic's if the path is /v1/messages (documents only). What a stream looks like is
 * set by
 *   GET /bench/set?events=N&spacing=MICROSECONDS&size=BYTES
 * and GET /bench/report tells what has happened since the last report.
 * Each token ends with a tilde, which occurs nowhere else: so its reader can count tokens
 * in any dialect.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench-socket.h"

#define EVENTS_A_TURN 16
#define LENGTH_HEADER "\r\ncontent-length:"
#define CHUNK_HEAD                                                                       \
  "{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":"         \
  "1700000000,"                                                                          \
  "\"model\":\"bench\",\"choices\":["

typedef struct
{
  int fd;
  GString *received;
  GString *pending; /* not yet taken by the socket */
  guint events_left;
  gboolean streams;
  gint64 due;     /* of the next event, in nanoseconds */
  gboolean waits; /* for room in the socket */
} Peer;

typedef struct
{
  int epoll;
  int listener;
  GPtrArray *peers; /* (element-type Peer) */
  guint events;
  gint64 spacing; /* nanoseconds */
  GString *event; /* one event in its chunk */
  GString *beginning;
  GString *end;
  guint64 n_requests;
  guint64 n_streams;
  GArray *aborts; /* (element-type gint64): when a reader left a stream */
} Upstream;

static void
add_chunk (GString *target, const char *data)
{
  g_string_append_printf (target, "%zx\r\n%s\r\n", strlen (data), data);
}

static void
prepare_event (Upstream *self, gsize size)
{
  g_autofree char *text = g_strnfill (MAX (size, 2), 'w');
  g_autofree char *data = NULL;

  text[MAX (size, 2) - 1] = '~';
  data = g_strconcat ("data: " CHUNK_HEAD "{\"index\":0,\"delta\":{\"content\":\"",
                      text,
                      "\"},\"finish_reason\":null}]}\n\n",
                      NULL);
  g_string_truncate (self->event, 0);
  add_chunk (self->event, data);
}

static void
prepare_frame (Upstream *self)
{
  g_string_assign (self->beginning,
                   "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
                   "transfer-encoding: chunked\r\n\r\n");
  add_chunk (self->beginning,
             "data: " CHUNK_HEAD "{\"index\":0,\"delta\":{\"role\":\"assistant\","
             "\"content\":\"\"},\"finish_reason\":null}]}\n\n");
  g_string_truncate (self->end, 0);
  add_chunk (self->end,
             "data: " CHUNK_HEAD "{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
             "\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":500,"
             "\"total_tokens\":600}}\n\n");
  add_chunk (self->end, "data: [DONE]\n\n");
  g_string_append (self->end, "0\r\n\r\n");
}

static void
drop_peer (Upstream *self, Peer *peer)
{
  if (peer->streams)
    {
      gint64 now = bench_socket_now ();

      g_array_append_val (self->aborts, now);
    }
  close (peer->fd);
  g_ptr_array_remove_fast (self->peers, peer);
  g_string_free (peer->received, TRUE);
  g_string_free (peer->pending, TRUE);
  g_free (peer);
}

static void
wait_for_room (Upstream *self, Peer *peer, gboolean waits)
{
  if (peer->waits == waits)
    return;
  peer->waits = waits;
  bench_socket_rewatch (self->epoll,
                        peer->fd,
                        EPOLLIN | EPOLLRDHUP | (waits ? EPOLLOUT : 0),
                        peer);
}

/* Returns: whether all of it could be sent; what could not is kept */
static gboolean
send_text (Peer *peer, const GString *text)
{
  gssize n = send (peer->fd, text->str, text->len, MSG_NOSIGNAL);

  if (n == (gssize) text->len)
    return TRUE;
  if (n < 0)
    n = 0;
  g_string_append_len (peer->pending, text->str + n, text->len - n);
  return FALSE;
}

static gboolean
send_pending (Peer *peer)
{
  gssize n = 0;

  if (peer->pending->len > 0)
    n = send (peer->fd, peer->pending->str, peer->pending->len, MSG_NOSIGNAL);
  if (n > 0)
    g_string_erase (peer->pending, 0, n);
  return peer->pending->len == 0;
}

/* One send an event, as providers do it */
static void
pump_stream (Upstream *self, Peer *peer)
{
  gboolean room = send_pending (peer);
  gint64 now = self->spacing > 0 ? bench_socket_now () : 0;

  for (guint i = 0; room && peer->events_left > 0 && i < EVENTS_A_TURN; i++)
    {
      if (self->spacing > 0 && peer->due > now)
        break;
      peer->due += self->spacing;
      peer->events_left--;
      room = send_text (peer, self->event);
    }
  if (peer->streams && peer->events_left == 0 && room)
    {
      peer->streams = FALSE;
      room = send_text (peer, self->end);
    }
  wait_for_room (self, peer, !room || (peer->streams && self->spacing == 0));
}

static void
start_stream (Upstream *self, Peer *peer)
{
  self->n_streams++;
  peer->streams = TRUE;
  peer->events_left = self->events;
  peer->due = bench_socket_now ();
  send_text (peer, self->beginning);
  pump_stream (self, peer);
}

static void
send_document (Peer *peer, const char *type, const char *body)
{
  g_autoptr (GString) answer = g_string_new (NULL);

  g_string_printf (answer,
                   "HTTP/1.1 200 OK\r\ncontent-type: %s\r\ncontent-length: %zu\r\n\r\n%s",
                   type,
                   strlen (body),
                   body);
  send_text (peer, answer);
}

static void
send_answer (Peer *peer)
{
  send_document (
      peer,
      "application/json",
      "{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion\",\"created\":1700000000,"
      "\"model\":\"bench\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
      "\"content\":\"Hello from the fake upstream.~\"},\"finish_reason\":\"stop\"}],"
      "\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":7,\"total_tokens\":107}}");
}

static void
send_message (Peer *peer)
{
  send_document (
      peer,
      "application/json",
      "{\"id\":\"msg_bench\",\"type\":\"message\",\"role\":\"assistant\",\"model\":"
      "\"bench\",\"content\":[{\"type\":\"text\",\"text\":\"Hello from the fake "
      "upstream.~\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
      "\"usage\":{\"input_tokens\":100,\"output_tokens\":7}}");
}

static void
send_report (Upstream *self, Peer *peer)
{
  g_autoptr (GString) body = g_string_new (NULL);

  g_string_printf (body,
                   "{\"requests\":%" G_GUINT64_FORMAT ",\"streams\":%" G_GUINT64_FORMAT
                   ",\"aborts\":[",
                   self->n_requests,
                   self->n_streams);
  for (guint i = 0; i < self->aborts->len; i++)
    g_string_append_printf (body,
                            "%s%" G_GINT64_FORMAT,
                            i > 0 ? "," : "",
                            g_array_index (self->aborts, gint64, i));
  g_string_append (body, "]}");
  send_document (peer, "application/json", body->str);

  self->n_requests = self->n_streams = 0;
  g_array_set_size (self->aborts, 0);
}

static gint64
get_parameter (const char *head, const char *name, gint64 fallback)
{
  const char *found = strstr (head, name);

  return found != NULL ? g_ascii_strtoll (found + strlen (name), NULL, 10) : fallback;
}

static void
set_stream (Upstream *self, Peer *peer, const char *head)
{
  self->events = get_parameter (head, "events=", self->events);
  self->spacing = get_parameter (head, "spacing=", self->spacing / 1000) * 1000;
  prepare_event (self, get_parameter (head, "size=", 6));
  send_document (peer, "application/json", "{}");
}

static void
serve_request (Upstream *self, Peer *peer, const char *head, const char *body)
{
  if (g_str_has_prefix (head, "GET /bench/report"))
    send_report (self, peer);
  else if (g_str_has_prefix (head, "GET /bench/set"))
    set_stream (self, peer, head);
  else
    {
      self->n_requests++;
      if (strstr (body, "\"stream\":true") != NULL)
        start_stream (self, peer);
      else if (g_str_has_prefix (head, "POST /v1/messages"))
        send_message (peer);
      else
        send_answer (peer);
    }
}

/* Serves what has come whole. Readers of a stream do not send more meanwhile. */
static void
serve_requests (Upstream *self, Peer *peer)
{
  GString *received = peer->received;
  char *end = strstr (received->str, "\r\n\r\n");
  char *length = NULL;
  gsize total = 0;

  if (end == NULL)
    return;
  *end = '\0';
  length = strcasestr (received->str, LENGTH_HEADER);
  total = end + 4 - received->str;
  if (length != NULL)
    total += strtoul (length + strlen (LENGTH_HEADER), NULL, 10);
  if (received->len >= total)
    {
      serve_request (self, peer, received->str, end + 4);
      g_string_erase (received, 0, total);
    }
  else
    *end = '\r';
}

/* Returns: %FALSE if the peer is gone */
static gboolean
receive (Upstream *self, Peer *peer)
{
  static char block[256 * 1024];

  for (;;)
    {
      gssize n = recv (peer->fd, block, sizeof (block), 0);

      if (n < 0 && errno == EAGAIN)
        return TRUE;
      if (n <= 0)
        return FALSE;
      g_string_append_len (peer->received, block, n);
      serve_requests (self, peer);
    }
}

static void
accept_peers (Upstream *self)
{
  int fd = -1;

  while ((fd = bench_socket_accept (self->listener)) >= 0)
    {
      Peer *peer = g_new0 (Peer, 1);

      peer->fd = fd;
      peer->received = g_string_new (NULL);
      peer->pending = g_string_new (NULL);
      g_ptr_array_add (self->peers, peer);
      bench_socket_watch (self->epoll, fd, EPOLLIN | EPOLLRDHUP, peer);
    }
}

static void
handle_event (Upstream *self, const struct epoll_event *event)
{
  Peer *peer = event->data.ptr;

  if (peer == NULL)
    accept_peers (self);
  else if ((event->events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0 &&
           !receive (self, peer))
    drop_peer (self, peer);
  else if ((event->events & EPOLLOUT) != 0)
    pump_stream (self, peer);
}

static void
pump_paced_streams (Upstream *self)
{
  for (guint i = 0; self->spacing > 0 && i < self->peers->len; i++)
    {
      Peer *peer = g_ptr_array_index (self->peers, i);

      if (peer->streams)
        pump_stream (self, peer);
    }
}

static void
run (Upstream *self)
{
  struct epoll_event events[64];

  for (;;)
    {
      int n = epoll_wait (self->epoll,
                          events,
                          G_N_ELEMENTS (events),
                          self->spacing > 0 ? 1 : -1);

      for (int i = 0; i < n; i++)
        handle_event (self, &events[i]);
      pump_paced_streams (self);
    }
}

int
main (int argc, char **argv)
{
  Upstream self = { .events = 20 };
  guint16 port = 0;

  signal (SIGPIPE, SIG_IGN);
  self.epoll = epoll_create1 (EPOLL_CLOEXEC);
  self.listener = bench_socket_listen (&port);
  self.peers = g_ptr_array_new ();
  self.aborts = g_array_new (FALSE, FALSE, sizeof (gint64));
  self.event = g_string_new (NULL);
  self.beginning = g_string_new (NULL);
  self.end = g_string_new (NULL);
  prepare_event (&self, 6);
  prepare_frame (&self);
  bench_socket_watch (self.epoll, self.listener, EPOLLIN, NULL);

  printf ("listening on http://127.0.0.1:%u\n", port);
  fflush (stdout);
  run (&self);
  return 0;
}
