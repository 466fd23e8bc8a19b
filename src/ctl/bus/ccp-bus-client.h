/* ccp-bus-client.h: speaks to the daemon over the session bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-dbus-types.h"
#include "ccp-exit-code.h"

G_BEGIN_DECLS

#define CCP_TYPE_BUS_CLIENT (ccp_bus_client_get_type ())

G_DECLARE_FINAL_TYPE (CcpBusClient, ccp_bus_client, CCP, BUS_CLIENT, GObject)

/* Finds the daemon, which is not started for it. It runs the main loop of this thread for
 * as long as the bus takes to answer.
 * @environment: says where the session bus is
 * Returns: (nullable): NULL with
 *   CCP_ERROR_NOT_FOUND: there is no session bus, or it cannot be reached
 *   CCP_ERROR_UNAVAILABLE: the daemon does not run
 *   CCP_ERROR_INTERNAL: systemd could not start it
 *   CCP_ERROR_TIMEOUT: the bus or the daemon does not answer
 *   CCP_ERROR_PLUGIN: what has the name of the daemon does not speak as it does
 * The message says how to mend it. */
CcpBusClient *ccp_bus_client_new (const char *const *environment, GError **error);
/* The same for a verb, which ends with @status if there is none: standard error says
 * why. */
CcpBusClient *ccp_bus_client_open (const char *verb, CcpExitCode *status);
/* the proxies wait five seconds for an answer, if no more is set */
GDBusConnection *ccp_bus_client_get_connection (CcpBusClient *self);
CcpDBusManager *ccp_bus_client_get_manager (CcpBusClient *self);
CcpDBusRoutes *ccp_bus_client_get_routes (CcpBusClient *self);
CcpDBusStats *ccp_bus_client_get_stats (CcpBusClient *self);
/* providers, plugins and exchanges; signals tell of those that come and go
 * Returns: (transfer none) (nullable): the same one each time */
GDBusObjectManager *ccp_bus_client_get_objects (CcpBusClient *self, GError **error);
/* Returns: (element-type CcpDBusProvider) (nullable): by their names */
GPtrArray *ccp_bus_client_list_providers (CcpBusClient *self, GError **error);
/* Returns: (element-type CcpDBusPlugin) (nullable): by their names */
GPtrArray *ccp_bus_client_list_plugins (CcpBusClient *self, GError **error);

/* A proxy knows a property as it was when the main loop last ran.
 * Returns: (nullable): its value now */
GVariant *
ccp_bus_client_get_property (GDBusProxy *proxy, const char *name, GError **error);

/* Returns: what @error, of this or of a call of a proxy, says to people */
char *ccp_bus_client_describe_error (const GError *error);
/* Returns: the exit status for @error */
CcpExitCode ccp_bus_client_get_exit_code (const GError *error);
/* Says on standard error what went wrong.
 * Returns: the exit status for it */
CcpExitCode ccp_bus_client_report_error (const char *verb, const GError *error);

G_END_DECLS
