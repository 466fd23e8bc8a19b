/* test-service-manager.c: tests of ccp-service-manager.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-service-manager.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

/* What systemd is here: a socket that takes what the daemon says. */
typedef struct
{
  char *folder;
  char *path;
  GSocket *socket;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("ccproxy-test-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "notify", NULL);
  address = g_unix_socket_address_new (self->path);
  self->socket = g_socket_new (G_SOCKET_FAMILY_UNIX,
                               G_SOCKET_TYPE_DATAGRAM,
                               G_SOCKET_PROTOCOL_DEFAULT,
                               &error);
  g_assert_no_error (error);
  g_socket_set_timeout (self->socket, 5);
  g_socket_bind (self->socket, address, TRUE, &error);
  g_assert_no_error (error);
  g_setenv ("NOTIFY_SOCKET", self->path, TRUE);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_unsetenv ("NOTIFY_SOCKET");
  g_clear_object (&self->socket);
  g_unlink (self->path);
  g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->folder);
}

static char *
receive (Fixture *self)
{
  char text[1024] = "";
  g_autoptr (GError) error = NULL;
  gssize length = g_socket_receive (self->socket, text, sizeof text - 1, NULL, &error);

  g_assert_no_error (error);
  return g_strndup (text, (gsize) length);
}

static void
test_ready (Fixture *self, gconstpointer data)
{
  g_autoptr (CcpServiceManager) manager = ccp_service_manager_new ();
  g_autofree char *text = NULL;

  ccp_service_manager_ready (manager, "serving\nMAINPID=1");
  text = receive (self);
  g_assert_cmpstr (text, ==, "READY=1\nSTATUS=serving MAINPID=1");
}

static void
test_status (Fixture *self, gconstpointer data)
{
  g_autoptr (CcpServiceManager) manager = ccp_service_manager_new ();
  g_autofree char *text = NULL;

  ccp_service_manager_set_status (manager, "3 requests");
  text = receive (self);
  g_assert_cmpstr (text, ==, "STATUS=3 requests");
}

static void
test_reloading (Fixture *self, gconstpointer data)
{
  g_autoptr (CcpServiceManager) manager = ccp_service_manager_new ();
  g_autofree char *text = NULL;

  ccp_service_manager_reloading (manager);
  text = receive (self);
  g_assert_true (g_str_has_prefix (text, "RELOADING=1\nMONOTONIC_USEC="));
}

static void
test_stopping (Fixture *self, gconstpointer data)
{
  g_autoptr (CcpServiceManager) manager = ccp_service_manager_new ();
  g_autofree char *text = NULL;

  ccp_service_manager_stopping (manager, "draining", 30000);
  text = receive (self);
  g_assert_cmpstr (text, ==, "STOPPING=1\nSTATUS=draining\nEXTEND_TIMEOUT_USEC=30000000");
}

/* the main context itself says that it turns */
static void
test_watchdog (Fixture *self, gconstpointer data)
{
  g_autoptr (CcpServiceManager) manager = NULL;
  g_autofree char *text = NULL;

  g_setenv ("WATCHDOG_USEC", "20000", TRUE);
  manager = ccp_service_manager_new ();
  g_unsetenv ("WATCHDOG_USEC");
  g_assert_cmpint (g_socket_condition_check (self->socket, G_IO_IN), ==, 0);
  while (g_socket_condition_check (self->socket, G_IO_IN) == 0)
    g_main_context_iteration (NULL, TRUE);

  text = receive (self);
  g_assert_cmpstr (text, ==, "WATCHDOG=1");
}

static void
test_no_sockets (Fixture *self, gconstpointer data)
{
  g_autoptr (CcpServiceManager) manager = ccp_service_manager_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sockets = ccp_service_manager_take_sockets (manager, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (sockets->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                              \
  g_test_add ("/service-manager/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("ready/status-is-one-line", test_ready);
  ADD ("set-status/is-told", test_status);
  ADD ("reloading/has-the-time", test_reloading);
  ADD ("stopping/asks-for-time", test_stopping);
  ADD ("watchdog/is-fed-by-the-main-context", test_watchdog);
  ADD ("take-sockets/none-without-activation", test_no_sockets);
#undef ADD

  return g_test_run ();
}
