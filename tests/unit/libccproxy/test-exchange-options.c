/* test-exchange-options.c: tests of ccp-exchange-options.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "emitter-fixture.h"

#define OPTIONS                                                                          \
  "{\"on\":true,\"off\":false,\"n\":-7,\"word\":\"tw\\u006f\",\"auto\":\"auto\","        \
  "\"list\":[\"a\",1,\"b\"],\"empty\":[],\"fraction\":1.5}"

static CcpExchange *
create_exchange_with_options (void)
{
  CcpExchange *exchange = create_exchange ("{}");
  g_autoptr (CcpJson) options = ccp_json_new_from_text (OPTIONS, -1, NULL);

  g_assert_nonnull (options);
  ccp_exchange_set_options (exchange, options);
  return exchange;
}

static void
test_boolean (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange_with_options ();

  g_assert_true (ccp_exchange_get_option_boolean (exchange, "on", FALSE));
  g_assert_false (ccp_exchange_get_option_boolean (exchange, "off", TRUE));
  g_assert_true (ccp_exchange_get_option_boolean (exchange, "auto", TRUE));
  g_assert_false (ccp_exchange_get_option_boolean (exchange, "missing", FALSE));
}

static void
test_int (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange_with_options ();

  g_assert_cmpint (ccp_exchange_get_option_int (exchange, "n", 3), ==, -7);
  g_assert_cmpint (ccp_exchange_get_option_int (exchange, "fraction", 3), ==, 3);
  g_assert_cmpint (ccp_exchange_get_option_int (exchange, "missing", 3), ==, 3);
}

static void
test_word (void)
{
  static const char *const words[] = { "one", "two", NULL };
  g_autoptr (CcpExchange) exchange = create_exchange_with_options ();

  g_assert_cmpint (ccp_exchange_get_option_word (exchange, "word", words, 0), ==, 1);
  g_assert_cmpint (ccp_exchange_get_option_word (exchange, "auto", words, -1), ==, -1);
  g_assert_cmpint (ccp_exchange_get_option_word (exchange, "n", words, -1), ==, -1);
}

static void
test_string (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange_with_options ();
  g_autofree char *word = ccp_exchange_dup_option_string (exchange, "word");

  g_assert_cmpstr (word, ==, "two");
  g_assert_null (ccp_exchange_dup_option_string (exchange, "n"));
  g_assert_null (ccp_exchange_dup_option_string (exchange, "missing"));
}

static void
test_strv (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange_with_options ();
  g_auto (GStrv) list = ccp_exchange_dup_option_strv (exchange, "list");

  g_assert_cmpstrv (list, ((const char *[]){ "a", "b", NULL }));
  g_assert_null (ccp_exchange_dup_option_strv (exchange, "empty"));
  g_assert_null (ccp_exchange_dup_option_strv (exchange, "word"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/exchange-options/boolean/falls-back", test_boolean);
  g_test_add_func ("/exchange-options/int/falls-back", test_int);
  g_test_add_func ("/exchange-options/word/gives-its-place", test_word);
  g_test_add_func ("/exchange-options/string/none-of-others", test_string);
  g_test_add_func ("/exchange-options/strv/takes-strings", test_strv);

  return g_test_run ();
}
