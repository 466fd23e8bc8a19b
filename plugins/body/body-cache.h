/* body-cache.h: marks of what a provider is to keep, and their removal
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* @list: patterns for names of models, in any case; what is no list has none
 * Returns: (element-type GPatternSpec) */
GPtrArray *body_cache_read_models (const CcpJsonValue *list);
/* Returns: whether the model that @exchange goes to is one of @models */
gboolean body_cache_has_model (GPtrArray *models, CcpExchange *exchange);
/* Returns: (nullable): @body itself if there is none in it */
CcpJson *body_cache_clean (CcpJson *body, GError **error);

G_END_DECLS
