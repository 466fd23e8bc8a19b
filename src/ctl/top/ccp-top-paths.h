/* ccp-top-paths.h: what is found by the path of its object
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of all these, @items are pointers to structs whose first member is the path; @path can
 * be NULL. */

/* Returns: (transfer none) (nullable) */
gpointer ccp_top_paths_find (GPtrArray *items, const char *path);
/* Returns: which item is shown first in @n_rows, so that the one at @path is seen */
guint ccp_top_paths_find_first (GPtrArray *items, const char *path, guint n_rows);
/* Changes @path to that of the next item, or of the one before if @step is -1. */
void ccp_top_paths_move (GPtrArray *items, char **path, int step);

G_END_DECLS
