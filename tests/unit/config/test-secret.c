/* test-secret.c: keys that are not to be seen
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-secret.h"

#include <string.h>

static void
test_equals (void)
{
  g_autoptr (CcpSecret) secret = ccp_secret_new ("hush");
  g_autoptr (CcpSecret) empty = ccp_secret_new ("");

  g_assert_true (ccp_secret_equals (secret, "hush"));
  g_assert_false (ccp_secret_equals (secret, "hus"));
  g_assert_false (ccp_secret_equals (secret, "hush!"));
  g_assert_false (ccp_secret_equals (secret, "Hush"));
  g_assert_false (ccp_secret_equals (secret, ""));
  g_assert_false (ccp_secret_equals (secret, "hush\001hush"));
  g_assert_true (ccp_secret_equals (empty, ""));
  g_assert_false (ccp_secret_equals (empty, "x"));
}

static void
test_boxed (void)
{
  g_autoptr (CcpSecret) secret = ccp_secret_new ("hush");
  CcpSecret *copy = g_boxed_copy (CCP_TYPE_SECRET, secret);

  g_assert_cmpstr (ccp_secret_reveal (copy), ==, "hush");
  g_boxed_free (CCP_TYPE_SECRET, copy);
  g_assert_cmpstr (ccp_secret_reveal (secret), ==, "hush");
}

static void
test_long (void)
{
  g_autofree char *text = g_strnfill (100000, 'x');
  g_autoptr (CcpSecret) secret = ccp_secret_new (text);

  g_assert_cmpstr (ccp_secret_reveal (secret), ==, text);
  g_assert_true (ccp_secret_equals (secret, text));
}

/* The kernel says whether the page may be dumped ("dd") and is locked ("lo"). */
static void
test_pages (void)
{
  g_autoptr (CcpSecret) secret = ccp_secret_new ("hush");
  g_autofree char *maps = NULL;
  g_autofree char *start =
      g_strdup_printf ("%" G_GSIZE_MODIFIER "x-", (gsize) ccp_secret_reveal (secret));
  const char *entry = NULL;
  const char *flags = NULL;

  if (!g_file_get_contents ("/proc/self/smaps", &maps, NULL, NULL) ||
      (entry = strstr (maps, start)) == NULL ||
      (flags = strstr (entry, "VmFlags:")) == NULL)
    return g_test_skip ("the kernel does not tell");

  g_assert_nonnull (g_strstr_len (flags, strcspn (flags, "\n"), " dd"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secret/equals", test_equals);
  g_test_add_func ("/secret/boxed", test_boxed);
  g_test_add_func ("/secret/long", test_long);
  g_test_add_func ("/secret/pages/not-dumped", test_pages);

  return g_test_run ();
}
