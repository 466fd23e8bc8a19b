/* test-top-page.c: what is on the screen, and columns on it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-top-page.h"
#include "ccp-top-table.h"

#define PLAIN CCP_TERMINAL_STYLE_PLAIN

static const CcpTopColumn columns[] = {
  { "NAME", 0, 0, FALSE },
  { "N", 4, 1, TRUE },
  { "NOTE", 6, 2, FALSE },
};

static void
assert_text (const CcpTopPage *page, const char *expected)
{
  g_autofree char *text = ccp_top_page_to_text (page);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_put (void)
{
  g_autoptr (CcpTopPage) page = ccp_top_page_new (10, 3);

  ccp_top_page_put (page, 0, 0, PLAIN, "ab");
  ccp_top_page_put (page, 0, 4, PLAIN, "longer than that");
  ccp_top_page_put (page, 2, 9, PLAIN, "xy");

  assert_text (page, "ab  longe…\n\n         …\n");
}

static void
test_put_outside (void)
{
  g_autoptr (CcpTopPage) page = ccp_top_page_new (4, 1);

  ccp_top_page_put (page, 1, 0, PLAIN, "no");
  ccp_top_page_put (page, 0, 4, PLAIN, "no");

  assert_text (page, "\n");
}

static void
test_put_harmless (void)
{
  g_autoptr (CcpTopPage) page = ccp_top_page_new (20, 1);

  ccp_top_page_put (page,
                    0,
                    0,
                    PLAIN,
                    "\033[2Jm\n\xff"
                    "del");

  assert_text (page,
               "?[2Jm?\xef\xbf\xbd"
               "del\n");
}

static void
test_select (void)
{
  g_autoptr (CcpTopPage) page = ccp_top_page_new (20, 2);

  g_assert_false (ccp_top_page_is_selected (page, 0));
  ccp_top_page_select (page, 1);

  g_assert_false (ccp_top_page_is_selected (page, 0));
  g_assert_true (ccp_top_page_is_selected (page, 1));
}

static const struct
{
  const char *path;
  guint width;
  const char *text;
} tables[] = {
  { "/top-table/init/rest-is-filled",
    30,
    "NAME                 N  NOTE\nmodel               12  later…\n" },
  { "/top-table/init/all-fit",
    26,
    "NAME             N  NOTE\nmodel           12  later…\n" },
  { "/top-table/init/highest-rank-goes-first",
    25,
    "NAME                    N\nmodel                  12\n" },
  { "/top-table/init/next-rank-goes", 17, "NAME\nmodel\n" },
  { "/top-table/init/too-narrow-is-cut", 4, "NAME\nmod…\n" },
};

static void
test_table (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autoptr (CcpTopPage) page = ccp_top_page_new (tables[index].width, 2);
  CcpTopTable table;

  ccp_top_table_init (&table, page, columns, G_N_ELEMENTS (columns));
  ccp_top_table_put_headings (&table, 0);
  ccp_top_table_put (&table, 1, 0, PLAIN, "model");
  ccp_top_table_take (&table, 1, 1, PLAIN, g_strdup ("12"));
  ccp_top_table_put (&table, 1, 2, PLAIN, "later than that");

  assert_text (page, tables[index].text);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/top-page/put/clips", test_put);
  g_test_add_func ("/top-page/put/outside-is-nothing", test_put_outside);
  g_test_add_func ("/top-page/put/steers-no-terminal", test_put_harmless);
  g_test_add_func ("/top-page/select/one-row", test_select);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_test_add_data_func (tables[i].path, GUINT_TO_POINTER (i), test_table);
  return g_test_run ();
}
