/* ccp-ccr-vertex.h: providers at Google Cloud
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-ccr-use.h"

G_BEGIN_DECLS

/* @provider: with its url, as claude-code-router has it
 * adds to both what it takes to be served at Google Cloud; what cannot be carried is
 * reported at @place */
void ccp_ccr_vertex_apply (CcpCcrUse *use,
                           CcpYamlNode *provider,
                           const char *place,
                           CcpImportReport *report);

G_END_DECLS
