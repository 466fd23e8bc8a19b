/* test-model-choice.c: which of the models that were found serves which stage
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "ccp-config-parser.h"
#include "ccp-model-choice.h"
#include "ccp-yaml-writer.h"

typedef struct
{
  const char *provider;
  const char *model;
  const char *facts; /* (nullable): as YAML */
  gboolean is_local;
} Offer;

typedef struct
{
  const char *name;
  Offer offers[4];
  const char *expected;
} Case;

static const Case cases[] = {
  { "one", { { "a", "m", NULL, FALSE } }, "default: a,m\n" },
  { "small-work-to-a-small-one",
    { { "a", "big-flash", NULL, FALSE }, { "a", "big", NULL, FALSE } },
    "default: a,big\n\nbackground: a,big-flash\n" },
  { "gemini-is-not-mini",
    { { "a", "gemini-pro", NULL, FALSE }, { "a", "gpt-mini", NULL, FALSE } },
    "default: a,gemini-pro\n\nbackground: a,gpt-mini\n" },
  { "sonnet-for-every-day",
    { { "a", "claude-opus", NULL, FALSE },
      { "a", "claude-sonnet", NULL, FALSE },
      { "a", "claude-haiku", NULL, FALSE } },
    "default: a,claude-sonnet\n\nbackground: a,claude-haiku\n" },
  { "nothing-but-small-ones", { { "a", "x-mini", NULL, FALSE } }, "default: a,x-mini\n" },
  { "the-first-provider-counts",
    { { "a", "m", NULL, FALSE }, { "b", "claude-sonnet", NULL, FALSE } },
    "default: a,m\n" },
  { "small-work-to-this-machine",
    { { "a", "m", NULL, FALSE },
      { "b", "x-mini", NULL, FALSE },
      { "c", "qwen", NULL, TRUE } },
    "default: a,m\n\nbackground: c,qwen\n" },
  { "long-ones-elsewhere",
    { { "a", "m", "context_window: 200000", FALSE },
      { "b", "n", "context_window: 400000", FALSE },
      { "c", "o", "context_window: 1000000", FALSE } },
    "default: a,m\n\nlong_context: {use: \"c,o\", threshold: 150000}\n" },
  { "long-enough",
    { { "a", "m", "context_window: 400000", FALSE },
      { "c", "o", "context_window: 1000000", FALSE } },
    "default: a,m\n" },
  { "images-elsewhere",
    { { "a", "m", "modalities: [text]", FALSE },
      { "b", "n", NULL, FALSE },
      { "c", "o", "modalities: [text, image]", FALSE } },
    "default: a,m\n\nimage: c,o\n" },
};

static CcpConfigNode *
parse (const char *yaml)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (yaml, strlen (yaml));
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("facts");

  return ccp_config_parser_run (bytes, diagnostics);
}

static void
test_make_routing (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (CcpModelChoice) choice = ccp_model_choice_new ();
  g_autoptr (CcpYamlNode) routing = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (test->offers) && test->offers[i].model != NULL; i++)
    {
      const Offer *offer = &test->offers[i];
      g_autoptr (CcpConfigNode) facts =
          offer->facts != NULL ? parse (offer->facts) : NULL;

      ccp_model_choice_offer (choice,
                              offer->provider,
                              offer->model,
                              facts,
                              offer->is_local);
    }
  routing = ccp_model_choice_make_routing (choice);
  ccp_yaml_writer_write (text, routing);

  g_assert_cmpstr (text->str, ==, test->expected);
}

static void
test_nothing (void)
{
  g_autoptr (CcpModelChoice) choice = ccp_model_choice_new ();

  g_assert_null (ccp_model_choice_make_routing (choice));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/model-choice/make-routing/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_make_routing);
    }
  g_test_add_func ("/model-choice/make-routing/nothing-of-nothing", test_nothing);
  return g_test_run ();
}
