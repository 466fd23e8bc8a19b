/* ccp-top-table.h: columns on a page, as many of them as there is room for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-top-page.h"

G_BEGIN_DECLS

#define CCP_TOP_TABLE_MAX_COLUMNS 10

typedef struct
{
  const char *heading; /* is translated */
  guint width;         /* 0: it takes what the others leave; one column does */
  guint rank;          /* where there is no room, those of the highest rank go first */
  gboolean is_number;  /* stands to the right */
} CcpTopColumn;

typedef struct
{
  CcpTopPage *page;
  const CcpTopColumn *columns;
  guint n_columns;
  guint starts[CCP_TOP_TABLE_MAX_COLUMNS];
  guint widths[CCP_TOP_TABLE_MAX_COLUMNS]; /* 0: not shown */
} CcpTopTable;

/* @page: is not owned */
void ccp_top_table_init (CcpTopTable *self,
                         CcpTopPage *page,
                         const CcpTopColumn *columns,
                         guint n_columns);
void ccp_top_table_put_headings (const CcpTopTable *self, guint row);
void ccp_top_table_put (const CcpTopTable *self,
                        guint row,
                        guint column,
                        CcpTerminalStyle style,
                        const char *text);
/* the same for a @text that is taken */
void ccp_top_table_take (const CcpTopTable *self,
                         guint row,
                         guint column,
                         CcpTerminalStyle style,
                         char *text);

G_END_DECLS
