/* ccp-body-overrides.h: what the configuration leaves out of requests and adds to them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-exchange.h"
#include "ccp-json-writer.h"

G_BEGIN_DECLS

/**
 * CcpBodyOverrides: (skip)
 *
 * The options `drop_params` (a list of members of the provider's request that are left
 * out) and `extra_body` (an object whose members the request gets, in place of what the
 * dialect has under the same names). They mean the same for all dialects.
 *
 * It owns nothing, and is good as long as the options of the exchange do not change.
 */
struct _CcpBodyOverrides
{
  /*< private >*/
  CcpJsonValue dropped;
  CcpJsonValue extra;
};

CCP_AVAILABLE_IN_1_0
void ccp_body_overrides_init (CcpBodyOverrides *self, CcpExchange *exchange);
CCP_AVAILABLE_IN_1_0
gboolean ccp_body_overrides_has (const CcpBodyOverrides *self, const char *name);
CCP_AVAILABLE_IN_1_0
void ccp_body_overrides_write (const CcpBodyOverrides *self,
                               CcpJsonWriter *writer,
                               const char *const *reserved);

G_END_DECLS
