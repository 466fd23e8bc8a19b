/* ccp-stats-report.h: what exchanges took and cost, as people and programs read it
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
  char *by; /* (nullable) */
  GVariant *series;
  GVariant *totals;
} CcpStatsReport;

/* @by: (nullable): "provider", "model" or "stage"; NULL for each combination of them
 * Returns: FALSE with @error if the daemon does not answer */
gboolean ccp_stats_report_read (CcpStatsReport *self,
                                CcpBusClient *client,
                                const char *by,
                                GError **error);
void ccp_stats_report_clear (CcpStatsReport *self);
/* The clock is a parameter: microseconds since 1970. */
char *ccp_stats_report_format (const CcpStatsReport *self,
                               const CcpTerminal *terminal,
                               gint64 now);
/* Returns: the totals in a line, for a log */
char *ccp_stats_report_format_line (const CcpStatsReport *self, gint64 now);
void
ccp_stats_report_write (const CcpStatsReport *self, CcpJsonWriter *writer, gint64 now);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CcpStatsReport, ccp_stats_report_clear)

G_END_DECLS
