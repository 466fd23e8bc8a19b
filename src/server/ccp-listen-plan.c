/* ccp-listen-plan.c: another set of addresses to listen on, made ready
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-listen-plan"

#include "ccp-listen-plan.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#include "ccp-listen-address.h"
#include "ccp-listen-socket.h"

/* what is new */
typedef struct
{
  GSocket *socket;
  GSocketAddress *address;
  char *key;
} Opened;

struct _CcpListenPlan
{
  GPtrArray *addresses; /* (element-type GSocketAddress) */
  GPtrArray *keys;      /* (nullable) (element-type utf8): and a NULL at the end */
  GPtrArray *opened;    /* (element-type Opened) */
};

static void
free_opened (gpointer data)
{
  Opened *opened = data;

  if (opened->socket != NULL && G_IS_UNIX_SOCKET_ADDRESS (opened->address))
    g_unlink (g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (opened->address)));
  g_clear_object (&opened->socket);
  g_clear_object (&opened->address);
  g_clear_pointer (&opened->key, g_free);
  g_free (opened);
}

static gboolean
parse_addresses (CcpListenPlan *self, GPtrArray *addresses, GError **error)
{
  self->addresses = g_ptr_array_new_with_free_func (g_object_unref);
  self->keys = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < addresses->len; i++)
    {
      GSocketAddress *address =
          ccp_listen_address_parse (g_ptr_array_index (addresses, i), error);

      if (address == NULL)
        return FALSE;
      g_ptr_array_add (self->addresses, address);
      g_ptr_array_add (self->keys, ccp_listen_address_to_uri (address));
    }
  g_ptr_array_add (self->keys, NULL);
  return TRUE;
}

static gboolean
open_address (CcpListenPlan *self,
              CcpListener *listener,
              GSocketAddress *address,
              const char *key,
              GError **error)
{
  const char *const *keys = (const char *const *) self->keys->pdata;
  GSocket *leaving = ccp_listener_find_leaving (listener, address, keys);
  GSocket *socket = ccp_listen_socket_new_beside (address, leaving, error);
  Opened *opened = NULL;

  if (socket == NULL)
    return FALSE;
  opened = g_new0 (Opened, 1);
  opened->socket = socket;
  opened->address = g_object_ref (address);
  opened->key = g_strdup (key);
  g_ptr_array_add (self->opened, opened);
  return TRUE;
}

static gboolean
open_addresses (CcpListenPlan *self, CcpListener *listener, GError **error)
{
  for (guint i = 0; i < self->addresses->len; i++)
    {
      const char *key = g_ptr_array_index (self->keys, i);

      if (ccp_listener_find (listener, key) == NULL &&
          !open_address (self,
                         listener,
                         g_ptr_array_index (self->addresses, i),
                         key,
                         error))
        return FALSE;
    }
  return TRUE;
}

CcpListenPlan *
ccp_listen_plan_new (CcpListener *listener, GPtrArray *addresses, GError **error)
{
  g_autoptr (CcpListenPlan) self = NULL;

  g_return_val_if_fail (CCP_IS_LISTENER (listener), NULL);

  self = g_new0 (CcpListenPlan, 1);
  self->opened = g_ptr_array_new_with_free_func (free_opened);
  if (addresses == NULL)
    self->addresses = ccp_listener_get_addresses (listener);
  else if (!parse_addresses (self, addresses, error) ||
           !open_addresses (self, listener, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
ccp_listen_plan_free (CcpListenPlan *self)
{
  g_clear_pointer (&self->opened, g_ptr_array_unref);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_pointer (&self->addresses, g_ptr_array_unref);
  g_free (self);
}

GPtrArray *
ccp_listen_plan_get_addresses (CcpListenPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->addresses;
}

void
ccp_listen_plan_carry_out (CcpListenPlan *self, CcpListener *listener)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (CCP_IS_LISTENER (listener));

  for (guint i = 0; i < self->opened->len; i++)
    {
      Opened *opened = g_ptr_array_index (self->opened, i);
      g_autoptr (GError) error = NULL;

      if (!ccp_listener_add (listener, opened->socket, opened->key, &error))
        g_warning ("%s is not listened on: %s", opened->key, error->message);
      else
        g_clear_object (&opened->socket);
    }
  if (self->keys != NULL)
    ccp_listener_retain (listener, (const char *const *) self->keys->pdata);
}
