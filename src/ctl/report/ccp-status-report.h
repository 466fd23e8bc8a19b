/* ccp-status-report.h: how the daemon is
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-bus-client.h"
#include "ccp-terminal.h"
#include "ccp.h"

G_BEGIN_DECLS

typedef struct
{
  CcpDBusManager *manager;
  GPtrArray *providers; /* (element-type CcpDBusProvider) */
  GPtrArray *plugins;   /* (element-type CcpDBusPlugin) */
  GVariant *totals;     /* of Snapshot */
} CcpStatusReport;

/* Returns: FALSE with @error if the daemon does not answer */
gboolean
ccp_status_report_read (CcpStatusReport *self, CcpBusClient *client, GError **error);
void ccp_status_report_clear (CcpStatusReport *self);
/* The clock is a parameter: microseconds since 1970. */
char *ccp_status_report_format (const CcpStatusReport *self,
                                const CcpTerminal *terminal,
                                gint64 now);
void ccp_status_report_write (const CcpStatusReport *self, CcpJsonWriter *writer);
/* @error: of ccp_bus_client_new() or ccp_status_report_read() */
void ccp_status_report_write_absence (const GError *error, CcpJsonWriter *writer);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CcpStatusReport, ccp_status_report_clear)

G_END_DECLS
