/* ccp-listener.c: accepts connections on any number of sockets
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-listener"

#include "ccp-listener.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#include "ccp-listen-address.h"

/* so that a flood of connections does not starve those that are there */
#define ACCEPTS_AT_ONCE 32
/* as many as the kernel lets wait for one socket, unless told otherwise */
#define MAX_WAITING 4096
/* without a file descriptor accept () fails at once, over and over */
#define PAUSE 100

typedef struct
{
  GSocket *socket;
  GSocketAddress *address;
  GSource *source; /* (nullable): while it accepts */
  gboolean owned;
  char *key;     /* (nullable): what was asked for, if it is owned */
  GStatBuf file; /* of an owned Unix socket; 0 for others */
} Entry;

struct _CcpListener
{
  GObject parent_instance;

  CcpListenerFunc accepted;
  gpointer user_data;
  GPtrArray *entries; /* (element-type Entry) */
  GSource *pause;     /* (nullable) */
};

G_DEFINE_FINAL_TYPE (CcpListener, ccp_listener, G_TYPE_OBJECT)

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* Returns: (nullable): where the file of an owned Unix socket is */
static const char *
get_path (const Entry *entry)
{
  if (!entry->owned || !G_IS_UNIX_SOCKET_ADDRESS (entry->address))
    return NULL;
  return g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (entry->address));
}

/* somebody may have removed the file, and another program have a socket there by now */
static void
remove_file (const Entry *entry)
{
  const char *path = get_path (entry);
  GStatBuf found;

  if (path != NULL && g_lstat (path, &found) == 0 && found.st_dev == entry->file.st_dev &&
      found.st_ino == entry->file.st_ino)
    g_unlink (path);
}

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  clear_source (&entry->source);
  remove_file (entry);
  g_clear_object (&entry->socket);
  g_clear_object (&entry->address);
  g_clear_pointer (&entry->key, g_free);
  g_free (entry);
}

/* accepting may have to pause, and begins again after it */
static gboolean on_incoming (GSocket *socket, GIOCondition condition, gpointer data);

static void
start_entry (CcpListener *self, Entry *entry)
{
  entry->source = g_socket_create_source (entry->socket, G_IO_IN, NULL);
  g_source_set_callback (entry->source, G_SOURCE_FUNC (on_incoming), self, NULL);
  g_source_attach (entry->source, g_main_context_get_thread_default ());
}

static gboolean
resume (gpointer data)
{
  CcpListener *self = data;

  clear_source (&self->pause);
  for (guint i = 0; i < self->entries->len; i++)
    start_entry (self, g_ptr_array_index (self->entries, i));
  return G_SOURCE_REMOVE;
}

static void
pause_all (CcpListener *self, const GError *error)
{
  g_warning ("no connection can be accepted just now: %s", error->message);
  for (guint i = 0; i < self->entries->len; i++)
    clear_source (&((Entry *) g_ptr_array_index (self->entries, i))->source);
  self->pause = g_timeout_source_new (PAUSE);
  g_source_set_callback (self->pause, resume, self, NULL);
  g_source_attach (self->pause, g_main_context_get_thread_default ());
}

static gboolean
on_incoming (GSocket *socket, GIOCondition condition, gpointer data)
{
  CcpListener *self = data;

  for (guint i = 0; i < ACCEPTS_AT_ONCE; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocket) client = g_socket_accept (socket, NULL, &error);

      if (client != NULL)
        {
          self->accepted (client, self->user_data);
          continue;
        }
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES))
        return G_SOURCE_CONTINUE;
      pause_all (self, error);
      return G_SOURCE_REMOVE;
    }
  return G_SOURCE_CONTINUE;
}

/* Returns: whether it is what @key asks for: a port that the kernel has chosen can be
 * asked for by its number as well */
static gboolean
matches (const Entry *entry, const char *key)
{
  g_autofree char *uri = ccp_listen_address_to_uri (entry->address);

  return g_strcmp0 (entry->key, key) == 0 || g_str_equal (uri, key);
}

/* Returns: the place of @entry among @keys, -1 if it has none */
static int
find_place (const Entry *entry, const char *const *keys)
{
  for (int i = 0; keys[i] != NULL; i++)
    if (matches (entry, keys[i]))
      return i;
  return -1;
}

static int
compare_places (gconstpointer a, gconstpointer b, gpointer keys)
{
  return find_place (*(const Entry *const *) a, keys) -
         find_place (*(const Entry *const *) b, keys);
}

static gboolean
has_port (const Entry *entry, guint16 port)
{
  return G_IS_INET_SOCKET_ADDRESS (entry->address) &&
         g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (entry->address)) == port;
}

static void
accept_waiting (CcpListener *self, Entry *entry)
{
  for (guint i = 0; i < MAX_WAITING; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocket) client = g_socket_accept (entry->socket, NULL, &error);

      if (client == NULL)
        return;
      self->accepted (client, self->user_data);
    }
}

static void
ccp_listener_finalize (GObject *object)
{
  CcpListener *self = CCP_LISTENER (object);

  clear_source (&self->pause);
  g_clear_pointer (&self->entries, g_ptr_array_unref);

  G_OBJECT_CLASS (ccp_listener_parent_class)->finalize (object);
}

static void
ccp_listener_class_init (CcpListenerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_listener_finalize;
}

static void
ccp_listener_init (CcpListener *self)
{
  self->entries = g_ptr_array_new_with_free_func (free_entry);
}

CcpListener *
ccp_listener_new (CcpListenerFunc accepted, gpointer user_data)
{
  CcpListener *self = g_object_new (CCP_TYPE_LISTENER, NULL);

  self->accepted = accepted;
  self->user_data = user_data;
  return self;
}

gboolean
ccp_listener_add (CcpListener *self, GSocket *socket, const char *key, GError **error)
{
  Entry *entry = NULL;
  g_autoptr (GSocketAddress) address = NULL;

  g_return_val_if_fail (CCP_IS_LISTENER (self), FALSE);
  g_return_val_if_fail (G_IS_SOCKET (socket), FALSE);

  address = g_socket_get_local_address (socket, error);
  if (address == NULL)
    return FALSE;
  g_socket_set_blocking (socket, FALSE);

  entry = g_new0 (Entry, 1);
  entry->socket = g_object_ref (socket);
  entry->address = g_steal_pointer (&address);
  entry->owned = key != NULL;
  entry->key = g_strdup (key);
  if (get_path (entry) != NULL && g_lstat (get_path (entry), &entry->file) != 0)
    entry->file = (GStatBuf){ 0 };
  g_ptr_array_add (self->entries, entry);
  if (self->pause == NULL)
    start_entry (self, entry);
  return TRUE;
}

GSocket *
ccp_listener_find (CcpListener *self, const char *key)
{
  g_return_val_if_fail (CCP_IS_LISTENER (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      if (matches (entry, key))
        return entry->socket;
    }
  return NULL;
}

GSocket *
ccp_listener_find_leaving (CcpListener *self,
                           GSocketAddress *address,
                           const char *const *keys)
{
  guint16 port = 0;

  g_return_val_if_fail (CCP_IS_LISTENER (self), NULL);
  g_return_val_if_fail (keys != NULL, NULL);

  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return NULL;
  port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->owned && has_port (entry, port) && find_place (entry, keys) < 0)
        return entry->socket;
    }
  return NULL;
}

void
ccp_listener_retain (CcpListener *self, const char *const *keys)
{
  g_return_if_fail (CCP_IS_LISTENER (self));
  g_return_if_fail (keys != NULL);

  for (guint i = self->entries->len; i > 0; i--)
    {
      Entry *entry = g_ptr_array_index (self->entries, i - 1);
      int place = find_place (entry, keys);

      if (!entry->owned)
        continue;
      if (place < 0)
        {
          accept_waiting (self, entry);
          g_ptr_array_remove_index (self->entries, i - 1);
          continue;
        }
      g_free (entry->key);
      entry->key = g_strdup (keys[place]);
    }
  g_ptr_array_sort_with_data (self->entries, compare_places, (gpointer) keys);
}

GPtrArray *
ccp_listener_get_addresses (CcpListener *self)
{
  GPtrArray *addresses = NULL;

  g_return_val_if_fail (CCP_IS_LISTENER (self), NULL);

  addresses = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      g_ptr_array_add (addresses, g_object_ref (entry->address));
    }
  return addresses;
}

char **
ccp_listener_get_uris (CcpListener *self)
{
  g_autoptr (GStrvBuilder) uris = g_strv_builder_new ();

  g_return_val_if_fail (CCP_IS_LISTENER (self), NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *uri = ccp_listen_address_to_uri (entry->address);

      g_strv_builder_add (uris, uri);
    }
  return g_strv_builder_end (uris);
}

void
ccp_listener_accept_waiting (CcpListener *self)
{
  g_return_if_fail (CCP_IS_LISTENER (self));

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->owned)
        accept_waiting (self, entry);
    }
}

void
ccp_listener_stop (CcpListener *self)
{
  g_return_if_fail (CCP_IS_LISTENER (self));

  clear_source (&self->pause);
  g_ptr_array_set_size (self->entries, 0);
}
