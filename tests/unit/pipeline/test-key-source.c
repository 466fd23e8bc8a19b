/* test-key-source.c: keys that are there, and keys that a program makes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-key-source.h"
#include "ccp.h"

#include <glib/gstdio.h>

#define MAX_REQUESTS 8

/* counts its runs in a file, and prints a key with that number */
#define SCRIPT                                                                           \
  "n=$(cat \"$0\" 2>/dev/null || echo 0); n=$((n+1)); echo $n > \"$0\"; sleep 0.05; "    \
  "echo \"{\\\"token\\\": \\\"key-$n\\\", \\\"expires_in\\\": $1}\""

typedef struct
{
  char *folder;
  char *counter;
  CcpKeySource *source;
  guint n_done;
  GString *outcomes; /* the keys, or what went wrong */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("key-source-XXXXXX", NULL);
  f->counter = g_build_filename (f->folder, "counter", NULL);
  f->outcomes = g_string_new (NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->source);
  g_unlink (f->counter);
  g_rmdir (f->folder);
  g_free (f->folder);
  g_free (f->counter);
  g_string_free (f->outcomes, TRUE);
}

static void
create_source (Fixture *f, const char *script, const char *argument)
{
  const char *arguments[] = { "sh", "-c", script, f->counter, argument, NULL };
  CcpKeyCommand command = { (char **) arguments, 10, 60 };
  CcpProviderConfig provider = { .key_command = &command };

  f->source = ccp_key_source_new (&provider);
}

static void
on_key (GObject *object, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;
  g_autoptr (CcpSecret) key = NULL;
  g_autoptr (GError) error = NULL;

  if (ccp_key_source_get_finish (CCP_KEY_SOURCE (object), result, &key, &error))
    g_string_append (f->outcomes, key != NULL ? ccp_secret_reveal (key) : "none");
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_string_append (f->outcomes, "cancelled");
  else
    g_string_append (f->outcomes, error->message);
  g_string_append_c (f->outcomes, ' ');
  f->n_done++;
}

static void
ask (Fixture *f, GCancellable *cancellable)
{
  ccp_key_source_get_async (f->source, cancellable, on_key, f);
}

static void
wait_for (Fixture *f, guint n)
{
  while (f->n_done < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
settle (Fixture *f)
{
  /* the source lives as long as a program runs for it */
  while (G_OBJECT (f->source)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_fixed (Fixture *f, gconstpointer data)
{
  g_autoptr (CcpSecret) secret = ccp_secret_new ("hush");
  CcpProviderConfig provider = { .key = secret };
  CcpSecret *key = NULL;

  f->source = ccp_key_source_new (&provider);

  g_assert_true (ccp_key_source_peek (f->source, &key));
  g_assert_true (key == secret);
  g_assert_false (ccp_key_source_refuse (f->source, key));
  ask (f, NULL);
  wait_for (f, 1);
  g_assert_cmpstr (f->outcomes->str, ==, "hush ");
}

static void
test_none (Fixture *f, gconstpointer data)
{
  CcpProviderConfig provider = { NULL };

  f->source = ccp_key_source_new (&provider);
  ask (f, NULL);
  wait_for (f, 1);

  g_assert_cmpstr (f->outcomes->str, ==, "none ");
}

static void
test_one_run_for_all (Fixture *f, gconstpointer data)
{
  CcpSecret *key = NULL;

  create_source (f, SCRIPT, "3600");
  g_assert_false (ccp_key_source_peek (f->source, &key));
  for (guint i = 0; i < 3; i++)
    ask (f, NULL);
  wait_for (f, 3);
  ask (f, NULL);
  wait_for (f, 4);

  g_assert_cmpstr (f->outcomes->str, ==, "key-1 key-1 key-1 key-1 ");
  g_assert_true (ccp_key_source_peek (f->source, &key));
  g_assert_cmpstr (ccp_secret_reveal (key), ==, "key-1");
}

static void
test_expired (Fixture *f, gconstpointer data)
{
  create_source (f, SCRIPT, "0");
  ask (f, NULL);
  wait_for (f, 1);
  ask (f, NULL);
  wait_for (f, 2);

  g_assert_cmpstr (f->outcomes->str, ==, "key-1 key-2 ");
}

/* two requests had the same key refused: one new key is enough for both */
static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (CcpSecret) old = NULL;
  CcpSecret *key = NULL;

  create_source (f, SCRIPT, "3600");
  ask (f, NULL);
  wait_for (f, 1);
  g_assert_true (ccp_key_source_peek (f->source, &key));
  old = ccp_secret_ref (key);

  g_assert_true (ccp_key_source_refuse (f->source, old));
  g_assert_false (ccp_key_source_peek (f->source, &key));
  ask (f, NULL);
  wait_for (f, 2);
  g_assert_true (ccp_key_source_refuse (f->source, old));
  ask (f, NULL);
  wait_for (f, 3);

  g_assert_cmpstr (f->outcomes->str, ==, "key-1 key-2 key-2 ");
}

static void
test_failure_is_told_to_all (Fixture *f, gconstpointer data)
{
  create_source (f, "sleep 0.05; exit $1", "7");
  ask (f, NULL);
  ask (f, NULL);
  wait_for (f, 2);

  g_assert_cmpstr (
      f->outcomes->str,
      ==,
      "the command \"sh\" that makes the api_key failed with exit status 7 "
      "the command \"sh\" that makes the api_key failed with exit status 7 ");
}

static void
test_no_key_in_output (Fixture *f, gconstpointer data)
{
  create_source (f, "echo please log in $1", "hush");
  ask (f, NULL);
  wait_for (f, 1);

  g_assert_true (g_str_has_prefix (f->outcomes->str,
                                   "the command \"sh\" that makes the api_key printed "));
  g_assert_null (strstr (f->outcomes->str, "hush"));
}

static void
test_one_client_leaves (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  create_source (f, SCRIPT, "3600");
  ask (f, cancellable);
  ask (f, NULL);
  g_cancellable_cancel (cancellable);
  wait_for (f, 2);

  g_assert_cmpstr (f->outcomes->str, ==, "cancelled key-1 ");
}

/* the program is ended with the last client, and the next one has a run of its own */
static void
test_all_clients_leave (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  create_source (f, SCRIPT, "3600");
  ask (f, cancellable);
  g_cancellable_cancel (cancellable);
  wait_for (f, 1);
  ask (f, NULL);
  wait_for (f, 2);
  settle (f);

  g_assert_true (g_str_has_prefix (f->outcomes->str, "cancelled key-"));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "/key-source/get/fixed", test_fixed },
    { "/key-source/get/none", test_none },
    { "/key-source/get/one-run-for-all", test_one_run_for_all },
    { "/key-source/get/T108-expired", test_expired },
    { "/key-source/refuse/one-new-key-for-all", test_refused },
    { "/key-source/get/failure-is-told-to-all", test_failure_is_told_to_all },
    { "/key-source/get/no-key-in-output", test_no_key_in_output },
    { "/key-source/get/one-client-leaves", test_one_client_leaves },
    { "/key-source/get/all-clients-leave", test_all_clients_leave },
  };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
