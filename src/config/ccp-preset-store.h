/* ccp-preset-store.h: the presets that there are
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-preset.h"

G_BEGIN_DECLS

typedef struct _CcpPresetStore CcpPresetStore;

/* NAME.yaml in CCPROXY_PRESET_PATH (colon-separated), $XDG_DATA_HOME/ccproxy/providers
 * and the system's folder; the first of a name is meant. They are read when they are
 * wanted.
 * @environment: as of g_get_environ () */
CcpPresetStore *ccp_preset_store_new (const char *const *environment);
void ccp_preset_store_free (CcpPresetStore *self);
/* Returns: (transfer container) (array zero-terminated=1): the names, sorted */
const char **ccp_preset_store_list (CcpPresetStore *self);
/* Returns: (nullable): NULL if there is none of that name; else what is wrong with it is
 * added to @diagnostics when it is first wanted */
const CcpPreset *ccp_preset_store_find (CcpPresetStore *self,
                                        const char *name,
                                        CcpDiagnostics *diagnostics);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpPresetStore, ccp_preset_store_free)

G_END_DECLS
