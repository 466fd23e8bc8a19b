/* test-route-header.c: the header that says which way a request went
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-route-header.h"

#include <string.h>

static CcpExchange *
create_exchange (CcpRoute *route)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{\"model\":\"m\"}", -1, NULL);
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);

  ccp_exchange_set_route (exchange, route);
  return exchange;
}

static void
test_whole (void)
{
  g_autoptr (CcpRoute) decision = ccp_route_new ("planning", "p", "m");
  g_autoptr (CcpRoute) route = ccp_route_new ("planning", "open-router", "a/b:free");
  g_autoptr (CcpExchange) exchange = create_exchange (route);
  g_autofree char *header = NULL;

  ccp_route_add_step (decision, "tag", CCP_ROUTE_MISSED, "there is none");
  ccp_route_add_step (decision, "rules[0] home", CCP_ROUTE_MATCHED, "it is so");
  ccp_route_set_tokens (decision, 51234);
  ccp_exchange_set_attempt (exchange, 3);

  header = ccp_route_header_format (exchange, decision, 2, 3);

  g_assert_cmpstr (header,
                   ==,
                   "stage=planning; rule=rules[0]%20home; provider=open-router; "
                   "model=a/b:free; target=2/3; attempt=3; tokens=51234");
}

/* a header cannot be split, nor one of its fields, by what somebody called a model */
static void
test_encoded (void)
{
  static const struct
  {
    const char *model;
    const char *shown;
  } cases[] = {
    { "m\xc3\xbcller", "m%C3%BCller" },
    { "a\r\nset-cookie: x", "a%0D%0Aset-cookie:%20x" },
    { "a; stage=b", "a%3B%20stage%3Db" },
    { "100%\"\x7f", "100%25%22%7F" },
    { "\xff\xfe", "%FF%FE" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", cases[i].model);
      g_autoptr (CcpExchange) exchange = create_exchange (route);
      g_autofree char *header = ccp_route_header_format (exchange, route, 1, 1);
      g_autofree char *expected =
          g_strdup_printf ("stage=default; provider=p; model=%s; target=1/1; attempt=1",
                           cases[i].shown);

      g_assert_cmpstr (header, ==, expected);
    }
}

static void
test_long (void)
{
  g_autofree char *model = g_strnfill (100000, 'm');
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", model);
  g_autoptr (CcpExchange) exchange = create_exchange (route);
  g_autofree char *header = ccp_route_header_format (exchange, route, 1, 1);

  g_assert_cmpuint (strlen (header), <, 400);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/route-header/format/T122-whole", test_whole);
  g_test_add_func ("/route-header/format/T126-encoded", test_encoded);
  g_test_add_func ("/route-header/format/bounded", test_long);

  return g_test_run ();
}
