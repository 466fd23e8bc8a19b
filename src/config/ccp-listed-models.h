/* ccp-listed-models.h: makes models of what providers list
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @providers: (element-type CcpProviderConfig)
 * @models: (element-type CcpModelConfig): those that are written out, and then all
 * @has_models: whether there is a list of those */
void
ccp_listed_models_take (GPtrArray *providers, GPtrArray *models, gboolean has_models);

G_END_DECLS
