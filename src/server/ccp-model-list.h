/* ccp-model-list.h: the models as the Messages API lists them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* A page as GET /v1/models answers it (protocol A.10).
 * @query: (element-type utf8 utf8) (nullable): limit, after_id and before_id */
CcpJson *ccp_model_list_page (CcpCatalog *catalog, GHashTable *query, GError **error);
/* one model, by its id or its alias */
CcpJson *ccp_model_list_find (CcpCatalog *catalog, const char *id, GError **error);

G_END_DECLS
