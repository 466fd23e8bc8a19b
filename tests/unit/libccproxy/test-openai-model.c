/* test-openai-model.c: what the name of a model of OpenAI's tells
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

typedef struct
{
  const char *name;
  gboolean reasons;
  const char *efforts; /* (nullable): of one that reasons */
} Case;

static const Case cases[] = {
  { "gpt-4o", FALSE, NULL },
  { "gpt-4.1-mini", FALSE, NULL },
  { "gpt-3.5-turbo", FALSE, NULL },
  { "omni-moderation", FALSE, NULL },
  { "gpt-5-chat-latest", FALSE, NULL },
  { "llama-3", FALSE, NULL },
  { "o1", TRUE, "low medium high" },
  { "o3-mini", TRUE, "low medium high" },
  { "o4-mini-2025-04-16", TRUE, "low medium high" },
  { "codex-mini-latest", TRUE, "low medium high" },
  { "gpt-5", TRUE, "minimal low medium high" },
  { "gpt-5-mini", TRUE, "minimal low medium high" },
  { "gpt-5-pro", TRUE, "high" },
  { "gpt-5.1", TRUE, "none low medium high" },
  { "gpt-5.1-codex-max", TRUE, "none low medium high xhigh" },
  { "gpt-5.2", TRUE, "none low medium high xhigh" },
  { "gpt-6", TRUE, "none low medium high xhigh" },
};

static void
test_model (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *efforts = NULL;

  g_assert_cmpint (ccp_openai_model_reasons (test->name), ==, test->reasons);
  if (test->efforts == NULL)
    return;
  efforts = g_strjoinv (" ", (char **) ccp_openai_model_get_efforts (test->name));
  g_assert_cmpstr (efforts, ==, test->efforts);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/openai-model/efforts/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_model);
    }
  return g_test_run ();
}
