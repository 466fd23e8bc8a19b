/* test-sleep-watch.c: tells when the computer wakes up
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-sleep-watch.h"

#include "fake-desktop.h"

/* milliseconds */
#define INTERVAL 10

typedef struct
{
  GTestDBus *bus;
  FakeService *logind; /* (nullable) */
  gint64 slept;
  CcpSleepWatch *watch;
  guint resumed;
} Fixture;

static gint64
read_clock (gpointer data)
{
  return ((Fixture *) data)->slept;
}

static void
count (guint *counter)
{
  (*counter)++;
}

/* @data: (nullable): whether there is a logind */
static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CcpDesktopBus) bus = NULL;
  const char *address = NULL;

  f->bus = fake_service_start_bus ();
  address = g_test_dbus_get_bus_address (f->bus);
  if (data != NULL)
    f->logind = fake_desktop_new_logind (address);
  bus = ccp_desktop_bus_new (address);
  f->slept = 17 * G_TIME_SPAN_HOUR;
  f->watch = ccp_sleep_watch_new (bus, INTERVAL, read_clock, f);
  g_signal_connect_swapped (f->watch, "resumed", G_CALLBACK (count), &f->resumed);
  fake_service_settle ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->watch);
  fake_service_settle ();
  g_clear_pointer (&f->logind, fake_service_free);
  fake_service_stop_bus (f->bus);
}

static void
prepare (Fixture *f, gboolean begins)
{
  fake_service_emit (f->logind, "PrepareForSleep", g_variant_new ("(b)", begins));
  fake_service_settle ();
}

static void
test_logind_tells (Fixture *f, gconstpointer data)
{
  prepare (f, TRUE);
  g_assert_cmpuint (f->resumed, ==, 0);
  prepare (f, FALSE);
  g_assert_cmpuint (f->resumed, ==, 1);
}

/* it would be told of twice */
static void
test_clocks_do_not_count_with_logind (Fixture *f, gconstpointer data)
{
  f->slept += G_TIME_SPAN_HOUR;
  fake_service_settle ();

  g_assert_cmpuint (f->resumed, ==, 0);
}

static void
test_clocks_tell_without_logind (Fixture *f, gconstpointer data)
{
  f->slept += G_TIME_SPAN_SECOND;
  fake_service_settle ();
  g_assert_cmpuint (f->resumed, ==, 0);

  f->slept += 2 * G_TIME_SPAN_SECOND;
  fake_service_settle ();
  g_assert_cmpuint (f->resumed, ==, 1);
}

static void
test_clocks_tell_when_logind_is_gone (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->logind, fake_service_free);
  fake_service_settle ();
  f->slept += G_TIME_SPAN_MINUTE;
  fake_service_settle ();

  g_assert_cmpuint (f->resumed, ==, 1);
}

static void
test_clocks_tell_without_a_bus (void)
{
  Fixture f = { 0 };
  g_autoptr (CcpDesktopBus) bus = ccp_desktop_bus_new (NULL);

  f.watch = ccp_sleep_watch_new (bus, INTERVAL, read_clock, &f);
  g_signal_connect_swapped (f.watch, "resumed", G_CALLBACK (count), &f.resumed);
  fake_service_settle ();
  f.slept += G_TIME_SPAN_MINUTE;
  fake_service_settle ();

  g_assert_cmpuint (f.resumed, ==, 1);
  g_assert_finalize_object (f.watch);
}

static void
add (const char *name, gboolean has_logind, void (*test) (Fixture *f, gconstpointer data))
{
  g_autofree char *path = g_strconcat ("/sleep-watch/", name, NULL);

  g_test_add (path, Fixture, GINT_TO_POINTER (has_logind), set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("logind/tells", TRUE, test_logind_tells);
  add ("clocks/not-with-logind", TRUE, test_clocks_do_not_count_with_logind);
  add ("clocks/tell-without-logind", FALSE, test_clocks_tell_without_logind);
  add ("clocks/tell-when-logind-is-gone", TRUE, test_clocks_tell_when_logind_is_gone);
  g_test_add_func ("/sleep-watch/clocks/tell-without-a-bus",
                   test_clocks_tell_without_a_bus);
  return g_test_run ();
}
