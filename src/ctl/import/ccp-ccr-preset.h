/* ccp-ccr-preset.h: a preset of claude-code-router as a profile of ours
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-draft.h"

G_BEGIN_DECLS

/* @draft: with the configuration that the preset belongs to
 * @name: of the preset
 * @text: its manifest.json
 * What is wrong with it is reported. */
void ccp_ccr_preset_add (CcpDraft *draft, const char *name, GBytes *text);

G_END_DECLS
