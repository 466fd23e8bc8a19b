/* test-model-list.c: pages of the list of models
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-model-list.h"

/* the list: a, claude-via-a, claude-b, c/d, claude-via-c/d */
static CcpCatalog *
make_catalog (void)
{
  CcpCatalog *catalog = ccp_catalog_new ();

  ccp_catalog_add_provider (catalog, "here");
  ccp_catalog_add_model (catalog, "a", "here", "a-1");
  ccp_catalog_add_model (catalog, "claude-b", "here", "b-1");
  ccp_catalog_add_model (catalog, "c/d", "here", "d-1");
  return catalog;
}

static char *
summarize (CcpJson *page)
{
  g_autoptr (GString) text = g_string_new (NULL);
  CcpJsonValue root;
  CcpJsonValue data;
  CcpJsonValue more;

  ccp_json_get_root (page, &root);
  data = ccp_json_value_member (&root, "data");
  for (guint i = 0; i < ccp_json_value_get_length (&data); i++)
    {
      CcpJsonValue model = ccp_json_value_element (&data, i);
      CcpJsonValue id = ccp_json_value_member (&model, "id");

      ccp_json_value_append_string (&id, text);
      g_string_append_c (text, ' ');
    }
  more = ccp_json_value_member (&root, "has_more");
  g_string_append (text, ccp_json_value_get_boolean (&more, FALSE) ? "+" : ".");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GHashTable *
make_query (const char *text)
{
  return g_uri_parse_params (text, -1, "&", G_URI_PARAMS_NONE, NULL);
}

static void
test_pages (void)
{
  static const struct
  {
    const char *query;
    const char *page;  /* NULL for an error */
    const char *error; /* how it begins */
  } cases[] = {
    { "", "a claude-via-a claude-b c/d claude-via-c/d .", NULL },
    { "beta=true&limit=1000", "a claude-via-a claude-b c/d claude-via-c/d .", NULL },
    { "limit=5", "a claude-via-a claude-b c/d claude-via-c/d .", NULL },
    { "limit=2", "a claude-via-a +", NULL },
    { "limit=2&after_id=claude-via-a", "claude-b c/d +", NULL },
    { "limit=2&after_id=c/d", "claude-via-c/d .", NULL },
    { "after_id=claude-via-c/d", ".", NULL },
    { "limit=2&before_id=c/d", "claude-via-a claude-b +", NULL },
    { "limit=3&before_id=c/d", "a claude-via-a claude-b .", NULL },
    { "before_id=a", ".", NULL },
    { "after_id=a&before_id=c/d", "claude-via-a claude-b .", NULL },
    { "after_id=c/d&before_id=a", ".", NULL },
    { "limit=0", NULL, "limit: expected 1..1000, got \"0\"" },
    { "limit=1001", NULL, "limit: " },
    { "limit=x", NULL, "limit: " },
    { "after_id=z", NULL, "after_id: no model is called \"z\"" },
    { "before_id=z", NULL, "before_id: " },
  };
  g_autoptr (CcpCatalog) catalog = make_catalog ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GHashTable) query = make_query (cases[i].query);
      g_autoptr (GError) error = NULL;
      g_autoptr (CcpJson) page = ccp_model_list_page (catalog, query, &error);
      g_autofree char *summary = page != NULL ? summarize (page) : NULL;

      g_test_message ("%s", cases[i].query);
      g_assert_cmpstr (summary, ==, cases[i].page);
      if (page == NULL)
        {
          g_assert_error (error, CCP_ERROR, CCP_ERROR_INVALID_REQUEST);
          g_assert_true (g_str_has_prefix (error->message, cases[i].error));
        }
    }
}

static void
test_page_text (void)
{
  g_autoptr (CcpCatalog) catalog = ccp_catalog_new ();
  g_autoptr (CcpJson) empty = ccp_model_list_page (catalog, NULL, NULL);
  g_autoptr (CcpJson) one = NULL;
  g_autofree char *empty_text = ccp_json_to_text (empty);
  g_autofree char *one_text = NULL;

  ccp_catalog_add_model (catalog, "claude-b", "here", "b");
  one = ccp_model_list_page (catalog, NULL, NULL);
  one_text = ccp_json_to_text (one);

  g_assert_cmpstr (empty_text,
                   ==,
                   "{\"data\":[],\"has_more\":false,\"first_id\":null,\"last_id\":null}");
  g_assert_cmpstr (one_text,
                   ==,
                   "{\"data\":[{\"type\":\"model\",\"id\":\"claude-b\","
                   "\"display_name\":\"claude-b\","
                   "\"created_at\":\"1970-01-01T00:00:00Z\"}],\"has_more\":false,"
                   "\"first_id\":\"claude-b\",\"last_id\":\"claude-b\"}");
}

static void
test_find (void)
{
  g_autoptr (CcpCatalog) catalog = make_catalog ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) alias = ccp_model_list_find (catalog, "claude-via-c/d", &error);
  g_autoptr (CcpJson) unknown = ccp_model_list_find (catalog, "claude-via-z", &error);
  g_autofree char *text = ccp_json_to_text (alias);

  g_assert_cmpstr (text,
                   ==,
                   "{\"type\":\"model\",\"id\":\"claude-via-c/d\","
                   "\"display_name\":\"c/d (here)\","
                   "\"created_at\":\"1970-01-01T00:00:00Z\"}");
  g_assert_null (unknown);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message,
                   ==,
                   "model: no model is called \"claude-via-z\"; GET /v1/models lists "
                   "those that are");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model-list/page/table", test_pages);
  g_test_add_func ("/model-list/page/text", test_page_text);
  g_test_add_func ("/model-list/find/alias-and-unknown", test_find);

  return g_test_run ();
}
