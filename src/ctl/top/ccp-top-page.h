/* ccp-top-page.h: what is on the screen, before it is there
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-terminal.h"

G_BEGIN_DECLS

typedef struct
{
  guint row;
  guint column;
  CcpTerminalStyle style;
  char *text;
} CcpTopText;

typedef struct _CcpTopPage CcpTopPage;

CcpTopPage *ccp_top_page_new (guint columns, guint rows);
void ccp_top_page_free (CcpTopPage *self);
guint ccp_top_page_get_columns (const CcpTopPage *self);
guint ccp_top_page_get_rows (const CcpTopPage *self);
/* What does not fit is cut off. Characters that would steer the terminal are shown as
 * question marks: names come from others.
 * @text: is empty where nothing is to be put */
void ccp_top_page_put (CcpTopPage *self,
                       guint row,
                       guint column,
                       CcpTerminalStyle style,
                       const char *text);
/* the row that stands out; none at the start */
void ccp_top_page_select (CcpTopPage *self, guint row);
gboolean ccp_top_page_is_selected (const CcpTopPage *self, guint row);
/* Returns: (element-type CcpTopText): in the order they were put there */
GPtrArray *ccp_top_page_get_texts (const CcpTopPage *self);
/* Returns: its rows as lines, without spaces at their ends */
char *ccp_top_page_to_text (const CcpTopPage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpTopPage, ccp_top_page_free)

G_END_DECLS
