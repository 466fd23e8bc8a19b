/* edit-http.h: edits the headers and the query of requests to providers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define EDIT_TYPE_HTTP (edit_http_get_type ())

G_DECLARE_FINAL_TYPE (EditHttp, edit_http, EDIT, HTTP, CcpSimpleTransformer)

G_END_DECLS
