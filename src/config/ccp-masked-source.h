/* ccp-masked-source.h: the text of a configuration as it can be shown to anybody
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CcpMaskedSource CcpMaskedSource;

/* @text: need not be YAML, nor UTF-8 */
CcpMaskedSource *ccp_masked_source_new (const char *text, gsize length);
void ccp_masked_source_free (CcpMaskedSource *self);
/* @line: from 1
 * Returns: (nullable): the line without its end, with the same number of characters */
const char *ccp_masked_source_get_line (CcpMaskedSource *self, guint line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpMaskedSource, ccp_masked_source_free)

G_END_DECLS
