/* test-prompt-append.c: texts that are added to the system prompt
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>
#include <string.h>

#include "prompt-append.h"
#include "prompt-fixture.h"

#define END "{'text':'Be brief.'}"
#define BEGINNING "{'text':'Be brief.','at':'beginning'}"
#define BLOCK "{'type':'text','text':'Be brief.'}"
#define BILLING "{'type':'text','text':'x-anthropic-billing-header: cc_version=1;'}"
#define MARKED "{'type':'text','text':'One.','cache_control':{'type':'ephemeral'}}"

static const PromptCase cases[] = {
  { "end/none", END, "{'model':'m'}", "{'system':'Be brief.','model':'m'}" },
  { "end/null", END, "{'system':null}", "{'system':'Be brief.'}" },
  { "end/empty", END, "{'system':''}", "{'system':'Be brief.'}" },
  { "end/string",
    END,
    "{ 'system' : 'One \\u00e9.', 'x':1.0}",
    "{ 'system' : 'One \\u00e9.\\n\\nBe brief.', 'x':1.0}" },
  { "end/blocks",
    END,
    "{'system':[" MARKED " ],'x':1.0}",
    "{'system':[" MARKED "," BLOCK " ],'x':1.0}" },
  { "end/no-blocks", END, "{'system':[]}", "{'system':'Be brief.'}" },
  { "beginning/none", BEGINNING, "{'model':'m'}", "{'system':'Be brief.','model':'m'}" },
  { "beginning/string",
    BEGINNING,
    "{'system':'One.'}",
    "{'system':'Be brief.\\n\\nOne.'}" },
  { "beginning/empty", BEGINNING, "{'system':''}", "{'system':'Be brief.'}" },
  { "beginning/blocks",
    BEGINNING,
    "{'system':[ " MARKED "," MARKED "]}",
    "{'system':[ " BLOCK "," MARKED "," MARKED "]}" },
  { "beginning/behind-the-bill",
    BEGINNING,
    "{'system':[" BILLING "," MARKED "]}",
    "{'system':[" BILLING "," BLOCK "," MARKED "]}" },
  { "beginning/only-the-bill",
    BEGINNING,
    "{'system':[" BILLING "]}",
    "{'system':[" BILLING "," BLOCK "]}" },
  { "nothing", "{'text':''}", "{'system':'One.'}", NULL },
};

static const PromptFault faults[] = {
  { "none", "{}", "expected a text, either as \"text\" or in a \"file\"; there is none" },
  { "both",
    "{'text':'a','file':'/b'}",
    "expected a text, either as \"text\" or in a \"file\"; there are both" },
  { "relative",
    "{'file':'prompt.txt'}",
    "file: expected a path that begins with / or ~/, got \"prompt.txt\"" },
  { "folder", "{'file':'/'}", "file: \"/\" is no file" },
  { "device", "{'file':'/dev/zero'}", "file: \"/dev/zero\" is no file" },
};

/* a file with some bytes in it, in a folder of its own */
typedef struct
{
  char *folder;
  char *path;
} File;

static void
create_file (File *file, const char *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;

  file->folder = g_dir_make_tmp ("prompt-XXXXXX", &error);
  g_assert_no_error (error);
  file->path = g_build_filename (file->folder, "prompt.txt", NULL);
  g_file_set_contents (file->path, bytes, (gssize) length, &error);
  g_assert_no_error (error);
}

static void
remove_file (File *file)
{
  g_assert_cmpint (g_remove (file->path), ==, 0);
  g_assert_cmpint (g_rmdir (file->folder), ==, 0);
  g_free (file->path);
  g_free (file->folder);
}

static char *
create_params (const char *path)
{
  return g_strdup_printf ("{'file':'%s'}", path);
}

static void
test_case (gconstpointer data)
{
  g_autoptr (CcpExchange) exchange = prompt_fixture_create_exchange ();

  prompt_fixture_run (PROMPT_TYPE_APPEND, exchange, data);
}

static void
test_fault (gconstpointer data)
{
  prompt_fixture_refuse (PROMPT_TYPE_APPEND, data);
}

static void
test_file (void)
{
  File file;
  g_autofree char *params = NULL;
  g_autoptr (CcpExchange) exchange = prompt_fixture_create_exchange ();
  PromptCase wanted = { "file",
                        NULL,
                        "{'system':'One.'}",
                        "{'system':'One.\\n\\nTwo \xc3\xa9.\\n'}" };

  create_file (&file, "Two \xc3\xa9.\n", 8);
  params = create_params (file.path);
  wanted.params = params;

  prompt_fixture_run (PROMPT_TYPE_APPEND, exchange, &wanted);
  remove_file (&file);
}

static void
test_home (void)
{
  g_autofree char *missing =
      g_build_filename (g_get_home_dir (), "no-such-folder", "p.txt", NULL);
  g_autoptr (CcpTransformer) transformer = g_object_new (PROMPT_TYPE_APPEND, NULL);
  g_autoptr (CcpJson) params = prompt_fixture_parse ("{'file':'~/no-such-folder/p.txt'}");
  g_autoptr (GError) error = NULL;

  ccp_transformer_configure (transformer, params, &error);

  g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
  g_assert_nonnull (strstr (error->message, missing));
}

static void
assert_file_refused (const char *bytes, gsize length, const char *why)
{
  File file;
  g_autofree char *params = NULL;
  g_autofree char *message = NULL;
  PromptFault wanted = { "file", NULL, NULL };

  create_file (&file, bytes, length);
  params = create_params (file.path);
  message = g_strdup_printf ("file: \"%s\" is %s", file.path, why);
  wanted.params = params;
  wanted.message = message;

  prompt_fixture_refuse (PROMPT_TYPE_APPEND, &wanted);
  remove_file (&file);
}

static void
test_wrong_files (void)
{
  gsize size = (1u << 20) + 1;
  g_autofree char *large = g_strnfill (size, 'x');

  assert_file_refused (large, size, "larger than 1 MiB");
  assert_file_refused ("\xff", 1, "no text in UTF-8");
  assert_file_refused ("a\0b", 3, "no text in UTF-8");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/prompt-append/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/prompt-append/fault/", faults[i].name, NULL);

      g_test_add_data_func (path, &faults[i], test_fault);
    }
  g_test_add_func ("/prompt-append/file", test_file);
  g_test_add_func ("/prompt-append/file/home", test_home);
  g_test_add_func ("/prompt-append/file/wrong", test_wrong_files);

  return g_test_run ();
}
