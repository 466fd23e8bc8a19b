/* load.c: a client that sends requests in a closed loop and measures the answers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Every connection sends the next request when the last answer has come whole. "begin"
 * and "end" are printed where the measured time begins and ends, so that whoever watches
 * the target can measure it over the same time; then one line of JSON tells the result.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "answer-reader.h"
#include "bench-socket.h"

#define RAMP_STEP 20
#define MAX_WAIT 10 /* seconds */

typedef struct
{
  int fd;
  gsize sent; /* of the request */
  gint64 started;
  gboolean first_token_seen;
  guint tokens_counted;
  gboolean waits; /* for room in the socket */
  gboolean sends; /* a request is under way */
  AnswerReader reader;
} Client;

typedef struct
{
  int epoll;
  guint16 port;
  GString *request;
  Client *clients;
  guint n_clients;
  guint n_tokens; /* that a whole answer must have, 0 for any number */
  gboolean measures;
  gboolean leaves; /* after the first token */
  guint64 n_answers;
  guint64 n_bad;
  guint64 n_tokens_seen;
  GArray *latencies;    /* (element-type gint64): nanoseconds */
  GArray *first_tokens; /* (element-type gint64): nanoseconds */
  GArray *departures;   /* (element-type gint64): when we left */
} Load;

typedef struct
{
  int port;
  char *path;
  char *body;
  int connections;
  int tokens;
  int ramp; /* connections a second, 0 for all at once */
  double warmup;
  double duration;
  gboolean leave;
} Options;

static void
watch_client (Load *self, Client *client, gboolean waits)
{
  if (client->waits == waits)
    return;
  client->waits = waits;
  bench_socket_rewatch (self->epoll,
                        client->fd,
                        EPOLLIN | (waits ? EPOLLOUT : 0),
                        client);
}

static void
send_request (Load *self, Client *client)
{
  gsize left = self->request->len - client->sent;
  gssize n = send (client->fd, self->request->str + client->sent, left, MSG_NOSIGNAL);

  if (n > 0)
    client->sent += n;
  watch_client (self, client, client->sent < self->request->len);
}

static void
start_request (Load *self, Client *client)
{
  client->sent = 0;
  client->started = bench_socket_now ();
  client->first_token_seen = FALSE;
  client->tokens_counted = 0;
  client->sends = TRUE;
  answer_reader_reset (&client->reader);
  send_request (self, client);
}

static void
open_client (Load *self, Client *client)
{
  client->fd = bench_socket_connect (self->port);
  client->waits = FALSE;
  bench_socket_watch (self->epoll, client->fd, EPOLLIN, client);
  start_request (self, client);
}

static void
close_client (Client *client)
{
  close (client->fd);
  client->fd = -1;
  client->sends = FALSE;
}

static void
count_answer (Load *self, Client *client)
{
  gint64 latency = bench_socket_now () - client->started;
  const AnswerReader *reader = &client->reader;

  if (!self->measures)
    return;
  self->n_answers++;
  if (reader->state != ANSWER_WHOLE || reader->status != 200 || reader->tokens == 0 ||
      (self->n_tokens > 0 && reader->tokens != self->n_tokens))
    self->n_bad++;
  g_array_append_val (self->latencies, latency);
}

static void
leave (Load *self, Client *client)
{
  gint64 now = bench_socket_now ();

  close_client (client);
  if (self->measures)
    g_array_append_val (self->departures, now);
  open_client (self, client);
}

static void
count_tokens (Load *self, Client *client)
{
  guint n_new = client->reader.tokens - client->tokens_counted;

  client->tokens_counted = client->reader.tokens;
  if (self->measures)
    self->n_tokens_seen += n_new;
  if (n_new > 0 && !client->first_token_seen)
    {
      gint64 waited = bench_socket_now () - client->started;

      client->first_token_seen = TRUE;
      if (self->measures)
        g_array_append_val (self->first_tokens, waited);
    }
}

static void
receive (Load *self, Client *client)
{
  static char block[256 * 1024];
  gssize n = recv (client->fd, block, sizeof (block), 0);

  if (n < 0 && errno == EAGAIN)
    return;
  if (n <= 0)
    client->reader.state = ANSWER_BROKEN;
  else
    answer_reader_feed (&client->reader, block, n);

  count_tokens (self, client);
  if (client->reader.state == ANSWER_BROKEN)
    {
      count_answer (self, client);
      close_client (client);
      open_client (self, client);
    }
  else if (self->leaves && client->first_token_seen)
    leave (self, client);
  else if (client->reader.state == ANSWER_WHOLE)
    {
      count_answer (self, client);
      start_request (self, client);
    }
}

static void
run_for (Load *self, double seconds)
{
  gint64 end = bench_socket_now () + (gint64) (seconds * 1e9);
  struct epoll_event events[64];

  while (bench_socket_now () < end)
    {
      int n = epoll_wait (self->epoll, events, G_N_ELEMENTS (events), 5);

      for (int i = 0; i < n; i++)
        {
          Client *client = events[i].data.ptr;

          if ((events[i].events & EPOLLOUT) != 0)
            send_request (self, client);
          if ((events[i].events & ~(guint) EPOLLOUT) != 0)
            receive (self, client);
        }
    }
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

/* In microseconds; sorts @times */
static double
get_percentile (GArray *times, double share)
{
  if (times->len == 0)
    return 0;
  g_array_sort (times, compare_times);
  return g_array_index (times, gint64, (guint) (share * (times->len - 1))) / 1000.0;
}

static guint
count_alive (Load *self)
{
  guint alive = 0;

  for (guint i = 0; i < self->n_clients; i++)
    if (self->clients[i].sends && self->clients[i].first_token_seen)
      alive++;
  return alive;
}

/* Until every stream has begun, if they all do within some time */
static void
wait_for_streams (Load *self)
{
  for (guint i = 0; i < MAX_WAIT * 10 && count_alive (self) < self->n_clients; i++)
    run_for (self, 0.1);
}

static void
print_result (Load *self, double seconds)
{
  printf ("{\"seconds\":%.6f,\"answers\":%" G_GUINT64_FORMAT ",\"bad\":%" G_GUINT64_FORMAT
          ",\"tokens\":%" G_GUINT64_FORMAT,
          seconds,
          self->n_answers,
          self->n_bad,
          self->n_tokens_seen);
  printf (",\"p50\":%.1f,\"p99\":%.1f,\"first_p50\":%.1f,\"first_p99\":%.1f,\"alive\":%u",
          get_percentile (self->latencies, 0.5),
          get_percentile (self->latencies, 0.99),
          get_percentile (self->first_tokens, 0.5),
          get_percentile (self->first_tokens, 0.99),
          count_alive (self));
  printf (",\"departures\":[");
  for (guint i = 0; i < self->departures->len; i++)
    printf ("%s%" G_GINT64_FORMAT,
            i > 0 ? "," : "",
            g_array_index (self->departures, gint64, i));
  printf ("]}\n");
  fflush (stdout);
}

static void
mark (const char *what)
{
  puts (what);
  fflush (stdout);
}

static void
open_clients (Load *self, const Options *options)
{
  for (guint i = 0; i < self->n_clients; i++)
    {
      open_client (self, &self->clients[i]);
      if (options->ramp > 0 && i % RAMP_STEP == RAMP_STEP - 1)
        run_for (self, (double) RAMP_STEP / options->ramp);
    }
}

static void
run (Load *self, const Options *options)
{
  gint64 begin = 0;

  open_clients (self, options);
  if (options->ramp > 0)
    wait_for_streams (self);
  run_for (self, options->warmup);
  self->measures = TRUE;
  mark ("begin");
  begin = bench_socket_now ();
  run_for (self, options->duration);
  mark ("end");
  print_result (self, (bench_socket_now () - begin) / 1e9);
}

static GString *
make_request (const Options *options)
{
  g_autofree char *body = NULL;
  gsize length = 0;
  g_autoptr (GError) error = NULL;
  GString *request = g_string_new (NULL);

  if (!g_file_get_contents (options->body, &body, &length, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      exit (1);
    }
  g_string_printf (request,
                   "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
                   "content-type: application/json\r\nauthorization: Bearer sk-bench\r\n"
                   "anthropic-version: 2023-06-01\r\ncontent-length: %zu\r\n\r\n",
                   options->path,
                   options->port,
                   length);
  g_string_append_len (request, body, length);
  return request;
}

static void
parse_options (Options *options, int *argc, char ***argv)
{
  GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &options->port, "Where the target is", "N" },
    { "path", 0, 0, G_OPTION_ARG_STRING, &options->path, "What is asked for", "PATH" },
    { "body", 0, 0, G_OPTION_ARG_FILENAME, &options->body, "What is sent", "FILE" },
    { "connections", 0, 0, G_OPTION_ARG_INT, &options->connections, "At once", "N" },
    { "tokens", 0, 0, G_OPTION_ARG_INT, &options->tokens, "In each answer", "N" },
    { "ramp", 0, 0, G_OPTION_ARG_INT, &options->ramp, "Connections a second", "N" },
    { "warmup", 0, 0, G_OPTION_ARG_DOUBLE, &options->warmup, "Before", "SECONDS" },
    { "duration", 0, 0, G_OPTION_ARG_DOUBLE, &options->duration, "Measured", "SECONDS" },
    { "leave", 0, 0, G_OPTION_ARG_NONE, &options->leave, "At the first token", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse (context, argc, argv, &error) && options->port > 0 &&
      options->body != NULL)
    return;
  fprintf (stderr,
           "%s\n",
           error != NULL ? error->message : "--port and --body must be given");
  exit (2);
}

int
main (int argc, char **argv)
{
  Options options = { .connections = 1, .warmup = 0.3, .duration = 1 };
  Load self = { 0 };

  options.path = g_strdup ("/v1/messages");
  parse_options (&options, &argc, &argv);
  self.epoll = epoll_create1 (EPOLL_CLOEXEC);
  self.port = options.port;
  self.request = make_request (&options);
  self.n_clients = options.connections;
  self.clients = g_new0 (Client, self.n_clients);
  self.n_tokens = options.tokens;
  self.leaves = options.leave;
  self.latencies = g_array_new (FALSE, FALSE, sizeof (gint64));
  self.first_tokens = g_array_new (FALSE, FALSE, sizeof (gint64));
  self.departures = g_array_new (FALSE, FALSE, sizeof (gint64));
  run (&self, &options);
  return 0;
}
