/* ccp-init-environment.h: providers that the environment has keys for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-draft.h"
#include "ccp-model-choice.h"

G_BEGIN_DECLS

/* Adds each preset whose variables are set, and what ANTHROPIC_BASE_URL and
 * OPENAI_BASE_URL name; no key is copied. What was found is reported.
 * @choice: is offered their models */
void ccp_init_environment_add (CcpDraft *draft, CcpModelChoice *choice);

G_END_DECLS
