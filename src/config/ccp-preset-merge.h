/* ccp-preset-merge.h: puts presets into the providers that name them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-config-context.h"

G_BEGIN_DECLS

/* Copies into each provider of @root what its preset has and the provider does not, so
 * that all that follows need not know of presets. Options are taken one by one, and so is
 * what is said of a model. */
void ccp_preset_merge_run (CcpConfigNode *root, const CcpConfigContext *context);

G_END_DECLS
