/* ccp-notification-server.h: the desktop's service for notifications, as its client
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-desktop-bus.h"
#include "ccp-notice.h"

G_BEGIN_DECLS

#define CCP_TYPE_NOTIFICATION_SERVER (ccp_notification_server_get_type ())

/* org.freedesktop.Notifications, which need not be there. Its signals are "ready": what
 * it can do is known, and it can be asked; "appeared": it may be worth to connect again;
 * "lost": what it showed is gone; "closed" (guint id) and "action" (guint id, utf8 name)
 * of one of its notifications. */
G_DECLARE_FINAL_TYPE (CcpNotificationServer,
                      ccp_notification_server,
                      CCP,
                      NOTIFICATION_SERVER,
                      GObject)

/* @bus: the session's */
CcpNotificationServer *ccp_notification_server_new (CcpDesktopBus *bus);
gboolean ccp_notification_server_is_ready (CcpNotificationServer *self);
/* Finds the service and asks it what it can do, if that is not known or asked already. */
void ccp_notification_server_connect (CcpNotificationServer *self);
/* Once it is ready: shows @notice
 * @replaces: the notification that it takes the place of, or 0 */
void ccp_notification_server_show_async (CcpNotificationServer *self,
                                         const CcpNotice *notice,
                                         guint32 replaces,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
/* Returns: its id, 0 with an error */
guint32 ccp_notification_server_show_finish (CcpNotificationServer *self,
                                             GAsyncResult *result,
                                             GError **error);
/* Takes a notification off the screen, if the service is there. */
void ccp_notification_server_close (CcpNotificationServer *self, guint32 id);

G_END_DECLS
