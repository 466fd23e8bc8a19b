/* test-config-file.c: configuration files and who can read them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config-fixture.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("ccproxy-config-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "config.yaml", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_remove (self->path);
  g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->folder);
}

static CcpConfig *
read_file (Fixture *self, const char *yaml, int mode, char **shown)
{
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("config.yaml");
  CcpConfig *config = NULL;

  if (yaml != NULL)
    {
      g_assert_true (g_file_set_contents (self->path, yaml, -1, NULL));
      g_assert_cmpint (g_chmod (self->path, mode), ==, 0);
    }
  config = ccp_config_new_from_file (self->path, fixture_environment, diagnostics);
  *shown = fixture_show (diagnostics);
  return config;
}

static void
test_private (Fixture *self, gconstpointer data)
{
  g_autofree char *shown = NULL;
  g_autoptr (CcpConfig) config =
      read_file (self,
                 "providers: [{name: p, url: 'https://a.example', api_key: literal}]",
                 0600,
                 &shown);

  g_assert_nonnull (config);
  g_assert_cmpstr (shown, ==, "");
}

static void
test_exposed (Fixture *self, gconstpointer data)
{
  g_autofree char *shown = NULL;
  g_autoptr (CcpConfig) config =
      read_file (self,
                 "providers:\n"
                 "  - {name: p, url: 'https://a.example', api_key: literal}\n"
                 "  - {name: q, url: 'https://a.example', api_key: \"${KEY}\"}\n",
                 0640,
                 &shown);

  g_assert_nonnull (config);
  g_assert_cmpstr (
      shown,
      ==,
      "config.yaml: warning: others can read the file (mode 0640); chmod 600 makes it "
      "yours alone\n"
      "config.yaml:2:50: warning: providers[0].api_key: a key in a file that others can "
      "read; write ${NAME} and set the variable, or make the file yours alone");
}

static void
test_relative_path (Fixture *self, gconstpointer data)
{
  g_autofree char *shown = NULL;
  g_autofree char *parent = g_path_get_dirname (self->folder);
  g_autoptr (CcpConfig) config =
      read_file (self,
                 "transformer_paths: ./..\n"
                 "providers: [{name: p, url: 'https://a.example'}]",
                 0600,
                 &shown);

  g_assert_cmpstr (shown, ==, "");
  g_assert_cmpstr (g_ptr_array_index (ccp_config_get_transformer_paths (config), 0),
                   ==,
                   parent);
}

static void
test_missing (Fixture *self, gconstpointer data)
{
  g_autofree char *shown = NULL;
  g_autoptr (CcpConfig) config = read_file (self, NULL, 0, &shown);

  g_assert_null (config);
  g_assert_true (g_str_has_prefix (shown, "config.yaml: cannot be read: "));
  g_assert_nonnull (strstr (shown, "No such file"));
}

static void
test_folder (Fixture *self, gconstpointer data)
{
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("config.yaml");
  g_autoptr (CcpConfig) config =
      ccp_config_new_from_file (self->folder, fixture_environment, diagnostics);

  g_assert_null (config);
  g_assert_true (ccp_diagnostics_has_errors (diagnostics));
}

static void
test_too_large (Fixture *self, gconstpointer data)
{
  g_autofree char *yaml = g_strnfill (10 << 20, '#');
  g_autofree char *shown = NULL;
  g_autoptr (CcpConfig) config = read_file (self, yaml, 0600, &shown);

  g_assert_null (config);
  g_assert_cmpstr (shown, ==, "config.yaml: the file is larger than 1 MiB");
}

#define ADD(name, function)                                                              \
  g_test_add ("/config-file/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("private", test_private);
  ADD ("exposed", test_exposed);
  ADD ("relative-path", test_relative_path);
  ADD ("missing", test_missing);
  ADD ("folder", test_folder);
  ADD ("too-large", test_too_large);

  return g_test_run ();
}
