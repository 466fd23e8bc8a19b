/* ccp-dbus-summary.h: what several series have together
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-stats.h"

G_BEGIN_DECLS

/* what the series of a summary have in common */
typedef enum
{
  CCP_DBUS_SUMMARY_PROVIDER,
  CCP_DBUS_SUMMARY_MODEL,
  CCP_DBUS_SUMMARY_STAGE,
} CcpDBusSummaryBy;

/* @name: "provider", "model" or "stage" */
gboolean ccp_dbus_summary_parse (const char *name, CcpDBusSummaryBy *by, GError **error);
/* Returns: (transfer full) (element-type CcpStatsSeries): one for each that they have in
 * common, in the order of their first exchanges; the other names are empty */
GPtrArray *ccp_dbus_summary_compute (CcpStats *stats, CcpDBusSummaryBy by);

G_END_DECLS
