/* test-catalog.c: tests of ccp-catalog.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp.h"

static CcpCatalog *
create_catalog (void)
{
  CcpCatalog *catalog = ccp_catalog_new ();

  ccp_catalog_add_provider (catalog, "openrouter");
  ccp_catalog_add_provider (catalog, "Local");
  ccp_catalog_add_provider (catalog, "without-models");
  ccp_catalog_add_model (catalog, "coder", "openrouter", "qwen/qwen3-coder");
  ccp_catalog_add_model (catalog, "coder-fast", "openrouter", "qwen/qwen3-coder");
  ccp_catalog_add_model (catalog, "small", "Local", "qwen2.5:7b");
  ccp_catalog_add_model (catalog, "vast[1m]", "Local", "vast");
  ccp_catalog_set_facts (
      catalog,
      2,
      &(const CcpModelFacts){ .context_window = 32768, .modalities = CCP_MODALITY_TEXT });
  return catalog;
}

typedef struct
{
  const char *target;
  const char *provider; /* NULL: it means nothing */
  const char *model;
  const char *id; /* (nullable) */
  gboolean long_context;
} Case;

typedef struct
{
  const char *target;
  const char *hint;
} Guess;

static const Case cases[] = {
  { "coder", "openrouter", "qwen/qwen3-coder", "coder" },
  { "CODER", "openrouter", "qwen/qwen3-coder", "coder" },
  { "claude-via-coder", "openrouter", "qwen/qwen3-coder", "coder" },
  { "OpenRouter,z-ai/glm-4.6", "openrouter", "z-ai/glm-4.6", NULL },
  { "openrouter,a,b/c:d", "openrouter", "a,b/c:d", NULL },
  { "openrouter,coder", "openrouter", "qwen/qwen3-coder", "coder" },
  { "openrouter,QWEN/Qwen3-Coder", "openrouter", "qwen/qwen3-coder", "coder" },
  { "coder[1m]", "openrouter", "qwen/qwen3-coder", "coder", TRUE },
  { "Coder [1M]", "openrouter", "qwen/qwen3-coder", "coder", TRUE },
  { "openrouter,x[1m]", "openrouter", "x", NULL, TRUE },
  { "openrouter/coder[1m]", "openrouter", "qwen/qwen3-coder", "coder", TRUE },
  { "vast[1m]", "Local", "vast", "vast[1m]" },
  { "local,vast[1m]", "Local", "vast", "vast[1m]" },
  { "local/Vast[1M]", "Local", "vast", "vast[1m]" },
  { "openrouter, coder", "openrouter", "qwen/qwen3-coder", "coder" },
  { "openrouter, x", "openrouter", "x", NULL },
  { "openrouter, ", NULL },
  { "local,vast", "Local", "vast", "vast[1m]" },
  { "[1m]", NULL },
  { "nothing[1m]", NULL },
  { "openrouter,Coder-Fast", "openrouter", "qwen/qwen3-coder", "coder-fast" },
  { "openrouter,qwen/qwen3-coder", "openrouter", "qwen/qwen3-coder", "coder" },
  { "openrouter/z-ai/glm-4.6", "openrouter", "z-ai/glm-4.6", NULL },
  { "local/qwen2.5:7b", "Local", "qwen2.5:7b", "small" },
  { "local,coder", "Local", "coder", NULL },
  { "other/model", NULL, NULL, NULL },
  { "openrouter", NULL, NULL, NULL },
  { "openrouter,", NULL, NULL, NULL },
  { "claude-opus-4-8", NULL, NULL, NULL },
  { "", NULL, NULL, NULL },
};

static void
test_resolve (gconstpointer data)
{
  const Case *expected = data;
  g_autoptr (CcpCatalog) catalog = create_catalog ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpRoute) route =
      ccp_catalog_resolve (catalog, "default", expected->target, &error);

  if (expected->provider == NULL)
    {
      g_assert_error (error, CCP_ERROR, CCP_ERROR_NOT_FOUND);
      g_assert_null (route);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpstr (ccp_route_get_provider (route), ==, expected->provider);
  g_assert_cmpstr (ccp_route_get_model (route), ==, expected->model);
  g_assert_cmpstr (ccp_route_get_model_id (route), ==, expected->id);
  g_assert_cmpint (ccp_route_get_long_context (route), ==, expected->long_context);
}

static void
test_error_has_near_match (gconstpointer data)
{
  const Guess *guess = data;
  g_autofree char *expected = g_strdup_printf ("\"%s\" is neither a model nor "
                                               "provider,model nor provider/model%s",
                                               guess->target,
                                               guess->hint);
  g_autoptr (CcpCatalog) catalog = create_catalog ();
  g_autoptr (GError) error = NULL;

  g_assert_null (ccp_catalog_resolve (catalog, "default", guess->target, &error));
  g_assert_cmpstr (error->message, ==, expected);
}

static void
test_facts (void)
{
  g_autoptr (CcpCatalog) catalog = create_catalog ();
  g_autoptr (CcpRoute) small = ccp_catalog_resolve (catalog, "default", "small", NULL);
  g_autoptr (CcpRoute) bare = ccp_route_new ("default", "Local", "qwen2.5:7b");
  g_autoptr (CcpRoute) other = ccp_route_new ("default", "Local", "else");

  g_assert_cmpint (ccp_catalog_find_facts (catalog, small)->context_window, ==, 32768);
  g_assert_cmpint (ccp_catalog_find_facts (catalog, bare)->context_window, ==, 32768);
  g_assert_null (ccp_catalog_find_facts (catalog, other));
  g_assert_true (ccp_model_facts_is_empty (ccp_catalog_get_facts (catalog, 0)));
}

int
main (int argc, char **argv)
{

  static const Guess guesses[] = {
    { "codr", "; did you mean \"coder\"?" },
    { "openrouter",
      "; a model of the provider \"openrouter\" is written as \"openrouter,coder\"" },
    { "openruoter",
      "; a model of the provider \"openrouter\" is written as \"openrouter,coder\"" },
    { "without-models",
      "; a model of the provider \"without-models\" is written as "
      "\"without-models,MODEL\"" },
    { "locl,small", "; did you mean \"Local,small\"?" },
    { "locl,smal", "; did you mean \"Local,small\"?" },
    { "locl,elsewhere", "; did you mean \"Local,elsewhere\"?" },
    { "opnrouter/z-ai/glm", "; did you mean \"openrouter/z-ai/glm\"?" },
    { "opnrouter,z-ai/glm", "; did you mean \"openrouter,z-ai/glm\"?" },
    { "opnrouter,",
      "; a model of the provider \"openrouter\" is written as \"openrouter,coder\"" },
    { "nothing,like/it", "" },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/catalog/resolve/T121-%u", i);

      g_test_add_data_func (path, &cases[i], test_resolve);
    }
  for (guint i = 0; i < G_N_ELEMENTS (guesses); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/catalog/resolve/error-has-near-match-%u", i);

      g_test_add_data_func (path, &guesses[i], test_error_has_near_match);
    }
  g_test_add_func ("/catalog/find-facts/by-id-or-name", test_facts);
  return g_test_run ();
}
