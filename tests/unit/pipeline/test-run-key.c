/* test-run-key.c: keys that a program makes, in a run
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>

#include "run-fixture.h"

/* prints key-1 at its first run, key-2 at the next */
#define COUNTING                                                                         \
  "{command: [sh, -c, 'n=$(cat \"$0\" 2>/dev/null || echo 0); n=$((n+1)); "              \
  "echo $n > \"$0\"; echo key-$n', '%s']}"

static char *
make_counter_path (RunFixture *f)
{
  return g_strconcat (f->folder, ".counter", NULL);
}

static void
configure (RunFixture *f)
{
  g_autofree char *counter = make_counter_path (f);
  g_autofree char *api_key = g_strdup_printf (COUNTING, counter);

  run_fixture_configure_key (f, api_key);
}

/* and forgets how often the program ran */
static void
assert_key (RunFixture *f, const char *key, guint n_sent)
{
  g_autofree char *counter = make_counter_path (f);

  g_assert_cmpstr (fake_transport_get_key (f->transport), ==, key);
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, n_sent);
  g_assert_cmpint (g_unlink (counter), ==, 0);
}

static void
refuse_key (RunFixture *f)
{
  fake_provider_add_verdict (
      run_fixture_get_provider (f),
      ccp_verdict_new (CCP_VERDICT_GIVE_UP, CCP_ERROR_AUTHENTICATION, "refuses the key"));
  fake_transport_answer_text (f->transport, 401, "application/json", "{}");
}

static void
answer_message (RunFixture *f)
{
  fake_transport_answer_text (f->transport, 200, "application/json", RUN_MESSAGE);
}

static void
test_sent (RunFixture *f, gconstpointer data)
{
  configure (f);
  answer_message (f);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
  assert_key (f, "key-1", 1);
}

static void
test_refused_once (RunFixture *f, gconstpointer data)
{
  configure (f);
  refuse_key (f);
  answer_message (f);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
  assert_key (f, "key-2", 2);
}

static void
test_refused_twice (RunFixture *f, gconstpointer data)
{
  configure (f);
  refuse_key (f);
  refuse_key (f);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 401, "refuses the key");
  assert_key (f, "key-2", 2);
}

/* there is no other one */
static void
test_fixed_key_refused (RunFixture *f, gconstpointer data)
{
  run_fixture_configure (f, "", "", "");
  refuse_key (f);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 401, "refuses the key");
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 1);
}

static void
test_command_fails (RunFixture *f, gconstpointer data)
{
  run_fixture_configure_key (f, "{command: [sh, -c, 'echo hush >&2; exit 4']}");
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 401, "that makes the api_key failed with exit status 4");
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 0);
}

static void
test_client_leaves (RunFixture *f, gconstpointer data)
{
  run_fixture_configure_key (f, "{command: [sleep, '60']}");
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_settle ();
  g_cancellable_cancel (f->cancellable);
  run_fixture_wait (f);

  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 0);
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);

  run_fixture_add ("run-key", "sent", NULL, test_sent);
  run_fixture_add ("run-key", "refused-once", NULL, test_refused_once);
  run_fixture_add ("run-key", "refused-twice", NULL, test_refused_twice);
  run_fixture_add ("run-key", "fixed-key-refused", NULL, test_fixed_key_refused);
  run_fixture_add ("run-key", "command-fails", NULL, test_command_fails);
  run_fixture_add ("run-key", "T100-client-leaves", NULL, test_client_leaves);

  return g_test_run ();
}
