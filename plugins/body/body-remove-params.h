/* body-remove-params.h: takes parameters out of requests
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define BODY_TYPE_REMOVE_PARAMS (body_remove_params_get_type ())

G_DECLARE_FINAL_TYPE (BodyRemoveParams,
                      body_remove_params,
                      BODY,
                      REMOVE_PARAMS,
                      CcpSimpleTransformer)

G_END_DECLS
