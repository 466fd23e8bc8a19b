/* ccp-ccr-variables.h: environment variables in texts of claude-code-router
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* $NAME and ${NAME} become ${NAME}, and any other dollar one that stays a dollar */
char *ccp_ccr_variables_convert_text (const char *text);
/* in every text of the tree */
void ccp_ccr_variables_convert (JsonNode *node);
/* @text: of the configuration
 * Returns: (nullable): the variable, if it is one and nothing else */
char *ccp_ccr_variables_dup_name (const char *text);

G_END_DECLS
