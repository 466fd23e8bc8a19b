/* ccp-text-table.h: columns of text that are aligned
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-terminal.h"

G_BEGIN_DECLS

typedef struct _CcpTextTable CcpTextTable;

CcpTextTable *ccp_text_table_new (guint n_columns);
void ccp_text_table_free (CcpTextTable *self);
/* numbers stand to the right */
void ccp_text_table_align_right (CcpTextTable *self, guint column);
/* A row is full after as many cells as there are columns. */
void ccp_text_table_add (CcpTextTable *self, CcpTerminalStyle style, const char *text);
/* a cell that owns its @text */
void ccp_text_table_take (CcpTextTable *self, CcpTerminalStyle style, char *text);
/* @headings: NULL at the end */
void ccp_text_table_add_headings (CcpTextTable *self, const char *const *headings);
/* Returns: its lines; where they are too wide for the terminal, texts lose their ends,
 * those to the right first, and if that is not enough, the last columns are left out */
char *ccp_text_table_format (const CcpTextTable *self, const CcpTerminal *terminal);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpTextTable, ccp_text_table_free)

G_END_DECLS
