/* ccp-lenient-transformer.h: a transformer that is passed over where it fails
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-fault-log.h"

G_BEGIN_DECLS

#define CCP_TYPE_LENIENT_TRANSFORMER (ccp_lenient_transformer_get_type ())

/* What the transformer in it fails to change goes on as it came. After it failed with a
 * body or with events, nothing is given to it any more: what it knows of the exchange is
 * not to be trusted. */
G_DECLARE_FINAL_TYPE (CcpLenientTransformer,
                      ccp_lenient_transformer,
                      CCP,
                      LENIENT_TRANSFORMER,
                      GObject)

/* @inner: configured
 * @ref: its entry in the configuration
 * @faults: where failures are told */
CcpTransformer *ccp_lenient_transformer_new (CcpTransformer *inner,
                                             CcpTransformerRef *ref,
                                             CcpFaultLog *faults);

G_END_DECLS
