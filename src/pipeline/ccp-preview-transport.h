/* ccp-preview-transport.h: keeps what would be sent, and sends nothing
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-request-preview.h"
#include "ccp-transport-factory.h"

G_BEGIN_DECLS

#define CCP_TYPE_PREVIEW_TRANSPORT (ccp_preview_transport_get_type ())

/* It is the factory of others of its kind, and makes the message as the one does that
 * sends it. */
G_DECLARE_FINAL_TYPE (CcpPreviewTransport,
                      ccp_preview_transport,
                      CCP,
                      PREVIEW_TRANSPORT,
                      GObject)

/* @hidden: (nullable) (element-type utf8): what is not shown of headers and queries */
CcpTransportFactory *ccp_preview_transport_new_factory (GPtrArray *hidden);
/* Returns: (transfer full) (nullable): the last request that was to be sent, and not
 * taken yet; NULL if it could not have been */
CcpRequestPreview *ccp_preview_transport_take (CcpPreviewTransport *self);

G_END_DECLS
