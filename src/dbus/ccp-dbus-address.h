/* ccp-dbus-address.h: where the session bus is
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Not as GLib finds it, which would start a bus where there is none.
 * Returns: (transfer full) (nullable): where it is or will be; NULL if nothing says */
char *ccp_dbus_address_find_session (const char *const *environment);

G_END_DECLS
