/* ccp-context-overflow.h: recognises that a prompt was too long, in every provider's
 * words
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-types.h"

G_BEGIN_DECLS

CCP_HOST_API
char *ccp_context_overflow_describe (gint64 prompt, gint64 limit, gint64 completion);
CCP_HOST_API
char *ccp_context_overflow_recognise (const char *text,
                                      const char *code,
                                      gint64 prompt,
                                      gint64 limit,
                                      gint64 completion);

G_END_DECLS
