/* test-exchange.c: tests of ccp-exchange.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp.h"

static CcpExchange *
create_exchange (CcpHeaders *headers, const char *body)
{
  g_autoptr (CcpJson) json = ccp_json_new_from_text (body, -1, NULL);

  g_assert_nonnull (json);
  return ccp_exchange_new (CCP_OPERATION_MESSAGES, headers, json);
}

static void
test_reads_the_body (void)
{
  g_autoptr (CcpExchange) exchange =
      create_exchange (NULL, "{\"model\":\"m\\u00e9\",\"stream\":true}");

  g_assert_cmpstr (ccp_exchange_get_model (exchange), ==, "mé");
  g_assert_true (ccp_exchange_get_stream (exchange));
  g_assert_true (g_regex_match_simple ("^req_[A-Za-z0-9]{24}$",
                                       ccp_exchange_get_id (exchange),
                                       0,
                                       0));
  g_assert_true (g_regex_match_simple ("^msg_[A-Za-z0-9]{24}$",
                                       ccp_exchange_get_message_id (exchange),
                                       0,
                                       0));
}

static void
test_bears_any_body (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange (NULL, "[1]");

  g_assert_cmpstr (ccp_exchange_get_model (exchange), ==, "");
  g_assert_false (ccp_exchange_get_stream (exchange));
  g_assert_null (ccp_exchange_dup_session_id (exchange));
  g_assert_cmpint (ccp_exchange_get_input_estimate (exchange), ==, 1);
}

static void
test_session (gconstpointer data)
{
  const char *const *expected = data;
  g_autoptr (CcpExchange) exchange = create_exchange (NULL, expected[0]);
  g_autofree char *session = ccp_exchange_dup_session_id (exchange);

  g_assert_cmpstr (session, ==, expected[1]);
}

static void
test_session_header_first (void)
{
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  g_autoptr (CcpExchange) exchange = NULL;
  g_autofree char *session = NULL;

  ccp_headers_append (headers, "X-Claude-Code-Session-Id", "s-0");
  exchange = create_exchange (headers, "{\"metadata\":{\"user_id\":\"u_session_s-1\"}}");
  session = ccp_exchange_dup_session_id (exchange);

  g_assert_cmpstr (session, ==, "s-0");
}

static void
test_options (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange (NULL, "{}");
  g_autoptr (CcpJson) options = ccp_json_new_from_text ("{\"pdf\":true}", -1, NULL);
  CcpJsonValue value;

  ccp_exchange_get_option (exchange, "pdf", &value);
  g_assert_false (ccp_json_value_exists (&value));
  ccp_exchange_set_options (exchange, options);
  ccp_exchange_get_option (exchange, "pdf", &value);
  g_assert_true (ccp_json_value_get_boolean (&value, FALSE));
}

static void
test_dialect (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange (NULL, "{}");

  g_assert_null (ccp_exchange_get_dialect (exchange));
  ccp_exchange_set_dialect (exchange, "gemini.AnthropicToGemini");
  g_assert_cmpstr (ccp_exchange_get_dialect (exchange), ==, "gemini.AnthropicToGemini");
  ccp_exchange_set_dialect (exchange, NULL);
  g_assert_null (ccp_exchange_get_dialect (exchange));
}

static void
test_cache_key (void)
{
  g_autofree char *long_id = g_strnfill (65, 's');
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  g_autoptr (CcpExchange) none = create_exchange (NULL, "{}");
  g_autoptr (CcpExchange) exchange = NULL;
  g_autofree char *fitting = NULL;
  g_autofree char *hashed = NULL;

  ccp_headers_append (headers, "x-claude-code-session-id", long_id);
  exchange = create_exchange (headers, "{}");
  fitting = ccp_exchange_dup_cache_key (exchange, 65);
  hashed = ccp_exchange_dup_cache_key (exchange, 64);

  g_assert_null (ccp_exchange_dup_cache_key (none, 64));
  g_assert_cmpstr (fitting, ==, long_id);
  g_assert_true (g_regex_match_simple ("^[0-9a-f]{64}$", hashed, 0, 0));
}

static void
test_upstream (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange (NULL, "{\"model\":\"c\"}");
  g_autoptr (CcpRoute) route = ccp_route_new ("s", "p", "m");
  g_autofree char *expected = ccp_signature_make_origin ("p", "m");
  g_autofree char *origin = NULL;

  g_assert_cmpstr (ccp_exchange_get_provider_name (exchange), ==, "unknown");
  g_assert_cmpstr (ccp_exchange_get_upstream_model (exchange), ==, "c");
  g_assert_null (ccp_exchange_dup_origin (exchange));

  ccp_exchange_set_route (exchange, route);
  origin = ccp_exchange_dup_origin (exchange);

  g_assert_cmpstr (ccp_exchange_get_provider_name (exchange), ==, "p");
  g_assert_cmpstr (ccp_exchange_get_upstream_model (exchange), ==, "m");
  g_assert_cmpstr (origin, ==, expected);
}

int
main (int argc, char **argv)
{
  static const char *const sessions[][2] = {
    { "{\"metadata\":{\"user_id\":\"{\\\"device_id\\\":\\\"d\\\","
      "\\\"session_id\\\":\\\"s-1\\\"}\"}}",
      "s-1" },
    { "{\"metadata\":{\"user_id\":\"user_1_account_2_session_ab-cd\"}}", "ab-cd" },
    { "{\"metadata\":{\"user_id\":\"u\"}}", NULL },
    { "{\"metadata\":{\"user_id\":7}}", NULL },
    { "{\"metadata\":[]}", NULL },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/new/reads-the-body", test_reads_the_body);
  g_test_add_func ("/exchange/new/bears-any-body", test_bears_any_body);
  for (guint i = 0; i < G_N_ELEMENTS (sessions); i++)
    {
      g_autofree char *path = g_strdup_printf ("/exchange/session/%u", i);

      g_test_add_data_func (path, sessions[i], test_session);
    }
  g_test_add_func ("/exchange/session/header-first", test_session_header_first);
  g_test_add_func ("/exchange/options/look-up", test_options);
  g_test_add_func ("/exchange/dialect/of-each-attempt", test_dialect);
  g_test_add_func ("/exchange/cache-key/fits", test_cache_key);
  g_test_add_func ("/exchange/upstream/from-the-route", test_upstream);
  return g_test_run ();
}
