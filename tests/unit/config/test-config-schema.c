/* test-config-schema.c: the tables of keys, and the page that explains them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-config-schema.h"

#include "config-fixture.h"

static char *
read_page (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "..", "docs", "configuration.md", NULL);
  char *page = NULL;

  g_assert_true (g_file_get_contents (path, &page, NULL, NULL));
  return page;
}

static void
assert_explained (const CcpConfigSection *section, const char *page)
{
  for (guint i = 0; i < section->n_keys; i++)
    {
      const CcpConfigKey *key = &section->keys[i];
      g_autofree char *row = g_strdup_printf ("| `%s` |", key->name);

      g_test_message ("%s", key->name);
      g_assert_nonnull (strstr (page, row));
      g_assert_cmpstr (key->description, !=, NULL);
      if (key->type != CCP_CONFIG_BOOLEAN)
        {
          g_assert_cmpfloat (key->minimum, <=, key->fallback);
          g_assert_cmpfloat (key->fallback, <=, key->maximum);
        }
      if (key->section != NULL)
        assert_explained (key->section, page);
    }
}

static void
test_explained (void)
{
  g_autofree char *page = read_page ();

  assert_explained (&ccp_config_section_root, page);
}

/* every key of the table is in the example, which is a good file */
static void
assert_used (const CcpConfigSection *section, const char *example)
{
  for (guint i = 0; i < section->n_keys; i++)
    {
      g_autofree char *key = g_strdup_printf ("%s:", section->keys[i].name);

      g_test_message ("%s", key);
      g_assert_nonnull (strstr (example, key));
      if (section->keys[i].section != NULL)
        assert_used (section->keys[i].section, example);
    }
}

static void
test_example (void)
{
  g_autofree char *presets =
      g_test_build_filename (G_TEST_DIST, "..", "data", "providers", NULL);
  g_autofree char *path = g_strconcat ("CCPROXY_PRESET_PATH=", presets, NULL);
  const char *environment[] = { "HOME=/h",     "XDG_RUNTIME_DIR=/r",
                                "PROXY_KEY=a", "DEEPSEEK_API_KEY=b",
                                "LOCAL_KEY=c", NULL,
                                NULL };
  g_autofree char *page = read_page ();
  const char *start = strstr (page, "```yaml\nlisten:") + strlen ("```yaml\n");
  g_autofree char *example = g_strndup (start, (gsize) (strstr (start, "```") - start));
  g_autoptr (GBytes) yaml = g_bytes_new_static (example, strlen (example));
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("configuration.md");
  g_autoptr (CcpConfig) config = NULL;
  g_autofree char *shown = NULL;

  environment[G_N_ELEMENTS (environment) - 2] = path;
  config = ccp_config_new_from_bytes (yaml, environment, diagnostics);
  shown = fixture_show (diagnostics);

  g_assert_cmpstr (shown,
                   ==,
                   "configuration.md:7:21: warning: transformer_paths[0]: there is no "
                   "folder \"/h/ccproxy/plugins\"");
  assert_used (&ccp_config_section_root, example);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/config-schema/explained", test_explained);
  g_test_add_func ("/config-schema/example", test_example);

  return g_test_run ();
}
