/* test-access-token.c: what programs print as a key
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-access-token.h"
#include "ccp.h"

#define NOW (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC)
#define LIFETIME 1800

typedef struct
{
  const char *name;
  const char *output;
  const char *key; /* NULL: it is refused */
  gint64 used_for; /* seconds */
} Case;

static const Case cases[] = {
  { "alone", "ya29.abc\n", "ya29.abc", 1740 },
  { "white-space-around", "  ya29.abc \r\n", "ya29.abc", 1740 },
  { "nothing", "\n", NULL, 0 },
  { "two-lines", "one\ntwo\n", NULL, 0 },
  { "a-sentence", "please log in", NULL, 0 },
  { "not-ascii", "h\xc3\xbcsh", NULL, 0 },
  { "oauth",
    "{\"access_token\":\"k\",\"expires_in\":3599,\"token_type\":\"Bearer\"}",
    "k",
    3539 },
  { "seconds-as-text", "{\"access_token\":\"k\",\"expires_in\":\"3599\"}", "k", 3539 },
  { "no-time", "{\"token\":\"k\"}", "k", 1740 },
  { "gcloud",
    "{\"credential\":{\"access_token\":\"k\",\"token_expiry\":\"2023-11-14T22:43:20Z\"}}",
    "k",
    1740 },
  { "kubernetes",
    "{\"status\":{\"token\":\"k\",\"expirationTimestamp\":\"2023-11-14T22:23:20Z\"}}",
    "k",
    540 },
  { "azure", "{\"accessToken\":\"k\",\"expires_on\":1700003600}", "k", 3540 },
  { "executable", "{\"id_token\":\"k\",\"expiration_time\":1700000100}", "k", 50 },
  { "short", "{\"access_token\":\"k\",\"expires_in\":10}", "k", 5 },
  { "over", "{\"access_token\":\"k\",\"expires_on\":1600000000}", "k", 0 },
  { "endless", "{\"access_token\":\"k\",\"expires_in\":1e300}", "k", 31622340 },
  { "no-key", "{\"expires_in\":10}", NULL, 0 },
  { "key-that-is-no-text", "{\"access_token\":7}", NULL, 0 },
  { "key-with-a-line-break", "{\"access_token\":\"a\\nb\"}", NULL, 0 },
  { "broken", "{\"access_token\":", NULL, 0 },
};

static void
test_parse (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GBytes) output = g_bytes_new (test->output, strlen (test->output));
  g_autoptr (GError) error = NULL;
  CcpAccessToken token;
  gboolean good = ccp_access_token_parse (&token, output, LIFETIME, NOW, &error);

  g_assert_cmpint (good, ==, test->key != NULL);
  if (test->key == NULL)
    {
      g_assert_error (error, CCP_ERROR, CCP_ERROR_AUTHENTICATION);
      g_assert_null (strstr (error->message, "please"));
      g_assert_false (ccp_access_token_is_good (&token, NOW));
      return;
    }
  g_assert_cmpstr (ccp_secret_reveal (token.secret), ==, test->key);
  g_assert_cmpint ((token.expires - NOW) / G_USEC_PER_SEC, ==, test->used_for);
  g_assert_cmpint (ccp_access_token_is_good (&token, NOW), ==, test->used_for > 0);
  g_assert_false (ccp_access_token_is_good (&token, token.expires));
  ccp_access_token_clear (&token);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/access-token/parse/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_parse);
    }
  return g_test_run ();
}
