/* ccp-local-server.c: a model server that was found on this machine
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-local-server"

#include "ccp-local-server.h"

#include <glib/gi18n.h>

CcpLocalServer *
ccp_local_server_new (guint16 port)
{
  CcpLocalServer *self = g_new0 (CcpLocalServer, 1);

  self->port = port;
  self->url = g_strdup_printf ("http://127.0.0.1:%u/v1", port);
  return self;
}

void
ccp_local_server_free (CcpLocalServer *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->models, g_strfreev);
  g_free (self);
}

const char *
ccp_local_server_get_title (const CcpLocalServer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kind != NULL ? self->kind->title : _ ("A model server of unknown kind");
}
