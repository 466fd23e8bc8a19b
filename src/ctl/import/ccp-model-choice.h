/* ccp-model-choice.h: which of the models that were found serves which stage
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-config-node.h"
#include "ccp-yaml-node.h"

G_BEGIN_DECLS

typedef struct _CcpModelChoice CcpModelChoice;

CcpModelChoice *ccp_model_choice_new (void);
void ccp_model_choice_free (CcpModelChoice *self);
/* Models are offered in the order in which their providers are preferred.
 * @facts: (nullable): what a preset knows about it
 * @is_local: whether it runs on this machine */
void ccp_model_choice_offer (CcpModelChoice *self,
                             const char *provider,
                             const char *model,
                             CcpConfigNode *facts,
                             gboolean is_local);
/* Returns: (nullable): a mapping with stages; NULL if nothing was offered */
CcpYamlNode *ccp_model_choice_make_routing (CcpModelChoice *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpModelChoice, ccp_model_choice_free)

G_END_DECLS
