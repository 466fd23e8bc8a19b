/* ccp-diagnostics.h: everything that is wrong with a configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "ccp-diagnostic.h"

G_BEGIN_DECLS

#define CCP_TYPE_DIAGNOSTICS (ccp_diagnostics_get_type ())

G_DECLARE_FINAL_TYPE (CcpDiagnostics, ccp_diagnostics, CCP, DIAGNOSTICS, GObject)

CcpDiagnostics *ccp_diagnostics_new (const char *file);
const char *ccp_diagnostics_get_file (CcpDiagnostics *self);
/* line and column count from 1, 0 where there is none; path such as "providers[1].url" */
void ccp_diagnostics_add (CcpDiagnostics *self,
                          CcpDiagnosticCode code,
                          guint line,
                          guint column,
                          const char *path,
                          const char *message);
/* takes @diagnostic */
void ccp_diagnostics_take (CcpDiagnostics *self, CcpDiagnostic *diagnostic);
/* what is wrong with another file, which is told after what is wrong with this one */
void ccp_diagnostics_append (CcpDiagnostics *self, CcpDiagnostics *other);
guint ccp_diagnostics_get_length (CcpDiagnostics *self);
const CcpDiagnostic *ccp_diagnostics_get (CcpDiagnostics *self, guint index);
/* one of them in a line, as ccp_diagnostic_format() writes it */
char *ccp_diagnostics_format (CcpDiagnostics *self, guint index);
/* Makes warnings of the errors with @code whose path is like @path, where a star stands
 * for anything. */
void
ccp_diagnostics_demote (CcpDiagnostics *self, CcpDiagnosticCode code, const char *path);
/* Adds @more to what those with @code say. */
void
ccp_diagnostics_extend (CcpDiagnostics *self, CcpDiagnosticCode code, const char *more);
/* whether nothing more is taken in, so that nobody need look for more */
gboolean ccp_diagnostics_is_full (CcpDiagnostics *self);
gboolean ccp_diagnostics_has_errors (CcpDiagnostics *self);
/* the errors, a line each, as one GError of CCP_ERROR_CONFIG */
GError *ccp_diagnostics_to_error (CcpDiagnostics *self);

G_END_DECLS
