/* plugin-fixture.h: a folder with plugins that goes away after the test
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ccp-module-loader.h"
#include "ccp-plugin-registry.h"

/* long enough for a busy machine, and what a module that hangs costs */
#define FIXTURE_TIMEOUT 1500

typedef struct
{
  char *folder;
  char *record;
  char *helper;
} Fixture;

/* what the child of a test does must not be what a sanitizer or GLib makes of it */
static inline void
fixture_free_children (void)
{
  g_setenv ("ASAN_OPTIONS",
            "handle_segv=0:handle_sigbus=0:handle_abort=0:detect_leaks=0",
            TRUE);
  g_unsetenv ("G_DEBUG");
}

static inline void
fixture_set_up (Fixture *self, gconstpointer data)
{
  /* standard output is for the results */
  g_log_writer_default_set_use_stderr (TRUE);
  self->folder = g_dir_make_tmp ("ccproxy-plugins-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->record = g_build_filename (self->folder, "state", "tried", NULL);
  self->helper =
      g_build_filename (g_getenv ("CCPROXY_LIBEXEC_PATH"), "ccproxy-plugin-trial", NULL);
}

static inline void
fixture_remove (const char *path)
{
  g_autoptr (GDir) folder = NULL;
  const char *name = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    folder = g_dir_open (path, 0, NULL);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      fixture_remove (inside);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

static inline void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  fixture_remove (self->folder);
  g_free (self->folder);
  g_free (self->record);
  g_free (self->helper);
}

static inline char *
fixture_get_module (const char *name)
{
  g_autofree char *file = g_strdup_printf ("lib%s.so", name);

  return g_test_build_filename (G_TEST_BUILT, "data", "plugins", file, NULL);
}

/* @name: relative to the folder */
static inline char *
fixture_write (Fixture *self, const char *name, const char *text)
{
  char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *above = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (above, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  return path;
}

/* puts a module of the build into the folder */
static inline void
fixture_link (Fixture *self, const char *name)
{
  g_autofree char *target = fixture_get_module (name);
  g_autofree char *base = g_path_get_basename (target);
  g_autofree char *path = g_build_filename (self->folder, base, NULL);

  g_assert_cmpint (symlink (target, path), ==, 0);
}

/* a plugin that has nothing but a transformer "Thing" */
static inline void
fixture_install (Fixture *self, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".plugin", NULL);
  g_autofree char *text = g_strdup_printf ("[Plugin]\n"
                                           "Name=%s\n"
                                           "Abi=1\n"
                                           "Loader=c\n"
                                           "Provides=transformer:Thing;\n",
                                           name);
  g_autofree char *path = fixture_write (self, file, text);

  fixture_link (self, name);
}

/* the plugin with a class of each kind */
static inline void
fixture_install_good (Fixture *self)
{
  g_autofree char *source =
      g_test_build_filename (G_TEST_DIST, "data", "plugins", "test-good.plugin", NULL);
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;

  g_assert_true (g_file_get_contents (source, &text, NULL, NULL));
  path = fixture_write (self, "test-good.plugin", text);
  fixture_link (self, "test-good");
}

static inline CcpPluginRegistry *
fixture_open (Fixture *self)
{
  const char *const folders[] = { self->folder, NULL };
  CcpPluginRegistry *registry = ccp_plugin_registry_new (folders);
  g_autoptr (CcpModuleLoader) loader =
      ccp_module_loader_new (self->helper, self->record, FIXTURE_TIMEOUT);

  ccp_plugin_registry_set_loader (registry, "c", CCP_PLUGIN_LOADER (loader));
  return registry;
}

/* @expected: with "DIR" for the folder, and "BUILT" for that of the modules */
static inline void
fixture_assert_message (Fixture *self, const char *message, const char *expected)
{
  g_autoptr (GString) plain = g_string_new (message);
  g_autofree char *modules =
      g_test_build_filename (G_TEST_BUILT, "data", "plugins", NULL);

  g_string_replace (plain, modules, "BUILT", 0);
  g_string_replace (plain, self->folder, "DIR", 0);
  g_assert_cmpstr (plain->str, ==, expected);
}
