/* ccp-request-preview.h: what would go to a provider, without what nobody is to see
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* what stands for a secret */
#define CCP_REQUEST_PREVIEW_HIDDEN "[redacted]"

/* A plain record. */
typedef struct
{
  char *method;
  char *url;
  CcpHeaders *headers;
  CcpJson *body; /* (nullable) */
} CcpRequestPreview;

/* @uri: that of @request
 * @headers: those that are sent
 * @key: (nullable): that of the provider
 * @hidden: (nullable) (element-type utf8): what is not shown in headers and in the query
 * either */
CcpRequestPreview *ccp_request_preview_new (CcpUpstreamRequest *request,
                                            GUri *uri,
                                            CcpHeaders *headers,
                                            const char *key,
                                            GPtrArray *hidden);
void ccp_request_preview_free (CcpRequestPreview *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpRequestPreview, ccp_request_preview_free)

G_END_DECLS
