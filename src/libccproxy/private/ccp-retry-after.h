/* ccp-retry-after.h: how long a provider wants to be left alone
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-headers.h"
#include "../ccp-json-value.h"

G_BEGIN_DECLS

CCP_HOST_API
gboolean ccp_retry_after_parse_duration (const char *text, guint64 *milliseconds);
CCP_HOST_API
guint64 ccp_retry_after_find_in_headers (CcpHeaders *headers, gint64 now);
CCP_HOST_API
guint64 ccp_retry_after_find_in_text (const char *text);
CCP_HOST_API
guint64 ccp_retry_after_find_in_details (const CcpJsonValue *error);

G_END_DECLS
