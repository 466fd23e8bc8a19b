/* ccp-dbus-reply.h: answers a call with an error
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whatever domain @error is of, its name on the bus is one of those of CcpError.
 * @invocation: (transfer full) */
void ccp_dbus_reply_error (GDBusMethodInvocation *invocation, const GError *error);
G_END_DECLS
