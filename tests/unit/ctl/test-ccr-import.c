/* test-ccr-import.c: files of claude-code-router as configurations of ours
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "ccp-ccr-import.h"
#include "ccp.h"

/* Each has NAME.json and NAME.yaml in tests/data/import; that is what is written without
 * a variable in the environment. With CCPROXY_UPDATE the second is made of the first. */
static const char *const files[] = {
  "china",      "example",      "extras",    "google",       "legacy",
  "openrouter", "pass-through", "spellings", "transformers",
};

static char *
make_path (const char *name, const char *suffix)
{
  g_autofree char *file = g_strconcat (name, suffix, NULL);

  return g_test_build_filename (G_TEST_DIST, "data", "import", file, NULL);
}

static char *
import (GBytes *text, GError **error)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (CcpDraft) draft = ccp_draft_new ((const char *const *) environment);

  if (!ccp_ccr_import_add_file (draft, text, error))
    return NULL;
  return ccp_draft_render (draft, "SPDX-License-Identifier: LGPL-2.1-or-later", error);
}

static void
test_file (gconstpointer data)
{
  g_autofree char *source = make_path (data, ".json");
  g_autofree char *target = make_path (data, ".yaml");
  g_autoptr (GFile) file = g_file_new_for_path (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = g_file_load_bytes (file, NULL, NULL, &error);
  g_autofree char *expected = NULL;
  g_autofree char *written = NULL;

  g_assert_no_error (error);
  written = import (text, &error);

  g_assert_no_error (error);
  if (g_getenv ("CCPROXY_UPDATE") != NULL)
    g_file_set_contents (target, written, -1, NULL);
  g_assert_true (g_file_get_contents (target, &expected, NULL, NULL));
  g_assert_cmpstr (written, ==, expected);
}

static const struct
{
  const char *name;
  const char *text;
  const char *expected;
} failures[] = {
  { "not-json5", "{Providers: [", "1:14: expected a value" },
  { "no-object", "[]", "1:1: expected an object with \"Providers\" and \"Router\"" },
  { "no-provider", "{}", "1:1: no provider in it could be used" },
  { "no-model",
    "{Providers: [{name: 'a', api_base_url: 'https://a.example', api_key: 'k'}]}",
    "1:1: no provider in it has a model, and nothing is routed" },
};

static void
test_failures (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autoptr (GBytes) text =
          g_bytes_new_static (failures[i].text, strlen (failures[i].text));
      g_autoptr (GError) error = NULL;

      g_autofree char *written = import (text, &error);

      g_assert_null (written);
      g_assert_nonnull (error);
      g_assert_cmpstr (error->message, ==, failures[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strconcat ("/ccr-import/add-file/", files[i], NULL);

      g_test_add_data_func (path, files[i], test_file);
    }
  g_test_add_func ("/ccr-import/add-file/says-what-is-wrong", test_failures);
  return g_test_run ();
}
