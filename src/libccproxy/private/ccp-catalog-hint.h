/* ccp-catalog-hint.h: what was probably meant with a name that no model has
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-catalog.h"

G_BEGIN_DECLS

/* Returns: the end of an error about @target: "; did you mean …?", or "" */
char *ccp_catalog_hint_describe (CcpCatalog *self, const char *target);

G_END_DECLS
