/* ccp-diagnostics.h: everything that is wrong with a configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  CCP_DIAGNOSTIC_ERROR,
  CCP_DIAGNOSTIC_WARNING,
} CcpDiagnosticSeverity;

#define CCP_TYPE_DIAGNOSTICS (ccp_diagnostics_get_type ())

G_DECLARE_FINAL_TYPE (CcpDiagnostics, ccp_diagnostics, CCP, DIAGNOSTICS, GObject)

CcpDiagnostics *ccp_diagnostics_new (const char *file);
/* line and column count from 1, 0 where there is none; path such as "providers[1].url" */
void ccp_diagnostics_add (CcpDiagnostics *self,
                          CcpDiagnosticSeverity severity,
                          guint line,
                          guint column,
                          const char *path,
                          const char *message);
/* what is wrong with another file, which is told after what is wrong with this one */
void ccp_diagnostics_append (CcpDiagnostics *self, CcpDiagnostics *other);
guint ccp_diagnostics_get_length (CcpDiagnostics *self);
CcpDiagnosticSeverity ccp_diagnostics_get_severity (CcpDiagnostics *self, guint index);
/* "config.yaml:14:9: providers[1].timeout: expected 1..3600, got "soon"" */
char *ccp_diagnostics_format (CcpDiagnostics *self, guint index);
/* whether nothing more is taken in, so that nobody need look for more */
gboolean ccp_diagnostics_is_full (CcpDiagnostics *self);
gboolean ccp_diagnostics_has_errors (CcpDiagnostics *self);
/* the errors, a line each, as one GError of CCP_ERROR_CONFIG */
GError *ccp_diagnostics_to_error (CcpDiagnostics *self);

G_END_DECLS
