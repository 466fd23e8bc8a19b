/* ccp-near-match.h: finds what somebody probably meant
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-types.h"

G_BEGIN_DECLS

CCP_AVAILABLE_IN_1_0
const char *ccp_near_match_find (const char *word, const char *const *candidates);
CCP_AVAILABLE_IN_1_0
char *ccp_near_match_describe (const char *word, const char *const *candidates);
CCP_AVAILABLE_IN_1_0
char *ccp_near_match_split (const char *message, char **candidate);

G_END_DECLS
