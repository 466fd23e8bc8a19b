/* ccp-redact.h: keeps secrets out of texts that people read
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-types.h"

G_BEGIN_DECLS

CCP_AVAILABLE_IN_1_0
char *ccp_redact_text (const char *text);

G_END_DECLS
