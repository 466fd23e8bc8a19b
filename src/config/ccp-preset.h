/* ccp-preset.h: what is known about a provider, from a file of its own
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-config-node.h"
#include "ccp-diagnostics.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *path;
  CcpConfigNode *root; /* (nullable): NULL if the file has errors */
} CcpPreset;

/* @diagnostics: of another file; what is wrong with this one comes after that */
CcpPreset *
ccp_preset_new (const char *name, const char *path, CcpDiagnostics *diagnostics);
void ccp_preset_free (CcpPreset *self);
/* Returns: (nullable): the text of a key, such as "url", with its variables not filled in
 */
const char *ccp_preset_get (const CcpPreset *self, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpPreset, ccp_preset_free)

G_END_DECLS
