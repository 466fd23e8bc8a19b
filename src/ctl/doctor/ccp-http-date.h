/* ccp-http-date.h: the time that a server says it is
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @text: as in the header Date: "Sun, 06 Nov 1994 08:49:37 GMT"
 * @seconds: (out): since 1970
 * Returns: FALSE for anything else */
gboolean ccp_http_date_parse (const char *text, gint64 *seconds);

G_END_DECLS
