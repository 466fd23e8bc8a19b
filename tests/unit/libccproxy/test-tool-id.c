/* test-tool-id.c: the ids of tool calls there and back
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>
#include <string.h>

#define ALNUM "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

static void
test_keeps_good_ids (void)
{
  static const char *const ids[] = {
    "call_1",
    "toolu_01AbC-_",
    "a",
    "toolu_xABCDEFGHIJKLMNOPQRSTUVW",
    "toolu_x_abcdef",
    "0123456789012345678901234567890123456789012345678901234567890123",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *client = ccp_tool_id_to_client (ids[i]);
      g_autofree char *upstream = ccp_tool_id_to_upstream (client, 0);

      g_assert_cmpstr (client, ==, ids[i]);
      g_assert_cmpstr (upstream, ==, ids[i]);
    }
}

static void
test_makes_up_missing_ids (void)
{
  g_autofree char *missing = ccp_tool_id_to_client (NULL);
  g_autofree char *empty = ccp_tool_id_to_client ("");

  g_assert_true (g_str_has_prefix (missing, "toolu_"));
  g_assert_cmpuint (strlen (missing), ==, 30);
  g_assert_cmpuint (strspn (missing + 6, ALNUM), ==, 24);
  g_assert_cmpstr (missing, !=, empty);
}

static void
test_encodes_foreign_ids (void)
{
  static const char *const ids[] = {
    "functions.Bash:1",
    " ",
    "läuft",
    "a/b+c=d",
    "~~~?>>>",
    "01234567890123456789012345678901234567890123456789012345678901234",
    "toolu_xZnVuY3Rpb25z_abc123", /* looks as if it had been encoded */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *client = ccp_tool_id_to_client (ids[i]);
      g_autofree char *other = ccp_tool_id_to_client (ids[i]);
      g_autofree char *upstream = ccp_tool_id_to_upstream (client, 0);

      g_assert_true (g_str_has_prefix (client, "toolu_x"));
      g_assert_cmpuint (strspn (client, ALNUM "_-"), ==, strlen (client));
      g_assert_cmpuint (client[strlen (client) - 7], ==, '_');
      g_assert_cmpstr (client, !=, other);
      g_assert_cmpstr (upstream, ==, ids[i]);
    }
}

static void
test_encoding (void)
{
  g_autofree char *client = ccp_tool_id_to_client ("functions.Bash:1");

  client[strlen (client) - 6] = '\0';

  g_assert_cmpstr (client, ==, "toolu_xZnVuY3Rpb25zLkJhc2g6MQ_");
}

/* ids that only look encoded are what they are */
static void
test_leaves_lookalikes (void)
{
  static const char *const ids[] = {
    "toolu_x",          "toolu_x_aaaaaa",  "toolu_xZg_aaaa-a",
    "toolu_xZh_aaaaaa", "toolu_xZ_aaaaaa", "toolu_x_____aaaaaa",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *upstream = ccp_tool_id_to_upstream (ids[i], 0);

      g_assert_cmpstr (upstream, ==, ids[i]);
    }
}

static void
test_fits_length (void)
{
  static const char id[] = "toolu_0123456789012345678901234567890123";
  g_autofree char *exact = ccp_tool_id_to_upstream (id, 40);
  g_autofree char *hashed = ccp_tool_id_to_upstream (id, 39);
  g_autofree char *again = ccp_tool_id_to_upstream (id, 39);
  g_autofree char *cut = ccp_tool_id_to_upstream (id, 20);
  g_autofree char *checksum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, id, -1);

  checksum[32] = '\0';

  g_assert_cmpstr (exact, ==, id);
  g_assert_true (g_str_has_prefix (hashed, "call_"));
  g_assert_cmpstr (hashed + 5, ==, checksum);
  g_assert_cmpstr (again, ==, hashed);
  g_assert_cmpuint (strlen (cut), ==, 20);
}

static void
test_short_ids (void)
{
  g_autofree char *own = ccp_tool_id_to_upstream_short ("AbCdEf123", 9);
  g_autofree char *hashed = ccp_tool_id_to_upstream_short ("call_abc", 9);
  g_autofree char *again = ccp_tool_id_to_upstream_short ("call_abc", 9);
  g_autofree char *other = ccp_tool_id_to_upstream_short ("call_abd", 9);
  g_autofree char *encoded = ccp_tool_id_to_client ("functions.Bash:1");
  g_autofree char *decoded = ccp_tool_id_to_upstream_short (encoded, 9);
  g_autofree char *direct = ccp_tool_id_to_upstream_short ("functions.Bash:1", 9);

  g_assert_cmpstr (own, ==, "AbCdEf123");
  g_assert_cmpuint (strlen (hashed), ==, 9);
  g_assert_cmpuint (strspn (hashed, ALNUM), ==, 9);
  g_assert_cmpstr (again, ==, hashed);
  g_assert_cmpstr (other, !=, hashed);
  g_assert_cmpstr (decoded, ==, direct);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tool-id/to-client/keeps-good-ids", test_keeps_good_ids);
  g_test_add_func ("/tool-id/to-client/makes-up-missing-ids", test_makes_up_missing_ids);
  g_test_add_func ("/tool-id/to-client/encodes-foreign-ids", test_encodes_foreign_ids);
  g_test_add_func ("/tool-id/to-client/encoding", test_encoding);
  g_test_add_func ("/tool-id/to-upstream/leaves-lookalikes", test_leaves_lookalikes);
  g_test_add_func ("/tool-id/to-upstream/fits-length", test_fits_length);
  g_test_add_func ("/tool-id/to-upstream/short", test_short_ids);

  return g_test_run ();
}
