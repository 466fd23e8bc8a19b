/* ccp-environment-values.h: what the environment gave the settings of plugins
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-config.h"

G_BEGIN_DECLS

/* What is worth a variable is often worth hiding, whatever the header is called that it
 * goes into. Values that are too short to be found again are left out.
 *
 * Returns: (transfer full) (element-type utf8): the values in the options, transformers
 * and pipelines of @config that came from the environment */
GPtrArray *ccp_environment_values_list (CcpConfig *config);

G_END_DECLS
