/* ccp-ccr-models.h: the models of a provider of claude-code-router
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-draft.h"

G_BEGIN_DECLS

/* @origin: the provider, as claude-code-router calls it
 * @name: as the configuration calls it
 * @models: (nullable)
 * @place: of the provider */
void ccp_ccr_models_add_list (CcpDraft *draft,
                              const char *origin,
                              const char *name,
                              JsonArray *models,
                              const char *place);
/* Returns: (transfer none): what the configuration has under "models" for one of them,
 * which is made if there is nothing */
CcpYamlNode *ccp_ccr_models_ensure_entry (CcpDraft *draft,
                                          const char *origin,
                                          const char *name,
                                          const char *model);

G_END_DECLS
