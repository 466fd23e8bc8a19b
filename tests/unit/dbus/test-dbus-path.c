/* test-dbus-path.c: paths of objects with a name in them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-dbus-path.h"

#include "ccp-dbus-names.h"

typedef struct
{
  const char *name;
  const char *escaped;
} Case;

static const Case cases[] = {
  { "openai", "openai" },
  { "OpenAI2", "OpenAI2" },
  { "openai-chat", "openai_2dchat" },
  { "a_b", "a_5fb" },
  { "2x", "_32x" },
  { "", "_" },
  { "a/../b", "a_2f_2e_2e_2fb" },
  { "é", "_c3_a9" },
};

static void
test_build (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *path = ccp_dbus_path_build (CCP_DBUS_PROVIDERS, c->name);
  g_autofree char *expected =
      g_strconcat ("/org/ccproxy/CcProxy1/providers/", c->escaped, NULL);

  g_assert_cmpstr (path, ==, expected);
  g_assert_true (g_variant_is_object_path (path));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/dbus-path/build/", cases[i].escaped, NULL);

      g_test_add_data_func (path, &cases[i], test_build);
    }

  return g_test_run ();
}
