/* ccp-yaml-writer.h: writes a tree as the YAML of the configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-yaml-node.h"

G_BEGIN_DECLS

/* appends the members of @root, a mapping */
void ccp_yaml_writer_write (GString *file, const CcpYamlNode *root);
/* appends @text as lines that begin with "# ", of at most 96 characters where words allow
 * it; a line break in @text is one there as well */
void ccp_yaml_writer_write_comment (GString *file, guint indent, const char *text);

G_END_DECLS
