/* ccp-known-provider.h: which preset knows a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-preset-store.h"

G_BEGIN_DECLS

/* @type: the dialect
 * @name: what the user calls it, which tells servers on this machine apart
 * @is_same: (out): whether the preset's own URL is as good
 * Returns: (nullable) */
const CcpPreset *ccp_known_provider_find (CcpPresetStore *presets,
                                          const char *type,
                                          const char *url,
                                          const char *name,
                                          gboolean *is_same);
/* @url: (nullable)
 * Returns: whether it is on this machine */
gboolean ccp_known_provider_is_local (const char *url);

G_END_DECLS
