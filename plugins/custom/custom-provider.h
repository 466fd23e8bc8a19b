/* custom-provider.h: speaks for a provider whose requests the configuration describes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define CUSTOM_TYPE_PROVIDER (custom_provider_get_type ())

G_DECLARE_FINAL_TYPE (CustomProvider,
                      custom_provider,
                      CUSTOM,
                      PROVIDER,
                      CcpSimpleProvider)

G_END_DECLS
