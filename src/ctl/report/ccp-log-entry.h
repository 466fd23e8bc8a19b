/* ccp-log-entry.h: a line of the journal as programs read it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* @line: an object, as journalctl prints it with --output=json
 * Returns: (nullable): what of it is about the proxy: time (microseconds since 1970),
 * priority, message, and the fields of the daemon, in small letters and without CCP_;
 * NULL with CCP_ERROR_JSON if it is no object */
CcpJson *ccp_log_entry_read (const char *line, GError **error);

G_END_DECLS
