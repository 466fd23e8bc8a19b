/* test-server-limits.c: clients that are slow or many, and the end of a CcpServer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server-fixture.h"

#define HOST "Host: localhost\r\n"
#define TIMEOUT 400

/* of the listener: a warning that is expected must not end the test */
static guint warnings;

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (level == G_LOG_LEVEL_WARNING && g_str_equal (fields[i].key, "GLIB_DOMAIN") &&
        g_str_equal (fields[i].value, "ccp-listener"))
      {
        warnings++;
        return G_LOG_WRITER_HANDLED;
      }
  return g_log_writer_default (level, fields, n_fields, data);
}

static RawReply *
ask (const char *uri, const char *method, const char *path, const char *body)
{
  g_autoptr (RawClient) client = raw_client_new (uri);

  raw_client_request (client, method, path, NULL, body);
  return raw_client_read_reply (client, FALSE);
}

static GPtrArray *
make_clients (ServerFixture *fixture, guint n, const char *bytes)
{
  GPtrArray *clients = g_ptr_array_new_with_free_func ((GDestroyNotify) raw_client_free);

  for (guint i = 0; i < n; i++)
    {
      RawClient *client = raw_client_new (fixture->uri);

      g_ptr_array_add (clients, client);
      raw_client_send (client, bytes, -1);
    }
  return clients;
}

static guint
count_open (GPtrArray *clients)
{
  guint n = 0;

  for (guint i = 0; i < clients->len; i++)
    n += ((RawClient *) g_ptr_array_index (clients, i))->eof ? 0 : 1;
  return n;
}

/* slow ones send a byte now and then, which must not help them */
static void
test_slow (gconstpointer begin)
{
  enum
  {
    CLIENTS = 300
  };
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (GPtrArray) clients = NULL;
  gint64 slowest = 0;
  gint64 end;

  fixture->settings->header_timeout = TIMEOUT;
  fixture->settings->body_timeout = TIMEOUT;
  server_fixture_listen (fixture);
  clients = make_clients (fixture, CLIENTS, begin);
  end = g_get_monotonic_time () + 3 * TIMEOUT * 1000;

  while (g_get_monotonic_time () < end)
    {
      gint64 began = g_get_monotonic_time ();
      g_autoptr (RawReply) reply = ask (fixture->uri, "POST", "/v1/messages", MESSAGE);

      g_assert_cmpuint (reply->status, ==, 200);
      slowest = MAX (slowest, g_get_monotonic_time () - began);
      for (guint i = 0; i < clients->len; i++)
        raw_client_send (g_ptr_array_index (clients, i), "x", 1);
      raw_client_run_for (TIMEOUT / 8);
    }

  g_test_message ("slowest good request: %" G_GINT64_FORMAT " us", slowest);
  g_assert_cmpuint (count_open (clients), ==, 0);
  g_assert_nonnull (strstr (((RawClient *) g_ptr_array_index (clients, 0))->input->str,
                            "HTTP/1.1 408 "));
  g_assert_cmpint (slowest, <, TIMEOUT * 1000);
}

/* the time for the first head counts from accept, also when no byte comes */
static void
test_silent (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;

  fixture->settings->header_timeout = 100;
  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);

  g_assert_true (raw_client_wait_eof (client, 1000));
  g_assert_cmpuint (client->input->len, ==, 0);
}

/* between requests a client may be silent longer than within one */
static void
test_keep_alive_timeout (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;
  g_autoptr (RawReply) reply = NULL;

  fixture->settings->header_timeout = 150;
  fixture->settings->keep_alive_timeout = 700;
  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);
  raw_client_request (client, "GET", "/health", NULL, NULL);
  reply = raw_client_read_reply (client, FALSE);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_false (raw_client_wait_eof (client, 400));
  raw_client_send (client, "GET", -1);
  g_assert_true (raw_client_wait_eof (client, 400));
  g_assert_true (g_str_has_prefix (client->input->str, "HTTP/1.1 408 "));
}

/* a reply that takes its time is not a slow client */
static void
test_no_deadline_for_replies (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawReply) reply = NULL;

  fixture->settings->header_timeout = 100;
  fixture->settings->body_timeout = 100;
  fixture->settings->keep_alive_timeout = 100;
  fixture->runner->gap = 150;
  server_fixture_listen (fixture);
  reply = ask (fixture->uri, "POST", "/v1/messages", STREAM);

  g_assert_true (reply->complete);
}

static void
test_reader_that_stopped (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;

  fixture->settings->write_timeout = 200;
  fixture->runner->n_events = 10000;
  fixture->runner->event_size = 64 * 1024;
  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);
  raw_client_set_reading (client, FALSE);
  raw_client_request (client, "POST", "/v1/messages", NULL, STREAM);
  raw_client_run_for (150);
  g_assert_cmpuint (ccp_server_get_in_flight (fixture->server), ==, 1);
  raw_client_run_for (500);

  g_assert_cmpuint (ccp_server_get_in_flight (fixture->server), ==, 0);
  g_assert_cmpuint (ccp_server_get_connections (fixture->server), ==, 0);
}

static void
test_connection_cap (void)
{
  enum
  {
    CAP = 50,
    CLIENTS = 400
  };
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (GPtrArray) clients = NULL;
  g_autoptr (RawReply) reply = NULL;

  fixture->settings->max_connections = CAP;
  server_fixture_listen (fixture);
  clients = make_clients (fixture, CLIENTS, "");
  raw_client_run_for (200);

  g_assert_cmpuint (ccp_server_get_connections (fixture->server), ==, CAP);
  g_assert_cmpuint (count_open (clients), ==, CAP);
  g_assert_true (((RawClient *) g_ptr_array_index (clients, 0))->eof);
  g_assert_false (((RawClient *) g_ptr_array_index (clients, CLIENTS - 1))->eof);
  reply = ask (fixture->uri, "POST", "/v1/messages", MESSAGE);
  g_assert_cmpuint (reply->status, ==, 200);
}

/* those that are being answered are not closed for others */
static void
test_all_busy (void)
{
  enum
  {
    CAP = 5
  };
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (GPtrArray) clients = NULL;
  g_autoptr (RawClient) late = NULL;
  g_autoptr (RawReply) reply = NULL;
  g_autofree char *text = g_strdup_printf ("POST /v1/messages HTTP/1.1\r\n" HOST
                                           "Content-Length: %zu\r\n\r\n%s",
                                           strlen (MESSAGE),
                                           MESSAGE);

  fixture->settings->max_connections = CAP;
  fixture->runner->hangs = TRUE;
  server_fixture_listen (fixture);
  clients = make_clients (fixture, CAP, text);
  g_assert_true (raw_client_run_until (&fixture->runner->runs, CAP));
  late = raw_client_new (fixture->uri);
  reply = raw_client_read_reply (late, FALSE);

  server_fixture_assert_error (reply, 529, "overloaded_error");
  g_assert_cmpuint (count_open (clients), ==, CAP);
}

/* without a file descriptor there is nothing to accept, and nothing to spin about */
static void
test_no_descriptors (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;
  g_autoptr (RawReply) reply = NULL;
  struct rlimit old;
  struct rlimit none;
  guint turns = 0;
  gint64 end;

  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);
  raw_client_request (client, "GET", "/health", NULL, NULL);
  getrlimit (RLIMIT_NOFILE, &old);
  none = (struct rlimit){ g_socket_get_fd (client->socket) + 1, old.rlim_max };
  setrlimit (RLIMIT_NOFILE, &none);
  warnings = 0;
  end = g_get_monotonic_time () + 80 * 1000;
  while (g_get_monotonic_time () < end)
    {
      turns += g_main_context_iteration (NULL, FALSE) ? 1 : 0;
      g_usleep (500);
    }
  setrlimit (RLIMIT_NOFILE, &old);

  g_assert_cmpuint (warnings, ==, 1);
  g_assert_cmpuint (turns, <, 10);
  reply = raw_client_read_reply (client, FALSE);
  g_assert_cmpuint (reply->status, ==, 200);
}

static void
test_unix_socket (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("server-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "x.sock", NULL);
  g_autofree char *address = g_strconcat ("unix:", path, NULL);
  g_autoptr (RawReply) whole = NULL;
  g_autoptr (RawReply) stream = NULL;
  g_auto (GStrv) uris = NULL;
  struct stat info;

  server_fixture_listen (fixture);
  g_assert_true (ccp_server_listen (fixture->server, address, &error));
  uris = ccp_server_get_uris (fixture->server);
  g_assert_cmpuint (g_strv_length (uris), ==, 2);
  g_assert_cmpstr (uris[1], ==, address);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);

  whole = ask (uris[1], "POST", "/v1/messages", MESSAGE);
  stream = ask (uris[1], "POST", "/v1/messages", STREAM);
  g_assert_cmpuint (whole->status, ==, 200);
  g_assert_true (stream->complete);

  ccp_server_close (fixture->server);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_rmdir (folder);
}

static void
test_passed_socket (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4,
                                             G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_TCP,
                                             NULL);
  g_auto (GStrv) uris = NULL;
  g_autoptr (RawReply) reply = NULL;

  g_assert_true (g_socket_bind (socket, any, TRUE, NULL));
  g_assert_true (g_socket_listen (socket, NULL));
  server_fixture_listen (fixture);
  g_assert_true (ccp_server_listen_socket (fixture->server, socket, &error));
  uris = ccp_server_get_uris (fixture->server);
  reply = ask (uris[1], "GET", "/health", NULL);

  g_assert_cmpuint (reply->status, ==, 200);
}

static void
test_foreign_address (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (GError) error = NULL;

  server_fixture_listen (fixture);

  g_assert_false (ccp_server_listen (fixture->server, "0.0.0.0:0", &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
  g_assert_nonnull (strstr (error->message, "client_keys"));
}

static void
test_new_settings (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (CcpServerSettings) settings = ccp_server_settings_new ();
  g_autoptr (RawReply) before = NULL;
  g_autoptr (RawReply) after = NULL;

  server_fixture_listen (fixture);
  before = ask (fixture->uri, "GET", "/v1/models", NULL);
  g_ptr_array_add (settings->client_keys, ccp_secret_new ("key"));
  ccp_server_set_settings (fixture->server, settings);
  after = ask (fixture->uri, "GET", "/v1/models", NULL);

  g_assert_cmpuint (before->status, ==, 200);
  g_assert_cmpuint (after->status, ==, 401);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_writer_func (write_log, NULL, NULL);

  g_test_add_data_func ("/server/limits/slow-heads",
                        "GET /health HTTP/1.1\r\n" HOST "X: ",
                        test_slow);
  g_test_add_data_func ("/server/limits/slow-bodies",
                        "POST /v1/messages HTTP/1.1\r\n" HOST
                        "Content-Length: 1000\r\n\r\n",
                        test_slow);
  g_test_add_func ("/server/limits/silent", test_silent);
  g_test_add_func ("/server/limits/keep-alive-timeout", test_keep_alive_timeout);
  g_test_add_func ("/server/limits/no-deadline-for-replies",
                   test_no_deadline_for_replies);
  g_test_add_func ("/server/limits/reader-that-stopped", test_reader_that_stopped);
  g_test_add_func ("/server/limits/connection-cap", test_connection_cap);
  g_test_add_func ("/server/limits/all-busy", test_all_busy);
  g_test_add_func ("/server/limits/no-descriptors", test_no_descriptors);
  g_test_add_func ("/server/listen/unix-socket", test_unix_socket);
  g_test_add_func ("/server/listen/passed-socket", test_passed_socket);
  g_test_add_func ("/server/listen/T140-foreign-address", test_foreign_address);
  g_test_add_func ("/server/set-settings/client-keys", test_new_settings);

  return g_test_run ();
}
