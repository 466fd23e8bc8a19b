/* test-setup.c: the configuration that is to be used
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-setup.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder;
  char *path;
  CcpSetup *setup; /* (nullable) */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("ccproxy-setup-XXXXXX", NULL);
  g_assert_nonnull (f->folder);
  f->path = g_build_filename (f->folder, "config.yaml", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->setup);
  g_remove (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->folder);
}

static void
open_text (Fixture *f, const char *yaml)
{
  g_auto (GStrv) environment = g_get_environ ();

  if (yaml != NULL)
    {
      g_assert_true (g_file_set_contents (f->path, yaml, -1, NULL));
      g_assert_cmpint (g_chmod (f->path, 0600), ==, 0);
    }
  f->setup = ccp_setup_new (f->path, (const char *const *) environment);
}

static void
test_good (Fixture *f, gconstpointer data)
{
  g_autofree char *report = NULL;
  g_autofree char *summary = NULL;

  open_text (
      f,
      "providers:\n"
      "- {name: one, type: openai-chat, url: 'http://127.0.0.1:1/v1', models: [m]}\n"
      "- {name: two, url: 'https://api.openai.com/v1', models: [n]}\n"
      "routing: {default: m}\n");
  report = ccp_setup_report (f->setup);
  g_test_message ("%s", report);

  g_assert_nonnull (ccp_setup_get_config (f->setup));
  g_assert_cmpstr (ccp_setup_get_path (f->setup), ==, f->path);
  g_assert_nonnull (strstr (report, "provider \"one\": openai-chat\n"));
  g_assert_nonnull (strstr (report, "provider \"two\": "));
  g_assert_nonnull (strstr (report, " (inferred from its url)\n"));
  summary = ccp_setup_summarize (f->setup);
  g_assert_true (g_str_has_prefix (summary, f->path));
}

/* one with errors is told about, and not given to anybody */
static void
test_errors (Fixture *f, gconstpointer data)
{
  g_autofree char *report = NULL;
  g_autofree char *expected = g_strconcat (f->path, ":1:", NULL);

  open_text (f,
             "providers: [{name: one, type: no-such-dialect, url: 'http://h/'}]\n"
             "routing: {default: nowhere}\n");
  report = ccp_setup_report (f->setup);
  g_test_message ("%s", report);

  g_assert_null (ccp_setup_get_config (f->setup));
  g_assert_nonnull (ccp_setup_get_registry (f->setup));
  g_assert_true (ccp_diagnostics_has_errors (ccp_setup_get_diagnostics (f->setup)));
  g_assert_nonnull (strstr (report, expected));
  g_assert_nonnull (strstr (report, "no-such-dialect"));
  g_assert_nonnull (strstr (report, "nowhere"));
}

#define KEYS(key, url)                                                                   \
  "providers:\n"                                                                         \
  "- {name: one, type: openai-chat, url: '" url "', models: [m], api_key: " key "}\n"    \
  "routing: {default: m}\n"

typedef struct
{
  const char *name;
  const char *yaml;
  gboolean is_enough; /* for who needs no keys */
} KeyCase;

static const KeyCase key_cases[] = {
  { "key", KEYS ("'${CCP_UNSET}'", "https://h.example/v1"), TRUE },
  { "part-of-a-command",
    KEYS ("{command: ['/bin/echo', '${CCP_UNSET}']}", "https://h.example/v1"),
    TRUE },
  { "client-key",
    "client_keys: ['${CCP_UNSET}']\n" KEYS ("k", "https://h.example/v1"),
    TRUE },
  { "url", KEYS ("k", "https://${CCP_UNSET}/v1"), FALSE },
};

/* the daemon needs them all the same */
static void
test_without_keys (Fixture *f, gconstpointer data)
{
  const KeyCase *c = data;
  g_auto (GStrv) environment = g_environ_unsetenv (g_get_environ (), "CCP_UNSET");
  g_autofree char *report = NULL;

  open_text (f, c->yaml);
  g_assert_null (ccp_setup_get_config (f->setup));
  g_clear_object (&f->setup);
  f->setup = ccp_setup_new_without_keys (f->path, (const char *const *) environment);
  report = ccp_setup_report (f->setup);
  g_test_message ("%s", report);

  g_assert_cmpint (ccp_setup_get_config (f->setup) != NULL, ==, c->is_enough);
  g_assert_nonnull (strstr (report, "CCP_UNSET"));
}

static void
test_missing_file (Fixture *f, gconstpointer data)
{
  g_autofree char *report = NULL;

  open_text (f, NULL);
  report = ccp_setup_report (f->setup);

  g_assert_null (ccp_setup_get_config (f->setup));
  g_assert_nonnull (strstr (report, f->path));
}

/* no file at all: the one that is built in */
static void
test_embedded (Fixture *f, gconstpointer data)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autofree char *user_path = ccp_setup_dup_user_path ();

  g_assert_false (g_file_test (user_path, G_FILE_TEST_EXISTS));
  f->setup = ccp_setup_new (NULL, (const char *const *) environment);

  g_assert_null (ccp_setup_get_path (f->setup));
  g_assert_nonnull (ccp_setup_get_config (f->setup));
  g_assert_true (g_str_has_suffix (user_path, "/ccproxy/config.yaml"));
}

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("ccproxy-home-XXXXXX", NULL);
  int status = 0;

  g_assert_nonnull (home);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_log_writer_default_set_use_stderr (TRUE);

#define ADD(path, function)                                                              \
  g_test_add ("/setup/new/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("good", test_good);
  ADD ("errors", test_errors);
  ADD ("missing-file", test_missing_file);
  ADD ("embedded", test_embedded);
  for (gsize i = 0; i < G_N_ELEMENTS (key_cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/setup/new-without-keys/", key_cases[i].name, NULL);

      g_test_add (path, Fixture, &key_cases[i], set_up, test_without_keys, tear_down);
    }

  status = g_test_run ();
  g_assert_cmpint (g_rmdir (home), ==, 0);
  return status;
}
