/* ccp-bus-connection.c: connects to the session bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-bus-connection"

#include "config.h"

#include <glib/gi18n.h>

#include "ccp-bus-connection.h"
#include "ccp.h"

/* in milliseconds: it is on this machine */
#define TIME_LIMIT 3000

/* a connection that is being made */
typedef struct
{
  GMainLoop *loop;
  GCancellable *cancellable;
  guint timer;
  GDBusConnection *connection; /* (nullable) */
  GError *error;
} Attempt;

/* GLib would start a bus of its own where there is none. */
static char *
find_address (const char *const *environment)
{
  const char *address =
      g_environ_getenv ((char **) environment, "DBUS_SESSION_BUS_ADDRESS");
  const char *folder = g_environ_getenv ((char **) environment, "XDG_RUNTIME_DIR");
  g_autofree char *path = NULL;
  g_autofree char *escaped = NULL;

  if (address != NULL && *address != '\0')
    return g_strdup (address);
  if (folder == NULL || *folder == '\0')
    return NULL;
  path = g_build_filename (folder, "bus", NULL);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;
  escaped = g_dbus_address_escape_value (path);
  return g_strconcat ("unix:path=", escaped, NULL);
}

static gboolean
give_up (gpointer data)
{
  Attempt *attempt = data;

  attempt->timer = 0;
  g_cancellable_cancel (attempt->cancellable);
  return G_SOURCE_REMOVE;
}

static void
take_connection (GObject *source, GAsyncResult *result, gpointer data)
{
  Attempt *attempt = data;

  attempt->connection =
      g_dbus_connection_new_for_address_finish (result, &attempt->error);
  g_main_loop_quit (attempt->loop);
}

/* GLib waits for ever for a bus that takes a connection and says nothing. */
static GDBusConnection *
connect_to (const char *address, guint milliseconds, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Attempt attempt = { .loop = loop, .cancellable = cancellable };

  attempt.timer = g_timeout_add (milliseconds, give_up, &attempt);
  g_dbus_connection_new_for_address (address,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                         G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL,
                                     cancellable,
                                     take_connection,
                                     &attempt);
  g_main_loop_run (loop);
  g_clear_handle_id (&attempt.timer, g_source_remove);
  if (g_error_matches (attempt.error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_TIMEOUT,
                 _ ("the session bus at %s does not answer"),
                 address);
  else if (attempt.error != NULL)
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_NOT_FOUND,
                 _ ("cannot connect to the session bus at %s: %s"),
                 address,
                 attempt.error->message);
  g_clear_error (&attempt.error);
  return attempt.connection;
}

GDBusConnection *
ccp_bus_connection_open (const char *const *environment, GError **error)
{
  return ccp_bus_connection_open_within (environment, TIME_LIMIT, error);
}

GDBusConnection *
ccp_bus_connection_open_within (const char *const *environment,
                                guint milliseconds,
                                GError **error)
{
  g_autofree char *address = NULL;

  g_return_val_if_fail (environment != NULL, NULL);

  address = find_address (environment);
  if (address != NULL)
    return connect_to (address, milliseconds, error);
  g_set_error_literal (
      error,
      CCP_ERROR,
      CCP_ERROR_NOT_FOUND,
      _ ("there is no session bus: DBUS_SESSION_BUS_ADDRESS is not set, and "
         "$XDG_RUNTIME_DIR has no socket named bus; log in as yourself, or run ccproxyd "
         "and this program in a shell of dbus-run-session"));
  return NULL;
}
