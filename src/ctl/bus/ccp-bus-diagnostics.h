/* ccp-bus-diagnostics.h: what the daemon says of a configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* @diagnostics: of type aa{sv}, as Reload and Lint of the daemon return them */

/* @file: where they are, if they do not say
 * Returns: a line for each: "config.yaml:14:9: warning: providers[1].url: …" */
char *ccp_bus_diagnostics_format (GVariant *diagnostics, const char *file);
guint ccp_bus_diagnostics_count (GVariant *diagnostics, const char *severity);
/* Writes them as the member "diagnostics", with the members "errors" and "warnings",
 * their numbers: as "ccproxy lint --format=json" does. */
void ccp_bus_diagnostics_write (CcpJsonWriter *writer,
                                GVariant *diagnostics,
                                const char *file);

G_END_DECLS
