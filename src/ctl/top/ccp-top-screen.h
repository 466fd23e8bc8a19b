/* ccp-top-screen.h: the whole terminal, and its keys
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-top-page.h"

G_BEGIN_DECLS

typedef enum
{
  CCP_TOP_KEY_NONE, /* no more were pressed */
  CCP_TOP_KEY_UP,
  CCP_TOP_KEY_DOWN,
  CCP_TOP_KEY_SWITCH,
  CCP_TOP_KEY_CANCEL,
  CCP_TOP_KEY_PAUSE,
  CCP_TOP_KEY_YES,
  CCP_TOP_KEY_QUIT,
  CCP_TOP_KEY_REDRAW,
  CCP_TOP_KEY_OTHER,
} CcpTopKey;

typedef struct _CcpTopScreen CcpTopScreen;

/* Takes the terminal over; there is one of it in a program.
 * @has_colours: whether there may be any
 * Returns: (nullable): NULL with CCP_ERROR_UNAVAILABLE: the terminal is not known, or is
 * none */
CcpTopScreen *ccp_top_screen_new (gboolean has_colours, GError **error);
/* gives the terminal back as it was */
void ccp_top_screen_free (CcpTopScreen *self);
/* the terminal has another size now */
void ccp_top_screen_resize (CcpTopScreen *self);
/* everything is written anew with the next page: others have written there */
void ccp_top_screen_forget (CcpTopScreen *self);
/* Returns: a page of the size of the terminal */
CcpTopPage *ccp_top_screen_create_page (CcpTopScreen *self);
void ccp_top_screen_show (CcpTopScreen *self, const CcpTopPage *page);
/* Does not wait. */
CcpTopKey ccp_top_screen_read_key (CcpTopScreen *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpTopScreen, ccp_top_screen_free)

G_END_DECLS
