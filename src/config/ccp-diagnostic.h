/* ccp-diagnostic.h: one thing that is wrong with a configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-diagnostic-code.h"

G_BEGIN_DECLS

typedef struct
{
  char *file;       /* (nullable): if it is not that of the others */
  const char *code; /* the name of a rule, or what a plugin calls it; interned */
  CcpSeverity severity;
  guint line; /* from 1; 0 where there is no place */
  guint column;
  char *path;       /* (nullable): such as "providers[1].url" */
  char *text;       /* the message with the suggestion, as it is shown */
  char *message;    /* without the suggestion */
  char *suggestion; /* (nullable): what was probably meant */
} CcpDiagnostic;

/* @path: (nullable)
 * @message: may end as ccp_near_match_describe() ends it: that is the suggestion then */
CcpDiagnostic *ccp_diagnostic_new (CcpDiagnosticCode code,
                                   guint line,
                                   guint column,
                                   const char *path,
                                   const char *message);
CcpDiagnostic *ccp_diagnostic_copy (const CcpDiagnostic *self);
void ccp_diagnostic_free (CcpDiagnostic *self);
/* @file: where it is, if @self does not say
 * Returns: "config.yaml:14:9: providers[1].timeout: expected 1..3600, got "soon"" */
char *ccp_diagnostic_format (const CcpDiagnostic *self, const char *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpDiagnostic, ccp_diagnostic_free)

G_END_DECLS
