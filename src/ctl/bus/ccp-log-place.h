/* ccp-log-place.h: where the daemon that runs writes its log
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  guint pid;  /* of a daemon that systemd did not start, else 0 */
  char *file; /* (nullable): what its standard error is, NULL for the journal */
} CcpLogPlace;

/* Asks the session bus who the daemon is. If there is none, the log is where a daemon
 * that systemd starts has it.
 * @environment: says where the session bus is */
void ccp_log_place_find (CcpLogPlace *self, const char *const *environment);
void ccp_log_place_clear (CcpLogPlace *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CcpLogPlace, ccp_log_place_clear)

G_END_DECLS
