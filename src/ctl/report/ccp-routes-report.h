/* ccp-routes-report.h: which kind of work goes where
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
  char *profile;   /* empty for none */
  char **profiles; /* (nullable) */
  GVariant *routes;
} CcpRoutesReport;

/* Returns: FALSE with @error if the daemon does not answer */
gboolean
ccp_routes_report_read (CcpRoutesReport *self, CcpBusClient *client, GError **error);
void ccp_routes_report_clear (CcpRoutesReport *self);
char *ccp_routes_report_format (const CcpRoutesReport *self, const CcpTerminal *terminal);
void ccp_routes_report_write (const CcpRoutesReport *self, CcpJsonWriter *writer);
/* Prints it, as JSON or as text. */
void ccp_routes_report_print (const CcpRoutesReport *self, gboolean as_json);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CcpRoutesReport, ccp_routes_report_clear)

G_END_DECLS
