/* ccp-local-server.h: a model server that was found on this machine
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-local-kind.h"

G_BEGIN_DECLS

typedef struct
{
  guint16 port;
  char *url;                /* of its API: http://127.0.0.1:PORT/v1 */
  const CcpLocalKind *kind; /* (nullable): it does not say what it is */
  char **models;
} CcpLocalServer;

CcpLocalServer *ccp_local_server_new (guint16 port);
void ccp_local_server_free (CcpLocalServer *self);
/* Returns: what people call it */
const char *ccp_local_server_get_title (const CcpLocalServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpLocalServer, ccp_local_server_free)

G_END_DECLS
