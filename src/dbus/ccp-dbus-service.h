/* ccp-dbus-service.h: the side door
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-control.h"

G_BEGIN_DECLS

#define CCP_TYPE_DBUS_SERVICE (ccp_dbus_service_get_type ())

/* Has the daemon on the session bus under its name. Nothing of that is needed to serve
 * requests: what does not go is told, and that is all. */
G_DECLARE_FINAL_TYPE (CcpDBusService, ccp_dbus_service, CCP, DBUS_SERVICE, GObject)

/* Connects, and takes the name. When the connection is lost, it is made again as soon as
 * there is a bus.
 * @environment: as of g_get_environ (): where the bus is */
CcpDBusService *ccp_dbus_service_new (CcpControl *control,
                                      const char *const *environment);

G_END_DECLS
