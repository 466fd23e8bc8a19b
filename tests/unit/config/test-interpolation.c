/* test-interpolation.c: environment variables in values
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-interpolation.h"

#include "config-fixture.h"

typedef struct
{
  const char *text;
  const char *expected; /* (nullable): NULL if it is refused */
  gboolean from_environment;
  const char *error;
} Case;

static const Case cases[] = {
  { "plain", "plain", FALSE, NULL },
  { "${NUMBER}", "30", TRUE, NULL },
  { "a${NUMBER}b${NUMBER}", "a30b30", TRUE, NULL },
  { "$$", "$", FALSE, NULL },
  { "$${NUMBER}", "${NUMBER}", FALSE, NULL },
  { "$NUMBER $5 $", "$NUMBER $5 $", FALSE, NULL },
  { "${EMPTY}", "", TRUE, NULL },
  { "${EMPTY:-x}", "x", TRUE, NULL },
  { "${NO_SUCH:-a b:-c$}", "a b:-c$", TRUE, NULL },
  { "${NO_SUCH:-}", "", TRUE, NULL },
  { "${NUMBER:-x}", "30", TRUE, NULL },
  { "${NO_SUCH}",
    NULL,
    FALSE,
    "the environment variable NO_SUCH is not set; set it, or write ${NO_SUCH:-…} with "
    "what is to stand there without it" },
  { "${", NULL, FALSE, "\"${\" without \"}\"; write $$ for a dollar" },
  { "${}",
    NULL,
    FALSE,
    "\"${}\" does not name an environment variable; write $$ for a dollar" },
  { "${1a}",
    NULL,
    FALSE,
    "\"${1a}\" does not name an environment variable; write $$ for a dollar" },
  { "${a b}",
    NULL,
    FALSE,
    "\"${a b}\" does not name an environment variable; write $$ for a dollar" },
  { "${BAD}", NULL, FALSE, "the value of the environment variable BAD is not UTF-8" },
};

static void
test_expand (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      gboolean from_environment = FALSE;
      g_autoptr (GError) error = NULL;
      g_autofree char *expanded = ccp_interpolation_expand (c->text,
                                                            fixture_environment,
                                                            &from_environment,
                                                            &error);

      g_test_message ("%s", c->text);
      g_assert_cmpstr (expanded, ==, c->expected);
      g_assert_cmpstr (error != NULL ? error->message : NULL, ==, c->error);
      if (expanded != NULL)
        g_assert_cmpint (from_environment, ==, c->from_environment);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/interpolation/expand", test_expand);

  return g_test_run ();
}
