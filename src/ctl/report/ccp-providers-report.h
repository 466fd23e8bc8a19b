/* ccp-providers-report.h: how those who answer are
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
  GPtrArray *providers; /* (element-type CcpDBusProvider) */
  GVariant *series;     /* of Summarize, by provider */
} CcpProvidersReport;

/* Returns: FALSE with @error if the daemon does not answer */
gboolean ccp_providers_report_read (CcpProvidersReport *self,
                                    CcpBusClient *client,
                                    GError **error);
void ccp_providers_report_clear (CcpProvidersReport *self);
/* The clock is a parameter: microseconds since 1970. */
char *ccp_providers_report_format (const CcpProvidersReport *self,
                                   const CcpTerminal *terminal,
                                   gint64 now);
void ccp_providers_report_write (const CcpProvidersReport *self, CcpJsonWriter *writer);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CcpProvidersReport, ccp_providers_report_clear)

G_END_DECLS
