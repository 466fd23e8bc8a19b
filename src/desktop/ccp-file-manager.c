/* ccp-file-manager.c: shows a file in the desktop's file manager
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-file-manager"

#include "ccp-file-manager.h"

#define SERVICE "org.freedesktop.FileManager1"
#define PATH "/org/freedesktop/FileManager1"

static void
on_shown (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);

  if (answer == NULL)
    g_info ("the file manager shows no file: %s", error->message);
}

/* @data: (transfer full): the URI */
static void
on_opened (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autofree char *uri = data;
  const char *const uris[] = { uri, NULL };
  g_autoptr (GDBusConnection) connection =
      ccp_desktop_bus_open_finish (CCP_DESKTOP_BUS (object), result, NULL);

  if (connection == NULL)
    return;
  g_dbus_connection_call (connection,
                          SERVICE,
                          PATH,
                          SERVICE,
                          "ShowItems",
                          g_variant_new ("(^ass)", uris, ""),
                          NULL,
                          G_DBUS_CALL_FLAGS_NONE,
                          -1,
                          NULL,
                          on_shown,
                          NULL);
}

void
ccp_file_manager_show (CcpDesktopBus *bus, const char *path)
{
  char *uri = NULL;

  g_return_if_fail (CCP_IS_DESKTOP_BUS (bus));
  g_return_if_fail (path != NULL);

  uri = g_filename_to_uri (path, NULL, NULL);
  if (uri != NULL)
    ccp_desktop_bus_open_async (bus, NULL, on_opened, uri);
}
