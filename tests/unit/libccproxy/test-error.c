/* test-error.c: tests of ccp-error.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp.h"

typedef struct
{
  guint status;
  CcpError code;
  guint client_status;
  const char *type;
} Row;

/* protocol E.7 and A.8 */
static void
test_upstream_status (gconstpointer data)
{
  const Row *row = data;
  CcpError code = ccp_error_code_from_http_status (row->status);

  g_assert_cmpint (code, ==, row->code);
  g_assert_cmpuint (ccp_error_get_http_status (code), ==, row->client_status);
  g_assert_cmpstr (ccp_error_get_api_type (code), ==, row->type);
}

static void
test_every_code_has_names (void)
{
  for (CcpError code = CCP_ERROR_INVALID_REQUEST; code <= CCP_ERROR_CANCELLED; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (CCP_ERROR, (int) code, "x");
      g_autofree char *name = g_dbus_error_encode_gerror (error);

      g_assert_cmpstr (name, ==, ccp_error_get_dbus_name (code));
      g_assert_cmpuint (ccp_error_get_http_status (code), >=, 400);
      g_assert_nonnull (ccp_error_get_api_type (code));
    }
}

static void
test_foreign_errors (void)
{
  g_autoptr (GError) timeout = g_error_new (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "x");
  g_autoptr (GError) refused =
      g_error_new (G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, "x");
  g_autoptr (GError) other = g_error_new (G_FILE_ERROR, G_FILE_ERROR_NOENT, "x");

  g_assert_cmpint (ccp_error_code_of (timeout), ==, CCP_ERROR_TIMEOUT);
  g_assert_cmpint (ccp_error_code_of (refused), ==, CCP_ERROR_UPSTREAM);
  g_assert_cmpint (ccp_error_code_of (other), ==, CCP_ERROR_INTERNAL);
}

int
main (int argc, char **argv)
{
  static const Row rows[] = {
    { 400, CCP_ERROR_INVALID_REQUEST, 400, "invalid_request_error" },
    { 401, CCP_ERROR_AUTHENTICATION, 401, "authentication_error" },
    { 402, CCP_ERROR_BILLING, 402, "billing_error" },
    { 403, CCP_ERROR_PERMISSION, 403, "permission_error" },
    { 404, CCP_ERROR_NOT_FOUND, 404, "not_found_error" },
    { 405, CCP_ERROR_INVALID_REQUEST, 400, "invalid_request_error" },
    { 408, CCP_ERROR_TIMEOUT, 504, "timeout_error" },
    { 409, CCP_ERROR_UNAVAILABLE, 503, "api_error" },
    { 413, CCP_ERROR_TOO_LARGE, 413, "request_too_large" },
    { 422, CCP_ERROR_INVALID_REQUEST, 400, "invalid_request_error" },
    { 429, CCP_ERROR_RATE_LIMITED, 429, "rate_limit_error" },
    { 498, CCP_ERROR_UNAVAILABLE, 503, "api_error" },
    { 500, CCP_ERROR_INTERNAL, 500, "api_error" },
    { 501, CCP_ERROR_INVALID_REQUEST, 400, "invalid_request_error" },
    { 502, CCP_ERROR_UPSTREAM, 502, "api_error" },
    { 503, CCP_ERROR_UNAVAILABLE, 503, "api_error" },
    { 504, CCP_ERROR_TIMEOUT, 504, "timeout_error" },
    { 522, CCP_ERROR_UPSTREAM, 502, "api_error" },
    { 529, CCP_ERROR_OVERLOADED, 529, "overloaded_error" },
    { 302, CCP_ERROR_UPSTREAM, 502, "api_error" },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/error/upstream-status/T124-%u", rows[i].status);

      g_test_add_data_func (path, &rows[i], test_upstream_status);
    }
  g_test_add_func ("/error/codes/have-all-names", test_every_code_has_names);
  g_test_add_func ("/error/code-of/other-domains", test_foreign_errors);
  return g_test_run ();
}
