/* ccp-base-url-private.h: what the library itself does with hosts
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-base-url.h"

G_BEGIN_DECLS

/* @host: of @length bytes, in any case. @domains: NULL-terminated */
gboolean
ccp_base_url_host_is_at (const char *host, gsize length, const char *const *domains);

G_END_DECLS
