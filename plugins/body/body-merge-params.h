/* body-merge-params.h: adds parameters to the provider's request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define BODY_TYPE_MERGE_PARAMS (body_merge_params_get_type ())

G_DECLARE_FINAL_TYPE (BodyMergeParams,
                      body_merge_params,
                      BODY,
                      MERGE_PARAMS,
                      CcpSimpleTransformer)

G_END_DECLS
