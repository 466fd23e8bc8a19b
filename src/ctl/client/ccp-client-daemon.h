/* ccp-client-daemon.h: what the running daemon says of itself to who starts clients
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char *config_path;    /* (nullable): NULL for the configuration that is built in */
  GPtrArray *addresses; /* (element-type utf8): where it listens */
  char **profiles;
} CcpClientDaemon;

/* @environment: as of g_get_environ ()
 * Returns: (nullable): NULL if it does not run, or cannot be asked */
CcpClientDaemon *ccp_client_daemon_find (const char *const *environment);
/* Has the session bus start it, if it can, and waits until it listens.
 * Returns: whether it runs now */
gboolean ccp_client_daemon_start (const char *const *environment);
void ccp_client_daemon_free (CcpClientDaemon *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpClientDaemon, ccp_client_daemon_free)

G_END_DECLS
