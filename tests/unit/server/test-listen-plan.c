/* test-listen-plan.c: another set of addresses to listen on
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-listen-plan.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>

#include "ccp-listen-address.h"
#include "ccp-listen-socket.h"

typedef struct
{
  char *folder;
  char *unix_address;
  CcpListener *listener;
  guint accepted;
} Fixture;

static void
on_accepted (GSocket *client, gpointer data)
{
  Fixture *self = data;

  self->accepted++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("plan-XXXXXX", NULL);
  self->unix_address = g_strdup_printf ("unix:%s/socket", self->folder);
  self->listener = ccp_listener_new (on_accepted, self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->listener);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->unix_address);
  g_free (self->folder);
}

/* @list: addresses with spaces between them */
static CcpListenPlan *
plan (Fixture *self, const char *list, GError **error)
{
  g_auto (GStrv) texts = g_strsplit (list, " ", -1);
  g_autoptr (GPtrArray) addresses = g_ptr_array_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    g_ptr_array_add (addresses, texts[i]);
  return ccp_listen_plan_new (self->listener, addresses, error);
}

static void
change (Fixture *self, const char *list)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpListenPlan) planned = plan (self, list, &error);

  g_assert_no_error (error);
  ccp_listen_plan_carry_out (planned, self->listener);
}

/* Returns: (transfer full): where the listener is, without "http://" */
static char *
get_place (Fixture *self, guint index)
{
  g_auto (GStrv) uris = ccp_listener_get_uris (self->listener);

  g_assert_cmpuint (index, <, g_strv_length (uris));
  return g_strdup (uris[index] + strlen ("http://"));
}

static guint
count (Fixture *self)
{
  g_auto (GStrv) uris = ccp_listener_get_uris (self->listener);

  return g_strv_length (uris);
}

static GSocket *
find (Fixture *self, const char *text)
{
  g_autoptr (GSocketAddress) address = ccp_listen_address_parse (text, NULL);
  g_autofree char *key = ccp_listen_address_to_uri (address);

  return ccp_listener_find (self->listener, key);
}

static GSocketConnection *
connect_to (const char *place)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  g_socket_client_set_enable_proxy (client, FALSE);
  return g_socket_client_connect_to_host (client, place, 0, NULL, NULL);
}

static void
test_keeps (Fixture *self, gconstpointer data)
{
  GSocket *kept = NULL;
  g_autofree char *place = NULL;
  g_autofree char *more = NULL;

  change (self, "127.0.0.1:0");
  kept = find (self, "127.0.0.1:0");
  place = get_place (self, 0);
  more = g_strdup_printf ("%s 127.0.0.1:0", self->unix_address);
  change (self, more);
  g_assert_true (find (self, "127.0.0.1:0") == kept);
  g_assert_cmpuint (count (self), ==, 2);
  g_assert_nonnull (find (self, self->unix_address));

  /* the port that the kernel chose, by its number and back */
  change (self, place);
  g_assert_true (find (self, place) == kept);
  g_assert_cmpuint (count (self), ==, 1);
  g_assert_null (find (self, self->unix_address));
}

static void
test_order (Fixture *self, gconstpointer data)
{
  g_autofree char *first = g_strdup_printf ("%s 127.0.0.1:0", self->unix_address);
  g_autofree char *second = g_strdup_printf ("127.0.0.1:0 %s", self->unix_address);
  g_autofree char *place = NULL;

  change (self, first);
  change (self, second);

  place = get_place (self, 0);
  g_assert_true (g_str_has_prefix (place, "127.0.0.1:"));
}

/* who has connected before the socket goes is not turned away */
static void
test_removed (Fixture *self, gconstpointer data)
{
  g_autofree char *place = NULL;
  g_autoptr (GSocketConnection) early = NULL;
  g_autoptr (GSocketConnection) late = NULL;

  change (self, "127.0.0.1:0");
  place = get_place (self, 0);
  early = connect_to (place);
  g_assert_nonnull (early);
  change (self, self->unix_address);
  g_assert_cmpuint (self->accepted, ==, 1);
  late = connect_to (place);

  g_assert_null (late);
  change (self, "127.0.0.1:0");
}

/* a port that is taken: nothing of the plan is left, and nothing has changed */
static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (GSocketAddress) any = ccp_listen_address_parse ("127.0.0.1:0", NULL);
  g_autoptr (GSocket) other = ccp_listen_socket_new (any, NULL);
  g_autoptr (GSocketAddress) taken = g_socket_get_local_address (other, NULL);
  g_autofree char *uri = ccp_listen_address_to_uri (taken);
  g_autofree char *list =
      g_strdup_printf ("%s %s", self->unix_address, uri + strlen ("http://"));
  g_autoptr (GError) error = NULL;
  GSocket *kept = NULL;

  change (self, "127.0.0.1:0");
  kept = find (self, "127.0.0.1:0");
  g_assert_null (plan (self, list, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_UNAVAILABLE);

  g_assert_false (
      g_file_test (self->unix_address + strlen ("unix:"), G_FILE_TEST_EXISTS));
  g_assert_true (find (self, "127.0.0.1:0") == kept);
  g_assert_cmpuint (count (self), ==, 1);
}

static void
test_not_carried_out (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpListenPlan) planned = plan (self, self->unix_address, &error);

  g_assert_no_error (error);
  g_assert_true (g_file_test (self->unix_address + strlen ("unix:"), G_FILE_TEST_EXISTS));
  g_clear_pointer (&planned, ccp_listen_plan_free);

  g_assert_false (
      g_file_test (self->unix_address + strlen ("unix:"), G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count (self), ==, 0);
}

/* the same port on all addresses, and back, is not taken by another program */
static void
test_wider (Fixture *self, gconstpointer data)
{
  g_autofree char *place = NULL;
  g_autofree char *wide = NULL;
  int shared = TRUE;

  change (self, "127.0.0.1:0");
  place = get_place (self, 0);
  wide = g_strconcat ("0.0.0.0", strrchr (place, ':'), NULL);
  change (self, wide);
  change (self, place);

  g_assert_true (
      g_socket_get_option (find (self, place), SOL_SOCKET, SO_REUSEPORT, &shared, NULL));
  g_assert_false (shared);
}

/* sockets that others have opened are nobody's to close */
static void
test_foreign (Fixture *self, gconstpointer data)
{
  g_autoptr (GSocketAddress) any = ccp_listen_address_parse ("127.0.0.1:0", NULL);
  g_autoptr (GSocket) foreign = ccp_listen_socket_new (any, NULL);
  g_autoptr (CcpListenPlan) nothing = NULL;

  g_assert_true (ccp_listener_add (self->listener, foreign, NULL, NULL));
  change (self, self->unix_address);
  g_assert_cmpuint (count (self), ==, 2);
  nothing = ccp_listen_plan_new (self->listener, NULL, NULL);
  ccp_listen_plan_carry_out (nothing, self->listener);

  g_assert_cmpuint (count (self), ==, 2);
  g_assert_cmpuint (ccp_listen_plan_get_addresses (nothing)->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                              \
  g_test_add ("/listen-plan/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("keeps-what-stays", test_keeps);
  ADD ("takes-the-new-order", test_order);
  ADD ("removes/who-has-connected-is-accepted", test_removed);
  ADD ("refuses/nothing-changes", test_refused);
  ADD ("not-carried-out/leaves-nothing", test_not_carried_out);
  ADD ("same-port/on-all-addresses", test_wider);
  ADD ("sockets-of-others/stay", test_foreign);
#undef ADD

  return g_test_run ();
}
