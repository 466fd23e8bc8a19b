/* ccp-ccr-template.h: the fields of a preset of claude-code-router, filled in
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-import-report.h"

G_BEGIN_DECLS

/* @manifest: an object, in which #{FIELD} and {{FIELD}} become what the user answered,
 * else the default of the field, else an environment variable, which is reported
 * @preset: the name of the preset */
void
ccp_ccr_template_fill (JsonNode *manifest, const char *preset, CcpImportReport *report);

G_END_DECLS
