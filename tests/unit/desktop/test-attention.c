/* test-attention.c: what a person must know and do something about
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-attention.h"

#include <string.h>

#include "ccp-provider-visit.h"
#include "fake-desktop.h"

static const char *const capabilities[] = { "actions", "body", NULL };

typedef struct
{
  GTestDBus *bus;
  FakeService *server;
  FakeService *files;
  CcpProviderStates *states;
  CcpProviderState *provider;
  CcpNotifier *notifier;
  CcpAttention *attention;
  gint64 now;
  guint reloads;
} Fixture;

static gint64
read_clock (gpointer data)
{
  return ((Fixture *) data)->now;
}

static void
count_reload (Fixture *f)
{
  f->reloads++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CcpDesktopBus) bus = NULL;
  const char *address = NULL;

  f->bus = fake_service_start_bus ();
  address = g_test_dbus_get_bus_address (f->bus);
  f->server = fake_desktop_new_notifications (address, capabilities);
  f->files = fake_desktop_new_files (address);
  f->now = 1000 * G_TIME_SPAN_SECOND;
  f->states = ccp_provider_states_new (read_clock, f);
  f->provider = ccp_provider_states_get (f->states, "acme");
  bus = ccp_desktop_bus_new (address);
  f->notifier = ccp_notifier_new (bus, read_clock, f);
  f->attention = ccp_attention_new (f->notifier, bus, f->states);
  g_signal_connect_swapped (f->attention, "reload", G_CALLBACK (count_reload), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fake_service_settle ();
  g_assert_finalize_object (f->attention);
  g_assert_finalize_object (f->notifier);
  g_clear_object (&f->states);
  g_clear_pointer (&f->server, fake_service_free);
  g_clear_pointer (&f->files, fake_service_free);
  fake_service_stop_bus (f->bus);
}

static void
fail (Fixture *f, CcpError code, gboolean own_credentials)
{
  g_autoptr (CcpProviderVisit) visit = ccp_provider_visit_new (f->provider);
  g_autoptr (CcpVerdict) verdict =
      ccp_verdict_new (CCP_VERDICT_GIVE_UP, code, "sk-secret of a prompt is no good");

  ccp_provider_visit_fail (visit, verdict, own_credentials);
}

static void
succeed (Fixture *f)
{
  g_autoptr (CcpProviderVisit) visit = ccp_provider_visit_new (f->provider);

  ccp_provider_visit_succeed (visit, TRUE);
}

static char *
get_shown (Fixture *f, guint index)
{
  g_autoptr (GVariant) arguments = fake_service_get (f->server, "Notify", index);

  return g_variant_print (arguments, FALSE);
}

static void
wait_until_shown (Fixture *f, guint number)
{
  fake_service_wait (f->server, "Notify", number);
  fake_service_settle ();
}

static void
choose (Fixture *f, const char *action)
{
  fake_service_emit (f->server, "ActionInvoked", g_variant_new ("(us)", 7, action));
  fake_service_settle ();
}

static void
test_tells_of_a_refused_key (Fixture *f, gconstpointer data)
{
  g_autofree char *shown = NULL;

  fail (f, CCP_ERROR_AUTHENTICATION, FALSE);

  wait_until_shown (f, 1);
  shown = get_shown (f, 0);
  g_assert_nonnull (strstr (shown, "'acme refuses its key'"));
  g_assert_nonnull (strstr (shown, "Put a valid key there"));
  g_assert_nonnull (strstr (shown, "['resume', 'Try Again', 'pause', 'Pause']"));
  g_assert_null (strstr (shown, "secret"));
}

static void
test_tells_of_an_empty_account (Fixture *f, gconstpointer data)
{
  g_autofree char *shown = NULL;

  fail (f, CCP_ERROR_BILLING, FALSE);

  wait_until_shown (f, 1);
  shown = get_shown (f, 0);
  g_assert_nonnull (strstr (shown, "'acme is out of credit'"));
  g_assert_null (strstr (shown, "secret"));
}

/* these pass, or are somebody else's business */
static void
test_is_silent_about_the_rest (Fixture *f, gconstpointer data)
{
  const CcpError others[] = { CCP_ERROR_UPSTREAM,
                              CCP_ERROR_RATE_LIMITED,
                              CCP_ERROR_OVERLOADED,
                              CCP_ERROR_TIMEOUT,
                              CCP_ERROR_INVALID_REQUEST };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    fail (f, others[i], FALSE);
  fail (f, CCP_ERROR_AUTHENTICATION, TRUE);
  fake_service_settle ();

  fake_service_wait (f->server, "Notify", 0);
}

static void
test_tells_a_flood_once (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 100; i++)
    {
      f->now += G_TIME_SPAN_SECOND;
      fail (f, CCP_ERROR_AUTHENTICATION, FALSE);
    }
  fake_service_settle ();

  fake_service_wait (f->server, "Notify", 1);
}

/* that a rest ends is nothing new */
static void
test_tells_each_refusal_once (Fixture *f, gconstpointer data)
{
  fail (f, CCP_ERROR_BILLING, FALSE);
  wait_until_shown (f, 1);
  f->now += 30 * G_TIME_SPAN_MINUTE;
  g_signal_emit_by_name (f->states, "changed", f->provider);
  fake_service_settle ();
  fake_service_wait (f->server, "Notify", 1);

  fail (f, CCP_ERROR_BILLING, FALSE);
  fake_service_wait (f->server, "Notify", 2);
}

static void
test_an_answer_closes (Fixture *f, gconstpointer data)
{
  fail (f, CCP_ERROR_AUTHENTICATION, FALSE);
  wait_until_shown (f, 1);
  f->now += 2 * G_TIME_SPAN_MINUTE;
  succeed (f);

  fake_service_wait (f->server, "CloseNotification", 1);
}

static void
test_another_reason_takes_its_place (Fixture *f, gconstpointer data)
{
  fail (f, CCP_ERROR_AUTHENTICATION, FALSE);
  wait_until_shown (f, 1);
  f->now += 2 * G_TIME_SPAN_MINUTE;
  fail (f, CCP_ERROR_BILLING, FALSE);

  fake_service_wait (f->server, "CloseNotification", 1);
  fake_service_wait (f->server, "Notify", 2);
}

static void
test_pause_pauses_and_closes (Fixture *f, gconstpointer data)
{
  fail (f, CCP_ERROR_AUTHENTICATION, FALSE);
  wait_until_shown (f, 1);
  choose (f, "pause");

  g_assert_cmpint (ccp_provider_state_get_condition (f->provider),
                   ==,
                   CCP_PROVIDER_PAUSED);
  fake_service_wait (f->server, "CloseNotification", 1);
}

static void
test_try_again_ends_the_rest (Fixture *f, gconstpointer data)
{
  fail (f, CCP_ERROR_BILLING, FALSE);
  wait_until_shown (f, 1);
  g_assert_false (ccp_provider_state_is_free (f->provider));
  choose (f, "resume");

  g_assert_true (ccp_provider_state_is_free (f->provider));
  fake_service_wait (f->server, "CloseNotification", 1);
}

static void
test_bad_file_is_told_until_it_is_good (Fixture *f, gconstpointer data)
{
  g_autofree char *shown = NULL;

  ccp_attention_note_reload (f->attention, FALSE, "/srv/me/a b.yaml");
  ccp_attention_note_reload (f->attention, FALSE, "/srv/me/a b.yaml");
  wait_until_shown (f, 1);
  shown = get_shown (f, 0);
  g_assert_nonnull (strstr (shown, "/srv/me/a b.yaml cannot be used"));
  g_assert_nonnull (strstr (shown, "['show', 'Show File', 'reload', 'Read Again']"));

  ccp_attention_note_reload (f->attention, TRUE, "/srv/me/a b.yaml");
  fake_service_wait (f->server, "CloseNotification", 1);
}

static void
test_show_file_asks_the_file_manager (Fixture *f, gconstpointer data)
{
  g_autoptr (GVariant) arguments = NULL;
  g_autofree char *text = NULL;

  ccp_attention_note_reload (f->attention, FALSE, "/srv/me/a b.yaml");
  wait_until_shown (f, 1);
  choose (f, "show");

  fake_service_wait (f->files, "ShowItems", 1);
  arguments = fake_service_get (f->files, "ShowItems", 0);
  text = g_variant_print (arguments, FALSE);
  g_assert_cmpstr (text, ==, "(['file:///srv/me/a%20b.yaml'], '')");
}

static void
test_read_again_asks_for_it (Fixture *f, gconstpointer data)
{
  ccp_attention_note_reload (f->attention, FALSE, "/srv/me/a.yaml");
  wait_until_shown (f, 1);
  choose (f, "reload");
  g_assert_cmpuint (f->reloads, ==, 1);

  /* still bad: that is an answer, and no spam */
  ccp_attention_note_reload (f->attention, FALSE, "/srv/me/a.yaml");
  fake_service_wait (f->server, "Notify", 2);
}

static void
add (const char *name, void (*test) (Fixture *f, gconstpointer data))
{
  g_autofree char *path = g_strconcat ("/attention/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("provider/refused-key", test_tells_of_a_refused_key);
  add ("provider/empty-account", test_tells_of_an_empty_account);
  add ("provider/silent-about-the-rest", test_is_silent_about_the_rest);
  add ("provider/flood-once", test_tells_a_flood_once);
  add ("provider/each-refusal-once", test_tells_each_refusal_once);
  add ("provider/answer-closes", test_an_answer_closes);
  add ("provider/another-reason-takes-its-place", test_another_reason_takes_its_place);
  add ("provider/pause-pauses-and-closes", test_pause_pauses_and_closes);
  add ("provider/try-again-ends-the-rest", test_try_again_ends_the_rest);
  add ("configuration/bad-until-good", test_bad_file_is_told_until_it_is_good);
  add ("configuration/show-file", test_show_file_asks_the_file_manager);
  add ("configuration/read-again", test_read_again_asks_for_it);
  return g_test_run ();
}
