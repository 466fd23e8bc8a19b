/* test-base-url.c: tests of ccp-base-url.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "emitter-fixture.h"

static const char *const paths[] = { "/chat/completions", "/messages", NULL };
static const char *const domains[] = { "api.example.com", "azure.example", NULL };

typedef struct
{
  const char *name;
  const char *url;
  const char *query; /* (nullable): of the request */
  const char *made;  /* the URL of "/models" */
} UrlCase;

static const UrlCase urls[] = {
  { "base", "https://h/v1", NULL, "https://h/v1/models" },
  { "slashes", "http://h:8/v1//", NULL, "http://h:8/v1/models" },
  { "whole-url", "https://h/v1/chat/completions", NULL, "https://h/v1/models" },
  { "whole-url-with-slash", "https://h/v1/messages/", NULL, "https://h/v1/models" },
  { "host-alone", "https://h", NULL, "https://h/models" },
  { "query", "https://h/v1?a=1", NULL, "https://h/v1/models?a=1" },
  { "empty-query", "https://h/v1?", "b=2", "https://h/v1/models?b=2" },
  { "both-queries", "https://h/messages?a=1#f", "b=2", "https://h/models?a=1&b=2" },
  { "escapes-stay", "https://h/a%2Fb?c=%20", NULL, "https://h/a%2Fb/models?c=%20" },
};

static void
test_make_url (gconstpointer data)
{
  const UrlCase *wanted = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpBaseUrl) base = ccp_base_url_new (wanted->url, paths, &error);
  g_autofree char *made = NULL;

  g_assert_no_error (error);
  made = ccp_base_url_make_url (base, "/models", wanted->query);
  g_assert_cmpstr (made, ==, wanted->made);
}

static void
test_make_url_above (void)
{
  g_autoptr (CcpBaseUrl) azure =
      ccp_base_url_new ("https://h/openai/deployments/d?v=1", NULL, NULL);
  g_autoptr (CcpBaseUrl) plain = ccp_base_url_new ("https://h/v1", NULL, NULL);
  g_autofree char *above =
      ccp_base_url_make_url_above (azure, "/deployments/", "/models", "a=2");
  g_autofree char *whole =
      ccp_base_url_make_url_above (plain, "/deployments/", "/models", NULL);

  g_assert_cmpstr (above, ==, "https://h/openai/models?v=1&a=2");
  g_assert_cmpstr (whole, ==, "https://h/v1/models");
  g_assert_cmpstr (ccp_base_url_get_base (azure), ==, "https://h/openai/deployments/d");
}

typedef struct
{
  const char *name;
  const char *url;
  gboolean is_at;
} HostCase;

static const HostCase hosts[] = {
  { "itself", "https://api.example.com/v1", TRUE },
  { "any-case-and-port", "https://API.Example.com:8443/v1", TRUE },
  { "below", "https://mine.azure.example", TRUE },
  { "other-name-with-this-end", "https://evil-api.example.com/v1", FALSE },
  { "in-the-path", "https://h/api.example.com", FALSE },
  { "as-a-label", "https://api.example.com.h/v1", FALSE },
};

static void
test_is_at (gconstpointer data)
{
  const HostCase *wanted = data;
  g_autoptr (CcpBaseUrl) base = ccp_base_url_new (wanted->url, NULL, NULL);
  g_autoptr (CcpExchange) exchange = create_exchange ("{}");
  g_autofree char *text = g_strdup_printf ("{\"url\":\"%s\"}", wanted->url);
  g_autoptr (CcpJson) options = ccp_json_new_from_text (text, -1, NULL);

  ccp_exchange_set_options (exchange, options);

  g_assert_cmpint (ccp_base_url_is_at (base, domains), ==, wanted->is_at);
  g_assert_cmpint (ccp_exchange_is_upstream_at (exchange, domains), ==, wanted->is_at);
}

static void
test_refuses (gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpBaseUrl) base = ccp_base_url_new (data, NULL, &error);

  g_assert_null (base);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
  g_assert_true (g_str_has_prefix (error->message, "url: expected"));
  g_assert_null (strstr (error->message, "sk-"));
}

static void
test_settings (void)
{
  g_autoptr (CcpJson) settings =
      ccp_json_new_from_text ("{\"url\":\"https://h/v1/messages\"}", -1, NULL);
  g_autoptr (CcpJson) none = ccp_json_new_from_text ("{}", -1, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpBaseUrl) base = ccp_base_url_new_from_settings (settings, paths, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ccp_base_url_get_base (base), ==, "https://h/v1");
  g_assert_null (ccp_base_url_new_from_settings (none, paths, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_TABLE ("/base-url/make-url/", urls, test_make_url);
  ADD_TABLE ("/base-url/is-at/", hosts, test_is_at);
  g_test_add_func ("/base-url/make-url-above/cuts-the-base", test_make_url_above);
  g_test_add_data_func ("/base-url/new/refuses-a-key", "sk-123", test_refuses);
  g_test_add_data_func ("/base-url/new/refuses-other-schemes", "ftp://h", test_refuses);
  g_test_add_data_func ("/base-url/new/refuses-no-host", "https:///v1", test_refuses);
  g_test_add_func ("/base-url/new-from-settings/reads-the-url", test_settings);

  return g_test_run ();
}
