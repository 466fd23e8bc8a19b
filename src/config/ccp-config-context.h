/* ccp-config-context.h: what all readers of one configuration file share
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-config-node.h"
#include "ccp-diagnostics.h"
#include "ccp-secret.h"

G_BEGIN_DECLS

typedef struct
{
  CcpDiagnostics *diagnostics;
  const char *const *environment;
  const char *folder;   /* (nullable): where the file is */
  GPtrArray *pipelines; /* (nullable) (element-type CcpPipelineConfig): as far as read */
  gboolean has_all_pipelines; /* so that another name is unknown */
  gboolean
      is_lenient; /* what is wrong is only a warning: it is about what may be missing */
  gboolean is_exposed; /* other users can read the file */
  gboolean is_blind; /* a plugin that is not found may be in a folder that is not known */
} CcpConfigContext;

void ccp_config_context_report (const CcpConfigContext *self,
                                CcpDiagnosticCode code,
                                CcpConfigNode *node,
                                const char *format,
                                ...) G_GNUC_PRINTF (4, 5);
/* an error about the value of @node, which @message may show; what came from the
 * environment is not shown, as it may be a secret */
void ccp_config_context_report_value (const CcpConfigContext *self,
                                      CcpDiagnosticCode code,
                                      CcpConfigNode *node,
                                      const char *message);
/* an error of the key of @node, which stands where the key is and not the value */
void ccp_config_context_report_key (const CcpConfigContext *self,
                                    CcpDiagnosticCode code,
                                    CcpConfigNode *node,
                                    const char *message);
/* what a plugin found wrong with @node, or with its key if that is not known */
void ccp_config_context_report_finding (const CcpConfigContext *self,
                                        CcpConfigNode *node,
                                        CcpFindings *findings,
                                        guint index);
/* both: (nullable): NULL if that was reported */
char *ccp_config_context_read_string (const CcpConfigContext *self, CcpConfigNode *node);
CcpSecret *ccp_config_context_read_secret (const CcpConfigContext *self,
                                           CcpConfigNode *node);

G_END_DECLS
