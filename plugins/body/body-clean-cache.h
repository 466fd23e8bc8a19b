/* body-clean-cache.h: takes cache_control out of requests
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define BODY_TYPE_CLEAN_CACHE (body_clean_cache_get_type ())

G_DECLARE_FINAL_TYPE (BodyCleanCache,
                      body_clean_cache,
                      BODY,
                      CLEAN_CACHE,
                      CcpSimpleTransformer)

G_END_DECLS
