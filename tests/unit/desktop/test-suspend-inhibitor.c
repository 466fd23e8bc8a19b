/* test-suspend-inhibitor.c: no sleep while an answer is under way
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-suspend-inhibitor.h"

#include <gio/gunixfdlist.h>
#include <glib-unix.h>
#include <unistd.h>

#include "fake-desktop.h"

/* milliseconds; two of them are shorter than what fake_service_settle () waits */
#define DELAY 40

typedef struct
{
  GTestDBus *bus;
  FakeService *logind; /* (nullable) */
  CcpLedger *ledger;
  CcpSleepLock *lock;
  CcpSuspendInhibitor *inhibitor;
  GArray *ends; /* (element-type int): of the pipes whose other ends are the locks */
} Fixture;

static GUnixFDList *
make_lock (gpointer data)
{
  Fixture *f = data;
  int pipes[2] = { -1, -1 };
  gboolean made = g_unix_open_pipe (pipes, FD_CLOEXEC, NULL);

  g_assert_true (made);
  g_array_append_val (f->ends, pipes[0]);
  return g_unix_fd_list_new_from_array (&pipes[1], 1);
}

/* Returns: how many locks nobody has let go of */
static guint
count_locks (Fixture *f)
{
  guint number = 0;

  for (guint i = 0; i < f->ends->len; i++)
    {
      GPollFD poll = { .fd = g_array_index (f->ends, int, i), .events = G_IO_IN };

      number += g_poll (&poll, 1, 0) == 0;
    }
  return number;
}

/* @data: (nullable): whether there is a logind */
static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CcpDesktopBus) bus = NULL;
  const char *address = NULL;

  f->bus = fake_service_start_bus ();
  address = g_test_dbus_get_bus_address (f->bus);
  f->ends = g_array_new (FALSE, FALSE, sizeof (int));
  if (data != NULL)
    {
      f->logind = fake_desktop_new_logind (address);
      f->logind->make_descriptors = make_lock;
      f->logind->data = f;
    }
  bus = ccp_desktop_bus_new (address);
  f->ledger = ccp_ledger_new ();
  f->lock = ccp_sleep_lock_new (bus);
  f->inhibitor = ccp_suspend_inhibitor_new (f->ledger, f->lock, DELAY);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fake_service_settle ();
  g_assert_finalize_object (f->inhibitor);
  g_assert_finalize_object (f->lock);
  g_clear_object (&f->ledger);
  g_clear_pointer (&f->logind, fake_service_free);
  g_assert_cmpuint (count_locks (f), ==, 0);
  for (guint i = 0; i < f->ends->len; i++)
    close (g_array_index (f->ends, int, i));
  g_array_unref (f->ends);
  fake_service_stop_bus (f->bus);
}

static CcpLedgerEntry *
begin (Fixture *f)
{
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{\"model\":\"m\"}", -1, NULL);
  g_autoptr (CcpExchange) exchange =
      ccp_exchange_new (CCP_OPERATION_MESSAGES, headers, body);

  return ccp_ledger_open (f->ledger, exchange, NULL);
}

static void
end (Fixture *f, CcpLedgerEntry *entry)
{
  ccp_ledger_close (f->ledger, entry, 200, NULL);
  g_object_unref (entry);
}

/* for a time, in milliseconds, that is not enough for a delay */
static void
go_on (guint milliseconds)
{
  gint64 over = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < over)
    g_main_context_iteration (NULL, FALSE);
}

static void
test_held_while_it_streams (Fixture *f, gconstpointer data)
{
  CcpLedgerEntry *entry = begin (f);
  g_autoptr (GVariant) arguments = NULL;
  g_autofree char *text = NULL;

  fake_service_wait (f->logind, "Inhibit", 1);
  g_assert_cmpint (ccp_ledger_entry_get_duration (entry),
                   >=,
                   DELAY * G_TIME_SPAN_MILLISECOND);
  fake_service_settle ();
  g_assert_true (ccp_sleep_lock_is_held (f->lock));
  g_assert_cmpuint (count_locks (f), ==, 1);
  arguments = fake_service_get (f->logind, "Inhibit", 0);
  text = g_variant_print (arguments, FALSE);
  g_assert_cmpstr (text, ==, "('sleep', 'ccproxy', 'An answer is under way', 'block')");

  end (f, entry);
  g_assert_true (ccp_sleep_lock_is_held (f->lock));
  fake_service_settle ();
  g_assert_false (ccp_sleep_lock_is_held (f->lock));
  g_assert_cmpuint (count_locks (f), ==, 0);
}

static void
test_not_for_short_ones (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 8; i++)
    {
      CcpLedgerEntry *entry = begin (f);

      go_on (DELAY / 4);
      end (f, entry);
    }
  fake_service_settle ();

  fake_service_wait (f->logind, "Inhibit", 0);
}

static void
test_kept_for_the_next (Fixture *f, gconstpointer data)
{
  CcpLedgerEntry *entry = begin (f);
  CcpLedgerEntry *next = NULL;

  fake_service_wait (f->logind, "Inhibit", 1);
  fake_service_settle ();
  end (f, entry);
  go_on (DELAY / 4);
  next = begin (f);
  fake_service_settle ();
  g_assert_true (ccp_sleep_lock_is_held (f->lock));
  end (f, next);
  fake_service_settle ();

  fake_service_wait (f->logind, "Inhibit", 1);
  g_assert_false (ccp_sleep_lock_is_held (f->lock));
}

static void
test_not_let_go_while_another_streams (Fixture *f, gconstpointer data)
{
  CcpLedgerEntry *one = begin (f);
  CcpLedgerEntry *other = begin (f);

  fake_service_wait (f->logind, "Inhibit", 1);
  fake_service_settle ();
  end (f, one);
  fake_service_settle ();
  g_assert_true (ccp_sleep_lock_is_held (f->lock));
  end (f, other);
}

static void
test_delays_where_it_may_not_block (Fixture *f, gconstpointer data)
{
  CcpLedgerEntry *entry = begin (f);
  g_autoptr (GVariant) arguments = NULL;
  const char *mode = NULL;

  fake_service_refuse (f->logind, "Inhibit");
  fake_service_wait (f->logind, "Inhibit", 2);
  fake_service_settle ();
  arguments = fake_service_get (f->logind, "Inhibit", 1);
  g_variant_get_child (arguments, 3, "&s", &mode);
  g_assert_cmpstr (mode, ==, "delay");
  g_assert_false (ccp_sleep_lock_is_held (f->lock));
  fake_service_wait (f->logind, "Inhibit", 2);
  end (f, entry);
}

/* what logind grants after the end is let go of at once: tear_down () looks */
static void
test_granted_too_late (Fixture *f, gconstpointer data)
{
  ccp_sleep_lock_take (f->lock);
  fake_service_wait (f->logind, "Inhibit", 1);
  ccp_sleep_lock_release (f->lock);
  fake_service_settle ();

  g_assert_false (ccp_sleep_lock_is_held (f->lock));
  g_assert_cmpuint (f->ends->len, ==, 1);
}

static void
test_off_lets_go (Fixture *f, gconstpointer data)
{
  CcpLedgerEntry *entry = begin (f);

  fake_service_wait (f->logind, "Inhibit", 1);
  fake_service_settle ();
  ccp_suspend_inhibitor_set_enabled (f->inhibitor, FALSE);
  g_assert_false (ccp_sleep_lock_is_held (f->lock));
  fake_service_settle ();
  fake_service_wait (f->logind, "Inhibit", 1);

  ccp_suspend_inhibitor_set_enabled (f->inhibitor, TRUE);
  fake_service_wait (f->logind, "Inhibit", 2);
  end (f, entry);
}

static void
test_without_logind_nothing_happens (Fixture *f, gconstpointer data)
{
  CcpLedgerEntry *entry = begin (f);

  fake_service_settle ();
  g_assert_false (ccp_sleep_lock_is_held (f->lock));
  end (f, entry);
}

static void
add (const char *name, gboolean has_logind, void (*test) (Fixture *f, gconstpointer data))
{
  g_autofree char *path = g_strconcat ("/suspend-inhibitor/", name, NULL);

  g_test_add (path, Fixture, GINT_TO_POINTER (has_logind), set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("take/held-while-it-streams", TRUE, test_held_while_it_streams);
  add ("take/not-for-short-ones", TRUE, test_not_for_short_ones);
  add ("take/delays-where-it-may-not-block", TRUE, test_delays_where_it_may_not_block);
  add ("take/without-logind", FALSE, test_without_logind_nothing_happens);
  add ("release/kept-for-the-next", TRUE, test_kept_for_the_next);
  add ("release/not-while-another-streams", TRUE, test_not_let_go_while_another_streams);
  add ("release/granted-too-late", TRUE, test_granted_too_late);
  add ("set-enabled/off-lets-go", TRUE, test_off_lets_go);
  return g_test_run ();
}
