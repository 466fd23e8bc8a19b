/* ccp-dbus-publisher.h: the exchanges under way on the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-ledger.h"

G_BEGIN_DECLS

/* how many exchanges are published a second; what is more than these are only counted,
 * so that a proxy that has much to do does not do it for the bus */
#define CCP_DBUS_PUBLISHER_RATE 64

#define CCP_TYPE_DBUS_PUBLISHER (ccp_dbus_publisher_get_type ())

/* Has an object on the bus for each exchange as long as it is under way. The signals
 * "started" (CcpLedgerEntry, utf8 path of the object) and "finished" (likewise) are of
 * those alone. */
G_DECLARE_FINAL_TYPE (CcpDBusPublisher, ccp_dbus_publisher, CCP, DBUS_PUBLISHER, GObject)

/* It does nothing until it is started. */
CcpDBusPublisher *ccp_dbus_publisher_new (CcpLedger *ledger,
                                          GDBusObjectManagerServer *server);
/* publishes those that are under way, and all that begin from now on */
void ccp_dbus_publisher_start (CcpDBusPublisher *self);
/* takes all from the bus */
void ccp_dbus_publisher_stop (CcpDBusPublisher *self);
/* Returns: how many began while it ran, and were not published */
guint64 ccp_dbus_publisher_get_unpublished (CcpDBusPublisher *self);

G_END_DECLS
