/* test-plugin-search.c: where plugins are found, and which of two
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-plugin-search.h"

#include "plugin-fixture.h"

static void
write_plugin (Fixture *self,
              const char *folder,
              const char *name,
              const char *description)
{
  g_autofree char *file = g_strdup_printf ("%s/%s.plugin", folder, name);
  g_autofree char *text = g_strdup_printf ("[Plugin]\nName=%s\nAbi=1\nLoader=c\n"
                                           "Description=%s\nProvides=transformer:T;\n",
                                           name,
                                           description);
  g_autofree char *path = fixture_write (self, file, text);
}

/* Returns: (element-type CcpPluginInfo): of the folders "one" and "two" */
static GPtrArray *
search (Fixture *self)
{
  g_autofree char *one = g_build_filename (self->folder, "one", NULL);
  g_autofree char *two = g_build_filename (self->folder, "two", NULL);
  const char *const folders[] = { one, "/no/such/folder", two, NULL };

  return ccp_plugin_search_run (folders);
}

static char *
describe (GPtrArray *found)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      const CcpPluginInfo *info = g_ptr_array_index (found, i);

      g_string_append_printf (text,
                              "%s%s:%s",
                              i > 0 ? " " : "",
                              info->name,
                              info->error != NULL ? "error" : info->description);
    }
  return g_string_free (text, FALSE);
}

static void
test_places (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *shown = NULL;

  write_plugin (self, "one", "b", "flat");
  write_plugin (self, "one/a", "a", "deeper");
  write_plugin (self, "one/c/c", "c", "too-deep");
  write_plugin (self, "two", "d", "second");
  found = search (self);
  shown = describe (found);

  g_assert_cmpstr (shown, ==, "b:flat a:deeper d:second");
}

static void
test_shadowing (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *shown = NULL;

  write_plugin (self, "two", "a", "hidden");
  write_plugin (self, "one/x", "a", "hidden-too");
  write_plugin (self, "one", "a", "first");
  found = search (self);
  shown = describe (found);

  g_assert_cmpstr (shown, ==, "a:first");
}

static void
test_broken_hides (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *path = fixture_write (self, "one/a.plugin", "nonsense");
  g_autofree char *shown = NULL;

  write_plugin (self, "two", "a", "good");
  found = search (self);
  shown = describe (found);

  g_assert_cmpstr (shown, ==, "a:error");
}

#define ADD(name, function)                                                              \
  g_test_add ("/plugin-search/" name,                                                    \
              Fixture,                                                                   \
              NULL,                                                                      \
              fixture_set_up,                                                            \
              function,                                                                  \
              fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("places", test_places);
  ADD ("shadowing", test_shadowing);
  ADD ("broken-hides-good", test_broken_hides);

  return g_test_run ();
}
