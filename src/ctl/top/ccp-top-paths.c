/* ccp-top-paths.c: what is found by the path of its object
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-top-paths"

#include "ccp-top-paths.h"

static const char *
get_path (GPtrArray *items, int index)
{
  return *(char *const *) g_ptr_array_index (items, (guint) index);
}

/* Returns: -1 if it is not there */
static int
find_index (GPtrArray *items, const char *path)
{
  for (int i = 0; path != NULL && i < (int) items->len; i++)
    if (g_str_equal (get_path (items, i), path))
      return i;
  return -1;
}

gpointer
ccp_top_paths_find (GPtrArray *items, const char *path)
{
  int index = 0;

  g_return_val_if_fail (items != NULL, NULL);

  index = find_index (items, path);
  return index >= 0 ? g_ptr_array_index (items, (guint) index) : NULL;
}

guint
ccp_top_paths_find_first (GPtrArray *items, const char *path, guint n_rows)
{
  int index = 0;

  g_return_val_if_fail (items != NULL, 0);

  index = find_index (items, path);
  return index >= (int) n_rows ? (guint) index - n_rows + 1 : 0;
}

void
ccp_top_paths_move (GPtrArray *items, char **path, int step)
{
  int last = 0;
  int index = 0;

  g_return_if_fail (items != NULL);
  g_return_if_fail (path != NULL);

  last = (int) items->len - 1;
  index = find_index (items, *path);
  g_clear_pointer (path, g_free);
  if (last < 0)
    return;
  index = index < 0 ? (step > 0 ? 0 : last) : CLAMP (index + step, 0, last);
  *path = g_strdup (get_path (items, index));
}
