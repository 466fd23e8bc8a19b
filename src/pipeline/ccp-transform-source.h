/* ccp-transform-source.h: a source of events behind a list of transformers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

#define CCP_TYPE_TRANSFORM_SOURCE (ccp_transform_source_get_type ())

/* Pulls a batch of @upstream, takes it through the transformers, and gives what comes
 * out. When
 * @upstream breaks, what the transformers make of that is given before the error. */
G_DECLARE_FINAL_TYPE (CcpTransformSource,
                      ccp_transform_source,
                      CCP,
                      TRANSFORM_SOURCE,
                      GObject)

/* @transformers: (element-type CcpTransformer) */
CcpEventSource *ccp_transform_source_new (CcpEventSource *upstream,
                                          GPtrArray *transformers,
                                          CcpExchange *exchange);

G_END_DECLS
