/* test-headers.c: tests of ccp-headers.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp.h"

static void
test_get_without_case (void)
{
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();

  g_assert_true (ccp_headers_append (headers, "Retry-After", "3"));

  g_assert_cmpstr (ccp_headers_get (headers, "retry-after"), ==, "3");
  g_assert_null (ccp_headers_get (headers, "retry"));
}

static void
test_keeps_order_and_repetitions (void)
{
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();

  ccp_headers_append (headers, "a", "1");
  ccp_headers_append (headers, "b", "2");
  ccp_headers_append (headers, "A", "3");

  g_assert_cmpuint (ccp_headers_get_length (headers), ==, 3);
  g_assert_cmpstr (ccp_headers_get (headers, "a"), ==, "1");
  g_assert_cmpstr (ccp_headers_get_name (headers, 2), ==, "A");
  g_assert_cmpstr (ccp_headers_get_value (headers, 2), ==, "3");
}

static void
test_set_replaces_all (void)
{
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();

  ccp_headers_append (headers, "a", "1");
  ccp_headers_append (headers, "A", "2");
  g_assert_true (ccp_headers_set (headers, "a", "3"));

  g_assert_cmpuint (ccp_headers_get_length (headers), ==, 1);
  g_assert_cmpstr (ccp_headers_get (headers, "A"), ==, "3");
}

/* T126: no header value may crash, and none may end its line */
static void
test_refuses_what_is_not_http (void)
{
  static const char *const names[] = { "", "a b", "a:b", "a\r\nb", "\xc3\xa9" };
  static const char *const values[] = { "a\r\nb: c", "a\n", "\x01", "\x7f" };
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_false (ccp_headers_append (headers, names[i], "x"));
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_assert_false (ccp_headers_append (headers, "x", values[i]));
      g_assert_false (ccp_headers_set (headers, "x", values[i]));
    }
  g_assert_true (ccp_headers_append (headers, "x", "caf\xc3\xa9\tz"));
  g_assert_cmpuint (ccp_headers_get_length (headers), ==, 1);
}

static CcpHeaders *
read_settings (const char *text, GError **error)
{
  g_autoptr (CcpJson) json = ccp_json_new_from_text (text, -1, NULL);
  CcpJsonValue value;

  ccp_json_get_root (json, &value);
  value = ccp_json_value_member (&value, "headers");
  return ccp_headers_new_from_settings (&value, "options.headers", error);
}

static void
test_reads_settings (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpHeaders) none = read_settings ("{}", &error);
  g_autoptr (CcpHeaders) headers =
      read_settings ("{\"headers\":{\"a\":\"1\",\"b\":2.0,\"c\":true}}", &error);
  g_autoptr (CcpHeaders) others = ccp_headers_new ();

  g_assert_no_error (error);
  g_assert_cmpuint (ccp_headers_get_length (none), ==, 0);
  ccp_headers_append (others, "A", "old");
  ccp_headers_append (others, "d", "4");
  ccp_headers_apply (others, headers);
  g_assert_cmpuint (ccp_headers_get_length (others), ==, 4);
  g_assert_cmpstr (ccp_headers_get (others, "a"), ==, "1");
  g_assert_cmpstr (ccp_headers_get (others, "b"), ==, "2.0");
  g_assert_cmpstr (ccp_headers_get (others, "c"), ==, "true");
}

/* a value may be a secret */
static void
test_refuses_settings (void)
{
  static const char *const settings[] = {
    "{\"headers\":[\"secret\"]}",
    "{\"headers\":{\"a\":{\"b\":\"secret\"}}}",
    "{\"headers\":{\"a\":\"secret\\n\"}}",
    "{\"headers\":{\"a b\":\"secret\"}}",
    "{\"headers\":{\"Transfer-Encoding\":\"secret\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_settings (settings[i], &error));
      g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
      g_assert_true (g_str_has_prefix (error->message, "options.headers"));
      g_assert_null (strstr (error->message, "secret"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/headers/get/ignores-case", test_get_without_case);
  g_test_add_func ("/headers/append/keeps-order-and-repetitions",
                   test_keeps_order_and_repetitions);
  g_test_add_func ("/headers/set/replaces-all", test_set_replaces_all);
  g_test_add_func ("/headers/T126-refuses-what-is-not-http",
                   test_refuses_what_is_not_http);
  g_test_add_func ("/headers/new-from-settings/reads", test_reads_settings);
  g_test_add_func ("/headers/new-from-settings/refuses", test_refuses_settings);
  return g_test_run ();
}
