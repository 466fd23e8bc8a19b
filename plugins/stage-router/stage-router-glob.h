/* stage-router-glob.h: patterns with * and ?
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @length: of @text, or -1 if it ends with a NUL; letters match in any case */
gboolean stage_router_glob_matches (const char *pattern, const char *text, gssize length);
/* "*" and "?" match no slash, "**" does, and "folder/" and "**" match the folder as well
 */
gboolean stage_router_glob_matches_path (const char *pattern, const char *path);
/* whether all that @special matches is matched by @general; it may say no in error */
gboolean stage_router_glob_covers (const char *general, const char *special);

G_END_DECLS
