/* body-sampling.h: sets how an answer is sampled
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define BODY_TYPE_SAMPLING (body_sampling_get_type ())

G_DECLARE_FINAL_TYPE (BodySampling, body_sampling, BODY, SAMPLING, CcpSimpleTransformer)

G_END_DECLS
