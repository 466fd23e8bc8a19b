/* ccp-dbus-objects.h: all objects that are on the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-control.h"

G_BEGIN_DECLS

#define CCP_TYPE_DBUS_OBJECTS (ccp_dbus_objects_get_type ())

/* The root object, and below it, behind an object manager, what comes and goes. They are
 * there whether there is a bus or not. */
G_DECLARE_FINAL_TYPE (CcpDBusObjects, ccp_dbus_objects, CCP, DBUS_OBJECTS, GObject)

CcpDBusObjects *ccp_dbus_objects_new (CcpControl *control);
gboolean ccp_dbus_objects_export (CcpDBusObjects *self,
                                  GDBusConnection *connection,
                                  GError **error);
void ccp_dbus_objects_unexport (CcpDBusObjects *self);

G_END_DECLS
