/* test-client-credentials.c: what goes to a provider that is to know the client
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-client-credentials.h"
#include "ccp-secret.h"

typedef struct
{
  const char *name;
  const char *api_key;       /* NULL: is not there */
  const char *authorization; /* NULL: is not there */
  const char *expected;
} Case;

/* the keys of the proxy are "k1" and "k 2" */
static const Case cases[] = {
  { "nothing", NULL, NULL, "" },
  { "empty", "", "", "" },
  { "api-key", "sk", NULL, "x-api-key=sk;" },
  { "bearer", NULL, "Bearer sk", "authorization=Bearer sk;" },
  { "basic", NULL, "Basic c2s=", "authorization=Basic c2s=;" },
  { "both", "a", "Bearer b", "authorization=Bearer b;x-api-key=a;" },
  { "client-key", "k1", NULL, "" },
  { "client-key-as-bearer", NULL, "Bearer k1", "" },
  { "client-key-beside-own", "k1", "Bearer sk", "authorization=Bearer sk;" },
  { "own-beside-client-key", "sk", "bearer k1", "x-api-key=sk;" },
  { "two-client-keys", "k 2", "Bearer k1", "" },
  { "blanks", " k1 ", "Bearer \t k1 ", "" },
  { "bare", NULL, "k1", "" },
  { "other-scheme", NULL, "Token k1", "" },
  { "longer", "k12", NULL, "x-api-key=k12;" },
};

static void
test_take (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GPtrArray) keys =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_secret_unref);
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  g_autoptr (CcpHeaders) credentials = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_ptr_array_add (keys, ccp_secret_new ("k1"));
  g_ptr_array_add (keys, ccp_secret_new ("k 2"));
  ccp_headers_append (headers, "cookie", "a=b");
  if (test->api_key != NULL)
    ccp_headers_append (headers, "X-Api-Key", test->api_key);
  if (test->authorization != NULL)
    ccp_headers_append (headers, "Authorization", test->authorization);
  credentials = ccp_client_credentials_take (headers, keys);

  for (guint i = 0; credentials != NULL && i < ccp_headers_get_length (credentials); i++)
    g_string_append_printf (text,
                            "%s=%s;",
                            ccp_headers_get_name (credentials, i),
                            ccp_headers_get_value (credentials, i));
  g_assert_cmpstr (text->str, ==, test->expected);
  g_assert_true ((credentials == NULL) == (text->len == 0));
}

static void
test_removed (void)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  g_autoptr (CcpHeaders) credentials = NULL;

  ccp_headers_append (headers, "Authorization", "Bearer a");
  ccp_headers_append (headers, "authorization", "Bearer b");
  ccp_headers_append (headers, "x-api-key", "");
  ccp_headers_append (headers, "Cookie", "c=d");
  ccp_headers_append (headers, "proxy-authorization", "Basic e");
  ccp_headers_append (headers, "anthropic-beta", "f");
  credentials = ccp_client_credentials_take (headers, keys);

  g_assert_cmpuint (ccp_headers_get_length (headers), ==, 1);
  g_assert_cmpstr (ccp_headers_get_name (headers, 0), ==, "anthropic-beta");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client-credentials/take/T123-headers", test_removed);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/client-credentials/take/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_take);
    }
  return g_test_run ();
}
