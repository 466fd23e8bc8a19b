/* test-root-user.c: tests of ccp-root-user.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-root-user.h"

#define NOBODY 65534

typedef struct
{
  const char *name;
  const char *uid_map; /* (nullable) */
  uid_t root;
} Case;

static const Case cases[] = {
  { "no-namespace", "         0          0 4294967295\n", 0 },
  { "no-map", NULL, 0 },
  { "rootless-container", "0 1000 1\n1 100000 65536\n", 0 },
  { "private-users", "      1000       1000          1\n", NOBODY },
  { "root-mapped-second", "      1000       1000          1\n         0 0 1\n", 0 },
  { "nobody-mapped", "", NOBODY },
};

static void
test_find (gconstpointer data)
{
  const Case *c = data;

  g_assert_cmpuint (ccp_root_user_find (c->uid_map, c->root), ==, c->root);
  if (c->root == 0)
    g_assert_cmpuint (ccp_root_user_find (c->uid_map, NOBODY), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/root-user/find/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_find);
    }
  return g_test_run ();
}
