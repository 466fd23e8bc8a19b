/* body-stream-options.h: asks for the usage of streams
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define BODY_TYPE_STREAM_OPTIONS (body_stream_options_get_type ())

G_DECLARE_FINAL_TYPE (BodyStreamOptions,
                      body_stream_options,
                      BODY,
                      STREAM_OPTIONS,
                      CcpSimpleTransformer)

G_END_DECLS
