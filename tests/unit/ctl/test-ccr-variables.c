/* test-ccr-variables.c: environment variables in texts of claude-code-router
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-ccr-variables.h"
#include "ccp-interpolation.h"

typedef struct
{
  const char *name;
  const char *text;
  const char *converted;
  const char *meaning; /* as claude-code-router reads the text */
} Case;

static const Case cases[] = {
  { "plain", "sk-1", "sk-1", "sk-1" },
  { "bare", "$API_KEY", "${API_KEY}", "k" },
  { "braces", "${api_key}", "${api_key}", "l" },
  { "in-the-middle", "a$B-$C1$", "a${B}-${C1}$", "am-n$" },
  { "small-letters", "$schema", "$schema", "$schema" },
  { "price", "$5", "$5", "$5" },
  { "two-dollars", "$$", "$$$", "$$" },
  { "two-dollars-and-a-name", "$$B", "$$${B}", "$m" },
  { "no-name-in-braces", "${a b}", "$${a b}", "${a b}" },
  { "open-braces", "${B", "$${B", "${B" },
  { "default-of-a-shell", "${B:-b}", "$${B:-b}", "${B:-b}" },
};

static const char *const environment[] = { "API_KEY=k",
                                           "api_key=l",
                                           "B=m",
                                           "C1=n",
                                           NULL };

static void
test_convert (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GError) error = NULL;
  gboolean from_environment = FALSE;

  g_autofree char *converted = ccp_ccr_variables_convert_text (test->text);
  g_autofree char *meaning =
      ccp_interpolation_expand (converted, environment, &from_environment, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (converted, ==, test->converted);
  g_assert_cmpstr (meaning, ==, test->meaning);
}

static void
test_convert_tree (void)
{
  g_autoptr (JsonNode) node =
      json_from_string ("{\"$A\":[1,\"$A\",{\"b\":\"$B\"}]}", NULL);
  g_autofree char *text = NULL;

  ccp_ccr_variables_convert (node);
  text = json_to_string (node, FALSE);

  g_assert_cmpstr (text, ==, "{\"$A\":[1,\"${A}\",{\"b\":\"${B}\"}]}");
}

static void
test_dup_name (void)
{
  g_autofree char *plain = ccp_ccr_variables_dup_name ("${A_1}");
  g_autofree char *optional = ccp_ccr_variables_dup_name ("${A_1:-}");
  g_autofree char *with_default = ccp_ccr_variables_dup_name ("${A_1:-x}");
  g_autofree char *part = ccp_ccr_variables_dup_name ("${A_1}x");
  g_autofree char *text = ccp_ccr_variables_dup_name ("A_1");

  g_assert_cmpstr (plain, ==, "A_1");
  g_assert_cmpstr (optional, ==, "A_1");
  g_assert_null (with_default);
  g_assert_null (part);
  g_assert_null (text);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/ccr-variables/convert-text/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_convert);
    }
  g_test_add_func ("/ccr-variables/convert/texts-of-a-tree", test_convert_tree);
  g_test_add_func ("/ccr-variables/dup-name/only-what-is-one", test_dup_name);
  return g_test_run ();
}
