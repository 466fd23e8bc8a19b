/* test-notifier.c: shows notifications on the desktop, if there is one
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-notifier.h"

#include "fake-desktop.h"

#define MINUTES(n) ((n) *G_TIME_SPAN_MINUTE)

static const char *const all[] = { "actions", "body", "body-markup", NULL };
static const char *const none[] = { NULL };

typedef struct
{
  GTestDBus *bus;
  const char *address;
  FakeService *server; /* (nullable) */
  gint64 now;
  CcpNotifier *notifier;
  GString *actions;
} Fixture;

static gint64
read_clock (gpointer data)
{
  return ((Fixture *) data)->now;
}

static void
on_action (CcpNotifier *notifier, const char *key, const char *name, gpointer data)
{
  Fixture *f = data;

  g_string_append_printf (f->actions, "%s:%s ", key, name);
}

static void
start_server (Fixture *f, const char *const *capabilities)
{
  f->server = fake_desktop_new_notifications (f->address, capabilities);
}

/* @data: (nullable): the capabilities of the service, which is not there without */
static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CcpDesktopBus) bus = NULL;

  f->bus = fake_service_start_bus ();
  f->address = g_test_dbus_get_bus_address (f->bus);
  if (data != NULL)
    start_server (f, data);
  f->now = MINUTES (100);
  bus = ccp_desktop_bus_new (f->address);
  f->notifier = ccp_notifier_new (bus, read_clock, f);
  f->actions = g_string_new (NULL);
  g_signal_connect (f->notifier, "action", G_CALLBACK (on_action), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fake_service_settle ();
  g_assert_finalize_object (f->notifier);
  fake_service_settle ();
  g_clear_pointer (&f->server, fake_service_free);
  g_string_free (f->actions, TRUE);
  fake_service_stop_bus (f->bus);
}

static void
show (Fixture *f, const char *key)
{
  CcpNotice *notice =
      ccp_notice_new (key, CCP_URGENCY_CRITICAL, "Something is up", "a <b> & c");

  ccp_notice_add_action (notice, "do", "Do It");
  ccp_notifier_show (f->notifier, notice);
}

static void
assert_shown (Fixture *f, guint index, const char *expected)
{
  g_autoptr (GVariant) arguments = fake_service_get (f->server, "Notify", index);
  g_autofree char *text = g_variant_print (arguments, FALSE);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_says_all (Fixture *f, gconstpointer data)
{
  show (f, "a");

  fake_service_wait (f->server, "Notify", 1);
  assert_shown (f,
                0,
                "('ccproxy', 0, 'dialog-warning', 'Something is up', "
                "'a &lt;b&gt; &amp; c', ['do', 'Do It'], {'urgency': <byte 0x02>}, -1)");
}

static void
test_suits_a_plain_server (Fixture *f, gconstpointer data)
{
  show (f, "a");

  fake_service_wait (f->server, "Notify", 1);
  assert_shown (f,
                0,
                "('ccproxy', 0, 'dialog-warning', 'Something is up', "
                "'a <b> & c', [], {'urgency': <byte 0x02>}, -1)");
}

static void
test_asks_once (Fixture *f, gconstpointer data)
{
  show (f, "a");
  show (f, "b");
  fake_service_wait (f->server, "Notify", 2);
  show (f, "c");
  fake_service_wait (f->server, "Notify", 3);

  g_assert_cmpuint (fake_service_count (f->server, "GetCapabilities"), ==, 1);
}

static void
test_not_again_within_ten_minutes (Fixture *f, gconstpointer data)
{
  show (f, "a");
  fake_service_wait (f->server, "Notify", 1);
  f->now += MINUTES (9);
  show (f, "a");
  fake_service_settle ();
  fake_service_wait (f->server, "Notify", 1);
}

static void
test_replaces_its_own (Fixture *f, gconstpointer data)
{
  g_autoptr (GVariant) arguments = NULL;
  guint32 replaces = 0;

  show (f, "a");
  fake_service_wait (f->server, "Notify", 1);
  fake_service_settle ();
  f->now += MINUTES (10);
  show (f, "a");

  fake_service_wait (f->server, "Notify", 2);
  arguments = fake_service_get (f->server, "Notify", 1);
  g_variant_get_child (arguments, 1, "u", &replaces);
  g_assert_cmpuint (replaces, ==, 7);
}

static void
test_settled_is_closed (Fixture *f, gconstpointer data)
{
  g_autoptr (GVariant) arguments = NULL;
  guint32 id = 0;

  show (f, "a");
  fake_service_wait (f->server, "Notify", 1);
  fake_service_settle ();
  ccp_notifier_settle (f->notifier, "a");

  fake_service_wait (f->server, "CloseNotification", 1);
  arguments = fake_service_get (f->server, "CloseNotification", 0);
  g_variant_get (arguments, "(u)", &id);
  g_assert_cmpuint (id, ==, 7);
}

/* while the service is about to say the id */
static void
test_settled_meanwhile_is_closed (Fixture *f, gconstpointer data)
{
  show (f, "a");
  fake_service_wait (f->server, "Notify", 1);
  ccp_notifier_settle (f->notifier, "a");

  fake_service_wait (f->server, "CloseNotification", 1);
}

static void
test_settled_at_once_is_not_shown (Fixture *f, gconstpointer data)
{
  show (f, "a");
  ccp_notifier_settle (f->notifier, "a");
  fake_service_settle ();

  fake_service_wait (f->server, "Notify", 0);
  fake_service_wait (f->server, "CloseNotification", 0);
}

static void
test_closed_by_the_person_stays_closed (Fixture *f, gconstpointer data)
{
  show (f, "a");
  fake_service_wait (f->server, "Notify", 1);
  fake_service_settle ();
  fake_service_emit (f->server, "NotificationClosed", g_variant_new ("(uu)", 7, 2));
  fake_service_settle ();
  ccp_notifier_settle (f->notifier, "a");
  fake_service_settle ();

  fake_service_wait (f->server, "CloseNotification", 0);
}

static void
test_tells_the_action (Fixture *f, gconstpointer data)
{
  show (f, "a");
  fake_service_wait (f->server, "Notify", 1);
  fake_service_settle ();
  fake_service_emit (f->server, "ActionInvoked", g_variant_new ("(us)", 8, "do"));
  fake_service_emit (f->server, "ActionInvoked", g_variant_new ("(us)", 7, "do"));
  fake_service_settle ();

  g_assert_cmpstr (f->actions->str, ==, "a:do ");
}

static void
test_shown_when_the_service_comes (Fixture *f, gconstpointer data)
{
  show (f, "a");
  fake_service_settle ();
  start_server (f, all);

  fake_service_wait (f->server, "Notify", 1);
}

static void
test_another_service_is_asked_again (Fixture *f, gconstpointer data)
{
  show (f, "a");
  fake_service_wait (f->server, "Notify", 1);
  fake_service_settle ();
  g_clear_pointer (&f->server, fake_service_free);
  fake_service_settle ();
  start_server (f, none);
  fake_service_settle ();
  ccp_notifier_settle (f->notifier, "a");
  show (f, "b");

  fake_service_wait (f->server, "Notify", 1);
  fake_service_wait (f->server, "GetCapabilities", 1);
  fake_service_wait (f->server, "CloseNotification", 0);
}

static void
test_refused_is_tried_with_the_next (Fixture *f, gconstpointer data)
{
  fake_service_refuse (f->server, "Notify");
  show (f, "a");
  fake_service_wait (f->server, "Notify", 1);
  fake_service_settle ();
  fake_service_wait (f->server, "Notify", 1);
}

static void
test_off_closes_and_shows_nothing (Fixture *f, gconstpointer data)
{
  show (f, "a");
  fake_service_wait (f->server, "Notify", 1);
  ccp_notifier_set_enabled (f->notifier, FALSE);
  fake_service_wait (f->server, "CloseNotification", 1);
  show (f, "b");
  fake_service_settle ();
  fake_service_wait (f->server, "Notify", 1);

  ccp_notifier_set_enabled (f->notifier, TRUE);
  show (f, "b");
  fake_service_wait (f->server, "Notify", 2);
}

static void
test_without_a_bus_nothing_happens (void)
{
  const char *const addresses[] = { NULL, "unix:path=/dev/null/none" };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (CcpDesktopBus) bus = ccp_desktop_bus_new (addresses[i]);
      CcpNotifier *notifier = ccp_notifier_new (bus, NULL, NULL);

      ccp_notifier_show (notifier, ccp_notice_new ("a", CCP_URGENCY_LOW, "b", "c"));
      fake_service_settle ();
      ccp_notifier_settle (notifier, "a");
      g_assert_finalize_object (notifier);
    }
}

/* the service has a name of its own, so the bus can go without it */
static void
test_bus_that_goes_away (Fixture *f, gconstpointer data)
{
  show (f, "a");
  fake_service_wait (f->server, "Notify", 1);
  g_test_dbus_stop (f->bus);
  fake_service_settle ();
  ccp_notifier_settle (f->notifier, "a");
  show (f, "b");
  fake_service_settle ();

  g_assert_cmpuint (fake_service_count (f->server, "Notify"), ==, 1);
}

static void
add (const char *name,
     gconstpointer capabilities,
     void (*test) (Fixture *f, gconstpointer data))
{
  g_autofree char *path = g_strconcat ("/notifier/", name, NULL);

  g_test_add (path, Fixture, capabilities, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("show/says-all", all, test_says_all);
  add ("show/suits-a-plain-server", none, test_suits_a_plain_server);
  add ("show/asks-once", all, test_asks_once);
  add ("show/not-again-within-ten-minutes", all, test_not_again_within_ten_minutes);
  add ("show/replaces-its-own", all, test_replaces_its_own);
  add ("show/refused-is-tried-with-the-next", all, test_refused_is_tried_with_the_next);
  add ("show/when-the-service-comes", NULL, test_shown_when_the_service_comes);
  add ("show/another-service-is-asked-again", all, test_another_service_is_asked_again);
  g_test_add_func ("/notifier/show/without-a-bus-nothing-happens",
                   test_without_a_bus_nothing_happens);
  add ("show/bus-that-goes-away", all, test_bus_that_goes_away);
  add ("settle/closes", all, test_settled_is_closed);
  add ("settle/closes-what-is-on-its-way", all, test_settled_meanwhile_is_closed);
  add ("settle/at-once-is-not-shown", all, test_settled_at_once_is_not_shown);
  add ("settle/not-what-the-person-closed", all, test_closed_by_the_person_stays_closed);
  add ("action/is-told", all, test_tells_the_action);
  add ("set-enabled/off-closes-and-shows-nothing",
       all,
       test_off_closes_and_shows_nothing);
  return g_test_run ();
}
