/* ccp-dbus-names.h: what is called how on the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

/* Names of interfaces stand in the XML files of data, names of errors in ccp-error.c. */
#define CCP_DBUS_NAME "org.ccproxy.CcProxy1"
#define CCP_DBUS_PATH "/org/ccproxy/CcProxy1"
/* each object is at one of these, with its name, escaped, behind it */
#define CCP_DBUS_EXCHANGES CCP_DBUS_PATH "/exchanges/"
#define CCP_DBUS_PLUGINS CCP_DBUS_PATH "/plugins/"
#define CCP_DBUS_PROVIDERS CCP_DBUS_PATH "/providers/"
