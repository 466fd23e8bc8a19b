/* test-auth-scheme.c: tests of ccp-auth-scheme.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "emitter-fixture.h"

typedef struct
{
  const char *name;
  const char *settings;
  const char *fallback;
  const char *header; /* (nullable) */
  const char *prefix; /* (nullable) */
} Case;

#define AUTH(word) "{\"options\":{\"auth\":\"" word "\"}}"

static const Case cases[] = {
  { "not-set", "{}", "bearer", "authorization", "Bearer " },
  { "not-set-header", "{\"options\":{}}", "x-api-key", "x-api-key", NULL },
  { "auto", AUTH ("auto"), "x-goog-api-key", "x-goog-api-key", NULL },
  { "auto-in-capitals", AUTH ("Auto"), "x-goog-api-key", "x-goog-api-key", NULL },
  { "bearer", AUTH ("Bearer"), "x-api-key", "authorization", "Bearer " },
  { "authorization", AUTH ("Authorization"), "none", "authorization", "Bearer " },
  { "none", AUTH ("none"), "bearer", NULL, NULL },
  { "none-in-capitals", AUTH ("None"), "bearer", NULL, NULL },
  { "header", AUTH ("Api-Key"), "bearer", "api-key", NULL },
};

static void
test_apply (gconstpointer data)
{
  const Case *wanted = data;
  g_autoptr (CcpJson) settings = ccp_json_new_from_text (wanted->settings, -1, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpAuthScheme) scheme =
      ccp_auth_scheme_new_from_settings (settings, wanted->fallback, &error);
  g_autoptr (CcpUpstreamRequest) request =
      ccp_upstream_request_new ("POST", "https://h/v1");

  g_assert_no_error (error);
  ccp_auth_scheme_apply (scheme, request);

  g_assert_cmpstr (ccp_upstream_request_get_key_header (request), ==, wanted->header);
  g_assert_cmpstr (ccp_upstream_request_get_key_prefix (request), ==, wanted->prefix);
}

static void
test_refuses (gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpAuthScheme) scheme = ccp_auth_scheme_new (data, &error);

  g_assert_null (scheme);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
  g_assert_true (g_str_has_prefix (error->message, "options.auth: expected"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_TABLE ("/auth-scheme/apply/", cases, test_apply);
  g_test_add_data_func ("/auth-scheme/new/refuses-space", "x key", test_refuses);
  g_test_add_data_func ("/auth-scheme/new/refuses-nothing", "", test_refuses);
  g_test_add_data_func ("/auth-scheme/new/refuses-line", "a\r\nb", test_refuses);

  return g_test_run ();
}
