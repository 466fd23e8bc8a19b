/* body-gateway.h: what a gateway to many models wants of a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define BODY_TYPE_GATEWAY (body_gateway_get_type ())

G_DECLARE_FINAL_TYPE (BodyGateway, body_gateway, BODY, GATEWAY, CcpSimpleTransformer)

G_END_DECLS
