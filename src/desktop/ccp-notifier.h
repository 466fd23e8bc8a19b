/* ccp-notifier.h: shows notifications on the desktop, if there is one
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-desktop-bus.h"
#include "ccp-notice.h"

G_BEGIN_DECLS

/* Returns: microseconds; it does not go back */
typedef gint64 (*CcpNotifierClock) (gpointer data);

#define CCP_TYPE_NOTIFIER (ccp_notifier_get_type ())

/* A client of org.freedesktop.Notifications, as often as CcpNoticeLimit allows. Without
 * the service nothing happens; what would have been shown is when the service comes.
 * The signal "action" (utf8 key, utf8 name) says what the person chose. */
G_DECLARE_FINAL_TYPE (CcpNotifier, ccp_notifier, CCP, NOTIFIER, GObject)

/* @bus: the session's
 * @clock: (nullable): NULL for that of the system */
CcpNotifier *ccp_notifier_new (CcpDesktopBus *bus, CcpNotifierClock clock, gpointer data);
/* While it is off nothing is shown, and what was is gone. At first it is on. */
void ccp_notifier_set_enabled (CcpNotifier *self, gboolean enabled);
/* @notice: (transfer full): takes the place of the one with the same key */
void ccp_notifier_show (CcpNotifier *self, CcpNotice *notice);
/* What @key is about is no longer so: its notification is closed. */
void ccp_notifier_settle (CcpNotifier *self, const char *key);

G_END_DECLS
